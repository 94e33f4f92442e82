"""Films at Google's Files API: uploaded in pieces, waited for, found again, deleted."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from pipelines.backends.answers import Wire
from pipelines.backends.faults import failed
from pipelines.backends.gemini_client import VERSION, Camel, GeminiClient, Received
from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, BadAnswer, Fault
from pipelines.ports import Film

# The SDK uploads too, but makes calls again that failed, with pauses that nobody can shorten; and
# tells the server the name of the file on this disk.
PIECE_BYTES = 8 << 20
FILM_BYTES = 2_000_000_000
# So long after an upload it is asked whether the film can be watched, and how much later each time.
FIRST_PAUSE_S, LONGEST_PAUSE_S, SLOWER = 2.0, 15.0, 1.5

# What is taken there, and what it is called there; anything else would be uploaded for nothing.
_TYPES: Mapping[str, str] = {
    "audio/aac": "audio/aac", "audio/flac": "audio/flac", "audio/mp4": "audio/mp4",
    "audio/mpeg": "audio/mp3", "audio/ogg": "audio/ogg", "audio/wav": "audio/wav",
    "video/mp4": "video/mp4", "video/quicktime": "video/mov", "video/webm": "video/webm",
}  # fmt: skip
# Codes of google.rpc.Status that may be others next time, as HTTP has them.
_LATER: Mapping[object, int] = {2: 500, 4: 408, 8: 429, 10: 409, 13: 500, 14: 503}
# Of a film that is not there it is said that one may not see it (403), or 404.
_NOT_THERE = {Fault.KEY, Fault.NO_MODEL}


class _File(Camel):
    """A film as it is kept: PROCESSING, ACTIVE, or FAILED with an error of its own."""

    uri: str = ""
    state: str = ""


class _Kept(Camel):
    """What an upload ends with."""

    file: _File = _File()


def type_of(film: Film) -> str:
    """Give what a film is called there. Raises BackendRefused: it is none of what is taken."""
    if film.type not in _TYPES:
        raise BackendRefused(Fault.REJECTED)
    return _TYPES[film.type]


class Files:
    """Keeps films at the address of a client, each under a name that comes from its own."""

    def __init__(
        self, client: GeminiClient, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._client = client
        self._sleep = sleep
        self._begun: dict[str, str] = {}

    async def ready(self, film: Film, *, seconds: float) -> str:
        """Give the URI of a film that can be watched: one that is there, or is uploaded now.

        It waits for that no longer than so many seconds. Raises BackendError.
        """
        found = await self._find(film, seconds)
        if found is not None and found.state == "FAILED":
            await self._delete(film, seconds)
            found = None
        found = found or await self._upload(film, seconds)
        waited, pause = 0.0, FIRST_PAUSE_S
        while found.state == "PROCESSING":
            waited += pause
            if waited > seconds:
                raise BackendUnavailable(Fault.TIMEOUT)
            await self._sleep(pause)
            pause = min(pause * SLOWER, LONGEST_PAUSE_S)
            found = await self._get(film, seconds)
        if found.state == "FAILED":
            # Whoever tries again uploads it again.
            with suppress(BackendError):
                await self._delete(film, seconds)
            raise _why(found.error)
        if found.state != "ACTIVE" or not found.uri:
            raise BadAnswer(Fault.SHAPE)
        return found.uri

    async def let_go(self, film: Film, *, seconds: float) -> None:
        """Delete a film; harmless where none is kept. Raises BackendError."""
        begun = self._begun.pop(_id(film), None)
        if begun is not None:
            with suppress(BackendError):  # what was cut off is no film yet, and goes by itself
                cancel = _command("cancel")
                await self._client.send("POST", begun, headers=cancel, seconds=seconds)
        try:
            await self._delete(film, seconds)
        except BackendRefused as refused:
            if refused.fault not in _NOT_THERE:
                raise
            # A key that is refused is told in the same words: it can list what is there, or not.
            await self._call("GET", "files?pageSize=1", seconds)

    async def _find(self, film: Film, seconds: float) -> _File | None:
        try:
            return await self._get(film, seconds)
        except BackendRefused as refused:
            if refused.fault not in _NOT_THERE:
                raise
            return None

    async def _get(self, film: Film, seconds: float) -> _File:
        received = await self._client.send("GET", self._url(_id(film)), seconds=seconds)
        found = received.read(_File, own_error=True)
        if not found.state:
            received.read(Wire)
        return found

    async def _delete(self, film: Film, seconds: float) -> None:
        await self._call("DELETE", _id(film), seconds)

    async def _call(self, method: str, path: str, seconds: float) -> None:
        received = await self._client.send(method, self._url(path), seconds=seconds)
        received.read(Wire)

    def _url(self, path: str) -> str:
        return f"{self._client.address}/{VERSION}/{path}"

    async def _upload(self, film: Film, seconds: float) -> _File:
        """Send it piece by piece, from where an earlier call was cut off."""
        called, kind = _id(film), type_of(film)
        size = (await asyncio.to_thread(film.path.stat)).st_size
        if size > FILM_BYTES:
            raise BackendRefused(Fault.TOO_LARGE)
        offset = await self._arrived(called, size, seconds)
        if called not in self._begun:
            self._begun[called] = await self._begin(called, kind, size, seconds)
        url = self._begun[called]
        while True:
            piece = await asyncio.to_thread(_piece, film.path, offset)
            last = offset + len(piece) >= size or not piece
            received = await self._client.send(
                "POST",
                url,
                content=piece,
                headers=_command("upload, finalize" if last else "upload", offset),
                seconds=seconds,
            )
            if last:
                del self._begun[called]
                return _finished(received)
            _check(received, "active")
            offset += len(piece)

    async def _begin(self, called: str, kind: str, size: int, seconds: float) -> str:
        """Give the URL to which the pieces go; another server's is refused when it is asked."""
        received = await self._client.send(
            "POST",
            f"{self._client.address}/upload/{VERSION}/files",
            content=json.dumps({"file": {"name": called}}).encode(),
            headers={
                "content-type": "application/json",
                "x-goog-upload-protocol": "resumable",
                "x-goog-upload-command": "start",
                "x-goog-upload-header-content-length": str(size),
                "x-goog-upload-header-content-type": kind,
            },
            seconds=seconds,
        )
        url = received.headers.get("x-goog-upload-url")
        if not url:
            received.read(Wire)
            raise BadAnswer(Fault.NO_JSON)
        return url

    async def _arrived(self, called: str, size: int, seconds: float) -> int:
        """Say how much of a film is there, of which an upload was cut off in this process."""
        url = self._begun.get(called)
        if url is None:
            return 0
        try:
            received = await self._client.send(
                "POST", url, headers=_command("query"), seconds=seconds
            )
            _check(received, "active")
            arrived = int(received.headers.get("x-goog-upload-size-received", ""))
        except (BackendRefused, BadAnswer, ValueError):
            arrived = -1
        if 0 <= arrived <= size:
            return arrived
        del self._begun[called]  # it is begun anew
        return 0


def _id(film: Film) -> str:
    """Give the name of a film there: at most 40 small letters, digits and dashes."""
    return f"files/clerk-{sha256(film.name.encode()).hexdigest()[:32]}"


def _piece(path: Path, offset: int) -> bytes:
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(PIECE_BYTES)


def _command(command: str, offset: int | None = None) -> dict[str, str]:
    at = {} if offset is None else {"x-goog-upload-offset": str(offset)}
    return {"x-goog-upload-command": command, **at}


def _check(received: Received, status: str) -> None:
    """Raise what it means that an upload does not stand as it should."""
    if received.headers.get("x-goog-upload-status") != status:
        received.read(Wire)
        raise BadAnswer(Fault.NO_JSON)


def _finished(received: Received) -> _File:
    _check(received, "final")
    return received.read(_Kept).file


def _why(error: object) -> BackendError:
    """Say what it means that a film could not be taken apart; for good, if nobody says more."""
    code = error.get("code") if isinstance(error, dict) else None
    status = _LATER.get(code, 400) if isinstance(code, int) else 400
    return failed(status, {}, None)
