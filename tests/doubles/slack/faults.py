"""What goes wrong with a Slack of ours, method by method, when a test says so."""

import json
from collections.abc import Mapping

from tests.doubles.faults import Fault
from tests.doubles.faults import broken as broken
from tests.doubles.faults import cut as cut
from tests.doubles.faults import dripping as dripping
from tests.doubles.faults import endless as endless
from tests.doubles.faults import garbled as garbled
from tests.doubles.faults import silent as silent
from tests.doubles.faults import stalled as stalled
from tests.doubles.faults import truncated as truncated
from tests.doubles.server import Reply
from tests.doubles.slack.files import sign_in


def says(error: str, *, status: int = 200, **more: object) -> Fault:
    """Answer with an error of Slack's."""
    body = json.dumps({"ok": False, "error": error, **more}).encode()
    return Fault(Reply(status=status, body=body))


def answers(body: Mapping[str, object]) -> Fault:
    """Answer something that is not so."""
    return Fault(Reply(body=json.dumps(body).encode()))


def limited(after: int | str = 1) -> Fault:
    """Too many calls: not done, and to be asked again in `after` seconds."""
    body = json.dumps({"ok": False, "error": "ratelimited"}).encode()
    return Fault(Reply(status=429, body=body, headers={"Retry-After": str(after)}))


def html() -> Fault:
    """Show a page to sign in, with status 200."""
    return Fault(sign_in())


def redirect(location: str, *, status: int = 302) -> Fault:
    """Send the caller elsewhere."""
    return Fault(Reply(status=status, headers={"Location": location, "x-slack-meta": "acl_fail"}))
