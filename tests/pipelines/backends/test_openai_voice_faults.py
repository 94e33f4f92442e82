"""Whatever OpenAI's voices do, a session ends in our words: at the door, and in the middle."""

import asyncio
import json
import logging
import traceback
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import pytest
import pytest_asyncio

from pipelines.backends.openai_live import OpenAILive
from pipelines.backends.openai_realtime import OpenAIRealtime
from pipelines.backends.openai_socket import FRAME_BYTES
from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, Fault
from pipelines.huddle.vad import Vad
from pipelines.ports import VoiceModel
from pipelines.voice import Answered, Heard, Leaving, Sound
from tests.doubles.server import deaf, nobody
from tests.doubles.voice import faults
from tests.doubles.voice.openai_live import PATH as LIVE
from tests.doubles.voice.openai_live import Live
from tests.doubles.voice.openai_realtime import PATH, Realtime
from tests.doubles.voice.stage import Stage
from tests.pipelines.backends.talking import BRIEF, GROUP, KEY, PATIENCE, eventually, talking

CANARY = "canary"
LATER, NEVER = BackendUnavailable, BackendRefused


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    async with Stage({PATH: Realtime, LIVE: Live}) as stage:
        stage.part.lasts_s = 0.5
        yield stage


def realtime(stage: Stage, lasts_s: float = 3600.0) -> OpenAIRealtime:
    return OpenAIRealtime("gpt-realtime-2.1", key=KEY, address=stage.url, lasts_s=lasts_s)


def live(stage: Stage) -> OpenAILive:
    return OpenAILive("gpt-live-1", key=KEY, detector=Vad, address=stage.url, settles_s=0.1)


# What a WebSocket does is the same to both: of it, Live is shown a little.
BOTH = {"401", "gone", "broken", "1008", "1011", "money", "garbage"}


def body(code: str) -> bytes:
    error = {"message": CANARY, "type": "invalid_request_error", "code": code}
    return json.dumps({"error": error}).encode()


@dataclass(frozen=True)
class Case:
    name: str
    fault: faults.Fault
    raises: type[BackendError]
    meant: Fault
    retry_after: float | None = None


Make: TypeAlias = Callable[[Stage], VoiceModel]


def ways(cases: list[Case]) -> list[Any]:
    """Give the cases that each kind of voice is shown."""
    makes: dict[str, Make] = {"realtime": realtime, "live": live}
    return [
        pytest.param(make, case, id=f"{name}, {case.name}")
        for name, make in makes.items()
        for case in cases
        if name == "realtime" or case.name in BOTH
    ]


AT_THE_DOOR = [
    Case("401", faults.refusing(401, body("invalid_api_key")), NEVER, Fault.KEY),
    Case("403", faults.refusing(403, b"<p>canary"), NEVER, Fault.KEY),
    Case("404", faults.refusing(404, body("model_not_found")), NEVER, Fault.NO_MODEL),
    Case("400", faults.refusing(400, body("invalid_value")), NEVER, Fault.REJECTED),
    Case("no model", faults.refusing(400, body("model_not_found")), NEVER, Fault.NO_MODEL),
    Case("429", faults.refusing(429, Retry_After="7"), LATER, Fault.BUSY, 7.0),
    Case("quota", faults.refusing(429, body("insufficient_quota")), NEVER, Fault.KEY),
    Case("500", faults.refusing(500, b"<p>canary"), LATER, Fault.FAILING),
    Case("503", faults.refusing(503, b"{"), LATER, Fault.FAILING),
    Case("a page", faults.refusing(200, b"<p>canary"), NEVER, Fault.NO_MODEL),
    Case("elsewhere", faults.refusing(307, Location="/v1/other"), NEVER, Fault.NO_MODEL),
    Case("bad key", faults.closing("greeting", 3000, "invalid_request_error.invalid_api_key"),
         NEVER, Fault.KEY),
    Case("gone", faults.erring("greeting", "invalid_request_error", "model_not_found"),
         NEVER, Fault.NO_MODEL),
    Case("not so", faults.erring("greeting", "invalid_request_error", "unknown_parameter"),
         NEVER, Fault.REJECTED),
    Case("expired", faults.erring("greeting", "invalid_request_error", "session_expired"),
         LATER, Fault.FAILING),
    Case("full", faults.closing("greeting", 1013, "try again later"), LATER, Fault.BUSY),
    Case("closed", faults.closing("greeting", 1000), LATER, Fault.CONNECTION),
    Case("broken", faults.breaking("greeting"), LATER, Fault.CONNECTION),
    Case("garbage", faults.babbling("greeting", "canary"), LATER, Fault.FAILING),
]  # fmt: skip


@pytest.mark.parametrize(("make", "case"), ways(AT_THE_DOOR))
async def test_a_session_that_is_not_opened(stage: Stage, make: Make, case: Case) -> None:
    stage.faults.add(faults.Fault(case.fault.at, case.fault.do, case.fault.reply))
    with pytest.raises(case.raises) as caught:
        async with talking(lambda: make(stage)):
            pass
    assert (type(caught.value), caught.value.fault) == (case.raises, case.meant)
    if isinstance(caught.value, BackendUnavailable):
        assert caught.value.retry_after == case.retry_after
    assert CANARY not in "".join(traceback.format_exception(caught.value))
    assert len(stage.doors) == 1, "whoever calls tries again"


HUGE = json.dumps({"type": "of tomorrow", "more": " " * FRAME_BYTES})
IN_THE_MIDDLE = [
    Case("1001", faults.closing("answer", 1001, "going away"), LATER, Fault.CONNECTION),
    Case("1007", faults.closing("answer", 1007, "bad"), NEVER, Fault.REJECTED),
    Case("1008", faults.closing("answer", 1008, "no"), NEVER, Fault.REFUSED),
    Case("1009", faults.closing("answer", 1009, "too big"), NEVER, Fault.TOO_LARGE),
    Case("1011", faults.closing("answer", 1011, "keepalive"), LATER, Fault.FAILING),
    Case("1012", faults.closing("answer", 1012), LATER, Fault.FAILING),
    Case("1013", faults.closing("answer", 1013), LATER, Fault.BUSY),
    Case("4000", faults.closing("answer", 4000, "canary"), LATER, Fault.FAILING),
    Case("quota", faults.closing("answer", 4001, "insufficient_quota"), NEVER, Fault.KEY),
    Case("broken", faults.breaking("answer"), LATER, Fault.CONNECTION),
    Case("server", faults.erring("answer", "server_error"), LATER, Fault.FAILING),
    Case("unknown", faults.erring("answer", "canary", "canary"), LATER, Fault.FAILING),
    Case("limit", faults.erring("answer", "requests", "rate_limit_exceeded"), LATER, Fault.BUSY),
    Case("money", faults.erring("answer", "insufficient_quota"), NEVER, Fault.KEY),
    Case("garbage", faults.babbling("answer", "{"), LATER, Fault.FAILING),
    Case("a list", faults.babbling("answer", "[]"), LATER, Fault.FAILING),
    Case("depth", faults.babbling("answer", "[" * 100_000), LATER, Fault.FAILING),
    Case("bytes", faults.babbling("answer", b"\xff\xfe"), LATER, Fault.FAILING),
    Case("huge", faults.babbling("answer", HUGE), LATER, Fault.FAILING),
    Case("no sound", faults.babbling(
        "answer", '{"type": "response.output_audio.delta", "item_id": "i", "delta": "A"}'
    ), LATER, Fault.FAILING),
]  # fmt: skip


@pytest.mark.parametrize(("make", "case"), ways(IN_THE_MIDDLE))
async def test_a_session_that_ends_in_the_middle_of_an_answer(
    stage: Stage, make: Make, case: Case
) -> None:
    stage.faults.add(faults.Fault(case.fault.at, case.fault.do))
    async with talking(lambda: make(stage)) as talk:
        await talk.say()
        with pytest.raises(case.raises) as caught:
            await talk.rest()
        assert (type(caught.value), caught.value.fault) == (case.raises, case.meant)
        assert talk.of(Sound)
        assert CANARY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "fault",
    [
        faults.closing("answer", 1001, "Your session hit the maximum duration of 60 minutes."),
        faults.erring("answer", "invalid_request_error", "session_expired"),
    ],
    ids=["closed", "told"],
)
async def test_after_its_hour_it_leaves(stage: Stage, fault: faults.Fault) -> None:
    stage.faults.add(faults.Fault("answer", fault.do))
    async with talking(lambda: realtime(stage)) as talk:
        await talk.say()
        await talk.rest()
        assert talk.happened[-1] == Leaving(0.0)


async def test_it_says_in_time_that_it_will_leave(stage: Stage) -> None:
    async with talking(lambda: realtime(stage, lasts_s=600.0)) as talk:
        assert await talk.next() == Leaving(600.0)
        await talk.answered()
        assert talk.of(Leaving) == [Leaving(600.0)]


async def test_ended_as_one_does_it_just_ends(stage: Stage) -> None:
    stage.faults.add(faults.closing("answer", 1000))
    async with talking(lambda: realtime(stage)) as talk:
        await talk.say()
        await talk.rest()
        assert not talk.of(Leaving)
        with pytest.raises(BackendUnavailable):
            await talk.hear(bytes(960))


async def test_a_message_that_is_not_taken_harms_nobody(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with talking(lambda: realtime(stage), GROUP) as talk:
        stage.faults.add(faults.erring("speech", "invalid_request_error", "invalid_value"))
        await talk.say()
        await talk.until(Heard, lambda one: one.whole)
        await talk.session.answer()
        assert not (await talk.until(Answered)).cut
    [record] = [one for one in caplog.records if one.name.startswith("pipelines")]
    assert record.__dict__["code"] == "invalid_value"
    assert CANARY not in caplog.text
    assert stage.part.says not in caplog.text


async def test_nobody_speaks_there() -> None:
    for at, fault in ((nobody, Fault.CONNECTION), (deaf, Fault.TIMEOUT)):
        async with at() as url:
            with pytest.raises(BackendUnavailable) as caught:
                async with talking(
                    lambda: OpenAIRealtime("m", key=KEY, address=f"{url}/v1"),
                    seconds=0.3,
                ):
                    pass
            assert caught.value.fault is fault


@pytest.mark.parametrize("fault", [faults.Fault("door"), faults.falling_silent("greeting")])
async def test_whoever_says_nothing_is_not_waited_for(stage: Stage, fault: faults.Fault) -> None:
    stage.faults.add(faults.Fault(fault.at, fault.do))
    with pytest.raises(BackendUnavailable) as caught:
        async with talking(lambda: realtime(stage), seconds=0.3):
            pass
    assert caught.value.fault is Fault.TIMEOUT


async def test_opening_can_be_given_up(stage: Stage) -> None:
    stage.faults.add(faults.falling_silent("greeting"))
    model = await asyncio.to_thread(realtime, stage)
    session = model.open(BRIEF, seconds=PATIENCE)
    opening = asyncio.create_task(session.__aenter__())
    await eventually(lambda: bool(stage.sessions))
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    await asyncio.wait_for(stage.last.ended.wait(), PATIENCE)
    await model.close()


async def test_sound_that_does_not_get_away_is_dropped(stage: Stage) -> None:
    stage.faults.add(faults.Fault("settled", faults.plugging("settled").do))
    async with talking(lambda: realtime(stage)) as talk:
        async with asyncio.timeout(PATIENCE):
            for _ in range(2000):  # 2,000 seconds of it: 128 MB, were they kept
                await talk.session.hear(bytes(48_000))
