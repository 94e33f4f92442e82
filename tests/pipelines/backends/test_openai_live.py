"""OpenAI's Live through its SDK: turns are made where there are none, and money is time."""

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import pytest
import pytest_asyncio

from pipelines.backends.openai_live import OpenAILive
from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, Fault
from pipelines.huddle.vad import Vad
from pipelines.voice import (
    ASSISTANT,
    Answered,
    Brief,
    Heard,
    Leaving,
    Line,
    Saying,
    Sound,
    Speech,
    Used,
)
from tests.doubles.voice.openai_live import NOW, PATH, Live
from tests.doubles.voice.sounds import tone
from tests.doubles.voice.stage import Stage
from tests.pipelines.backends.talking import (
    BRIEF,
    GROUP,
    KEY,
    QUIET,
    SPEECH,
    Talk,
    eventually,
    talking,
)


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    async with Stage({PATH: Live}) as stage:
        stage.part.lasts_s = 0.5
        yield stage


def opening(
    stage: Stage, brief: Brief = BRIEF, *, settles_s: float = 1.0, now: float = NOW
) -> AbstractAsyncContextManager[Talk]:
    def make() -> OpenAILive:
        return OpenAILive(
            "gpt-live-1",
            key=KEY,
            detector=Vad,
            address=stage.url,
            settles_s=settles_s,
            clock=lambda: now,
        )

    return talking(make, brief)


async def speak(talk: Talk) -> None:
    """Say something, and be quiet for as long as it takes to be sure of that."""
    await talk.hear(SPEECH + QUIET + QUIET)


def double(stage: Stage) -> Live:
    last = stage.last
    assert isinstance(last, Live)
    return last


async def test_a_session_is_asked_for_as_documented(stage: Stage) -> None:
    before = (Line(0, 1, "p1", "What did we spend?"), Line(1, 1, ASSISTANT, "Twelve dollars."))
    brief = Brief("You are Clerk.", "en", before=before, names={"p1": "Ada"}, alone=False)
    async with opening(stage, brief):
        [start] = double(stage).sent
    session = start["session"]
    assert not stage.last.request.query
    assert session["instructions"].startswith("You are Clerk.\n\nYou cannot see screens")
    assert session["instructions"].endswith("until you are told that you were asked.")
    assert {**session, "instructions": ""} == {
        "model": "gpt-live-1",
        "instructions": "",
        "audio": {"format": {"type": "audio/pcm", "rate": 24_000}, "output": {"voice": "marin"}},
        "delegation": {"type": "client"},
        "input": [
            {
                "type": "message",
                "role": "user",
                "content": [{"type": "input_text", "text": "Ada: What did we spend?"}],
            },
            {
                "type": "message",
                "role": "assistant",
                "content": [{"type": "output_text", "text": "Twelve dollars."}],
            },
        ],
        "store": False,
    }


async def test_one_person_is_heard_and_answered(stage: Stage) -> None:
    async with opening(stage) as talk:
        await speak(talk)
        done = await talk.until(Answered)
        [began, ended] = talk.of(Speech)
        assert (began.began, ended.began, began.item) == (True, False, ended.item)
        words = talk.of(Heard)
        assert {one.item for one in words} == {began.item}
        assert (words[-1].text, words[-1].whole) == (stage.part.hears, True)
        assert talk.heard[: len(tone(0.5))] == tone(0.5)
        assert len(talk.heard) < len(tone(0.5)) + 1.1 * 48_000
        said = talk.of(Saying)
        assert (said[-1].text, said[-1].whole) == (stage.part.says, True)
        assert {one.item for one in said} | {one.item for one in talk.of(Sound)} == {done.item}
        assert (done.model, done.cut, done.tokens.sound_s) == ("gpt-live-1", False, 0)


async def test_an_answer_ends_where_nothing_more_comes(stage: Stage) -> None:
    stage.part.is_quiet_between = False
    async with opening(stage, settles_s=0.05) as talk:
        await speak(talk)
        first = await talk.until(Answered)
        await speak(talk)
        second = await talk.until(Answered)
        assert first.item != second.item


async def test_in_company_only_what_it_was_asked_for_is_heard(stage: Stage) -> None:
    async with opening(stage, GROUP) as talk:
        await speak(talk)
        await talk.until(Heard, lambda one: one.whole)
        assert not talk.of(Sound)
        await talk.session.answer()
        done = await talk.until(Answered)
        heard = len(talk.of(Sound))
        await speak(talk)
        await talk.until(Heard, lambda one: one.whole)
        assert len(talk.of(Sound)) == heard
        assert talk.of(Answered) == [done]
        [asked] = double(stage).of("session.instructions.append")
        assert asked["content"].startswith("You were asked.")


async def test_in_company_it_may_pause_in_its_answer(stage: Stage) -> None:
    stage.part.is_quiet_between = False
    async with opening(stage, GROUP, settles_s=0.05) as talk:
        await talk.session.answer()
        first = await talk.until(Answered)
        await double(stage).delegate()  # it says more when it is told
        second = await talk.until(Answered)
        assert first.item != second.item


async def test_what_is_cut_is_heard_no_more(stage: Stage) -> None:
    stage.part.lasts_s = 3.0
    async with opening(stage, settles_s=20.0) as talk:
        await speak(talk)
        first = await talk.until(Sound)
        stage.part.goes_on.clear()
        await talk.session.cut("another", 0.1)
        await talk.session.cut(first.item, 0.1)
        done = await talk.until(Answered)
        assert (done.item, done.cut) == (first.item, True)
        before = talk.of(Sound)
        await eventually(lambda: "session.thinking.append" in double(stage).kinds)
        told = len(double(stage).told)
        stage.part.goes_on.set()
        await eventually(lambda: len(double(stage).told) > told + 6)
        await talk.hear(SPEECH)
        await talk.until(Speech)
        assert talk.of(Sound) == before
        await talk.hear(QUIET + QUIET)
        again = await talk.until(Sound)
        assert again.item != first.item


async def test_after_a_pause_it_is_heard_again(stage: Stage) -> None:
    stage.part.lasts_s = 3.0
    async with opening(stage, settles_s=0.05) as talk:
        await speak(talk)
        first = await talk.until(Sound)
        stage.part.goes_on.clear()
        await talk.session.cut(first.item, 0.1)
        await talk.until(Answered)
        await talk.session.answer()  # it is asked, by a button: nobody speaks
        stage.part.goes_on.set()
        again = await talk.until(Answered)
        assert (again.cut, again.item != first.item) == (False, True)


async def test_time_is_what_is_paid(stage: Stage) -> None:
    async with opening(stage) as talk:
        for _ in range(2):
            await speak(talk)
            await talk.until(Answered)
        await talk.hear(QUIET)
        await eventually(lambda: double(stage).ear.heard_s > 2.79)
        await double(stage).end("close_requested")
        await talk.rest()
        assert {one.model for one in talk.of(Used)} == {"gpt-live-1"}
        assert abs(sum(one.tokens.sound_s for one in talk.of(Used)) - 2.8) < 0.01
        assert len(talk.of(Used)) == 3
        assert not talk.of(Leaving)


@pytest.mark.parametrize(
    ("reason", "raises", "fault"),
    [
        ("content", BackendRefused, Fault.REFUSED),
        ("connection_lost", BackendUnavailable, Fault.CONNECTION),
        ("of another kind", BackendUnavailable, Fault.CONNECTION),
    ],
)
async def test_why_it_ended_is_said(
    stage: Stage, reason: str, raises: type[BackendError], fault: Fault
) -> None:
    async with opening(stage) as talk:
        await double(stage).end(reason)
        with pytest.raises(raises) as caught:
            await talk.rest()
        assert caught.value.fault is fault


@pytest.mark.parametrize(("left_s", "warned_s"), [(0.0, 0.0), (-400.0, 0.0)])
async def test_it_says_in_time_that_it_will_leave(
    stage: Stage, left_s: float, warned_s: float
) -> None:
    async with opening(stage, now=NOW + Live.lasts_s - left_s) as talk:
        assert await talk.next() == Leaving(warned_s)
        await speak(talk)
        await talk.until(Answered)
        assert len(talk.of(Leaving)) == 1


async def test_what_it_wants_done_is_declined(stage: Stage) -> None:
    async with opening(stage) as talk:
        await double(stage).delegate()
        await eventually(lambda: "session.commentary.append" in double(stage).kinds)
        [told] = double(stage).of("session.commentary.append")
        assert told["delegation_id"].startswith("delegation")
        await talk.until(Answered)


async def test_it_is_told_once_that_it_does_not_see(stage: Stage) -> None:
    async with opening(stage, GROUP) as talk:
        for _ in range(3):
            await talk.session.look(b"\xff\xd8")
        await talk.session.read("语" * 10_000)
        await talk.session.company(alone=True)
        await eventually(lambda: "session.instructions.append" in double(stage).kinds)
        look, read = double(stage).of("session.thinking.append")
        assert "You do not see it" in look["content"]
        assert 0 < len(read["content"]) <= 450
        assert "error" not in double(stage).told
        await talk.until(Answered)


async def test_a_message_that_is_not_taken_harms_nobody(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    async with opening(stage) as talk:
        await double(stage).err("invalid_value")
        await speak(talk)
        await talk.until(Answered)
    assert "canary" not in caplog.text
    assert json.dumps(stage.part.says) not in caplog.text


async def test_whoever_leaves_lets_go(stage: Stage) -> None:
    async with opening(stage) as talk:
        await talk.hear(SPEECH)
    await eventually(stage.last.ended.is_set)
    assert double(stage).kinds == ["session.start", "session.close"]
