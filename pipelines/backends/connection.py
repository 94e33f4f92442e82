"""The one way out to a model's address: nothing of the environment, bounded in time and bytes."""

import logging
import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from functools import cache

import anyio
import httpx2

from pipelines.errors import BackendError, BackendUnavailable, BadAnswer, Fault

CONNECT_SECONDS = 5.0
ANSWER_BYTES = 4 << 20

# Whatever else an SDK adds, of its own (what machine this is) or from OPENAI_CUSTOM_HEADERS and the
# like, stays here.
_SENT = frozenset(
    {
        "accept",
        "anthropic-version",
        "connection",
        "content-length",
        "content-type",
        "host",
        "transfer-encoding",
        "user-agent",
        "x-goog-upload-command",
        "x-goog-upload-header-content-length",
        "x-goog-upload-header-content-type",
        "x-goog-upload-offset",
        "x-goog-upload-protocol",
        "x-server-timeout",
    }
)


# What these log, once a variable of theirs (ANTHROPIC_LOG) or a level of ours lets them, is what
# they send: documents.
_TALKATIVE = ("anthropic", "google_genai", "httpcore2", "httpx2", "openai")


@cache
def trusted() -> ssl.SSLContext:
    """Read once whom this machine trusts: a fifth of what a connection costs."""
    return httpx2.create_ssl_context(trust_env=False)


class AnswerTooLong(httpx2.TransportError):
    """More came back than any answer has; nobody reads on."""


class Connection(httpx2.AsyncBaseTransport):
    """Sends to one address only, with what it is to `carry` and no other key."""

    def __init__(
        self,
        address: str,
        *,
        connect_seconds: float = CONNECT_SECONDS,
        answer_bytes: int = ANSWER_BYTES,
    ) -> None:
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.ERROR)
        self._secrets: Mapping[str, str] = {}
        self._address = httpx2.URL(address.rstrip("/") + "/")
        self._connect_seconds = connect_seconds
        self._answer_bytes = answer_bytes
        self._inner = httpx2.AsyncHTTPTransport(
            verify=trusted(),
            trust_env=False,
            # How many calls run at once is decided where they are made.
            limits=httpx2.Limits(max_connections=None, max_keepalive_connections=16),
        )

    def carry(self, secrets: Mapping[str, str]) -> None:
        """Take what is to go along with every call.

        Raises ValueError for what no header can carry: better now than with the first document.
        """
        if not all(value.isascii() and value.isprintable() for value in secrets.values()):
            raise ValueError("the key has a character in it that none has: copy it again")
        self._secrets = secrets

    def leads_to(self, url: str) -> bool:
        """Tell whether a URL that a server gave stays at this address."""
        try:
            return self._is_mine(httpx2.URL(url))
        except httpx2.InvalidURL:
            return False

    def client(self) -> httpx2.AsyncClient:
        """Give what an SDK sends through."""
        return httpx2.AsyncClient(transport=self, trust_env=False, follow_redirects=False)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send it; what comes back is read within bounds and never unpacked."""
        if not self._is_mine(request.url):
            raise httpx2.UnsupportedProtocol("an SDK reached for an address it was not given")
        kept = {name: value for name, value in request.headers.items() if name in _SENT}
        sent = httpx2.Request(  # SDKs look at theirs again
            request.method,
            request.url,
            headers={**kept, "accept-encoding": "identity", **self._secrets},
            stream=request.stream,
            extensions={**request.extensions, "timeout": self._patience(request)},
        )
        with _named():
            response = await self._inner.handle_async_request(sent)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise AnswerTooLong("an answer that must be unpacked")
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_Bounded(response.stream, self._answer_bytes),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        await self._inner.aclose()

    def _is_mine(self, url: httpx2.URL) -> bool:
        mine = self._address
        return (url.scheme, url.host, url.port) == (mine.scheme, mine.host, mine.port) and (
            url.path.startswith(mine.path)
        )

    def _patience(self, request: httpx2.Request) -> dict[str, float | None]:
        wanted: dict[str, float | None] = request.extensions.get("timeout", {})
        total = wanted.get("read")
        connect = self._connect_seconds if total is None else min(total, self._connect_seconds)
        return {"connect": connect, "read": total, "write": total, "pool": total}


class _Nowhere(httpx2.BaseTransport):
    """Sends nothing: it knows no way."""


def no_client() -> httpx2.Client:
    """Give what an SDK wants to have for calls that nobody makes."""
    return httpx2.Client(transport=_Nowhere(), trust_env=False)


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, inner: object, limit: int) -> None:
        assert isinstance(inner, httpx2.AsyncByteStream)
        self._inner = inner
        self._left = limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _named():
            async for piece in self._inner:
                self._left -= len(piece)
                if self._left < 0:
                    raise AnswerTooLong("an answer without an end")
                yield piece

    async def aclose(self) -> None:
        await self._inner.aclose()


@contextmanager
def _named() -> Iterator[None]:
    """Give what TLS and the system call a lost connection the name that SDKs know."""
    try:
        yield
    except (ssl.SSLError, anyio.EndOfStream, anyio.BrokenResourceError, OSError) as error:
        raise httpx2.NetworkError(type(error).__name__) from None


LOST = httpx2.HTTPError


def lost(error: BaseException | None) -> BackendError:
    """Say in our words how a call was lost."""
    if isinstance(error, AnswerTooLong):
        return BadAnswer(Fault.NO_JSON)
    if isinstance(error, httpx2.TimeoutException):
        return BackendUnavailable(Fault.TIMEOUT)
    return BackendUnavailable(Fault.CONNECTION)
