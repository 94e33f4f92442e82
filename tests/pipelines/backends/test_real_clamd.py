"""The real clamd, set up as manifests/clamd.conf does: what it refuses, and what it does not."""

import asyncio
import io
import signal
import tempfile
import zipfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.commands.doctor_viruses import eicar
from pipelines.backends.clamd import Clamd, Deadlines
from pipelines.errors import MediaRejected, Reason
from pipelines.scanning import Infected, ScannerUnavailable
from tests.drawn.pdf import Attachment
from tests.drawn.pdf import write as printed
from tests.drawn.sheet import Sheet
from tests.real_clamd import RealClamd, real_clamd

LIMIT = 1 << 20
SHORT = Deadlines(answer=0.3, scan=0.3, rest=0)


@pytest.fixture(scope="module")
def running() -> Iterator[RealClamd]:
    """One daemon for all, its limits at a hundredth of those that are shipped."""
    limits = {"StreamMaxLength": "1M", "MaxFileSize": "1M", "MaxScanSize": "4M"}
    with (
        tempfile.TemporaryDirectory(prefix="clamd-") as folder,
        real_clamd(Path(folder), **limits) as daemon,
    ):
        yield daemon


@pytest.fixture
def daemon(running: RealClamd) -> RealClamd:
    """The daemon, at work again whatever was done to it."""
    running.start()
    return running


def clamd(daemon: RealClamd, deadlines: Deadlines | None = None) -> Clamd:
    return Clamd(daemon.address, limit=10 * LIMIT, deadlines=deadlines or Deadlines(rest=0))


def write(folder: Path, content: bytes) -> Path:
    path = folder / "upload"
    path.write_bytes(content)
    return path


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def pdf_with(content: bytes) -> bytes:
    """Make a page with a file in it."""
    return printed(Sheet(595, 842), [Attachment("factur-x.xml", content)])[0]


CLEAN = {
    "nothing": b"",
    "words": b"Invoice 7",
    "a zip": zipped(a=b"Invoice 7"),
    "a pdf": pdf_with(b"Invoice 7"),
    "as much as may be": bytes(LIMIT),
}
INFECTED = {
    "as it is": eicar(),
    "in a zip": zipped(a=b"Invoice 7", b=eicar()),
    "in a zip in a zip": zipped(a=zipped(b=eicar())),
    "in a pdf": pdf_with(eicar()),
}


@pytest.mark.parametrize("name", CLEAN)
async def test_what_is_clean_passes(daemon: RealClamd, tmp_path: Path, name: str) -> None:
    assert await clamd(daemon).scan(write(tmp_path, CLEAN[name])) == "clean"


@pytest.mark.parametrize("name", INFECTED)
async def test_what_is_infected_is_found(daemon: RealClamd, tmp_path: Path, name: str) -> None:
    with pytest.raises(Infected) as found:
        await clamd(daemon).scan(write(tmp_path, INFECTED[name]))
    assert found.value.signature.startswith("Eicar-")


async def test_what_is_larger_than_a_stream_may_be_is_not_clean(
    daemon: RealClamd, tmp_path: Path
) -> None:
    # It hangs up; whether its last words arrive is a matter of luck.
    with pytest.raises((ScannerUnavailable, MediaRejected)) as refused:
        await clamd(daemon).scan(write(tmp_path, bytes(3 * LIMIT) + eicar()))
    assert not isinstance(refused.value, Infected)


async def test_what_is_beside_something_that_unpacks_to_more_than_it_looks_into_is_found(
    daemon: RealClamd, tmp_path: Path
) -> None:
    with pytest.raises(Infected):
        await clamd(daemon).scan(write(tmp_path, zipped(a=bytes(8 * LIMIT), b=eicar())))


async def test_what_is_under_a_password_is_told_as_that(daemon: RealClamd, tmp_path: Path) -> None:
    locked = bytearray(zipped(a=b"Invoice 7"))
    locked[6] |= 1  # in the entry and in the directory: it says that it is encrypted
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(MediaRejected) as refused:
        await clamd(daemon).scan(write(tmp_path, bytes(locked)))
    assert refused.value.reason is Reason.ENCRYPTED


async def test_many_at_once_are_each_told_their_own(daemon: RealClamd, tmp_path: Path) -> None:
    clean, infected = tmp_path / "clean", tmp_path / "infected"
    clean.write_bytes(b"Invoice 7")
    infected.write_bytes(eicar())
    scanner = clamd(daemon)
    asked = [clean, infected] * 20
    told = await asyncio.gather(*map(scanner.scan, asked), return_exceptions=True)
    assert [one == "clean" for one in told] == [path == clean for path in asked]
    assert all(one == "clean" or isinstance(one, Infected) for one in told)


async def test_one_that_is_killed_in_the_middle_has_said_nothing(daemon: RealClamd) -> None:
    async def content() -> AsyncIterator[bytes]:
        yield bytes(1000)
        await asyncio.to_thread(daemon.send, signal.SIGKILL)
        yield bytes(1000)

    with pytest.raises(ScannerUnavailable):
        await clamd(daemon).verdict(content())


async def test_one_that_hangs_is_not_waited_for(daemon: RealClamd, tmp_path: Path) -> None:
    scanner = clamd(daemon, SHORT)
    daemon.send(signal.SIGSTOP)
    with pytest.raises(ScannerUnavailable):
        await scanner.ready()
    with pytest.raises(ScannerUnavailable):
        await scanner.scan(write(tmp_path, b"Invoice 7"))
    daemon.send(signal.SIGCONT)
    assert await clamd(daemon).scan(tmp_path / "upload") == "clean"


async def test_one_that_is_down_has_said_nothing_until_it_is_back(
    daemon: RealClamd, tmp_path: Path
) -> None:
    scanner = clamd(daemon)
    daemon.send(signal.SIGKILL)
    path = write(tmp_path, b"Invoice 7")
    with pytest.raises(ScannerUnavailable):
        await scanner.scan(path)
    daemon.start()
    await scanner.ready()
    assert await scanner.scan(path) == "clean"


async def test_it_says_what_it_is(daemon: RealClamd) -> None:
    version = await clamd(daemon).version()
    assert version.engine.startswith("ClamAV ")
