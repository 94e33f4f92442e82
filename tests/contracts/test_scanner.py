"""What every Scanner does."""

import signal
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from bot.commands.doctor_viruses import eicar
from pipelines.backends.clamd import Clamd, Deadlines
from pipelines.errors import Reason
from pipelines.scanning import Infected, NoScanner, Scanner, ScannerUnavailable
from tests.fake_scanner import FakeScanner
from tests.real_clamd import RealClamd, real_clamd


class Subject(Protocol):
    """A scanner, and a way to take it away and to bring it back."""

    scanner: Scanner

    def leave(self) -> None: ...
    def come_back(self) -> None: ...


class Imagined:
    """The one in memory."""

    def __init__(self) -> None:
        self.scanner = FakeScanner({eicar(): "Eicar-Test"})

    def leave(self) -> None:
        self.scanner.away = True

    def come_back(self) -> None:
        self.scanner.away = False


@dataclass
class Real:
    """A clamd."""

    daemon: RealClamd

    @property
    def scanner(self) -> Clamd:
        return Clamd(self.daemon.address, limit=1_000_000, deadlines=Deadlines(rest=0))

    def leave(self) -> None:
        self.daemon.send(signal.SIGKILL)

    def come_back(self) -> None:
        self.daemon.start()


@pytest.fixture(scope="module")
def running() -> Iterator[RealClamd]:
    with (
        tempfile.TemporaryDirectory(prefix="clamd-") as folder,
        real_clamd(Path(folder)) as daemon,
    ):
        yield daemon


@pytest.fixture(params=["memory", "clamd"])
def subject(request: pytest.FixtureRequest) -> Imagined | Real:
    if request.param == "memory":
        return Imagined()
    daemon: RealClamd = request.getfixturevalue("running")
    daemon.start()
    return Real(daemon)


async def test_clean_and_infected_are_told_apart(subject: Subject, tmp_path: Path) -> None:
    clean, infected = tmp_path / "clean", tmp_path / "infected"
    clean.write_bytes(b"Invoice 7")
    infected.write_bytes(eicar())
    await subject.scanner.ready()
    assert await subject.scanner.scan(clean) == "clean"
    with pytest.raises(Infected) as found:
        await subject.scanner.scan(infected)
    assert found.value.reason is Reason.INFECTED
    assert found.value.figures == {"signature": found.value.signature}
    assert found.value.signature.startswith("Eicar-")
    assert infected.read_bytes() == eicar(), "what becomes of it is not the scanner's to decide"


async def test_one_that_is_away_is_no_verdict_until_it_is_back(
    subject: Subject, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"Invoice 7")
    subject.leave()
    for asking in (subject.scanner.ready(), subject.scanner.scan(path)):
        with pytest.raises(ScannerUnavailable):
            await asking
    subject.come_back()
    await subject.scanner.ready()
    assert await subject.scanner.scan(path) == "clean"


async def test_without_a_scanner_everything_passes_and_is_stamped_so(tmp_path: Path) -> None:
    scanner: Scanner = NoScanner()
    await scanner.ready()
    assert await scanner.scan(tmp_path / "nothing is looked at") == "not_configured"
