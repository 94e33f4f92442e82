"""A virus scanner: clamd, asked over a unix socket or TCP. What it does not find clean is not."""

import asyncio
import logging
import os
import re
import struct
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from pipelines.errors import MediaRejected, Reason
from pipelines.scanning import Infected, Scan, ScannerUnavailable

_log = logging.getLogger(__name__)

CHUNK = 64 << 10
LARGE = 200_000_000  # bytes
# No clamd is set to take so little in one stream: one that hangs up on less was ended.
LEAST_LIMIT = 1 << 20  # bytes
SIGNATURE_LENGTH = 100

_CLEAN = "stream: OK"
_FOUND = re.compile(r"stream: (?P<signature>\S.*) FOUND")
_TOO_LARGE = "INSTREAM size limit exceeded. ERROR"
# What clamd finds that is no virus: it did not, or could not, look at everything. By the settings
# AlertExceedsMax and AlertEncrypted, without which it says OK.
_NOT_WHOLE = re.compile(r"Heuristics\.Limits\.Exceeded(?:\.(?P<setting>[A-Za-z]{1,30}))?.*")
_ENCRYPTED = "Heuristics.Encrypted"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds: to connect, for a short answer, for a whole scan; and how long it is let be.

    A scan has a second more for every `pace` bytes of the file. After it gave no answer it is not
    asked again for `rest`, so that of many files that wait not each finds out by itself that it
    hangs.
    """

    connect: float = 5.0
    answer: float = 5.0
    scan: float = 120.0
    rest: float = 10.0
    pace: int = 5_000_000

    def of(self, size: int) -> float:
        """Give how long the scan of so many bytes may take."""
        return self.scan + size / self.pace


@dataclass(frozen=True, slots=True)
class Version:
    """What runs there: the engine, and the number and the time of its signatures, where told."""

    engine: str
    database: str | None = None
    made_at: datetime | None = None


class Clamd:
    """Asks the clamd at `address`, which is a path or HOST:PORT; `at_once` files at a time.

    Of files that are larger than LARGE, which take minutes, it is half as many. No more than
    `limit` bytes of a file are sent: a larger one is MediaRejected.
    """

    def __init__(
        self, address: str, *, limit: int, at_once: int = 4, deadlines: Deadlines | None = None
    ) -> None:
        self._address = address
        self._limit = limit
        self._deadlines = deadlines or Deadlines()
        self._room = asyncio.Semaphore(at_once)
        self._large_room = asyncio.Semaphore(max(at_once // 2, 1))
        self._rests_until = 0.0
        self._is_away = False

    async def ready(self) -> None:
        await self._short(b"PING", "PONG")

    async def version(self) -> Version:
        """Ask what it is. Raises ScannerUnavailable."""
        said = await self._short(b"VERSION", None)
        engine, _, rest = said.partition("/")
        database, _, made = rest.partition("/")
        return Version(engine, database or None, _moment(made))

    async def scan(self, path: Path) -> Scan:
        size = (await asyncio.to_thread(path.stat)).st_size
        apart = self._large_room if size > LARGE else nullcontext()
        async with apart, self._room, _opened(path) as file:
            self._look()  # after the wait for the others: it may have left all of them unanswered
            return await self.verdict(_chunks(file, self._limit), size)

    async def verdict(self, content: AsyncIterator[bytes], size: int = 0) -> Scan:
        """Say what there is to say of some bytes, `size` of them; raises as `scan` does."""
        try:
            return await self._verdict(content, size)
        except _Overtaxed as fault:
            # It hung up in the middle, or was not done in time. Where it answers as ever after
            # that, it was asked for more than its settings let it look into.
            await self._short(b"PING", "PONG")
            raise _not_whole(fault.setting, size) from None

    async def _verdict(self, content: AsyncIterator[bytes], size: int) -> Scan:
        limit = self._deadlines.of(size)
        async with self._connected(limit, late="MaxScanTime") as (reader, writer):
            # It may answer while it is still being told.
            answer = asyncio.ensure_future(reader.readuntil(b"\0"))
            answer.add_done_callback(lambda one: one.cancelled() or one.exception())
            try:
                whole = await _tell(writer, content, answer)
                is_cut = not whole and size > LEAST_LIMIT
                with _reaching("StreamMaxLength" if is_cut else None):
                    said = _text(await answer)
            finally:
                answer.cancel()
        return _read(said, size, whole=whole)

    async def _short(self, command: bytes, expected: str | None) -> str:
        self._look()
        async with self._connected(self._deadlines.answer) as (reader, writer):
            with _reaching():
                writer.write(b"z" + command + b"\0")
                said = _text(await reader.readuntil(b"\0"))
            if expected not in {None, said}:
                raise ScannerUnavailable("it gave no answer that can be understood")
        return said

    @asynccontextmanager
    async def _connected(
        self, seconds: float, *, late: str | None = None
    ) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """Give a connection for as long as one exchange may take.

        `late` is which of its settings may be why it takes longer.
        """
        try:
            async with asyncio.timeout(seconds):
                reader, writer = await self._connect()
                try:
                    yield reader, writer
                finally:
                    # Not waited for: one that is gone, or hangs, is left behind at once.
                    writer.transport.abort()
            self._answered()
        except TimeoutError as error:
            if late is not None:
                raise _Overtaxed(late) from error
            self._let_be()
            raise ScannerUnavailable("it does not answer in time") from error
        except ScannerUnavailable:
            self._let_be()
            raise

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        with _reaching():
            async with asyncio.timeout(self._deadlines.connect):
                if "/" in self._address:
                    return await asyncio.open_unix_connection(self._address)
                host, _, port = self._address.rpartition(":")
                return await asyncio.open_connection(host.strip("[]"), int(port))

    def _look(self) -> None:
        """See that it is not let be just now."""
        if asyncio.get_running_loop().time() < self._rests_until:
            raise ScannerUnavailable("it gave no answer a moment ago")

    def _let_be(self) -> None:
        self._rests_until = asyncio.get_running_loop().time() + self._deadlines.rest
        if not self._is_away:
            _log.warning("the virus scanner gives no answer: files wait for it")
        self._is_away = True

    def _answered(self) -> None:
        if self._is_away:
            _log.warning("the virus scanner answers again")
        self._is_away = False


async def _tell(
    writer: asyncio.StreamWriter, content: AsyncIterator[bytes], answer: "asyncio.Future[bytes]"
) -> bool:
    """Send what is to be scanned; False when it answered, or hung up, before it had it all."""
    with _reaching():
        writer.write(b"zINSTREAM\0")
    async for chunk in content:
        if answer.done() or not await _sent(writer, struct.pack("!I", len(chunk)) + chunk):
            return False
    return not answer.done() and await _sent(writer, struct.pack("!I", 0))


async def _sent(writer: asyncio.StreamWriter, data: bytes) -> bool:
    try:
        writer.write(data)
        await writer.drain()
    except ConnectionError:
        return False  # what it had to say may have come before it hung up
    return True


class _Overtaxed(Exception):
    """It gave no verdict, perhaps for what one of its settings says."""

    def __init__(self, setting: str) -> None:
        super().__init__(setting)
        self.setting = setting


@contextmanager
def _reaching(limit: str | None = None) -> Iterator[None]:
    """Tell of one that cannot be reached; `limit` is which of its settings may be why."""
    try:
        yield
    except TimeoutError:
        raise  # the deadline of the exchange, or of the connection: told where they are set
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        if limit is not None and not isinstance(error, asyncio.LimitOverrunError):
            raise _Overtaxed(limit) from error
        raise ScannerUnavailable(f"it gave no answer: {type(error).__name__}") from error


def _read(said: str, size: int, *, whole: bool) -> Scan:
    found = _FOUND.fullmatch(said)
    if found is not None:
        raise _refusal(found["signature"], size)
    if said == _TOO_LARGE:
        raise _not_whole("StreamMaxLength", size)
    if said != _CLEAN or not whole:
        # Its own words may be of the file: they are not kept.
        raise ScannerUnavailable("it gave no verdict on the whole file")
    return "clean"


def _refusal(signature: str, size: int) -> MediaRejected:
    exceeded = _NOT_WHOLE.fullmatch(signature)
    if exceeded is not None:
        return _not_whole(exceeded["setting"] or "MaxScanSize", size)
    if signature.startswith(_ENCRYPTED):
        return MediaRejected(Reason.ENCRYPTED)
    seen = "".join(sign if sign.isascii() and sign.isprintable() else "?" for sign in signature)
    return Infected(seen[:SIGNATURE_LENGTH])


def _not_whole(setting: str, size: int) -> MediaRejected:
    return MediaRejected(Reason.NOT_SCANNED, size=size, setting=setting)


def _text(answer: bytes) -> str:
    return answer.removesuffix(b"\0").decode("utf-8", "replace")


def _moment(written: str) -> datetime | None:
    try:
        return datetime.strptime(written.strip(), "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    except ValueError:
        return None


@asynccontextmanager
async def _opened(path: Path) -> AsyncIterator[BinaryIO]:
    file = await asyncio.to_thread(_open, path)
    try:
        yield file
    finally:
        await asyncio.to_thread(file.close)


def _open(path: Path) -> BinaryIO:
    # O_NONBLOCK: what only looks like a file, a pipe say, must not hold the thread for ever.
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")


async def _chunks(file: BinaryIO, limit: int) -> AsyncIterator[bytes]:
    size = 0
    while chunk := await asyncio.to_thread(file.read, CHUNK):
        size += len(chunk)
        if size > limit:
            raise MediaRejected(Reason.TOO_LARGE, size=size, limit=limit)
        yield chunk
