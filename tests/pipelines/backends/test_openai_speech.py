"""Words said aloud over OpenAI's wire: what is asked, what is paid, and whatever goes wrong."""

import asyncio
import traceback
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from pipelines.backends.openai_speech import OpenAISpeech
from pipelines.errors import BackendUnavailable, BadAnswer, Fault
from pipelines.usage import Tokens
from tests.doubles.behaviours import BEHAVIOURS, CANARY, Behaviour
from tests.doubles.server import Double, Reply, deaf, nobody
from tests.doubles.vendors import KEY
from tests.doubles.voice.speech import Speech, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

WIRE = Speech()
TEXT = f"Two invoices wait for you, {CANARY}."
# Sound has no shape, and who says it does not say that it stopped or declined.
OF_WORDS = {"wrong shape", "prose", "says nothing", "truncated", "refusal"}
TABLE = [one for one in BEHAVIOURS if one.name not in OF_WORDS]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def double() -> AsyncIterator[Double]:
    async with Double(WIRE.respond) as double:
        yield double


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def speaker(double: Double) -> AsyncIterator[OpenAISpeech]:
    speaker = await opened(double.url)
    yield speaker
    await speaker.close()


async def opened(url: str, key: str | None = KEY) -> OpenAISpeech:
    return await asyncio.to_thread(
        lambda: OpenAISpeech("kokoro", key=key, voice="af_heart", address=f"{url}/v1")
    )


async def test_words_become_sound_and_are_counted(double: Double, speaker: OpenAISpeech) -> None:
    double.respond = WIRE.respond
    voiced = await speaker.speak("Hello.", language="en", seconds=10)
    assert (voiced.pcm, voiced.tokens) == (said("Hello."), Tokens(input=6))
    call = double.calls[-1]
    assert call.body == {
        "input": "Hello.", "model": "kokoro", "voice": "af_heart", "response_format": "pcm",
    }  # fmt: skip
    assert call.headers["authorization"] == f"Bearer {KEY}"
    assert not [name for name in call.headers if name.startswith("x-stainless")]


async def test_without_a_key_none_is_sent(double: Double) -> None:
    double.respond = WIRE.respond
    speaker = await opened(double.url, key=None)
    await speaker.speak("Hello.", language="en", seconds=10)
    await speaker.close()
    assert "authorization" not in double.calls[-1].headers


@pytest.mark.parametrize(
    "body",
    [b"RIFF" + bytes(4000), b"ID3" + bytes(4001), bytes(48_000 * 60)],
    ids=["a file", "an mp3", "a minute for a word"],
)
async def test_what_is_no_such_sound_is_no_answer(
    double: Double, speaker: OpenAISpeech, body: bytes
) -> None:
    double.respond = lambda _: Reply(body=body, type="audio/pcm")
    with pytest.raises(BadAnswer) as caught:
        await speaker.speak("Hello.", language="en", seconds=10)
    assert (caught.value.fault, caught.value.tokens) == (Fault.SHAPE, Tokens(input=6))


async def test_nothing_is_no_answer_and_half_a_sample_is_left_out(
    double: Double, speaker: OpenAISpeech
) -> None:
    double.respond = lambda _: Reply(body=b"\1", type="audio/pcm")
    with pytest.raises(BadAnswer) as caught:
        await speaker.speak("Hello.", language="en", seconds=10)
    assert caught.value.fault is Fault.NO_JSON
    double.respond = lambda _: Reply(body=b"\1\0\2", type="audio/pcm")
    assert (await speaker.speak("Hello.", language="en", seconds=10)).pcm == b"\1\0"


@pytest.mark.parametrize("behaviour", TABLE, ids=[one.name for one in TABLE])
async def test_a_fault_has_its_name(
    double: Double, speaker: OpenAISpeech, behaviour: Behaviour
) -> None:
    with pytest.raises(behaviour.raises) as caught:
        await ask(double, speaker, behaviour)
    error = caught.value
    assert (type(error), error.fault) == (behaviour.raises, behaviour.fault)
    if isinstance(error, BackendUnavailable):
        assert error.retry_after == behaviour.retry_after
    assert CANARY not in "".join(traceback.format_exception(error))


async def ask(double: Double, speaker: OpenAISpeech, behaviour: Behaviour) -> None:
    if behaviour.at != "double":
        async with (deaf if behaviour.at == "deaf" else nobody)() as url:
            other = await opened(url)
            try:
                await other.speak(TEXT, language="en", seconds=behaviour.seconds)
            finally:
                await other.close()
        return
    reply = behaviour.reply(WIRE)  # type: ignore[arg-type]  # it has all that is asked
    double.respond = lambda _: reply
    before = len(double.calls)
    try:
        await speaker.speak(TEXT, language="en", seconds=behaviour.seconds)
    finally:
        assert len(double.calls) == before + 1, "whoever calls tries again"
