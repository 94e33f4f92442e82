"""`read` scans what it is given where Clerk does, and says how it was taken in."""

import json
from argparse import Namespace
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import bot.app  # noqa: F401 - `read` would import it in the loop, as a process may that is its own
from bot.commands.read import read
from bot.settings import Settings
from tests.doubles.clamd import FakeClamd, fake_clamd
from tests.drawn.collection import draw

INVOICE = draw(11, "ubl").documents[0]


@pytest.fixture
async def fake() -> AsyncIterator[FakeClamd]:
    async with fake_clamd() as started:
        yield started


async def said(
    folder: Path, capsys: pytest.CaptureFixture[str], clamd: str | None, **asked: object
) -> tuple[int, str]:
    """Read the invoice; gives the exit status, and what was printed."""
    path = INVOICE.write(folder)
    settings = Settings.model_validate({"BOT_DATA_DIR": folder / "data", "BOT_CLAMD": clamd})
    given = {"json": True, "remember": False, "language": "en"} | asked
    status = await read(settings, Namespace(files=[path], readers=None, evidence=None, **given))
    printed = capsys.readouterr()
    return status, printed.out + printed.err


@pytest.mark.parametrize("remember", [False, True])
async def test_what_is_clean_is_read_and_stamped(
    fake: FakeClamd, tmp_path: Path, capsys: pytest.CaptureFixture[str], remember: bool
) -> None:
    status, printed = await said(tmp_path, capsys, fake.address, remember=remember)
    assert status == 0
    assert json.loads(printed)["scan"] == "clean"
    assert set(fake.heard) == {INVOICE.content}


async def test_without_a_scanner_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, printed = await said(tmp_path, capsys, None, json=False)
    assert printed.rstrip().endswith(" · no virus scan")


@pytest.mark.parametrize("remember", [False, True])
@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"stream: Eicar-Test FOUND\0", "The virus scanner found Eicar-Test in it."),
        (b"", "Not opened: the virus scanner gave no verdict"),
        (b"stream: Heuristics.Encrypted.PDF FOUND\0", "The file is protected by a password."),
    ],
)
async def test_what_is_not_clean_is_not_read(
    fake: FakeClamd,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    answer: bytes,
    why: str,
    remember: bool,
) -> None:
    fake.answer = answer
    status, printed = await said(tmp_path, capsys, fake.address, remember=remember)
    assert status == 2
    told = json.loads(printed)
    assert set(told) == {"file", "error"}
    assert told["error"].startswith(why)


async def test_a_scanner_that_is_away_is_a_plain_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with fake_clamd() as gone:
        address = gone.address
    status, printed = await said(tmp_path, capsys, address, json=False)
    assert status == 2
    [line] = printed.splitlines()
    assert "Not opened: the virus scanner gave no verdict" in line
