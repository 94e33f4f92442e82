"""Three hours, in calls that hold 32k tokens: part by part, nothing lost, nothing told twice."""

import asyncio
import json
from dataclasses import replace

import pytest
from pydantic import BaseModel

from pipelines.errors import BackendError, BackendRefused, BadAnswer, Fault
from pipelines.failover import Limits
from pipelines.meeting.brief import Brief
from pipelines.meeting.model import Lack
from pipelines.meeting.writing.tidying import SameStatements, Tidied
from pipelines.ports import Prompt
from tests.fake_model import Said
from tests.fake_writer import NARROW, WIDE, FakeWriter, Held, counting, lines_in, listed, plainly
from tests.pipelines.meeting.writing.told import a_brief, written

WORDS = (
    "So what we see here is that the numbers of the last quarter are about as we expected them",
    "and I would say that we go on as we did before, unless somebody has another idea",
    "我觉得这个方案整体上没有问题，不过时间还需要再看一下",
    "Right.",
)
PEOPLE = ("Ana", "Ben", "说话人 3")
_OWN = (
    "Ana",
    "Ben",
    "Carla",
    "Dana",
    "Emil",
    "Finn",
    "Gwen",
    "Hugo",
    "Ines",
    "Jan",
    "Kira",
    "Lars",
)
GONE = {
    "number": 1, "withdrawn": True, "text": "", "owner": None, "due": None, "cites": [],
    "quote": "",
}  # fmt: skip


def three_hours(segments: int = 2_700) -> Brief:
    """Make a meeting of three hours in which twelve things each are decided, promised and asked."""
    said = []
    step = segments // 12
    for number in range(segments):
        who = PEOPLE[number // 3 % 3]
        at, name = number % step, _OWN[min(number // step, 11)]
        said.append((who, {
            0: f"Topic: The work of {name}",
            step // 3: f"Decided: the group of {name} moves to the new office",
            step // 2: f"To do: I will call the landlord of {name}",
            step - 1: f"Open: who pays for the desks of {name}?",
        }.get(at, WORDS[number % len(WORDS)])))  # fmt: skip
    return a_brief(*said, seconds=4.0)


LONG = three_hours()
# What takes as many parts and less time: calls that hold 8k, and less of a meeting.
SHORT, SMALL = three_hours(480), replace(NARROW, input_tokens=8_000, output_tokens=2_000)


class Scribe:
    """Writes plainly of what it is told, and says of what was put together what it was told to."""

    def __init__(self, limits: Limits, tidied: Said | None = None, *, wordy: int = 1) -> None:
        self.held = Held(limits, wordy=wordy)
        self.tidied = tidied or Tidied(topics=(), statements=())

    def __call__(self, prompt: Prompt) -> Said:
        if "statements: number|kind" in prompt.text:
            return self.tidied
        if prompt.turns:
            return '{"items": []}'
        return self.held(prompt)


async def test_three_hours_in_calls_of_32k() -> None:
    scribe = Scribe(NARROW)
    writer = FakeWriter(scribe)
    came = await written(listed("qwen", writer, limits=NARROW, at_once=2), about=LONG)
    assert came.minutes is not None
    assert 5 <= len(scribe.held.given) <= 12
    assert max(scribe.held.given) <= NARROW.input_tokens
    for told, kind in (
        (came.minutes.decisions, "the group of {} moves to the new office"),
        (came.minutes.actions, "I will call the landlord of {}"),
        (came.minutes.questions, "who pays for the desks of {}?"),
    ):
        assert [one.text for one in told] == [kind.format(name) for name in _OWN]
    titles = [one.title for one in came.minutes.topics if one.title != "The beginning"]
    assert titles == [f"The work of {name}" for name in _OWN]
    starts = [one.start_s for one in came.minutes.topics]
    assert starts == sorted(starts)
    usage = came.consulted[0].usage
    assert usage is not None
    assert usage.tokens.input == 1200 * len(writer.asked)


async def test_what_has_room_is_written_in_one_pass() -> None:
    scribe = Scribe(WIDE)
    came = await written(listed("claude", FakeWriter(scribe), limits=WIDE), about=LONG)
    assert came.minutes is not None
    assert len(scribe.held.given) == 1
    assert len(came.minutes.decisions) == 12


async def test_no_more_parts_at_once_than_a_backend_works_on() -> None:
    running: list[int] = []
    most: list[int] = []
    full = asyncio.Event()

    class Counted(FakeWriter):
        async def _next(self, prompt: Prompt) -> str | BaseModel | BackendError:
            running.append(1)
            most.append(len(running))
            if len(running) == 2:
                full.set()
            await asyncio.wait_for(full.wait(), 10)
            running.pop()
            return await super()._next(prompt)

    await written(listed("qwen", Counted(Scribe(SMALL)), limits=SMALL, at_once=2), about=SHORT)
    assert max(most) == 2
    assert len(most) > 3


async def test_a_part_that_breaks_off_is_asked_for_in_halves() -> None:
    """What is cut is told with what is around it; twice what was asked is the most there is."""
    scribe = Scribe(SMALL, wordy=3)
    came = await written(listed("qwen", FakeWriter(scribe), limits=SMALL), about=SHORT)
    assert came.minutes is not None
    assert [one.text for one in came.minutes.actions] == [
        f"I will call the landlord of {name}" for name in _OWN
    ]


async def test_whoever_always_breaks_off_is_not_asked_for_ever() -> None:
    babbler = FakeWriter(BadAnswer(Fault.TRUNCATED))
    came = await written(
        listed("qwen", babbler, limits=SMALL, at_once=1),
        listed("claude", FakeWriter(Scribe(WIDE))),
        about=SHORT,
    )
    assert came.minutes is not None
    assert came.minutes.writer == "claude"
    assert len(babbler.asked) == 3  # a part, its first half, and the first half of that
    assert came.consulted[0].fault is Fault.TRUNCATED


async def test_parts_that_are_given_up_may_have_been_worked_on() -> None:
    """What nobody says the cost of is no bill of nothing."""
    for_ever, begun = asyncio.Event(), asyncio.Event()

    class Parted(FakeWriter):
        async def _next(self, prompt: Prompt) -> str | BaseModel | BackendError:
            if "part 1 of" in prompt.text:
                await asyncio.wait_for(begun.wait(), 10)
                return BackendRefused(Fault.REJECTED)
            begun.set()
            await for_ever.wait()
            return "never"

    came = await written(listed("qwen", Parted("never"), limits=SMALL), about=SHORT)
    (told,) = came.consulted
    assert (told.fault, came.lack) == (Fault.REJECTED, Lack.NOT_WRITTEN)
    assert told.usage is not None
    assert told.usage.cost_usd is None
    assert len(asyncio.all_tasks()) == 1


async def test_one_part_that_goes_wrong_once_spoils_nothing() -> None:
    scribe = Scribe(SMALL)
    wrong: list[Said] = ["no JSON"]

    def slips(prompt: Prompt) -> Said:
        return wrong.pop() if wrong and "part 3 of" in prompt.text else scribe(prompt)

    came = await written(listed("qwen", FakeWriter(slips), limits=SMALL), about=SHORT)
    assert came.minutes is not None
    assert len(came.minutes.decisions) == 12
    assert wrong == []


async def test_what_is_the_same_is_told_once() -> None:
    """Its answer is believed as far as what it names is near: a decision of another is not."""

    def tidies(prompt: Prompt) -> Said:
        rows = [line.split("|") for line in prompt.text.splitlines() if line[:1].isdigit()]
        twelve = [int(row[0]) for row in rows if len(row) > 2 and row[1] == "decision"]
        group = SameStatements(numbers=tuple(twelve[:2]), kept=twelve[0])
        return Tidied(topics=(), statements=(group,))

    def scribe(prompt: Prompt) -> Said:
        is_last = "statements: number|kind" in prompt.text
        return tidies(prompt) if is_last else Scribe(SMALL)(prompt)

    came = await written(listed("qwen", FakeWriter(scribe), limits=SMALL), about=SHORT)
    assert came.minutes is not None
    assert len(came.minutes.decisions) == 11
    again = Scribe(SMALL, "no JSON")
    came = await written(listed("qwen", FakeWriter(again), limits=SMALL), about=SHORT)
    assert came.minutes is not None
    assert len(came.minutes.decisions) == 12


async def test_what_fails_in_two_parts_is_asked_of_each_in_its_own_words() -> None:
    """Each is asked within its own conversation, and all of it fits."""
    asked: list[Prompt] = []

    left = {"1": "Everybody leaves.", "4": "Nobody may stay here."}

    def lies(prompt: Prompt) -> Said:
        if prompt.turns:
            asked.append(prompt)
            return json.dumps({"items": [GONE]})
        if "transcript:" not in prompt.text:
            return Tidied(topics=(), statements=())
        told = plainly(prompt.text)
        for number, text in left.items():
            if f"part {number} of" in prompt.text:
                cite = lines_in(prompt.text)[9][0]
                told["decisions"] = [{"text": text, "cites": [cite], "quote": f"{text} Go"}]
        return json.dumps(told)

    came = await written(listed("qwen", FakeWriter(lies), limits=SMALL), about=SHORT)
    assert came.minutes is not None
    assert len(asked) == 2
    assert {"part 1 of" in one.text for one in asked} == {True, False}
    assert all("1. decisions[0]: " in one.turns[0].reply for one in asked)
    assert all(counting(one) <= SMALL.input_tokens for one in asked)
    assert not {*left.values()} & {one.text for one in came.minutes.decisions}


async def test_a_repair_that_does_not_fit_is_told_what_lies_around() -> None:
    tight = replace(NARROW, input_tokens=8_000, output_tokens=3_000)
    asked: list[Prompt] = []

    def lies(prompt: Prompt) -> Said:
        if prompt.turns:
            asked.append(prompt)
            return '{"items": []}'
        told = plainly(prompt.text)
        cite = lines_in(prompt.text)[30][0]
        lie = {"text": "Left. " * 900, "cites": [cite], "quote": "everybody is fired"}
        return json.dumps({**told, "decisions": [lie]})

    about = three_hours(120)
    came = await written(listed("qwen", FakeWriter(lies), limits=tight), about=about)
    assert came.minutes is not None
    (again,) = asked
    told = [one for one, _, _ in lines_in(again.text)]
    assert 10 < len(told) < 30
    assert "S0031" in told


@pytest.mark.parametrize("limits", [replace(NARROW, input_tokens=3_000), SMALL])
async def test_what_is_more_than_anybody_takes(limits: Limits) -> None:
    """Of more parts than anybody reads nothing is written either."""
    about = a_brief(*[("Ana", "word " * 280)] * 900) if limits is SMALL else three_hours(60)
    writer = FakeWriter(Scribe(limits))
    came = await written(listed("qwen", writer, limits=limits), about=about)
    assert (came.minutes, came.lack, writer.asked) == (None, Lack.TOO_LONG_TO_WRITE, [])
