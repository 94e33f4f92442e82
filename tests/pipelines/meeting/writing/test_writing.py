"""Minutes are written in one pass, verified, mended once, and what then fails keeps its doubts."""

import asyncio
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.egress import STAY, Egress, Location
from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, BadAnswer, Fault
from pipelines.meeting.engine import Engine
from pipelines.meeting.minutes import Doubt
from pipelines.meeting.model import Lack, Slide, Span
from pipelines.ports import Prompt
from tests.fake_model import USED
from tests.fake_writer import WIDE, FakeWriter, listed
from tests.pipelines.meeting.writing.told import (
    CHINESE_BRIEF,
    ENGLISH_BRIEF,
    LIE,
    TRUE,
    TRUE_CHINESE,
    a_brief,
    with_a_lie,
    writing,
    written,
)

NOT_NOW = BackendRefused(Fault.KEY)
WITHDRAWN = {
    "number": 1, "withdrawn": True, "text": "", "owner": None, "due": None, "cites": [],
    "quote": "",
}  # fmt: skip
MENDED = {
    "number": 1, "withdrawn": False, "text": "The beta ships on 4 December.", "owner": None,
    "due": None, "cites": ["S0003"], "quote": "we ship the beta on 4 December",
}  # fmt: skip

STAYS = {
    **MENDED, "text": "The small plan costs 19 euros today.", "cites": ["S0006"],
    "quote": "the small plan costs 19 euros today",
}  # fmt: skip


def mending(*items: dict[str, object]) -> str:
    return json.dumps({"items": items})


async def test_what_is_said_is_written_in_one_call() -> None:
    gpt, claude = FakeWriter(TRUE), FakeWriter(TRUE)
    came = await written(listed("gpt", gpt), listed("claude", claude))
    assert came.minutes is not None
    assert (came.lack, came.minutes.writer, came.minutes.model) == (None, "gpt", "fake-1")
    assert [one.text for one in came.minutes.decisions] == [one.text for one in TRUE.decisions]
    assert all(one.is_verified for one in came.minutes.decisions)
    assert came.minutes.dated == ENGLISH_BRIEF.dated
    assert (len(gpt.asked), claude.asked) == (1, [])
    first, second = came.consulted
    assert (first.answered, first.model, second.saw) == (True, "fake-1", False)
    assert first.usage is not None
    assert first.usage.cost_usd == Decimal("0.002")


async def test_in_the_language_of_the_meeting() -> None:
    came = await written(listed("gpt", FakeWriter(TRUE_CHINESE)), about=CHINESE_BRIEF)
    assert came.minutes is not None
    assert came.minutes.language == "zh"
    assert [one.text for one in came.minutes.decisions] == ["新版于12月4日上线。"]


async def test_a_lie_goes_back_once_and_no_word_of_it_is_repeated() -> None:
    writer = FakeWriter(with_a_lie(TRUE), mending(WITHDRAWN))
    came = await written(listed("gpt", writer))
    assert came.minutes is not None
    assert LIE.text not in [one.text for one in came.minutes.decisions]
    assert len(came.minutes.decisions) == len(TRUE.decisions)
    first, again = writer.asked
    assert (again.prompt.system, again.prompt.text) == (first.prompt.system, first.prompt.text)
    (turn,) = again.prompt.turns
    assert turn.answer == with_a_lie(TRUE).model_dump_json()
    assert f"1. decisions[{len(TRUE.decisions)}]: " in turn.reply
    assert "nobody says the words of its quote" in turn.reply
    assert "Lisbon" not in turn.reply
    usage = came.consulted[0].usage
    assert usage is not None
    assert usage.tokens == USED + USED


async def test_what_is_mended_takes_its_place() -> None:
    wrong = TRUE.decisions[0].model_copy(update={"quote": "the beta is launched at Christmas"})
    draft = TRUE.model_copy(update={"decisions": (wrong, *TRUE.decisions[1:])})
    came = await written(listed("gpt", FakeWriter(draft, mending(MENDED))))
    assert came.minutes is not None
    first = came.minutes.decisions[0]
    assert (first.quote, first.doubts) == ("we ship the beta on 4 December", ())
    assert len(came.minutes.decisions) == len(TRUE.decisions)


@pytest.mark.parametrize(
    "again",
    [
        mending({**MENDED, "text": LIE.text, "quote": "to Lisbon, said nobody"}),
        mending(),
        mending({**MENDED, "number": 2}, {**WITHDRAWN, "number": 0}, {**WITHDRAWN, "number": -1}),
        mending({**MENDED, "text": ""}),
        mending({**MENDED, "text": "… **"}),
        mending({**STAYS, "quote": "nobody says that", "cites": ["S9999"]}, WITHDRAWN),
        BadAnswer(Fault.SHAPE),
        BackendUnavailable(Fault.TIMEOUT),
        BackendRefused(Fault.REFUSED),
        "no JSON",
    ],
)
async def test_what_fails_again_stays_as_it_was_with_its_doubts(again: str | BackendError) -> None:
    """The item that was not asked about stands, whatever the second answer says of it."""
    came = await written(listed("gpt", FakeWriter(with_a_lie(TRUE), again)))
    assert came.minutes is not None
    *true, lie = came.minutes.decisions
    assert (lie.text, lie.quote) == (LIE.text, LIE.quote)
    assert Doubt.NOT_SAID in lie.doubts
    assert [one.text for one in true] == [one.text for one in TRUE.decisions]
    assert (came.lack, came.consulted[0].answered) == (None, True)


async def test_of_several_that_failed_each_is_kept_as_it_is_better() -> None:
    doors = {n: {"text": f"The office has {n} doors.", "quote": f"it has {n}"} for n in (3, 5)}
    lies = [LIE, *(LIE.model_copy(update=one) for one in doors.values())]
    draft = TRUE.model_copy(update={"decisions": (*TRUE.decisions, *lies)})
    worse = {**MENDED, "number": 3, "text": "Vienna", "quote": "Vienna!", "cites": []}
    writer = FakeWriter(draft, mending(WITHDRAWN, {**STAYS, "number": 2}, worse))
    came = await written(listed("gpt", writer))
    assert came.minutes is not None
    left = came.minutes.decisions[len(TRUE.decisions) :]
    assert [one.text for one in left] == [STAYS["text"], lies[2].text]
    assert [one.is_verified for one in left] == [True, False]


async def test_what_is_mended_to_what_is_there_is_told_once() -> None:
    there = TRUE.decisions[0]
    again = {**MENDED, "text": there.text, "cites": list(there.cites), "quote": there.quote}
    came = await written(listed("gpt", FakeWriter(with_a_lie(TRUE), mending(again))))
    assert came.minutes is not None
    assert [one.text for one in came.minutes.decisions] == [one.text for one in TRUE.decisions]


async def test_after_a_fault_the_next_one_writes() -> None:
    gpt, claude = FakeWriter(NOT_NOW), FakeWriter(TRUE)
    came = await written(listed("gpt", gpt), listed("claude", claude))
    assert came.minutes is not None
    assert (came.minutes.writer, [one.fault for one in came.consulted]) == (
        "claude", [Fault.KEY, None],
    )  # fmt: skip


async def test_whoever_tells_nothing_has_not_written() -> None:
    empty = '{"language":"en","topics":[],"decisions":[],"actions":[],"questions":[]}'
    came = await written(listed("gpt", FakeWriter(empty)), listed("claude", FakeWriter(TRUE)))
    assert came.minutes is not None
    assert came.minutes.writer == "claude"
    assert came.consulted[0].usage is not None
    assert came.consulted[0].usage.tokens == USED


@pytest.mark.parametrize("text", ["", " ", "…", "**"])
async def test_what_has_no_word_is_no_statement(text: str) -> None:
    """Whatever it cites would bear it out."""
    said = TRUE.decisions[0].model_copy(update={"text": text})
    todo = TRUE.actions[0].model_copy(update={"text": text})
    draft = TRUE.model_copy(
        update={"decisions": (said, *TRUE.decisions), "actions": (*TRUE.actions, todo)}
    )
    came = await written(listed("gpt", FakeWriter(draft)))
    assert came.minutes is not None
    assert [one.text for one in came.minutes.decisions] == [one.text for one in TRUE.decisions]
    assert len(came.minutes.actions) == len(TRUE.actions)
    nothing = TRUE.model_copy(update=dict.fromkeys(("topics", "actions", "questions"), ()))
    alone = nothing.model_copy(update={"decisions": (said,)})
    came = await written(listed("gpt", FakeWriter(alone)), listed("claude", FakeWriter(TRUE)))
    assert came.minutes is not None
    assert came.minutes.writer == "claude"


async def test_where_nobody_writes_that_is_told() -> None:
    came = await written(listed("gpt", FakeWriter(NOT_NOW)), listed("claude", FakeWriter("?")))
    assert (came.minutes, came.lack) == (None, Lack.NOT_WRITTEN)
    assert [one.fault for one in came.consulted] == [Fault.KEY, Fault.SHAPE]
    assert (await written()).lack is Lack.NOT_WRITTEN


@pytest.mark.parametrize("said", [(), (("Ana", "\ue000"), ("", "\U000f0000 \u2060"))])
async def test_of_nothing_nobody_is_asked(said: tuple[tuple[str, str], ...]) -> None:
    """Signs that nobody can print are nothing, either."""
    writer = FakeWriter(TRUE)
    slide = Slide(number=1, shown=(Span(start_s=0, end_s=9),), image="1", width=16, height=9)
    about = replace(a_brief(*said), slides=(slide,))
    came = await written(listed("gpt", writer), about=about)
    assert (came.minutes, came.consulted, came.lack) == (None, (), Lack.NOT_WRITTEN)
    assert writer.asked == []


async def test_whoever_was_not_asked_might_have_had_room() -> None:
    """Then it is not too long for all of them."""
    small = replace(WIDE, input_tokens=3_000)
    own = Location("gpu.lan", None, self_hosted=True)
    writers = writing(
        listed("qwen", FakeWriter(TRUE), limits=small, location=own),
        listed("gpt", FakeWriter(TRUE)),
    )
    came = await writers.write(ENGLISH_BRIEF, egress=Egress(route="self_hosted_only"))
    assert [one.fault or one.bar for one in came.consulted] == [Fault.TOO_LARGE, "route"]
    assert came.lack is Lack.NOT_WRITTEN


@pytest.mark.parametrize(
    ("egress", "bar"),
    [
        (Egress(route="self_hosted_only"), "route"),
        (Egress(region="us"), "region"),
        (Egress(spend=False, budgeted=True), "budget"),
        (STAY, "budget"),
    ],
)
async def test_nothing_goes_where_it_may_not(egress: Egress, bar: str) -> None:
    writer = FakeWriter(TRUE)
    came = await writing(listed("gpt", writer)).write(ENGLISH_BRIEF, egress=egress)
    assert (came.lack, came.consulted[0].bar, writer.asked) == (Lack.NOT_WRITTEN, bar, [])


def test_who_may_be_asked_is_told_beforehand() -> None:
    watching = replace(listed("x", FakeWriter(TRUE)).limits, film_s=3600.0)
    writers = writing(
        listed("gpt", FakeWriter(TRUE)),
        listed("gemini-video", FakeWriter(TRUE), limits=watching),
        listed("qwen", FakeWriter(TRUE), location=Location("gpu.lan", None, self_hosted=True)),
        companies={"api.openai.com": "OpenAI"},
    )
    assert writers.engines() == (
        Engine("gpt", "gpt-1", "others", "api.openai.com", "OpenAI", "eu"),
        Engine("gemini-video", "gemini-video-1", "others", "api.openai.com", "OpenAI", "eu", True),
        Engine("qwen", "qwen-1", "own", "gpu.lan"),
    )


async def test_whoever_stops_it_ends_its_calls() -> None:
    begun, for_ever = asyncio.Event(), asyncio.Event()

    def never(_: Prompt) -> asyncio.Event:
        begun.set()
        return for_ever

    task = asyncio.create_task(written(listed("gpt", FakeWriter(never, TRUE))))
    await asyncio.wait_for(begun.wait(), 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(asyncio.all_tasks()) == 1
