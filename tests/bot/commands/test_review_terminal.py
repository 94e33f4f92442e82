"""Orders typed at a terminal: two at once in processes of their own, and what no order is."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import psutil
import pytest
import sqlalchemy as sa

from bot.ledger.audit import SqlAudit
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.reviews import SqlReviews
from bot.secret import Secret
from handlers.verdicts import Review
from tests.bot.commands.remembered import KEY, Remembered, asked
from tests.conftest import ROOT
from tests.fake_ledger import FakeClock

ORDERS = (("approve", "local:accountant-1"), ("reject", "local:accountant-2"))
PATIENCE = 120


async def typed(folder: Path, document: str, verdict: str, who: str) -> Process:
    """Type an order in a process of its own."""
    words = ("review", verdict, document, "--as", who, "--reason", "agreed")
    env = {"BOT_DATA_DIR": str(folder), "BOT_SECRET_KEY": KEY}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words), cwd=ROOT, env=env, stdout=PIPE, stderr=PIPE
    )


def has_opened(process: Process, file: Path) -> bool:
    """Tell whether a process has got as far as the database."""
    return any(one.path == str(file) for one in psutil.Process(process.pid).open_files())


async def test_of_two_processes_that_decide_at_once_one_does(
    remembered: Remembered, tmp_path: Path
) -> None:
    settings = remembered.settings(tmp_path / "data")
    file, document = settings.data_dir / FILE_NAME, remembered.ids["wrong"]
    database = Database(file)
    async with asyncio.timeout(PATIENCE):
        async with database.transaction(), database.session() as session:
            # Nobody writes before both are there: then they come upon the review together.
            await session.execute(sa.text("UPDATE reviews SET version = version"))
            racing = [await typed(settings.data_dir, document, *order) for order in ORDERS]
            while not all(has_opened(one, file) for one in racing):  # noqa: ASYNC110 - in others
                await asyncio.sleep(0.02)
        told = [await one.communicate() for one in racing]
    assert sorted(one.returncode or 0 for one in racing) == [0, 1], told
    [winner] = [number for number, one in enumerate(racing) if one.returncode == 0]
    review, actions = await became(database, document)
    verdict, who = ORDERS[winner]
    assert [(act.verdict, act.person) for act in review.acts] == [(verdict, who)]
    assert sorted(actions) == sorted(["review.refused", f"review.{review.state}"])
    name = ("Arun Mehta", "Mei Lin")[winner]
    assert f"{review.state.capitalize()} by {name}" in told[winner][0].decode()
    assert f"{name} was first: {review.state.capitalize()}" in told[1 - winner][1].decode()
    secret = await asyncio.to_thread(Secret.load, settings)
    checked = await SqlAudit(database, secret.derive("audit"), FakeClock()).verify()
    assert checked.broken is None
    await database.close()


async def became(database: Database, document: str) -> tuple[Review, list[str]]:
    """Give the review of a document, and what the audit log has of it."""
    case = await SqlReviews(database).case("local", document)
    assert case is not None
    links = "SELECT action FROM audit WHERE subject = :subject AND action LIKE 'review.%'"
    async with database.session() as session:
        actions = await session.scalars(sa.text(links), {"subject": document})
        return case.review, list(actions)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--reason", "caf\udce9"),
        ("--as", "local:\udce9"),
        ("--tenant", "\udce9"),
        ("--set", "\udce9="),
    ],
)
async def test_what_is_no_text_is_refused_in_one_line(
    option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        await asked("review", "approve", "D-1", "--as", ORDERS[0][1], option, value)
    assert ended.value.code == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"argument {option}: this is not a text in UTF-8")
