"""What goes wrong with a Teams of ours, call by call, when a test says so.

A call is named as `TeamsDouble.asked` names it: open, post, update, delete, members, member, image;
token, discovery, identity; metadata, keys; graph; download, upload. Of what goes wrong with every
server, tests.doubles.faults has more: cut, silent, broken, garbled, truncated, ...
"""

import json

from tests.doubles.faults import Fault
from tests.doubles.server import Reply


def says(status: int, code: str = "ServiceError") -> Fault:
    """Answer with an error of the connector's or of Graph's."""
    body = json.dumps({"error": {"code": code, "message": code}}).encode()
    return Fault(Reply(status, body))


def limited(after: int | str | None = 1) -> Fault:
    """Too many calls: not done, and to be asked again in `after` seconds (None: it is not said)."""
    body = json.dumps({"error": {"code": "Throttled", "message": "too many"}}).encode()
    headers = {} if after is None else {"Retry-After": str(after)}
    return Fault(Reply(429, body, headers=headers))


def redirect(location: str, *, status: int = 302) -> Fault:
    """Send the caller elsewhere."""
    return Fault(Reply(status, headers={"Location": location}))
