"""The WebSocket below Google's SDK: to one address, with the key alone, its ends in our words."""

import json
import logging
import re
import ssl
from collections.abc import Mapping
from typing import Any

from google.genai import errors
from websockets.asyncio.client import ClientConnection
from websockets.datastructures import HeadersLike
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from pipelines.backends.faults import failed, failed_inside
from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, Fault

_KEY = "x-goog-api-key"
# So long a peer that says nothing may keep a session from ending.
_CLOSE_S = 1.0
_PING_S = 10.0
# An end that the provider planned, or that we did.
_PLANNED = {1000, 1001}
_CLOSED = {
    1009: Fault.TOO_LARGE,
    1011: Fault.FAILING,
    1012: Fault.FAILING,
    1013: Fault.BUSY,
    1014: Fault.FAILING,
}
# A close code says little: 1007 is a key that is wrong, and a handle that is old. What it is stands
# in a sentence of at most 123 bytes.
_REASONS = (
    (Fault.KEY, r"api.?key|unregistered caller|permission|credential|denied|unauthenticated"),
    (Fault.BUSY, r"quota|exhausted|too many|overloaded|rate.?limit"),
    (Fault.TIMEOUT, r"deadline|timed? ?out"),
    (Fault.NO_MODEL, r"models?/|model .*(not found|not supported|does not exist)"),
    (Fault.REFUSED, r"safety|blocked|prohibited|policy violation"),
)
_NEVER = {Fault.KEY, Fault.NO_MODEL, Fault.REFUSED, Fault.TOO_LARGE, Fault.REJECTED}

# All that comes out of the SDK and of what is below it, once a peer misbehaves: what it sends may
# be no JSON, or JSON of another shape, which the SDK takes apart without looking.
LOST = (
    errors.APIError,
    WebSocketException,
    OSError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    RecursionError,
)

# What it logs is what is said.
_SILENT = logging.getLogger("pipelines.backends.gemini_line.frames")
_SILENT.disabled = True


class Line(ClientConnection):
    """Brings the key and nothing else along, and goes nowhere but to the address it was given."""

    async def handshake(
        self,
        additional_headers: HeadersLike | None = None,
        user_agent_header: str | None = None,  # noqa: ARG002 - what machine this is stays here
    ) -> None:
        """Open it; a redirect, which would take the key elsewhere, is a refusal."""
        given = dict(additional_headers) if isinstance(additional_headers, Mapping) else {}
        kept = {name: value for name, value in given.items() if name.lower() == _KEY}
        try:
            await super().handshake(kept, None)
        except InvalidStatus as error:
            answer = error.response
            headers = dict(answer.headers.raw_items())
            raise failed(answer.status_code, headers, _json(answer.body)) from None


def options(trust: ssl.SSLContext) -> dict[str, Any]:
    """Give what a WebSocket is opened with: nothing of the environment, no proxy of its either."""
    return {
        "ssl": trust,
        "proxy": None,
        "compression": None,
        "create_connection": Line,
        "logger": _SILENT,
        "close_timeout": _CLOSE_S,
        "ping_interval": _PING_S,
        "ping_timeout": _PING_S,
    }


def meaning(error: BaseException) -> BackendError | None:
    """Say in our words what ended a session; None: nothing but its end, as it was planned."""
    match error:
        case errors.APIError():
            return _told(error)
        case ConnectionClosed():
            received = error.rcvd
            return closed(1006, "") if received is None else closed(received.code, received.reason)
        case TimeoutError():
            return BackendUnavailable(Fault.TIMEOUT)
        case OSError() | WebSocketException():
            return BackendUnavailable(Fault.CONNECTION)
        case _:
            return BackendUnavailable(Fault.FAILING)


def broken_off(error: BaseException) -> BackendError | None:
    """Say what ended a session that had been set up, as `meaning` does.

    What is rejected then was in order before, and is known to happen by chance, and to sessions
    that go on with another: a new one may be asked for.
    """
    meant = meaning(error)
    if isinstance(meant, BackendRefused) and meant.fault in {Fault.REJECTED, Fault.NO_MODEL}:
        return BackendUnavailable(Fault.FAILING)
    return meant


def closed(code: int, reason: str) -> BackendError | None:
    """Say what a close code means, with its sentence; None: it was planned."""
    if code in _PLANNED:
        return None
    if code < 1007:
        return BackendUnavailable(Fault.CONNECTION)
    said = (fault for fault, words in _REASONS if re.search(words, reason, re.IGNORECASE))
    fault = next(said, _CLOSED.get(code, Fault.REJECTED if code <= 1008 else Fault.FAILING))
    return BackendRefused(fault) if fault in _NEVER else BackendUnavailable(fault)


def _told(error: errors.APIError) -> BackendError | None:
    """Take an error of the SDK's apart: the end of a WebSocket, or a message that was an error."""
    details = error.details
    if isinstance(details, dict):
        return failed_inside({}, details.get("error", details))
    return closed(error.code, details if isinstance(details, str) else "")


def _json(body: bytes | bytearray) -> object:
    try:
        said: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said
