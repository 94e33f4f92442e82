"""What `doctor` finds out about the virus scanner: not whether it answers, but what it refuses."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from io import RawIOBase
from zipfile import ZIP_STORED, ZipFile

from bot.commands.check import Check
from bot.settings import Settings
from pipelines.backends.clamd import CHUNK, Clamd, Version
from pipelines.errors import MediaRejected
from pipelines.scanning import Infected, ScannerUnavailable

WHAT = "virus scan"
STALE = timedelta(days=3)
REFUSES_WITHIN = 10.0  # seconds, in which clamd says that something is too large for it
_RAISE = (
    "set StreamMaxLength, MaxFileSize and MaxScanSize as manifests/clamd.conf does (clamd looks "
    "into 2147 MB at most), or a smaller BOT_MAX_RECORDING_MB"
)
_CURE = "set MaxFileSize, MaxScanSize and AlertExceedsMax as manifests/clamd.conf does"


async def viruses(settings: Settings) -> AsyncIterator[Check]:
    """Say whether files are scanned, and prove it with what every scanner must refuse."""
    if settings.scanner is None:
        how = "off" if settings.virus_scan == "off" else "not configured"
        cure = "set BOT_CLAMD" + ("" if how != "off" else ", and not BOT_VIRUS_SCAN=off")
        yield Check("note", WHAT, f"{how}: files are opened unscanned, and records say so; {cure}")
        return
    clamd = Clamd(settings.scanner, limit=settings.max_file_mb * 1_000_000)
    try:
        version = await clamd.version()
        yield await _harmless(clamd)
        yield await _small(clamd)
        yield await _large(clamd, settings.max_file_mb)
        if settings.max_recording_mb > settings.max_file_mb:
            yield await _recordings(clamd, settings.max_recording_mb)
    except ScannerUnavailable as silent:
        yield Check("FAIL", WHAT, f"clamd at {settings.scanner}: {silent}; no file is read")
        return
    yield _signatures(version, datetime.now(UTC))


async def _harmless(clamd: Clamd) -> Check:
    """See that it does not refuse whatever it is given."""
    try:
        await clamd.verdict(_pieces(b"Harmless."))
    except MediaRejected as refused:
        return Check("FAIL", WHAT, f"clamd refuses a harmless text: {refused.reason}")
    return Check("ok", WHAT, "clamd answers")


async def _small(clamd: Clamd) -> Check:
    what = f"{WHAT}, EICAR test file"
    try:
        await clamd.verdict(_pieces(eicar()))
    except Infected as found:
        return Check("ok", what, f"refused: {found.signature}")
    except MediaRejected as refused:
        return Check("ok", what, f"refused: {refused.reason}")
    return Check("FAIL", what, "LET THROUGH: clamd has no signatures; run freshclam")


async def _large(clamd: Clamd, megabytes: int) -> Check:
    """Send the test file in one as large as they may be: beyond its limits clamd may say OK."""
    what = f"{WHAT}, EICAR in {megabytes} MB"
    try:
        await clamd.verdict(_padded(megabytes * 1_000_000), megabytes * 1_000_000)
    except MediaRejected as refused:
        return Check("ok", what, f"refused: {getattr(refused, 'signature', refused.reason)}")
    except ScannerUnavailable as silent:
        why = f"{silent}; files of this size are never read: set StreamMaxLength as"
        return Check("note", what, f"{why} manifests/clamd.conf does, or a smaller BOT_MAX_FILE_MB")
    return Check("FAIL", what, f"LET THROUGH: clamd does not look into large files; {_CURE}")


async def _recordings(clamd: Clamd, megabytes: int) -> Check:
    """Send it in one as large as a recording; whether it is found is not waited for: minutes."""
    what, size = f"{WHAT}, recordings of {megabytes} MB", megabytes * 1_000_000
    sent = asyncio.Event()
    verdict = asyncio.ensure_future(clamd.verdict(_told(_padded(size), sent), size))
    telling = asyncio.ensure_future(sent.wait())
    try:
        await asyncio.wait((verdict, telling), return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait((verdict,), timeout=REFUSES_WITHIN)
        if not verdict.done():
            return Check("ok", what, "taken, and being looked into")
        verdict.result()
    except Infected as found:
        return Check("ok", what, f"refused: {found.signature}")
    except MediaRejected as refused:
        setting = refused.figures.get("setting", refused.reason)
        why = f"not looked into, for its {setting}: so large ones are turned away"
        return Check("note", what, f"{why}; {_RAISE}")
    except ScannerUnavailable as silent:
        return Check("note", what, f"{silent}: so large ones are never read; {_RAISE}")
    finally:
        verdict.cancel()
        telling.cancel()
    return Check("FAIL", what, f"LET THROUGH: clamd does not look into large files; {_CURE}")


async def _told(content: AsyncIterator[bytes], sent: asyncio.Event) -> AsyncIterator[bytes]:
    """Hand on some content, and tell when all of it was."""
    async for piece in content:
        yield piece
    sent.set()


def _signatures(version: Version, now: datetime) -> Check:
    what = f"{WHAT}, signatures"
    if version.made_at is None:
        return Check("note", what, f"{version.engine}, which does not say how old they are")
    days, said = (now - version.made_at).days, f"{version.engine}, number {version.database}"
    if now - version.made_at > STALE:
        return Check("note", what, f"{said}: {days} days old; does freshclam run?")
    return Check("ok", what, f"{said}, of {version.made_at:%Y-%m-%d}")


def eicar() -> bytes:
    """Give what every scanner takes for a virus and is none, put together: it stands nowhere."""
    pieces = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$", "EICAR-", "STANDARD-ANTIVIRUS-", "TEST-FILE!$H+H*")
    return "".join(pieces).encode()


class _Sink(RawIOBase):
    """Takes what is written, and hands it on in pieces."""

    def __init__(self) -> None:
        super().__init__()
        self._data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # whatever has bytes
        self._data += piece
        return len(piece)

    def taken(self) -> bytes:
        """Give what was written since the last time."""
        piece = bytes(self._data)
        self._data.clear()
        return piece


async def _padded(size: int) -> AsyncIterator[bytes]:
    """Make a ZIP of about so many bytes with the test file in it, after the padding."""
    sink, left = _Sink(), size - 1000
    with ZipFile(sink, "w", ZIP_STORED) as archive:
        with archive.open("padding", "w") as padding:
            while left > 0:
                padding.write(bytes(min(left, CHUNK)))
                left -= CHUNK
                yield sink.taken()
        archive.writestr("test.com", eicar())
    yield sink.taken()


async def _pieces(*content: bytes) -> AsyncIterator[bytes]:
    for piece in content:
        yield piece
