"""What servers of transcriptions answer, in their several manners, and what is made of it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest
import pytest_asyncio

from pipelines.errors import BackendRefused, BackendUnavailable, BadAnswer, Fault
from pipelines.ports import Heard
from pipelines.usage import Tokens
from tests.doubles.ears import GPT, WHISPER, WHISPER_1, Ear, sound
from tests.doubles.server import Call, Double, Reply
from tests.doubles.transcriptions import Transcriptions, Verbose, form
from tests.doubles.wire import as_json

pytestmark = pytest.mark.asyncio(loop_scope="module")

VERBOSE, PLAIN = Verbose(), Transcriptions()


@dataclass
class Desk:
    double: Double

    async def hear(
        self, ear: Ear, respond: Callable[[Call], Reply], seconds: float = 2.0, times: int = 1
    ) -> list[Heard]:
        """Let one transcriber hear 100 s into a recording, so many times."""
        self.double.respond = respond
        self.double.calls.clear()
        ears = await ear.open(self.double.url)
        audio = sound(seconds, 100.0)
        try:
            return [await ears.transcribe(audio, language=None, seconds=20) for _ in range(times)]
        finally:
            await ears.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk() -> AsyncIterator[Desk]:
    async with Double(lambda _: Reply()) as double:
        yield Desk(double)


def formats(desk: Desk) -> list[str]:
    return [form(call)["response_format"][0].decode() for call in desk.double.calls]


async def test_segments_have_the_times_of_the_recording(desk: Desk) -> None:
    reply = VERBOSE.segments([(0.0, 0.8, " Hello team."), (0.8, 1.9, " We ship on Friday.")])
    [heard] = await desk.hear(WHISPER_1, lambda _: reply)
    assert [(one.start_s, one.end_s, one.text) for one in heard.said] == [
        (100.0, 100.8, "Hello team."), (100.8, 101.9, "We ship on Friday."),
    ]  # fmt: skip
    assert (heard.model, heard.language) == ("whisper-1", "en")
    assert heard.tokens == Tokens(sound_s=2.0)


async def test_what_is_taken_for_silence_is_left_out(desk: Desk) -> None:
    reply = VERBOSE.segments([(0.0, 1.0, "Thanks for watching!")], no_speech=0.9, likely=-1.5)
    [heard] = await desk.hear(WHISPER_1, lambda _: reply)
    assert heard.said == ()


async def test_a_server_that_knows_no_times_is_asked_in_pieces_from_then_on(desk: Desk) -> None:
    def respond(call: Call) -> Reply:
        wanted = form(call)["response_format"][0]
        return VERBOSE.failure(400) if wanted == b"verbose_json" else PLAIN.good("Hello.")

    heard = await desk.hear(WHISPER, respond, 40.0, times=2)
    assert [[(one.start_s, one.end_s) for one in each.said] for each in heard] == [
        [(100.0, 130.0), (130.0, 140.0)]
    ] * 2
    assert sorted(formats(desk)) == ["json"] * 4 + ["verbose_json"]


async def test_a_server_that_tells_words_alone_is_asked_again_in_pieces(desk: Desk) -> None:
    [heard] = await desk.hear(WHISPER, lambda _: PLAIN.good("Hello."), 40.0)
    assert [one.start_s for one in heard.said] == [100.0, 130.0]
    assert sorted(formats(desk)) == ["json", "json", "verbose_json"]


@pytest.mark.parametrize(
    "said",
    [
        [(61_000.0, 62_000.0, "Hello.")], [(7.0, 7.0, "Hello.")], [(0.0, 0.0, "Hello.")],
        [(0.0, 65.0, "Hello, all of you. And so on.")],
    ],
)  # fmt: skip
async def test_times_that_are_none_of_the_sound_lose_no_words(
    desk: Desk, said: list[tuple[float, float, str]]
) -> None:
    """A stretch with such times is heard in pieces; the next one may well have true times."""
    absurd, true = VERBOSE.segments(said), VERBOSE.segments([(1.0, 3.0, "Hello.")])

    def respond(call: Call) -> Reply:
        is_first = len(desk.double.calls) == 1
        is_whole = form(call)["response_format"][0] == b"verbose_json"
        return (absurd if is_first else true) if is_whole else PLAIN.good("Hello.")

    first, second = await desk.hear(WHISPER, respond, 65.0, times=2)
    assert [one.start_s for one in first.said] == [100.0, 130.0, 160.0]
    assert [one.start_s for one in second.said] == [101.0]
    if said[0][0] != 0:
        with pytest.raises(BadAnswer):
            await desk.hear(WHISPER_1, lambda _: absurd, 65.0)


async def test_what_a_server_refuses_in_pieces_as_well_says_nothing_of_times(desk: Desk) -> None:
    ears = await WHISPER.open(desk.double.url)
    desk.double.respond = lambda _: VERBOSE.failure(400)
    with pytest.raises(BackendRefused):
        await ears.transcribe(sound(2.0, 100.0), language=None, seconds=20)
    desk.double.respond = lambda _: VERBOSE.good("Hello.")
    heard = await ears.transcribe(sound(2.0, 100.0), language=None, seconds=20)
    await ears.close()
    assert [one.start_s for one in heard.said] == [100.2]


@pytest.mark.parametrize("ear", [WHISPER, WHISPER_1, GPT], ids=lambda one: one.name)
async def test_more_than_anybody_can_say_is_no_answer(desk: Desk, ear: Ear) -> None:
    endless = " ".join(f"w{at % 977}" for at in range(60_000))
    with pytest.raises(BadAnswer) as caught:
        await desk.hear(ear, lambda _: VERBOSE.good(endless))
    assert (caught.value.fault, caught.value.tokens.sound_s) == (Fault.SHAPE, 2.0)


async def test_a_model_that_should_tell_times_and_does_not_is_no_use(desk: Desk) -> None:
    with pytest.raises(BadAnswer) as caught:
        await desk.hear(WHISPER_1, lambda _: PLAIN.good("Hello."))
    assert (caught.value.fault, caught.value.tokens) == (Fault.SHAPE, Tokens(sound_s=2.0))


async def test_words_without_a_text_are_none_and_were_paid(desk: Desk) -> None:
    with pytest.raises(BadAnswer) as caught:
        await desk.hear(GPT, lambda _: as_json({"task": "transcribe"}))
    assert (caught.value.fault, caught.value.tokens) == (Fault.SHAPE, Tokens(sound_s=2.0))


async def test_what_a_model_is_paid_by_tokens_is_counted(desk: Desk) -> None:
    usage = {"type": "tokens", "input_tokens": 20, "output_tokens": 4, "total_tokens": 24}
    reply = as_json({"text": "Hello.", "usage": usage})
    [heard] = await desk.hear(GPT, lambda _: reply)
    assert heard.tokens == Tokens(input=20, output=4, sound_s=2.0)


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ({"languages": [{"code": "de"}]}, "de"), ({"language": "Chinese"}, "zh"),
        ({"language": "en-US"}, "en"), ({"languages": []}, None), ({"languages": [7]}, None),
        ({"language": "klingon"}, None),
    ],
)  # fmt: skip
async def test_the_language_is_a_code(
    desk: Desk, told: dict[str, object], language: str | None
) -> None:
    [heard] = await desk.hear(GPT, lambda _: as_json({"text": "Hello.", **told}))
    assert heard.language == language


async def test_a_piece_that_failed_is_asked_for_again_and_the_others_are_not(desk: Desk) -> None:
    """Each piece is paid once, whatever becomes of the others."""
    failing = [True]

    def respond(call: Call) -> Reply:
        is_last = len(call.raw) < 640_000
        return PLAIN.failure(503) if is_last and failing[0] else PLAIN.good("Hello.")

    desk.double.respond = respond
    desk.double.calls.clear()
    ears = await GPT.open(desk.double.url)
    # Three pieces that differ: one that is the same as another is heard once.
    audio = sound(65.0, 100.0, cuts=(128.0, 155.0))
    with pytest.raises(BackendUnavailable) as caught:
        await ears.transcribe(audio, language=None, seconds=20)
    assert (caught.value.fault, caught.value.tokens.sound_s) == (Fault.FAILING, 55.0)
    assert len(desk.double.calls) == 3
    failing[0] = False
    heard = await ears.transcribe(audio, language=None, seconds=20)
    assert len(desk.double.calls) == 4
    assert [one.start_s for one in heard.said] == [100.0, 128.0, 155.0]
    assert heard.tokens.sound_s == 10.0
    await ears.transcribe(audio, language=None, seconds=20)
    assert len(desk.double.calls) == 7
    await ears.close()


async def test_of_a_piece_that_may_have_been_paid_nobody_knows_the_price(desk: Desk) -> None:
    def respond(call: Call) -> Reply:
        is_last = len(call.raw) < 640_000
        return Reply(ending="cut") if is_last else PLAIN.good("Hello.")

    with pytest.raises(BackendUnavailable) as caught:
        await desk.hear(GPT, respond, 40.0)
    assert (caught.value.fault, caught.value.tokens) == (Fault.CONNECTION, Tokens())


async def test_pieces_are_on_their_way_side_by_side(desk: Desk) -> None:
    desk.double.delay, desk.double.at_once = 0.05, 0
    heard = await asyncio.gather(desk.hear(GPT, lambda _: PLAIN.good("Hello."), 100.0))
    desk.double.delay = 0.0
    assert len(heard[0][0].said) == 4
    assert desk.double.at_once > 1
