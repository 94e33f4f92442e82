"""Whose turn it is with OpenAI's Realtime, and what of an answer people heard."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import pytest_asyncio

from pipelines.backends.openai_realtime import OpenAIRealtime
from pipelines.voice import Answered, Brief, Call, Heard, Sound, Speech, Used
from tests.doubles.voice.openai_realtime import PATH, Realtime
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
    async with Stage({PATH: Realtime}) as stage:
        stage.part.lasts_s = 0.5
        yield stage


def opening(stage: Stage, brief: Brief = BRIEF) -> AbstractAsyncContextManager[Talk]:
    return talking(lambda: OpenAIRealtime("gpt-realtime-2.1", key=KEY, address=stage.url), brief)


def double(stage: Stage) -> Realtime:
    last = stage.last
    assert isinstance(last, Realtime)
    return last


async def test_asked_in_the_middle_of_a_sentence_it_takes_what_it_heard(stage: Stage) -> None:
    async with opening(stage, GROUP) as talk:
        await talk.hear(SPEECH)
        await talk.until(Speech)
        await talk.session.answer()
        await talk.until(Heard, lambda one: one.whole)
        await talk.until(Answered)
        assert double(stage).kinds[1:] == ["input_audio_buffer.commit", "response.create"]


async def test_what_people_did_not_hear_is_taken_back(stage: Stage) -> None:
    stage.part.lasts_s, stage.part.pause_s = 5.0, 0.01
    async with opening(stage, GROUP) as talk:
        await talk.session.answer()
        first = await talk.until(Sound)
        # More of it is on its way.
        await eventually(lambda: double(stage).told.count("response.output_audio.delta") > 4)
        await talk.session.cut(first.item, 0.06)
        done = await talk.until(Answered)
        assert (done.item, done.cut) == (first.item, True)
        await eventually(lambda: "conversation.item.truncated" in double(stage).told)
        [cut] = double(stage).of("conversation.item.truncate")
        assert (cut["item_id"], cut["content_index"], cut["audio_end_ms"]) == (first.item, 0, 60)
        assert talk.of(Sound) == [first]
        assert "error" not in double(stage).told


async def test_nothing_is_taken_back_beyond_what_was_sent(stage: Stage) -> None:
    stage.part.lasts_s, stage.part.pause_s = 5.0, 0.01
    async with opening(stage, GROUP) as talk:
        await talk.session.answer()
        first = await talk.until(Sound)
        await talk.session.cut(first.item, 99.0)
        await talk.until(Answered)
        await talk.session.cut(first.item, 0.05)
        await talk.session.cut(first.item, 0.08)
        await talk.session.cut("nobody_said_that", 1.0)
        await talk.session.read("the end")
        await eventually(lambda: "conversation.item.create" in double(stage).kinds)
        ends = [one["audio_end_ms"] for one in double(stage).of("conversation.item.truncate")]
        assert ends == [100, 50]
        assert "error" not in double(stage).told


async def test_an_answer_that_was_heard_out_is_left_as_it_is(stage: Stage) -> None:
    async with opening(stage) as talk:
        done = await talk.answered()
        await talk.session.cut(done.item, 0.5)
        await talk.session.cut(done.item, 7.0)
        await talk.answered()
        assert not {"conversation.item.truncate", "response.cancel"} & {*double(stage).kinds}


async def test_interrupted_by_one_person_it_stops_by_itself(stage: Stage) -> None:
    stage.part.lasts_s, stage.part.pause_s = 5.0, 0.01
    async with opening(stage) as talk:
        await talk.say()
        first = await talk.until(Sound)
        await talk.hear(SPEECH)
        await talk.until(Speech, lambda one: one.began)
        await talk.session.cut(first.item, 0.1)
        done = await talk.until(Answered)
        assert (done.item, done.cut) == (first.item, True)
        await talk.hear(QUIET)
        again = await talk.until(Sound)
        assert again.item != first.item


async def test_asked_while_it_stops_it_answers_after_that(stage: Stage) -> None:
    stage.part.lasts_s, stage.part.pause_s = 5.0, 0.01
    async with opening(stage, GROUP) as talk:
        await talk.session.answer()
        first = await talk.until(Sound)
        await talk.session.cut(first.item, 0.02)
        await talk.session.answer()
        stage.part.lasts_s = 0.2
        done = await talk.until(Answered)
        again = await talk.until(Answered)
        assert (done.cut, again.cut) == (True, False)
        assert again.item not in {first.item, ""}


async def test_what_it_wants_to_know_is_given(stage: Stage) -> None:
    stage.part.looks_up = ("spend", '{"of": "Acme"}')
    async with opening(stage, GROUP) as talk:
        await talk.session.answer()
        call = await talk.until(Call)
        assert (call.name, call.arguments) == ("spend", '{"of": "Acme"}')
        used = await talk.until(Used)
        assert used.model == "gpt-realtime-2.1"
        await talk.session.give(call.id, '{"total": 12}')
        done = await talk.until(Answered)
        assert not done.cut
        [given] = double(stage).of("conversation.item.create")
        output = {"type": "function_call_output", "call_id": call.id, "output": '{"total": 12}'}
        assert given["item"].items() >= output.items()


async def test_given_too_soon_it_goes_on_after_what_it_says(stage: Stage) -> None:
    stage.part.looks_up = ("spend", "{}")
    async with opening(stage, GROUP) as talk:
        await talk.session.answer()
        call = await talk.until(Call)
        await talk.session.give(call.id, "12")  # before it was told that this answer has ended
        await talk.until(Answered)
        assert double(stage).kinds.count("response.create") == 2
        assert "error" not in double(stage).told


async def test_of_several_messages_in_an_answer_the_last_one_ends(stage: Stage) -> None:
    async with opening(stage, GROUP) as talk:
        other = double(stage)
        made = [{"id": item, "type": "message"} for item in ("before_that", "then")]
        await other.say("response.created", response={"id": "r", "status": "in_progress"})
        for one in made:
            await other.say("response.output_item.added", response_id="r", item=one)
            await other.say("response.output_audio.delta", item_id=one["id"], delta="AAAA")
        done = {"id": "r", "status": "completed", "output": made}
        await other.say("response.done", response=done)
        assert (await talk.until(Answered)).item == "then"
        assert [one.item for one in talk.of(Sound)] == ["before_that", "then"]
