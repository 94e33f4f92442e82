"""A database that does not answer now is no fault of what was said: it may be said again."""

from collections.abc import Awaitable, Callable

import pytest
import sqlalchemy as sa

from bot.ledger.database import FILE_NAME, Database
from bot.ledger.workspace import Workspace
from handlers.chat import Attachment, Card, ChatUnavailable, MessageRef, Place
from tests.bot.local.conftest import Rig

PLACE = Place("local", "local", "invoices")

CALLS: dict[str, Callable[[Rig, MessageRef], Awaitable[object]]] = {
    "post": lambda rig, _: rig.chat.post(PLACE, Card("B"), key="b"),
    "edit": lambda rig, said: rig.chat.edit(said, Card("B")),
    "retract": lambda rig, said: rig.chat.retract(said),
    "post_privately": lambda rig, _: rig.chat.post_privately(PLACE, "admin", Card("B")),
    "send_file": lambda rig, _: rig.chat.send_file(
        PLACE, Attachment("a.json", "application/json", b"{}", ""), key="f"
    ),
}


@pytest.mark.parametrize("call", list(CALLS))
async def test_a_locked_database_is_unavailable_and_then_is_not(rig: Rig, call: str) -> None:
    said = await rig.chat.post(PLACE, Card("A"), key="a")
    await _be_impatient(rig.database)
    other = Database(rig.folder / FILE_NAME)
    async with other.apart() as session:
        await session.execute(sa.text("UPDATE workspace_turns SET turn = turn"))
        with pytest.raises(ChatUnavailable, match=f"{call}: database_busy"):
            await CALLS[call](rig, said)
        response = await rig.post(
            "/api/channels/general/messages", {"user": "admin", "language": "en", "text": "hello"}
        )
        assert (response.status, (await response.json())["error"]) == (503, "busy")
    await other.close()
    await CALLS[call](rig, said)


async def _be_impatient(database: Database) -> None:
    """Let connections give up at once instead of waiting for the lock."""
    engine = database.engine.sync_engine
    await database.engine.dispose()
    sa.event.listen(engine, "connect", lambda one, _: one.execute("PRAGMA busy_timeout=0"))
    assert await Workspace(database).cursor("local") > 0
