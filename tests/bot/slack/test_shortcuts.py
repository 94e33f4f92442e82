"""A message is picked: its files are read, and whoever picked it is told what becomes of them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.slack.interactions import Picked, picked
from bot.slack.shortcuts import Shortcuts
from bot.slack.whereabouts import Whereabouts
from bot.slack.workspaces import Workspace
from handlers.chat import (
    Card,
    ChatRefused,
    ChatUnavailable,
    Language,
    MessageRef,
    Place,
    Text,
    Upload,
)
from handlers.documents import Known
from handlers.withdrawals import Withdrawal
from tests.bot.slack.speaking import Room, speaking
from tests.doubles.slack import faults
from tests.doubles.slack.state import Message

CHANNEL = "C0INVOICES"
URL = "https://hooks.example.com/answer"


@dataclass
class Desk:
    """Who hears what was picked, and what whoever picked it was told."""

    room: Room
    known: dict[str, Known] = field(default_factory=dict)
    read: list[Upload] = field(default_factory=list)
    told: list[tuple[str, Card]] = field(default_factory=list)
    away: bool = False

    def __post_init__(self) -> None:
        self.whereabouts = Whereabouts(self.room)
        self.shortcuts = Shortcuts(self.room, self.whereabouts, self._pick, self._answer)

    async def _pick(self, upload: Upload) -> Known | None:
        if self.away:
            raise ChatUnavailable("away")
        self.read.append(upload)
        return self.known.get(upload.file)

    async def _answer(self, workspace: Workspace, url: str, card: Card) -> None:
        assert (workspace.tenant, url) == ("T0OURS", URL)
        self.told.append((url, card))

    def message(self, *names: str, channel: str = CHANNEL) -> Message:
        team = self.room.slack.world.teams["T0OURS"]
        contents = [(name, b"") for name in names]
        return self.room.slack.act.drop(team, channel, "U1", contents).message

    async def pick(
        self,
        message: Message,
        channel: str = CHANNEL,
        name: str = "read_files",
        language: Language = "en",
    ) -> list[str]:
        """Pick a shortcut on a message; gives what comes of it, line by line."""
        team = self.room.slack.world.teams["T0OURS"]
        payload = self.room.slack.act.choose_shortcut(team, channel, message, "U2", name)
        one = picked(payload | {"response_url": URL})
        assert isinstance(one, Picked)
        await self.shortcuts.pick(one, language)
        cards = [card for _, card in self.told]
        return [part.text for card in cards for part in card.parts if isinstance(part, Text)]


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with speaking("T0OURS") as room:
        team = room.slack.world.teams["T0OURS"]
        for user in ("U1", "U2"):
            room.slack.act.join(team, user, CHANNEL)
        team.channels[CHANNEL].members.add(team.user)
        yield Desk(room)


async def test_each_file_is_read_for_whom_it_is_in_its_thread(desk: Desk) -> None:
    message = desk.message("发票.pdf", "b.png")
    said = await desk.pick(message)
    assert [(one.name, one.user) for one in desk.read] == [("发票.pdf", "U1"), ("b.png", "U1")]
    assert {one.place for one in desk.read} == {Place("slack", "T0OURS", CHANNEL, message.ts)}
    assert all(one.addressed for one in desk.read)
    assert said == [
        "发票.pdf: my answer comes in the thread.",
        "b.png: my answer comes in the thread.",
    ]


async def test_where_clerk_is_not_it_says_how_it_comes_in(desk: Desk) -> None:
    team = desk.room.slack.world.teams["T0OURS"]
    message = desk.message("a.pdf")
    team.channels[CHANNEL].members.discard(team.user)
    [line] = await desk.pick(message)
    assert "/invite @Clerk" in line
    assert desk.read == []


async def test_a_message_without_files_is_answered(desk: Desk) -> None:
    message = desk.message()
    assert await desk.pick(message, language="zh") == ["这条消息中没有文件。"]


async def test_what_was_read_before_is_pointed_at(desk: Desk) -> None:
    message = desk.message("a.pdf", "b.pdf")
    first, second = message.files
    answer = desk.room.slack.act.say(
        desk.room.slack.world.teams["T0OURS"], CHANNEL, "U0CLERK", "read", thread=message.ts
    )
    place = Place("slack", "T0OURS", CHANNEL, message.ts)
    desk.known = {first: Known(MessageRef(place, answer.ts)), second: Known(None)}
    [known, waiting] = await desk.pick(message)
    assert known.startswith("a.pdf was read here before: http")
    assert waiting.startswith("b.pdf is being read already")


async def test_what_cannot_be_asked_now_is_said(desk: Desk) -> None:
    desk.away = True
    [line] = await desk.pick(desk.message("a.pdf"))
    assert "try again" in line


async def test_another_shortcut_is_nothing_to_it(desk: Desk) -> None:
    assert await desk.pick(desk.message("a.pdf"), name="summarise_recording") == []


async def test_a_file_is_shared_as_long_as_another_message_shows_it(desk: Desk) -> None:
    message = desk.message("a.pdf")
    [file] = message.files
    place = Place("slack", "T0OURS", CHANNEL)
    deleted = Withdrawal("slack", "T0OURS", file, place, message=message.ts)
    assert not await desk.whereabouts.is_shared(deleted)
    other = Withdrawal("slack", "T0OURS", file, place, message="1.000001")
    edited = Withdrawal("slack", "T0OURS", file, place)
    elsewhere = Withdrawal("slack", "T0OURS", file, Place("slack", "T0OURS", "C0OTHER"))
    found = [await desk.whereabouts.is_shared(one) for one in (other, edited, elsewhere)]
    assert found == [True, True, False]
    desk.room.slack.act.delete_file(
        desk.room.slack.world.teams["T0OURS"], desk.room.slack.world.teams["T0OURS"].files[file]
    )
    assert not await desk.whereabouts.is_shared(edited)


async def test_where_clerk_may_not_ask_nothing_is_taken_for_gone(desk: Desk) -> None:
    [file] = desk.message("a.pdf").files
    desk.room.slack.faults.add("files.info", faults.says("invalid_auth"))
    with pytest.raises(ChatRefused):
        await desk.whereabouts.is_shared(
            Withdrawal("slack", "T0OURS", file, Place("slack", "T0OURS", CHANNEL))
        )


async def test_a_file_is_called_what_slack_says_or_nothing(desk: Desk) -> None:
    [file] = desk.message("发票.pdf").files
    assert await desk.whereabouts.name("T0OURS", file) == "发票.pdf"
    assert await desk.whereabouts.name("T0OURS", "F0GONE") is None
    assert await desk.whereabouts.name("T0ELSE", file) is None
    slow = Whereabouts(desk.room, name_seconds=0)
    assert await slow.name("T0OURS", file) is None
