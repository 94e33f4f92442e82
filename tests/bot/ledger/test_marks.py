"""However much is kept, what is alike is looked up by an index."""

import sqlalchemy as sa

from bot.ledger.archive import SqlArchive
from bot.ledger.database import Database
from bot.ledger.vendors import SqlVendors
from tests.fake_ledger import a_document, a_drop

MANY = 5


async def plan(database: Database, statement: str) -> list[str]:
    """Give the steps in which the database carries out a statement."""
    async with database.session() as session:
        rows = await session.execute(sa.text(f"EXPLAIN QUERY PLAN {statement}"))
        return [str(row.detail) for row in rows]


async def statements(database: Database, archive: SqlArchive) -> list[str]:
    """Give what is asked of other documents, as the database is asked it."""
    asked: list[str] = []

    def note(_c: object, _k: object, text: str, values: tuple[object, ...], *_: object) -> None:
        for value in values:
            text = text.replace("?", repr(value), 1)
        asked.append(text)

    engine = database.engine.sync_engine
    sa.event.listen(engine, "before_cursor_execute", note)
    await archive.alike("t1", frozenset({"m7", "common"}), besides="D-1")
    vendors = SqlVendors(database)
    await vendors.facts("t1", ["name:acme", "tax:1"], besides="D-1")
    await vendors.sellers("t1", 0, 8)
    sa.event.remove(engine, "before_cursor_execute", note)
    return [one for one in asked if one.startswith("SELECT")]


async def test_no_table_is_walked_to_find_what_is_alike(database: Database) -> None:
    archive = SqlArchive(database)
    for number in range(MANY):
        drop = a_drop("t1", f"F{number}", minutes=number)
        await archive.add(a_document(drop, f"{number}"), frozenset({f"m{number}"}))
    asked = await statements(database, archive)
    assert asked
    steps = [step for one in asked for step in await plan(database, one)]
    assert any("marks" in step and "tenant=? AND mark=?" in step for step in steps), steps
    assert any("facts" in step and "tenant=? AND who=?" in step for step in steps), steps
    assert any("facts_by_topic (tenant=? AND topic=?)" in step for step in steps), steps
    assert any("lessons_by_fact (tenant=? AND who=? AND topic=?" in step for step in steps), steps
    walked = [step for step in steps if step.startswith("SCAN") and step != "SCAN anon_1"]
    assert walked == [], "but for the sellers that were found by an index, to count them"
