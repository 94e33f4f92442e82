"""What `doctor` says of the virus scanner, asked of doubles and of a real one."""

import asyncio
import io
import tempfile
import zipfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands import doctor_viruses
from bot.commands.doctor_viruses import eicar, viruses
from bot.settings import Settings
from tests.doubles.clamd import FakeClamd, fake_clamd
from tests.real_clamd import RealClamd, real_clamd


async def checks(**written: str) -> list[tuple[str, str, str]]:
    settings = Settings.model_validate(written)
    return [(one.state, one.what, one.detail) async for one in viruses(settings)]


class Seeing(FakeClamd):
    """Refuses what holds the test file, up to so many bytes; says OK to anything larger."""

    limit = 10_000_000
    beyond = b"stream: OK\0"
    blind = False

    def verdict(self, content: bytes) -> bytes:
        if len(content) > self.limit:
            return self.beyond
        found = eicar() in content and not self.blind
        return b"stream: Eicar-Test FOUND\0" if found else b"stream: OK\0"


@pytest.fixture
async def fake() -> AsyncIterator[Seeing]:
    async with fake_clamd(Seeing()) as started:
        assert isinstance(started, Seeing)
        yield started


async def asked(fake: FakeClamd, megabytes: int = 1) -> dict[str, tuple[str, str]]:
    limits = {"BOT_MAX_FILE_MB": str(megabytes), "BOT_MAX_RECORDING_MB": str(megabytes + 1)}
    found = await checks(BOT_CLAMD=fake.address, **limits)
    return {
        what.removeprefix("virus scan").strip(" ,"): (state, said) for state, what, said in found
    }


def aged(fake: FakeClamd, days: int) -> None:
    made = datetime.now(UTC) - timedelta(days=days, hours=1)
    fake.version = f"ClamAV 1.4.6/27500/{made:%a %b %d %H:%M:%S %Y}\0".encode()


@pytest.mark.parametrize(
    ("written", "how"), [({}, "not configured"), ({"BOT_VIRUS_SCAN": "off"}, "off")]
)
async def test_without_a_scanner_that_is_said(written: dict[str, str], how: str) -> None:
    [(state, what, said)] = await checks(**written)
    assert (state, what) == ("note", "virus scan")
    assert said.startswith(f"{how}: files are opened unscanned")


async def test_a_scanner_that_refuses_what_it_must(fake: Seeing) -> None:
    aged(fake, 1)
    said = await asked(fake)
    assert {state for state, _ in said.values()} == {"ok"}
    assert said["EICAR test file"][1] == "refused: Eicar-Test"
    assert said["EICAR in 1 MB"][1] == "refused: Eicar-Test"
    assert said["signatures"][1].startswith("ClamAV 1.4.6, number 27500, of ")
    assert said["recordings of 2 MB"] == ("ok", "refused: Eicar-Test")
    [_, _, large, larger] = fake.heard
    assert 1_990_000 < len(larger) < 2_000_000
    assert 990_000 < len(large) < 1_000_000
    with zipfile.ZipFile(io.BytesIO(large)) as archive:
        assert archive.testzip() is None
        assert archive.read("test.com") == eicar()


async def test_one_without_signatures_lets_through(fake: Seeing) -> None:
    fake.blind = True
    said = await asked(fake)
    assert said["EICAR test file"] == (
        "FAIL",
        "LET THROUGH: clamd has no signatures; run freshclam",
    )


async def test_one_that_looks_not_into_what_is_large_lets_through(fake: Seeing) -> None:
    fake.limit = 100_000
    state, said = (await asked(fake))["EICAR in 1 MB"]
    assert state == "FAIL"
    assert said.startswith("LET THROUGH")
    assert "AlertExceedsMax" in said


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", "ok"),
        (b"INSTREAM size limit exceeded. ERROR\0", "ok"),
        (b"", "note"),
    ],
)
async def test_one_that_refuses_what_is_large(fake: Seeing, answer: bytes, state: str) -> None:
    fake.limit, fake.beyond = 100_000, answer
    said = await asked(fake)
    assert said["EICAR in 1 MB"][0] == state
    assert said["recordings of 2 MB"][0] == "note"
    assert said["EICAR test file"][0] == "ok"


async def test_one_that_looks_into_a_recording_for_long_has_taken_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doctor_viruses, "REFUSES_WITHIN", 0.2)

    class Slow(Seeing):
        async def _stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.ending = "slow" if len(self.heard) == 3 else "answers"
            await super()._stream(reader, writer)

    async with fake_clamd(Slow()) as fake:
        said = await asked(fake)
    assert said["recordings of 2 MB"] == ("ok", "taken, and being looked into")


async def test_one_that_refuses_everything_proves_nothing() -> None:
    async with fake_clamd(FakeClamd(answer=b"stream: Everything FOUND\0")) as fake:
        said = await asked(fake)
    assert said[""] == ("FAIL", "clamd refuses a harmless text: infected")


@pytest.mark.parametrize(("days", "state"), [(2, "ok"), (4, "note")])
async def test_old_signatures_are_told(fake: Seeing, days: int, state: str) -> None:
    aged(fake, days)
    assert (await asked(fake))["signatures"][0] == state


async def test_signatures_of_no_age_are_told(fake: Seeing) -> None:
    fake.version = b"ClamAV 1.4.6\0"
    state, said = (await asked(fake))["signatures"]
    assert (state, said) == ("note", "ClamAV 1.4.6, which does not say how old they are")


async def test_one_that_is_away_fails() -> None:
    async with fake_clamd() as gone:
        address = gone.address
    [(state, _, said)] = await checks(BOT_CLAMD=address)
    assert state == "FAIL"
    assert said.startswith(f"clamd at {address}: ")
    assert said.endswith("no file is read")


@pytest.fixture(scope="module")
def daemons() -> Iterator[tuple[RealClamd, RealClamd]]:
    """One as it is shipped, with smaller limits, and one that keeps its mouth shut beyond them."""
    small = {"StreamMaxLength": "3M", "MaxFileSize": "1M", "MaxScanSize": "4M"}
    with (
        tempfile.TemporaryDirectory(prefix="clamd-") as one,
        tempfile.TemporaryDirectory(prefix="clamd-") as other,
        real_clamd(Path(one), **small) as shipped,
        real_clamd(Path(other), **small, AlertExceedsMax="no") as silent,
    ):
        yield shipped, silent


async def test_a_real_one_is_seen_through(daemons: tuple[RealClamd, RealClamd]) -> None:
    shipped, silent = daemons
    for daemon, megabytes, state, of_recordings in (
        (shipped, 1, "ok", "note"),
        (shipped, 2, "ok", "note"),
        (silent, 1, "ok", "FAIL"),
        (silent, 2, "FAIL", "FAIL"),
    ):
        limits = {"BOT_MAX_FILE_MB": f"{megabytes}", "BOT_MAX_RECORDING_MB": f"{megabytes + 1}"}
        found = await checks(BOT_CLAMD=daemon.address, **limits)
        states = {what.removeprefix("virus scan"): state for state, what, _ in found}
        assert states == {
            "": "ok",
            ", EICAR test file": "ok",
            f", EICAR in {megabytes} MB": state,
            f", recordings of {megabytes + 1} MB": of_recordings,
            ", signatures": "note",
        }, found
