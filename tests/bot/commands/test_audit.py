"""`python -m bot audit verify`: counts and heads, the first broken place, what was once said."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from bot.commands.audit import audit
from bot.commands.faults import UsageFault
from bot.ledger.database import FILE_NAME
from bot.settings import Settings
from tests.bot.commands.remembered import Remembered, asked, settings_of


@pytest.fixture
def settings(remembered: Remembered, tmp_path: Path) -> Settings:
    """A data folder with three links in its log."""
    return remembered.settings(tmp_path / "data")


async def verify(settings: Settings, *more: str) -> int:
    return await audit(settings, await asked("audit", "verify", *more))


def tamper(settings: Settings, statement: str) -> None:
    with closing(sqlite3.connect(settings.data_dir / FILE_NAME)) as database, database:
        database.execute(statement)


async def head(settings: Settings, capsys: pytest.CaptureFixture[str]) -> str:
    """Give COUNT:HEAD as the command prints it."""
    assert await verify(settings) == 0
    return capsys.readouterr().out.rpartition("; ")[2].strip()


async def test_it_prints_count_and_head(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await verify(settings) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith("local: intact, links: 3; 3:")
    assert len(said.out.rpartition(":")[2].strip()) == 64


async def test_what_was_once_said_is_still_there(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    said = await head(settings, capsys)
    assert await verify(settings, "--expect", said) == 0
    assert await verify(settings, "--expect", said[:20], "--tenant", "local") == 0
    assert await verify(settings, "--expect", f"4:{said[2:]}") == 1
    assert await verify(settings, "--expect", f"2:{said[2:]}") == 1
    assert await verify(settings, "--expect", f"3:{'0' * 16}", "--tenant", "local") == 1


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE position = 2", "local: link 2: "),
        ("DELETE FROM audit WHERE position = 1", "local: link 1: "),
        ("DELETE FROM audit WHERE position = 3", "local: link 3: "),
    ],
)
async def test_the_first_broken_place_is_told(
    settings: Settings, capsys: pytest.CaptureFixture[str], statement: str, where: str
) -> None:
    tamper(settings, statement)
    assert await verify(settings) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(where)
    assert said.err.count("\n") == 1


async def test_with_another_key_nothing_holds(settings: Settings) -> None:
    other = settings_of(settings.data_dir, BOT_SECRET_KEY="x" * 40)
    assert await verify(other) == 1


@pytest.mark.parametrize("expect", ["", "3", "3:", ":abc", "x:0123456789abcdef", "3:0123456789"])
async def test_a_head_that_cannot_be_meant(settings: Settings, expect: str) -> None:
    with pytest.raises(UsageFault, match="is not COUNT:HEAD"):
        await verify(settings, "--expect", expect)


async def test_a_data_folder_without_a_log_is_not_the_one_that_is_meant(tmp_path: Path) -> None:
    empty = settings_of(tmp_path / "none")
    for more in ((), ("--tenant", "local"), ("--expect", f"3:{'0' * 16}")):
        with pytest.raises(UsageFault, match=r"nothing is kept in '.*none'; see BOT_DATA_DIR"):
            await verify(empty, *more)
    assert not (tmp_path / "none").exists()


async def test_a_tenant_that_has_no_log_is_not_the_one_that_is_meant(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageFault, match="nothing is kept of the tenant 'T1'"):
        await verify(settings, "--tenant", "T1")
    assert capsys.readouterr() == ("", "")


async def test_a_new_log_is_whole_and_said_to_be_empty(
    tmp_path: Path, migrated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy(migrated, tmp_path / FILE_NAME)
    assert await verify(settings_of(tmp_path)) == 0
    assert capsys.readouterr().out == "the log is empty: no link was ever written\n"
    assert await verify(settings_of(tmp_path), "--expect", f"3:{'0' * 16}") == 1
