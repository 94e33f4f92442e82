"""What Gemini answers to sound, and what is made of it."""

from collections.abc import Callable

import pytest

from pipelines.errors import BadAnswer, Fault
from pipelines.ports import Heard
from pipelines.usage import NO_TOKENS
from tests.doubles.ears import FLASH, GEMINI, Ear, sound
from tests.doubles.generate_content import GENERATE
from tests.doubles.server import Call, Double, Reply
from tests.doubles.wire import USED, as_json

USAGE = {"promptTokenCount": 640, "totalTokenCount": 640}


async def hear(ear: Ear, respond: Callable[[Call], Reply], seconds: float = 2.0) -> Heard:
    async with Double(respond) as double:
        ears = await ear.open(double.url)
        try:
            return await ears.transcribe(sound(seconds, 100.0), language=None, seconds=10)
        finally:
            await ears.close()


def content(*parts: object) -> dict[str, object]:
    return {"content": {"parts": [*parts], "role": "model"}, "finishReason": "STOP"}


async def test_words_may_stand_in_a_place_of_their_own() -> None:
    told = {"audioTranscription": {"text": "We ship on Friday.", "languageCode": "en-GB"}}
    heard = await hear(GEMINI, lambda _: as_json({"candidates": [content(told)]}))
    assert [(one.start_s, one.end_s, one.text) for one in heard.said] == [
        (100.0, 102.0, "We ship on Friday.")
    ]
    assert heard.language == "en"


async def test_the_tokens_of_all_pieces_are_counted() -> None:
    heard = await hear(GEMINI, lambda _: GENERATE.good("Hello."), 40.0)
    assert (heard.tokens, heard.model) == (USED + USED, "double-1")


async def test_nothing_at_all_is_no_silence_and_the_next_one_is_asked() -> None:
    empty = {"candidates": [content({})], "usageMetadata": USAGE}
    with pytest.raises(BadAnswer) as caught:
        await hear(GEMINI, lambda _: as_json(empty))
    assert (caught.value.fault, caught.value.tokens.input) == (Fault.NO_JSON, 640)


async def test_a_pause_between_words_says_nothing() -> None:
    empty = as_json({"candidates": [content({})], "usageMetadata": USAGE})
    heard = await hear(
        GEMINI, lambda call: GENERATE.good("Hi.") if len(call.raw) > 800_000 else empty, 40.0
    )
    assert [one.text for one in heard.said] == ["Hi."]


@pytest.mark.parametrize("text", ["canary", '{"text": 7, "language": null}'])
async def test_a_model_of_all_work_keeps_to_its_shape(text: str) -> None:
    with pytest.raises(BadAnswer) as caught:
        await hear(FLASH, lambda _: GENERATE.good(text))
    assert (caught.value.fault, caught.value.tokens) == (Fault.SHAPE, USED)


async def test_where_nobody_speaks_a_model_of_all_work_says_so() -> None:
    heard = await hear(FLASH, lambda _: GENERATE.good('{"text": "", "language": null}'))
    assert (heard.said, heard.language, heard.tokens) == ((), None, USED)
    assert heard.tokens != NO_TOKENS
