"""OpenAI's Realtime through its SDK: what is asked for, what is told, and whose turn it is."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import pytest_asyncio

from pipelines.backends.openai_realtime import OpenAIRealtime
from pipelines.usage import Tokens
from pipelines.voice import (
    ASSISTANT,
    Answered,
    Brief,
    Heard,
    Line,
    Saying,
    Sound,
    Speech,
    Tool,
    Used,
)
from tests.doubles.voice.openai_realtime import PATH, Realtime
from tests.doubles.voice.sounds import tone
from tests.doubles.voice.stage import Stage
from tests.pipelines.backends.talking import (
    BRIEF,
    GROUP,
    KEY,
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


async def test_a_session_is_asked_for_as_documented(stage: Stage) -> None:
    schema = {"type": "object", "properties": {"of": {"type": "string"}}, "required": ["of"]}
    tool = Tool("spend", "What was spent.", schema)
    async with opening(stage, Brief("You are Clerk.", "zh", tools=(tool,), alone=False)):
        [update] = double(stage).of("session.update")
    pcm = {"type": "audio/pcm", "rate": 24_000}
    assert stage.last.request.query == {"model": "gpt-realtime-2.1"}
    assert update["session"] == {
        "type": "realtime",
        "instructions": "You are Clerk.",
        "output_modalities": ["audio"],
        "audio": {
            "input": {
                "format": pcm,
                "noise_reduction": {"type": "near_field"},
                "transcription": {"model": "gpt-transcribe", "languages": ["zh", "en"]},
                "turn_detection": {
                    "type": "semantic_vad",
                    "eagerness": "auto",
                    "create_response": False,
                    "interrupt_response": False,
                },
            },
            "output": {"format": pcm, "voice": "marin"},
        },
        "tools": [
            {
                "type": "function",
                "name": "spend",
                "description": "What was spent.",
                "parameters": schema,
            }
        ],
        "tool_choice": "auto",
        "tracing": None,
        "truncation": {
            "type": "retention_ratio",
            "retention_ratio": 0.8,
            "token_limits": {"post_instructions": 16_000},
        },
    }


async def test_one_person_is_heard_and_answered(stage: Stage) -> None:
    async with opening(stage) as talk:
        done = await talk.answered()
        [began, paused] = talk.of(Speech)
        assert (began.began, paused.began, began.item) == (True, False, paused.item)
        words = talk.of(Heard)
        assert {one.item for one in words} == {began.item}
        assert "".join(one.text for one in words if not one.whole) == stage.part.hears
        assert (words[-1].whole, words[-1].text) == (True, stage.part.hears)
        assert talk.heard == tone(0.5)
        said = talk.of(Saying)
        assert (said[-1].whole, said[-1].text) == (True, stage.part.says)
        assert {one.item for one in said} | {one.item for one in talk.of(Sound)} == {done.item}
        assert (done.model, done.cut) == ("gpt-realtime-2.1", False)
        assert abs(double(stage).ear.heard_s - 0.7) < 0.11


async def test_what_was_used_is_counted_by_kind(stage: Stage) -> None:
    async with opening(stage) as talk:
        await talk.session.look(b"\xff\xd8 a screen")
        done = await talk.answered()
        heard_s = double(stage).ear.heard_s
        heard = round(heard_s * 10)
        assert done.tokens == Tokens(
            input=40 + heard + 200,
            output=18,
            cached=30 + heard // 2,
            audio_input=heard,
            audio_cached=heard // 2,
            audio_output=10,
            image_input=200,
        )
        [written] = talk.of(Used)
        assert written.model == "gpt-transcribe"
        assert 0.5 < written.tokens.sound_s < 1.0
        assert written.tokens.input == 0


async def test_in_company_it_answers_when_it_is_asked(stage: Stage) -> None:
    async with opening(stage, GROUP) as talk:
        await talk.say()
        await talk.until(Heard, lambda one: one.whole)
        assert "response.created" not in double(stage).told
        await talk.session.answer()
        await talk.until(Sound)
        await talk.session.answer()
        await talk.until(Answered)
        assert double(stage).kinds.count("response.create") == 1


async def test_company_comes_and_goes(stage: Stage) -> None:
    async with opening(stage) as talk:
        await talk.session.company(alone=False)
        await talk.say()
        await talk.until(Heard, lambda one: one.whole)
        await talk.session.company(alone=True)
        await talk.answered()
        kinds = double(stage).told
        assert kinds.count("response.created") == 1
        detection = double(stage).session["audio"]["input"]["turn_detection"]
        assert (detection["type"], detection["create_response"]) == ("semantic_vad", True)
        assert double(stage).session["audio"]["output"]["voice"] == "marin"


async def test_only_the_newest_picture_is_kept(stage: Stage) -> None:
    async with opening(stage, GROUP) as talk:
        for picture in (b"one", b"two", b"three"):
            await talk.session.look(picture)
        await talk.session.read("what is that?")
        await eventually(lambda: len(double(stage).items) == 2)
        added = [one["item"] for one in double(stage).of("conversation.item.create")]
        newest = added[2]["content"][0]
        assert newest["type"] == "input_image"
        head, _, told = newest["image_url"].partition(",")
        assert (head, base64.b64decode(told)) == ("data:image/jpeg;base64", b"three")
        assert double(stage).pictures == [added[2]["id"]]
        assert "error" not in double(stage).told


async def test_what_was_said_before_is_told_in_words(stage: Stage) -> None:
    before = (
        Line(0, 1, "p1", "What did we spend?"),
        Line(1, 1, ASSISTANT, "Twelve dollars."),
        Line(2, 1, "", "Thanks \ud800"),
    )
    names = {"p1": "Ada", ASSISTANT: "Clerk"}
    async with opening(stage, Brief("x", "en", before=before, names=names)):
        await eventually(lambda: len(double(stage).of("conversation.item.create")) == 3)
        told = [one["item"] for one in double(stage).of("conversation.item.create")]
        assert [(one["role"], one["content"]) for one in told] == [
            ("user", [{"type": "input_text", "text": "Ada: What did we spend?"}]),
            ("assistant", [{"type": "output_text", "text": "Twelve dollars."}]),
            ("user", [{"type": "input_text", "text": "Thanks ?"}]),
        ]


async def test_of_a_long_conversation_the_newest_is_told(stage: Stage) -> None:
    before = tuple(Line(n, 1, "p1", f"{n} " + "word " * 100) for n in range(100))
    async with opening(stage, Brief("x", "en", before=before)):
        await eventually(lambda: len(double(stage).items) > 20)
        await asyncio.sleep(0)
        told = [
            one["item"]["content"][0]["text"]
            for one in double(stage).of("conversation.item.create")
        ]
        assert told[-1].startswith("99 ")
        assert sum(map(len, told)) < 21_000


async def test_whoever_leaves_lets_go(stage: Stage) -> None:
    async with opening(stage):
        assert not stage.last.ended.is_set()
    await asyncio.wait_for(stage.last.ended.wait(), 30)
