"""What happens in Teams is told to the handlers, and kept where an answer goes."""

from itertools import islice

import pytest

from bot.ledger.faults import DatabaseBusy
from bot.teams.connector import TeamsRefused
from bot.teams.payloads import Hidden
from handlers.chat import ChatRefused, ChatUnavailable, Command, Place, Upload
from handlers.withdrawals import Withdrawal
from tests.bot.teams.answering import Event, Scene
from tests.bot.teams.staged import attachment, page
from tests.doubles.teams.world import Json


@pytest.fixture
async def scene() -> Scene:
    return Scene()


class Looker:
    """Looks into nothing; `holds` is what messages hold still."""

    def __init__(self) -> None:
        self.hidden: list[Hidden] = []
        self.holds: frozenset[str] | None = frozenset()

    async def on_hidden(self, hidden: Hidden) -> bool:
        self.hidden.append(hidden)
        return True

    async def left(self, hidden: Hidden) -> frozenset[str] | None:
        self.hidden.append(hidden)
        return self.holds


def drop(scene: Scene, *names: str) -> Json:
    """Tell of files that Ann drops alone with Clerk."""
    hanging = [attachment(name, f"U-{name}") for name in names]
    return scene.paper.said(scene.paper.alone) | {"attachments": hanging}


async def test_where_a_file_is_to_be_had_is_kept_before_anybody_hears_of_it(scene: Scene) -> None:
    known: list[object] = []

    async def look(event: Event) -> None:
        assert isinstance(event, Upload)
        place = event.place
        known.append(await scene.room.book.source(place.tenant, place.channel, event.file))
        known.append(await scene.room.book.conversation(place.tenant, place.channel))

    scene.on_event = look
    await scene.told(drop(scene, "a.pdf"))
    assert all(known)
    assert len(known) == 2


async def test_what_is_shared_in_passing_and_not_read_is_not_kept(scene: Scene) -> None:
    shown = {"contentType": "image/gif", "contentUrl": "https://connector.example/v3/attachments/1"}
    said = scene.paper.said(scene.paper.channel) | {"attachments": [shown]}
    await scene.told(said)
    assert scene.events == []
    assert scene.room.book.sources == {}


async def test_a_command_is_answered_once_however_often_it_is_told(scene: Scene) -> None:
    said = scene.paper.said(scene.paper.alone, "queue")
    await scene.told(said, said)
    [command] = scene.events
    assert isinstance(command, Command)
    assert command.words == "queue"
    await scene.told(scene.paper.said(scene.paper.alone, "queue"))
    assert len(scene.events) == 2
    # What a message goes by, one in another conversation may go by, too.
    elsewhere = scene.paper.said(scene.paper.group, "queue", mention=True)
    await scene.told(elsewhere | {"id": said["id"]})
    assert len(scene.events) == 3


async def test_whom_clerk_cannot_write_to_is_told_so_and_nothing_else(scene: Scene) -> None:
    async def refuse(_: Event) -> None:
        raise TeamsRefused("open", 403, "ForbiddenOperationException")

    scene.on_event = refuse
    asked = scene.paper.said(
        scene.paper.channel, "queue", mention=True, person=scene.paper.li, thread="17"
    )
    await scene.told(asked)
    [said] = scene.room.connector.posted
    assert (said.channel, said.thread) == (scene.paper.channel.id, "17")
    assert "我无法给您发送消息" in str(said.activity)


@pytest.mark.parametrize("fault", [ChatUnavailable("x"), DatabaseBusy("x")])
async def test_whom_clerk_cannot_answer_now_is_told_so_alone(
    scene: Scene, fault: Exception
) -> None:
    async def fail(_: Event) -> None:
        raise fault

    scene.on_event = fail
    await scene.told(scene.paper.said(scene.paper.group, "queue", mention=True))
    [said] = scene.room.connector.posted
    assert said.channel != scene.paper.group.id
    assert "Not now" in str(said.activity)


async def test_a_file_that_cannot_be_kept_is_not_acknowledged(scene: Scene) -> None:
    async def fail(_: Event) -> None:
        raise DatabaseBusy("locked")

    scene.on_event = fail
    with pytest.raises(DatabaseBusy):
        await scene.told(drop(scene, "a.pdf"))


async def test_clerk_says_hello_once_in_the_language_of_who_added_it(scene: Scene) -> None:
    paper = scene.paper
    for where, person, words in (
        (paper.alone, paper.ann, "drop a file into this chat"),
        (paper.channel, paper.li, "发送“@Clerk 帮助”"),
    ):
        added = paper.told.installed(paper.tenant, where, person)
        await scene.told(added, added)
        assert len(scene.posted(where)) == 1
        assert words in str(scene.posted(where))
    again = Scene(room=scene.room, paper=paper)
    await again.told(paper.told.installed(paper.tenant, paper.alone, paper.ann))
    assert len(again.posted(paper.alone)) == 1


async def test_where_clerk_was_removed_it_says_nothing_any_more(scene: Scene) -> None:
    paper = scene.paper
    await scene.told(paper.said(paper.group, "x", mention=True))
    await scene.told(paper.told.installed(paper.tenant, paper.group, paper.ann, "remove"))
    assert await scene.room.book.conversation(paper.tenant.id, paper.group.id) is None
    with pytest.raises(ChatRefused):
        await scene.said_nothing(paper.group)


async def test_what_a_deleted_message_brought_is_taken_back(scene: Scene) -> None:
    both = drop(scene, "a.pdf", "b.pdf")
    other = drop(scene, "a.pdf")
    await scene.told(both, other)
    uploads = [one for one in scene.events if isinstance(one, Upload)]
    await scene.told(scene.paper.changed(both, "softDeleteMessage"))
    place = Place("teams", scene.paper.tenant.id, scene.paper.alone.id)
    gone = {
        Withdrawal(
            "teams", place.tenant, one.file, place, message=both["id"], change=both["timestamp"]
        )
        for one in uploads[:2]
    }
    assert {*scene.events[3:]} == gone


async def test_what_an_edit_took_out_of_a_message_is_taken_back(scene: Scene) -> None:
    both = drop(scene, "a.pdf", "b.pdf")
    await scene.told(both)
    first, second = (one for one in scene.events if isinstance(one, Upload))
    left = [both["attachments"][1], page("never mind the first")]
    await scene.told(scene.paper.changed(both, "editMessage", attachments=left))
    [gone] = scene.events[2:]
    assert isinstance(gone, Withdrawal)
    assert (gone.file, gone.message, gone.change) == (first.file, None, both["timestamp"])
    await scene.told(scene.paper.changed(both, "editMessage"))
    assert len(scene.events) == 3, "what it holds was not told"
    await scene.told(scene.paper.changed(both, "editMessage", attachments=[page("never mind")]))
    assert {one.file for one in scene.events[3:] if isinstance(one, Withdrawal)} == {
        first.file,
        second.file,
    }


@pytest.mark.parametrize(("holds", "goes"), [(None, 0), (frozenset(), 1)])
async def test_of_an_edit_in_a_channel_it_is_looked_up_what_is_left(
    holds: frozenset[str] | None, goes: int
) -> None:
    looker = Looker()
    looker.holds = holds
    scene = Scene(looking=looker)
    shared = [
        {"contentType": "reference", "contentUrl": "https://x.example/a.pdf", "name": "a.pdf"}
    ]
    said = scene.paper.said(scene.paper.channel, mention=True) | {"attachments": shared}
    await scene.told(said, scene.paper.changed(said, "editMessage", text="x"))
    assert len([one for one in scene.events if isinstance(one, Withdrawal)]) == goes
    assert [one.message for one in looker.hidden] == [said["id"]]
    unknown = scene.paper.said(scene.paper.channel, mention=True)
    await scene.told(scene.paper.changed(unknown, "editMessage", text="x"))
    assert len(looker.hidden) == 1, "it brought nothing"


async def test_what_a_message_hides_is_for_who_looks_into_it() -> None:
    looker = Looker()
    scene = Scene(looking=looker)
    said = scene.paper.said(scene.paper.channel, "read it", files=("a.pdf",), mention=True)
    await scene.told(said)
    [hidden] = looker.hidden
    assert hidden.asked is not None
    assert scene.events == []
    alone = Scene()
    await alone.told(said)
    [command] = alone.events
    assert isinstance(command, Command)


async def test_tenants_are_kept_apart(scene: Scene) -> None:
    said = drop(scene, "a.pdf")
    await scene.told(said)
    forged = scene.paper.changed(said, "softDeleteMessage")
    forged["channelData"] = {"tenant": {"id": "another"}}
    forged["conversation"] = {**said["conversation"], "tenantId": "another"}
    await scene.told(forged)
    assert [type(one) for one in scene.events] == [Upload]


async def test_nothing_that_can_be_told_breaks_anything(scene: Scene) -> None:
    for activity in islice(scene.paper.spoilt(), 0, None, 5):
        await scene.told(activity)
    assert {type(one) for one in scene.events} == {Upload, Command, Withdrawal}
