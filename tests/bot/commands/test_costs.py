"""`python -m bot costs`: the table, the JSON, what is unknown, and the budget."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copy

import pytest

from bot.commands.costs import costs
from bot.commands.faults import UsageFault
from bot.ledger.audit import SqlAudit
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.runs import SqlRuns
from handlers.runs import Run
from pipelines.usage import Price, Tokens
from tests.bot.commands.remembered import asked, settings_of
from tests.fake_ledger import FakeClock, a_run

FIRST, LAST = date(2026, 11, 21), date(2026, 11, 22)
USED = Tokens(input=12000, output=1800, cached=500)
DAYS = ("--from", "2026-11-21", "--to", "2026-11-22")


@pytest.fixture
async def ledger(tmp_path: Path, migrated: Path) -> AsyncIterator[Database]:
    """A ledger in which something was once done for the tenant."""
    copy(migrated, tmp_path / FILE_NAME)
    database = Database(tmp_path / FILE_NAME)
    audit = SqlAudit(database, b"key", FakeClock())
    await audit.append("local", actor="x", action="x", subject="x", detail={})
    yield database
    await database.close()


async def told(
    folder: Path, capsys: pytest.CaptureFixture[str], *words: str, **settings: str
) -> str:
    given = await asyncio.to_thread(settings_of, folder, **settings)  # zones are on the disk
    assert await costs(given, await asked("costs", *words)) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


async def keep(ledger: Database, *runs: Run) -> None:
    for run in runs:
        await SqlRuns(ledger).record(run)


def claude(job: str, cost: str | None, **changes: object) -> Run:
    known = None if cost is None else Decimal(cost)
    return a_run(
        "local", job, "claude", **{"day": LAST, "cost_usd": known, "tokens": USED} | changes
    )


async def test_a_line_for_each_day_reader_and_model(
    ledger: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await keep(
        ledger,
        claude("a", "0.0279"),
        claude("b", None, failed=True),
        claude("c", "5", day=FIRST, model="older"),
        a_run("local", "d", "qwen", day=LAST, cost_usd=None, failed=True),
        a_run("local", "d", model=None, day=LAST, cost_usd=Decimal(0)),
        claude("e", "7", day=date(2026, 11, 20)),
        a_run("other", "f", "claude", day=LAST, cost_usd=Decimal(9)),
    )
    out = await told(tmp_path, capsys, *DAYS)
    head, *rows, total = (" ".join(line.split()) for line in out.splitlines())
    assert head == "day reader model runs failed tokens in cached tokens out cost"
    assert rows == [
        "2026-11-21 claude older 1 0 12,000 500 1,800 $5.00",
        "2026-11-22 claude m 2 1 24,000 1,000 3,600 $0.0279 + 1 unknown",
        "2026-11-22 local 1 0 0 0 0 $0",
        "2026-11-22 qwen m 1 1 0 0 0 unknown",
    ]
    assert total == (
        "$5.03 from 2026-11-21 to 2026-11-22, and 2 runs of which nobody knows the cost"
    )


async def test_the_json_has_every_digit_and_what_is_unknown_is_null(
    ledger: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await keep(
        ledger,
        claude("a", "0.01234567890123456789"),
        claude("b", None, model="other", tokens=Tokens()),
    )
    await SqlRuns(ledger).hold("local", LAST, budget=Decimal(1), least=Decimal("0.05"))
    out = await told(tmp_path, capsys, *DAYS, "--json", BOT_MODEL_BUDGET_USD="10.50")
    given = json.loads(out, parse_float=Decimal)
    known, unknown = given.pop("lines")
    assert given == {
        "tenant": "local",
        "from": "2026-11-21",
        "to": "2026-11-22",
        "cost_usd": Decimal("0.01234567890123456789"),
        "unpriced": 1,
        "budget": {
            "day": "2026-11-22",
            "usd": Decimal("10.50"),
            "spent_usd": Decimal("0.01234567890123456789"),
            "held_usd": Decimal("0.05"),
        },
    }
    assert known == {
        "day": "2026-11-22", "reader": "claude", "model": "m", "runs": 1, "failed": 0,
        "unpriced": 0, "tokens": {"input": 12000, "output": 1800, "cached": 500},
        "cost_usd": Decimal("0.01234567890123456789"),
    }  # fmt: skip
    assert (unknown["model"], unknown["cost_usd"], unknown["unpriced"]) == ("other", None, 1)


async def test_of_what_is_known_in_part_that_part_is_told(
    ledger: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    price = Price(input=Decimal(1), output=Decimal(10), source="a list", dated=LAST)
    await keep(ledger, claude("a", None, price=price))
    out = await told(tmp_path, capsys, *DAYS)
    assert out.splitlines()[1].endswith("$0.03 + 1 unknown")
    [line] = json.loads(await told(tmp_path, capsys, *DAYS, "--json"))["lines"]
    assert (line["cost_usd"], line["unpriced"]) == (0.03, 1)


@pytest.mark.parametrize(
    ("budget", "line"),
    [
        ("10", "budget of 2026-11-22: $8.26 of $10.00 (82 %) is spent, and $8.25 is held"),
        ("0", "budget of 2026-11-22: $8.26 of $0 is spent, and $8.25 is held"),
    ],
)
async def test_the_budget_is_that_of_the_last_day(
    ledger: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str], budget: str, line: str
) -> None:
    await keep(ledger, claude("a", "8.25"), claude("b", "0.01"), claude("c", "5", day=FIRST))
    await SqlRuns(ledger).hold("local", LAST, budget=Decimal(100), least=Decimal("0.05"))
    out = await told(tmp_path, capsys, *DAYS, BOT_MODEL_BUDGET_USD=budget)
    assert out.splitlines()[-1] == line


async def test_without_days_it_is_this_months(
    ledger: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The zone of the east end of the world and that of its west end have other days."""
    days = set[str]()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        out = json.loads(await told(tmp_path, capsys, "--json", BOT_TIMEZONE=zone))
        assert (out["lines"], out["budget"]) == ([], None)
        assert out["from"] == f"{out['to'][:-2]}01"
        days.add(out["to"])
    assert len(days) == 2
    empty = await told(tmp_path, capsys, *DAYS)
    assert empty == "nothing was read from 2026-11-21 to 2026-11-22\n"


async def test_what_a_person_can_put_right_is_one_line(ledger: Database, tmp_path: Path) -> None:
    wrong = await asked("costs", "--from", "2026-11-22", "--to", "2026-11-21")
    with pytest.raises(UsageFault, match="--from 2026-11-22 is later than --to 2026-11-21"):
        await costs(settings_of(tmp_path), wrong)
    nobody = await asked("costs", "--tenant", "T9")
    with pytest.raises(UsageFault, match="nothing is kept of the tenant 'T9'"):
        await costs(settings_of(tmp_path), nobody)
    with pytest.raises(UsageFault, match="nothing is kept in"):
        await costs(settings_of(tmp_path / "elsewhere"), await asked("costs"))
