"""Whatever goes wrong with a call to Slack: exactly one right message, one right file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.engine.pace import Patience
from bot.slack.rendered import Profile
from bot.slack.session import SlackSession
from handlers.chat import Attachment, Card, ChatRefused, Code, MessageRef, Place, Text
from handlers.replies import Replies
from tests.bot.slack.speaking import PATIENT, QUICK, Room, place_of, speaking, title_of
from tests.doubles.faults import Fault
from tests.doubles.slack import faults
from tests.doubles.slack.double import SlackDouble, slack_double
from tests.fake_ledger import FakeLedger, a_drop

CARD = Card("Invoice 4711", (Text("One thing needs a look.", "bad"), Code("JSON", "{}" * 500)))
PICTURE = Attachment("发票 01.evidence.png", "image/png", b"\x89PNG" * 999, "where it stands")
POST, OPEN, UPLOAD, COMPLETE = (
    "chat.postMessage",
    "files.getUploadURLExternal",
    "upload",
    "files.completeUploadExternal",
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What goes wrong, how often, and for which calls."""

    fault: Fault
    times: int = 1
    when: Callable[[Mapping[str, Any]], bool] = lambda _: True


def _is_rich(args: Mapping[str, Any]) -> bool:
    return any(one["type"] in {"rich_text", "table"} for one in args["blocks"])


def _is_long(args: Mapping[str, Any]) -> bool:
    return len(str(args["blocks"])) > 900


TROUBLES = {
    "nothing": Trouble(faults.cut(), times=0),
    "cut before": Trouble(faults.cut()),
    "cut after": Trouble(faults.cut(done=True)),
    "cut before, often": Trouble(faults.cut(), times=4),
    "500 before": Trouble(faults.broken()),
    "500 after": Trouble(faults.broken(done=True)),
    "503 after": Trouble(faults.broken(503, done=True)),
    "half an answer, before": Trouble(faults.garbled()),
    "half an answer, after": Trouble(faults.garbled(done=True)),
    "no answer, before": Trouble(faults.silent()),
    "no answer, after": Trouble(faults.silent(done=True)),
    "a page with status 200": Trouble(faults.html()),
    "429": Trouble(faults.limited(3)),
    "429, a storm": Trouble(faults.limited(30), times=12),
    "429, for an hour": Trouble(faults.limited(3600)),
    "a body that says ratelimited": Trouble(faults.says("ratelimited"), times=2),
    "internal_error, after": Trouble(
        Fault(faults.says("internal_error").reply, done=True),
    ),
}
WORDING = {
    "invalid_blocks": Trouble(faults.says("invalid_blocks"), times=9, when=_is_rich),
    "msg_blocks_too_long": Trouble(faults.says("msg_blocks_too_long"), times=9, when=_is_long),
    "invalid_blocks always": Trouble(
        faults.says("invalid_blocks"), times=9, when=lambda args: bool(args["blocks"])
    ),
    "msg_blocks_too_long always": Trouble(
        faults.says("msg_blocks_too_long"), times=9, when=lambda args: bool(args["blocks"])
    ),
}
REFUSALS = [
    *("account_inactive", "cannot_reply_to_message", "channel_not_found", "invalid_auth"),
    *("is_archived", "missing_scope", "not_in_channel", "restricted_action", "token_revoked"),
]


@dataclass
class Job:
    """A step of a durable job that says something, tried until it is said."""

    room: Room
    place: Place

    def __post_init__(self) -> None:
        self.outbox = FakeLedger()

    async def post(self, card: Card = CARD) -> MessageRef:
        return await self._step(lambda said: said.post(self.place, card, key="k", job=None))

    async def send_file(self) -> MessageRef:
        drop = a_drop(self.place.tenant, "a")
        await self.outbox.arrived(replace(drop, place=self.place), None)
        return await self._step(
            lambda said: said.send_file(self.place, PICTURE, key="f", job=drop.key)
        )

    async def _step(self, say: Callable[[Replies], Any]) -> MessageRef:
        async def attempt() -> MessageRef:
            # Each try is one of another process: none of it remembers the one before.
            said: MessageRef = await say(Replies(self.room.another(), self.outbox))
            return said

        return await Patience(tries=5, wait=0.0).exert(attempt)


async def said_once(trouble: Trouble, profile: Profile = "rich") -> None:
    async with slack_double() as slack, session_to(slack, trouble) as session:
        slack.world.add_team("T0OURS")
        room = Room(slack, session, profile=profile)
        job, place = prepared(room)
        slack.faults.add(POST, trouble.fault, times=trouble.times, when=trouble.when)
        sent = await job.post()
        (message,) = room.said(place)
        assert sent == MessageRef(place, message.ts)
        assert title_of(message).startswith("Invoice 4711")
        # Later, whoever lost the answer after that finds it, too.
        assert await room.another().find(place, key="k") == sent


def session_to(slack: SlackDouble, trouble: Trouble) -> SlackSession:
    """Open a session that gives up soon on what is never answered."""
    is_silent = trouble.fault.reply.ending == "silent"
    return SlackSession(slack.api_url, limit=QUICK if is_silent else PATIENT)


def prepared(room: Room) -> tuple[Job, Place]:
    team = room.slack.world.teams["T0OURS"]
    room.slack.act.join(team, "U0ANN", "C0INVOICES")
    root = room.slack.act.say(team, "C0INVOICES", "U0ANN", "an invoice")
    place = place_of(team, thread=root.ts)
    return Job(room, place), place


@pytest.mark.parametrize("name", [*TROUBLES, *WORDING])
async def test_a_card_is_posted_once(name: str) -> None:
    await said_once((TROUBLES | WORDING)[name])


# What takes the bytes of a file answers in one word; none of Slack's errors is among its answers.
SAID_IN_JSON = {name for name in TROUBLES if name.startswith(("half", "a body", "internal"))}


@pytest.mark.parametrize(
    ("name", "method"),
    [
        (name, method)
        for name in TROUBLES
        for method in (OPEN, UPLOAD, COMPLETE)
        if method != UPLOAD or name not in SAID_IN_JSON
    ],
)
async def test_a_file_is_sent_once(name: str, method: str) -> None:
    await sent_once(method, TROUBLES[name])


@pytest.mark.parametrize("late", [1, 3, 50])
async def test_a_file_that_is_shared_late_is_sent_once(late: int) -> None:
    await sent_once(COMPLETE, Trouble(faults.cut(done=True)), late=late)


async def sent_once(method: str, trouble: Trouble, late: int = 0) -> None:
    async with slack_double() as slack, session_to(slack, trouble) as session:
        slack.world.add_team("T0OURS")
        slack.world.late = late
        room = Room(slack, session)
        job, place = prepared(room)
        slack.faults.add(method, trouble.fault, times=trouble.times, when=trouble.when)
        sent = await job.send_file()
        (file,) = room.files(place)
        assert sent == MessageRef(place, file.id)
        assert (file.title, file.content, file.alt) == (PICTURE.name, PICTURE.content, PICTURE.alt)
        assert await room.another().find(place, key="f") == sent


@pytest.mark.parametrize("code", REFUSALS)
async def test_what_is_refused_is_said_never_and_asked_once(code: str) -> None:
    async with speaking("T0OURS") as room:
        job, place = prepared(room)
        room.slack.faults.add(POST, faults.says(code), times=9)
        with pytest.raises(ChatRefused, match=code):
            await job.post()
        assert room.said(place) == []
        assert len(room.slack.asked(POST)) == 1


async def test_what_cannot_be_looked_up_is_not_said_again() -> None:
    async with speaking("T0OURS") as room:
        job, place = prepared(room)
        room.slack.faults.add(POST, faults.cut(done=True))
        room.slack.faults.add("conversations.replies", faults.says("missing_scope"), times=9)
        with pytest.raises(ChatRefused, match="missing_scope"):
            await job.post()
        assert len(room.said(place)) == 1


async def test_a_workspace_that_takes_no_rich_blocks_is_asked_to_again_an_hour_later() -> None:
    async with speaking("T0OURS", "T0THEIRS", profile="rich") as room:
        _, place = prepared(room)
        other = room.slack.world.teams["T0THEIRS"]
        room.slack.act.join(other, "U0ANN", "C0INVOICES")
        room.slack.faults.add(POST, faults.says("invalid_blocks"), times=3, when=_is_rich)
        chat = room.another()
        for key in "abcd":
            await chat.post(place, CARD, key=key)
        assert [_is_rich(one) for one in room.slack.asked(POST)] == [True, False] * 3 + [False]
        await chat.post(place_of(other), CARD, key="a")
        assert _is_rich(room.slack.asked(POST)[-1])
        room.now = 3599.0
        await chat.post(place, CARD, key="e")
        assert not _is_rich(room.slack.asked(POST)[-1])
        room.now = 3600.0
        await chat.post(place, CARD, key="f")
        assert _is_rich(room.slack.asked(POST)[-1])
        assert len(room.said(place)) == 6


async def test_an_odd_card_is_plain_and_the_others_are_not() -> None:
    odd = Card("Odd", (Text("Nobody takes this.", "bad"),))
    async with speaking("T0OURS", profile="rich") as room:
        _, place = prepared(room)
        chat = room.another()
        room.slack.faults.add(
            POST,
            faults.says("invalid_blocks"),
            times=9,
            when=lambda args: _is_rich(args) and "Nobody" in str(args["blocks"]),
        )
        for key in "abcd":
            await chat.post(place, odd, key=f"odd {key}")
            await chat.post(place, CARD, key=key)
            assert _is_rich(room.slack.asked(POST)[-1])
        assert len(room.said(place)) == 8


async def test_a_card_without_rich_blocks_tells_nothing_of_them() -> None:
    async with speaking("T0OURS", profile="rich") as room:
        _, place = prepared(room)
        chat = room.another()
        room.slack.faults.add(POST, faults.says("invalid_blocks"), times=9, when=_is_rich)
        for key in "abcd":
            await chat.post(place, CARD, key=key)
            await chat.post(place, Card("Plain"), key=f"plain {key}")
        assert [_is_rich(one) for one in room.slack.asked(POST)].count(True) == 3
