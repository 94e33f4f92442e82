"""An old ledger, brought up to date with what is in it."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

import bot.ledger.migrations
from bot.ledger.archive import SqlArchive
from bot.ledger.audit import SqlAudit, Verified
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.erasure import SqlErasure
from bot.ledger.reviews import SqlReviews
from bot.ledger.runs import SqlRuns
from handlers.marks import marks
from handlers.verdicts import Review, Summary
from tests.bot.ledger.tampering import EARLY, KEY, chained, link, tamper
from tests.fake_ledger import FakeClock

OLD = "0002"
THEN = "2026-11-20 10:15:30.000000"
READ: Mapping[str, object] = {
    "kind": "invoice", "invoice": None, "evidence": {}, "findings": [], "reader": "local",
    "pages": 1, "usage": {"seconds": 0.5, "cost_usd": None, "model": None}, "turned": {},
}  # fmt: skip
ACME = {
    "vendor": "Äcme 株式会社", "invoice_number": "7", "issue_date": "2026-02-28",
    "currency": "EUR", "subtotal": "1200.00", "tax": "120.00", "total": "1320.00",
    "line_items": [{"description": "bolt", "qty": "1E+1", "unit_price": None, "total": "5"}],
    "credit_note": False, "due_date": None, "buyer": None, "vendor_tax_id": None, "iban": None,
}  # fmt: skip
WARNING = {"rule": "future_date", "severity": "warning", "field": None, "facts": {"found": "x"}}
ERROR = {"rule": "missing_field", "severity": "error", "field": "total", "facts": {}}
# By document, the readings of all revisions.
READINGS: Mapping[str, list[Mapping[str, object]]] = {
    "D-clear": [{**READ, "invoice": ACME, "findings": [WARNING]}],
    "D-flagged": [
        {**READ, "kind": "receipt", "invoice": ACME, "findings": [ERROR, ERROR, WARNING]}
    ],
    "D-empty": [{**READ, "invoice": {"line_items": [], "credit_note": False}, "findings": [ERROR]}],
    "D-mended": [
        {**READ, "invoice": ACME, "findings": [ERROR]},
        {**READ, "invoice": {**ACME, "total": "-0.10"}},
    ],
    "D-worse": [{**READ, "invoice": ACME}, {**READ, "invoice": ACME, "findings": [ERROR]}],
    "D-contract": [{**READ, "kind": "contract"}],
    "D-other": [{**READ, "kind": "other", "findings": [ERROR]}],
}


def make_old(path: Path) -> None:
    """Make a ledger as it was before reviews, with documents in it."""
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        config = Config(attributes={"connection": connection})
        folder = Path(bot.ledger.migrations.__path__[0])
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        command.upgrade(config, OLD)
        for number, (id_, readings) in enumerate(READINGS.items()):
            keep(connection, number, id_, readings)
        keep_audit(connection)
        connection.commit()
    engine.dispose()


def keep(
    connection: sa.Connection, number: int, id_: str, readings: list[Mapping[str, object]]
) -> None:
    run = connection.exec_driver_sql
    key = f"local:t1:general:F{number}"
    run(
        "INSERT INTO drops VALUES ('t1', ?, 'local', 'general', 'm1', 'eva', ?, 'a.pdf', ?, ?, ?)",
        (key, f"F{number}", THEN, id_, f"{number:064}"),
    )
    run(
        "INSERT INTO documents VALUES ('t1', ?, ?, 'application/pdf', 9, ?, ?, 'acme', '7')",
        (id_, f"{number:064}", key, len(readings)),
    )
    run(
        "INSERT INTO runs VALUES ('t1', ?, 'local', ?, NULL, ?, 0.5, '0', 'clear')",
        (key, id_, THEN),
    )
    for revision, reading in enumerate(readings, 1):
        run("INSERT INTO revisions VALUES ('t1', ?, ?, ?)", (id_, revision, json.dumps(reading)))


def keep_audit(connection: sa.Connection) -> None:
    run = connection.exec_driver_sql
    chain = chained(EARLY, (link("t1", n) for n in range(5)))
    for one in chain:
        at, detail = f"{one.at:%Y-%m-%d %H:%M:%S.%f}", json.dumps(one.detail)
        values = (one.position, at, one.actor, one.action, one.subject, detail, one.mac)
        run("INSERT INTO audit VALUES ('t1', ?, ?, ?, ?, ?, ?, ?)", values)
    run("INSERT INTO audit_heads VALUES ('t1', 5, ?)", (chain[-1].mac,))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    await asyncio.to_thread(make_old, tmp_path / FILE_NAME)
    database = Database(tmp_path / FILE_NAME)
    await database.migrate()
    yield database
    await database.close()


def summary(errors: int, total: str = "1320.00") -> Summary:
    return Summary("Äcme 株式会社", date(2026, 2, 28), "EUR", Decimal(total), errors)


async def test_flagged_documents_of_an_old_ledger_wait_and_the_others_passed(
    database: Database,
) -> None:
    reviews = SqlReviews(database)
    at = datetime(2026, 11, 20, 10, 15, 30, tzinfo=UTC)
    expected = {
        "D-clear": Review("t1", "D-clear", 1, "passed", at, summary(0)),
        "D-flagged": Review("t1", "D-flagged", 1, "pending", at, summary(2)),
        "D-empty": Review("t1", "D-empty", 1, "pending", at, Summary(None, None, None, None, 1)),
        "D-mended": Review("t1", "D-mended", 2, "passed", at, summary(0, "-0.10")),
        "D-worse": Review("t1", "D-worse", 2, "pending", at, summary(1)),
    }
    for id_ in READINGS:
        case = await reviews.case("t1", id_)
        assert (case and case.review) == expected.get(id_), id_
    waiting = await reviews.waiting("t1")
    assert [one.review.document_id for one in waiting] == ["D-empty", "D-flagged", "D-worse"]
    assert str(waiting[1].review.summary.total) == "1320.00"
    assert await reviews.unshown() == [
        ("t1", one.review.document_id, one.review.version) for one in waiting
    ]


def told(now: object, then: object) -> bool:
    """Tell whether a value is what it was; what has come to it since is left out."""
    if isinstance(now, dict) and isinstance(then, dict):
        return all(told(now[name], value) for name, value in then.items())
    return now == then


async def test_old_documents_are_what_they_were(database: Database) -> None:
    archive = SqlArchive(database)
    for id_, readings in READINGS.items():
        document = await archive.get("t1", id_)
        assert document
        assert document.revision == len(readings)
        said = json.loads(document.reading.model_dump_json())
        assert all(told(said[name], value) for name, value in readings[-1].items())
        assert document.drop.language == "en"
        assert await archive.arrivals("t1", id_) == (document.drop,)
    erased = await SqlErasure(database).erase("t1", "D-flagged")
    assert erased
    assert erased.rows["reviews"] == 1


async def test_old_documents_are_known_by_what_they_say_now(database: Database) -> None:
    archive = SqlArchive(database)
    for id_ in READINGS:
        document = await archive.get("t1", id_)
        assert document
        found = await archive.alike("t1", marks(document.reading), besides=id_)
        alike = {"D-clear", "D-flagged", "D-mended", "D-worse"}
        assert {one.id for one in found} == (alike - {id_} if id_ in alike else set())


async def test_the_audit_of_an_old_ledger_is_whole_and_goes_on(database: Database) -> None:
    audit = SqlAudit(database, KEY, FakeClock())
    assert await audit.verify() == Verified(5, None)
    await audit.append("t1", actor="x", action="x", subject="x", detail={})
    assert await audit.verify() == Verified(6, None)
    cut = "DELETE FROM audit WHERE tenant = 't1' AND position > 2"
    head = "UPDATE audit_heads SET position = 2, mac = (SELECT mac FROM audit WHERE position = 2)"
    for seal in ("NULL", "seal"):
        await tamper(database, cut, f"{head}, seal = {seal} WHERE tenant = 't1'")
        assert (await audit.verify()).broken


async def test_what_was_read_is_on_the_bill_of_its_day(database: Database) -> None:
    day = date(2026, 11, 20)
    [line] = await SqlRuns(database).spent("t1", day, day)
    assert (line.reader, line.model, line.runs, line.unpriced) == ("local", None, len(READINGS), 0)
    assert line.cost_usd == 0
    erased = await SqlErasure(database).erase("t1", "D-clear")
    assert erased
    assert erased.rows["runs"] == 1


async def test_bringing_it_up_to_date_again_changes_nothing(database: Database) -> None:
    before = await SqlReviews(database).waiting("t1")
    await database.migrate()
    assert await SqlReviews(database).waiting("t1") == before


def test_migrations_are_named_after_their_revisions_in_one_line() -> None:
    """By their names it is told whether a ledger is of today."""
    folder = Path(bot.ledger.migrations.__path__[0])
    known = list(ScriptDirectory(str(folder)).walk_revisions())
    names = sorted(path.name for path in folder.glob("versions/v*.py"))
    assert [Path(one.path).name for one in reversed(known)] == names
    assert [name[1:5] for name in names] == [one.revision for one in reversed(known)]
    assert [one.down_revision for one in reversed(known)] == [
        None, *(one.revision for one in reversed(known[1:]))
    ]  # fmt: skip
