"""After the end: what was said becomes one meeting, whatever a crash comes between."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from handlers.huddles.cards import END
from handlers.huddles.ending import report_job
from handlers.huddles.records import Spent
from handlers.huddles.reporting import GRACE
from handlers.huddles.transcript import drop_of, vtt_of
from handlers.meetings.pairing import meeting_id
from handlers.meetings.records import RUN
from handlers.ports import Facts, Job, Postponed
from pipelines.voice import ASSISTANT, Line
from tests.fake_queue import InMemoryQueue, InMemorySteps
from tests.handlers.huddles.parlour import NOW, Parlour, words

LINES = (
    Line(1, 2, "local:eva", "We ship on <b>Friday</b> --> maybe."),
    Line(4, 1, ASSISTANT, "好。"),
    Line(6, 0, "", "Somebody coughs."),
    Line(5, 1, "local:ben", " I book the room. "),
    Line(7, 1, "local:ben", "  "),
)


@pytest.fixture
async def parlour() -> Parlour:
    parlour = Parlour()
    await parlour.say("voice Budget/2027")
    await parlour.visit("eva")
    await parlour.visit("ben")
    return parlour


async def over(parlour: Parlour, *lines: Line) -> None:
    """Let a room have been for twelve minutes, and be over."""
    await parlour.attending.said("H-1", 0, lines)
    await parlour.attending.used("H-1", Spent(0, 600, Decimal("0.48")))
    parlour.clock.time = NOW + timedelta(minutes=12)
    await parlour.attending.ended("H-1", "over")
    await parlour.queue.settle()


async def test_what_was_said_is_a_meeting_that_is_read_at_once(parlour: Parlour) -> None:
    await over(parlour, *LINES)
    huddle = await parlour.huddle()
    assert huddle.meeting is not None
    meeting = await parlour.meetings.get("t1", huddle.meeting)
    assert meeting is not None
    assert (meeting.state, meeting.run, meeting.user, meeting.place) == (
        "running", 1, "eva", huddle.place,
    )  # fmt: skip
    [piece] = meeting.pieces
    assert (piece.drop.name, piece.drop.received_at) == ("Budget 2027.vtt", NOW)
    [(tenant, sha256)] = parlour.store.files
    assert (tenant, sha256) == ("t1", piece.sha256)
    assert parlour.store.files[tenant, sha256].decode() == (
        "WEBVTT\n\n"
        "S0001\n00:00:01.000 --> 00:00:03.000\n<v Eva Berg>We ship on &lt;b&gt;Friday&lt;/b&gt; "
        "--&gt; maybe.\n\n"
        "S0002\n00:00:04.000 --> 00:00:05.000\n<v Clerk (AI)>好。\n\n"
        "S0003\n00:00:05.000 --> 00:00:06.000\n<v Ben>I book the room.\n\n"
        "S0004\n00:00:06.000 --> 00:00:06.100\nSomebody coughs.\n"
    )
    assert [*await parlour.huddles.lines("t1", "H-1")] == []
    assert [one.kind for one in parlour.jobs if one.kind == RUN] == [RUN]


async def test_the_card_tells_how_it_was(parlour: Parlour) -> None:
    await over(parlour, *LINES)
    said = words(parlour.card())
    assert "Voice room: Budget/2027 has ended" in said
    assert "Everybody left." in said
    assert "Length: 12:00" in said
    assert "People: Ben, Eva Berg" in said
    assert "Cost of the AI: $0.48" in said
    assert "What was said stands below" in said


async def test_what_it_cost_may_not_be_known(parlour: Parlour) -> None:
    await parlour.attending.used("H-1", Spent(0, 60, None))
    await parlour.attending.ended("H-1", "money")
    await parlour.queue.settle()
    assert "Cost of the AI: not known" in words(parlour.card())


async def test_where_nothing_was_said_one_line_tells_it(parlour: Parlour) -> None:
    await over(parlour, Line(1, 1, "local:eva", "   "))
    assert "Nothing was said" in words(parlour.card())
    assert (await parlour.huddle()).meeting is None
    assert parlour.store.files == {}
    assert len(parlour.chat.said) == 1


async def test_what_is_said_last_is_awaited(parlour: Parlour) -> None:
    await parlour.press(END)
    job = report_job(await parlour.huddle(), "people", "local:eva", NOW)
    steps = InMemorySteps()
    with pytest.raises(Postponed):
        await parlour.huddling.on_job(job, steps)
    await parlour.attending.said("H-1", 0, LINES)
    await parlour.attending.ended("H-1", "people")
    await parlour.huddling.on_job(job, steps.retried())
    assert (await parlour.huddle()).meeting is not None


async def test_a_room_that_never_says_that_it_is_over_is_told_of_all_the_same(
    parlour: Parlour,
) -> None:
    await parlour.attending.said("H-1", 0, LINES)
    job = report_job(await parlour.huddle(), "people", "local:eva", NOW)
    parlour.clock.time = NOW + GRACE
    await parlour.huddling.on_job(job, InMemorySteps())
    huddle = await parlour.huddle()
    assert (huddle.ending, huddle.ended_at) == ("people", NOW)
    assert huddle.meeting is not None


async def test_who_ended_it_is_audited_however_soon_the_job_is_done(parlour: Parlour) -> None:
    class Eager(InMemoryQueue):
        """A queue whose jobs are done before it gives its word."""

        async def put(self, job: Job) -> bool:
            is_new = await super().put(job)
            await self.settle()
            return is_new

    parlour.queue.__class__ = Eager
    parlour.attending.over.add("H-1")
    await parlour.press(END)
    ended = [one for one in parlour.audit.links if one[2] == "huddle.ended"]
    assert ended == [
        ("t1", "local:eva", "huddle.ended", "H-1", {"why": "people", "people": 2}),
    ]


class Killed(Exception):
    """The process is gone."""


class Mortal(InMemorySteps):
    """Steps of a process that dies after, or before, one of them is remembered."""

    def __init__(self, at: int, *, is_done: bool) -> None:
        super().__init__(tries=1)
        self._left, self._is_done = at, is_done

    async def run(self, name: str, action: Callable[[], Awaitable[Facts]]) -> Facts:
        if len(self.answers) > self._next:
            return await super().run(name, action)
        self._left -= 1
        if self._left == 0:
            if self._is_done:
                await action()
            raise Killed
        return await super().run(name, action)


@pytest.mark.parametrize("is_done", [False, True])
@pytest.mark.parametrize("at", range(1, 8))
async def test_killed_anywhere_there_is_one_report(
    parlour: Parlour, at: int, is_done: bool
) -> None:
    await parlour.attending.said("H-1", 0, LINES)
    parlour.attending.over.add("H-1")
    job = report_job(await parlour.huddle(), "over", "clerk", NOW)
    steps = Mortal(at, is_done=is_done)
    with pytest.raises(Killed):
        await parlour.huddling.on_job(job, steps)
    await parlour.attending.said("H-1", len(LINES), [Line(9, 1, "local:eva", "Bye.")])
    await parlour.huddling.on_job(job, steps.again())
    huddle = await parlour.huddle()
    expected = meeting_id(drop_of(huddle))
    assert huddle.meeting == expected
    assert [key for key in parlour.ledger.meetings if key[0] == "t1"] == [("t1", expected)]
    [content] = parlour.store.files.values()
    assert content.startswith(b"WEBVTT")
    await parlour.queue.settle()
    assert len([one for one in parlour.jobs if one.kind == RUN]) == 1
    assert [*await parlour.huddles.lines("t1", "H-1")] == []


async def test_two_of_one_name_are_two_in_the_transcript(parlour: Parlour) -> None:
    huddle = await parlour.huddle()
    people = tuple(replace(one, name="Clerk (AI)") for one in huddle.people)
    text = vtt_of(replace(huddle, people=people), LINES).decode()
    assert "<v Clerk (AI) (2)>" in text
    assert "<v Clerk (AI) (3)>" in text
