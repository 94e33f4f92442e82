"""A document is looked at while somebody forgets it: it is whole, or it is not there."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger import archive
from bot.ledger.archive import SqlArchive
from bot.ledger.database import Database
from bot.ledger.erasure import SqlErasure
from bot.ledger.tables import DocumentRow
from handlers.ports import Document
from tests.fake_ledger import a_document, a_drop


async def test_one_that_is_forgotten_in_between_is_whole(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, drop = SqlArchive(database), a_drop("t1", "F1")
    await kept.arrived(drop, None)
    document = await kept.add(a_document(drop, "x"), frozenset())
    read = archive._read

    async def forgotten_meanwhile(session: AsyncSession, row: DocumentRow) -> Document:
        assert await SqlErasure(database).erase("t1", document.id)
        return await read(session, row)

    monkeypatch.setattr(archive, "_read", forgotten_meanwhile)
    assert await kept.get("t1", document.id) == document
    monkeypatch.undo()
    assert await kept.get("t1", document.id) is None
