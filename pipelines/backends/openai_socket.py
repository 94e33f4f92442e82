"""A WebSocket that OpenAI's SDK opens: within bounds, and its end in our words."""

import json
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Protocol
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection
from websockets.client import ClientProtocol
from websockets.datastructures import HeadersLike
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from pipelines.backends.connection import trusted
from pipelines.backends.faults import called, failed
from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, Fault

# The largest that is told at once is a second of sound, or all that was said in an answer.
FRAME_BYTES = 4 << 20
# Half a minute without a word over a live connection: nobody is there any more.
_PING_S, _PONG_S = 10.0, 20.0
_CLOSE_S = 1.0
# Two seconds of sound that have not left yet: what comes now would only be heard late.
_BEHIND_BYTES = 128 << 10
_LATER = {
    1000: Fault.CONNECTION,
    1001: Fault.CONNECTION,
    1006: Fault.CONNECTION,
    1011: Fault.FAILING,
    1012: Fault.FAILING,
    1013: Fault.BUSY,
    1014: Fault.FAILING,
    1015: Fault.CONNECTION,
}
_NEVER = {
    1002: Fault.REJECTED,
    1003: Fault.REJECTED,
    1007: Fault.REJECTED,
    1008: Fault.REFUSED,
    1009: Fault.TOO_LARGE,
    1010: Fault.REJECTED,
}
_NORMAL = 1000
# What the reason of an end holds where the session has lasted as long as one may.
_EXPIRED = ("maximum duration", "session_expired", "session expired")


class Expired(Exception):
    """A session came to its end because it lasted as long as one may."""


class Connected(Protocol):
    """What the SDK gives; whatever is sent through it, it looks at its own queue for."""

    async def close(self) -> None: ...


class Opening(Protocol):
    """What the SDK opens."""

    async def enter(self) -> Connected: ...


class Socket:
    """One WebSocket, without what the SDK puts around it; what goes wrong is a BackendError."""

    def __init__(self, wire: "_Wire") -> None:
        self._wire = wire

    @property
    def is_behind(self) -> bool:
        """Whether what was sent has not left: the network, or the other side, does not take it."""
        return self._wire.waiting > _BEHIND_BYTES

    async def send(self, text: str) -> None:
        """Send a message. Raises BackendError."""
        try:
            await self._wire.send(text)
        except ConnectionClosed as error:
            raise _cut_off(error) from None
        except (WebSocketException, OSError):
            raise BackendUnavailable(Fault.CONNECTION) from None

    async def receive(self) -> bytes | None:
        """Give what comes next; None: the other side ended it as one does.

        Raises BackendError, and Expired. May be cancelled: nothing gets lost.
        """
        try:
            return await self._wire.recv(decode=False)
        except ConnectionClosed as error:
            if error.rcvd is not None and error.rcvd.code == _NORMAL:
                return None
            raise _ended(error) from None
        except (WebSocketException, OSError):
            raise BackendUnavailable(Fault.CONNECTION) from None


@asynccontextmanager
async def joined(
    connect: Callable[[Mapping[str, object]], Opening], address: str, secrets: Mapping[str, str]
) -> AsyncIterator[Socket]:
    """Open a WebSocket by the SDK's `connect`, which is given what it is to be opened with.

    Raises BackendError. Leaving closes it, within a second.
    """
    made: list[_Wire] = []

    def make(protocol: ClientProtocol, **options: float | None) -> _Wire:
        made.append(_Wire(protocol, secrets, **options))
        return made[-1]

    connection: Connected | None = None
    try:
        connection = await connect(_options(address, make)).enter()
    except _NotOpened as error:
        raise error.told from None
    except TimeoutError:
        raise BackendUnavailable(Fault.TIMEOUT) from None
    except (WebSocketException, OSError, EOFError):
        raise BackendUnavailable(Fault.CONNECTION) from None
    try:
        yield Socket(made[-1])
    finally:
        await connection.close()


def _options(address: str, make: Callable[..., ClientConnection]) -> Mapping[str, object]:
    """Say what a WebSocket is opened with, more of it than the SDK has types for."""
    # What these log at the level of debugging is what they carry.
    logging.getLogger("websockets").setLevel(logging.CRITICAL)
    secure = {"ssl": trusted()} if urlsplit(address).scheme == "https" else {}
    return {
        **secure,
        "proxy": None,
        "compression": None,
        "open_timeout": None,  # whoever opens has so many seconds for all of it
        "close_timeout": _CLOSE_S,
        "ping_interval": _PING_S,
        "ping_timeout": _PONG_S,
        "max_size": FRAME_BYTES,
        "write_limit": 2 * _BEHIND_BYTES,
        "create_connection": make,
    }


class _NotOpened(Exception):
    """The other side did not want to speak; `told` says why."""

    def __init__(self, told: BackendError) -> None:
        super().__init__()
        self.told = told


class _Wire(ClientConnection):
    """Opens with what is to go along and no more, and goes nowhere else."""

    def __init__(
        self, protocol: ClientProtocol, secrets: Mapping[str, str], **options: float | None
    ) -> None:
        super().__init__(protocol, **options)  # type: ignore[arg-type]  # as `connect` has them
        self._secrets = secrets

    async def handshake(
        self, additional_headers: HeadersLike | None = None, user_agent_header: str | None = None
    ) -> None:
        # The SDK adds what machine this is, and what OPENAI_CUSTOM_HEADERS says.
        agent = dict(additional_headers or {}).get("User-Agent", "")
        try:
            await super().handshake({**self._secrets, "User-Agent": str(agent)}, user_agent_header)
        except InvalidStatus as error:
            # Here, and not where it is opened: there a redirection would be followed.
            answer = error.response
            headers = dict(answer.headers.raw_items())
            told = failed(answer.status_code, headers, _json(bytes(answer.body or b"")))
            raise _NotOpened(told) from None

    @property
    def waiting(self) -> int:
        """How many bytes have not left yet."""
        return self.transport.get_write_buffer_size()


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _cut_off(error: ConnectionClosed) -> BackendError:
    told = _ended(error)
    return told if isinstance(told, BackendError) else BackendUnavailable(Fault.CONNECTION)


def _ended(error: ConnectionClosed) -> BackendError | Expired:
    """Say what the end of a session means: by its reason, then by its code."""
    if error.rcvd is None:
        # Nobody said anything; or we ended it, over a message that was too large.
        too_much = error.sent is not None and error.sent.code in {1002, 1007, 1009}
        return BackendUnavailable(Fault.FAILING if too_much else Fault.CONNECTION)
    reason, code = error.rcvd.reason.lower(), error.rcvd.code
    if any(words in reason for words in _EXPIRED):
        return Expired()
    # Such as invalid_request_error.invalid_api_key: the last word is the sharpest.
    statuses = [called(word.strip()) for word in reversed(reason.split("."))]
    known = [status for status in statuses if status is not None]
    if known:
        return failed(known[0], {}, None)
    if code in _NEVER:
        return BackendRefused(_NEVER[code])
    return BackendUnavailable(_LATER.get(code, Fault.FAILING))


def told(error: Mapping[str, Any]) -> BackendError | None:
    """Say what an `error` event means to its session; None: only one message was not taken.

    Raises Expired.
    """
    kind, code = (str(error.get(one) or "").lower() for one in ("type", "code"))
    if code == "session_expired":
        raise Expired
    status = called(code)
    status = status if status is not None else called(kind)
    meant = failed(500 if status is None else status, {}, dict(error))
    return None if meant.fault in {Fault.REJECTED, Fault.TOO_LARGE} else meant
