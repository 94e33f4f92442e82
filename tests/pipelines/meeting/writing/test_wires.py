"""Over every vendor's wire, and its schemas: one pass, part by part, put in order, and mended."""

import json
from dataclasses import replace

import pytest

from pipelines.backends.on_text import OnText
from pipelines.meeting.writing.tidying import SameTopics, Tidied
from pipelines.usage import Tokens
from tests.doubles.server import Call, Double, Reply
from tests.doubles.vendors import VENDORS, Vendor
from tests.doubles.wire import USED, speaking
from tests.fake_writer import NARROW, WIDE, listed, plainly
from tests.pipelines.backends.test_requests import VLLM, taken
from tests.pipelines.meeting.writing.test_long import three_hours
from tests.pipelines.meeting.writing.told import (
    CHINESE_BRIEF,
    LIE,
    TRUE,
    TRUE_CHINESE,
    with_a_lie,
    written,
)

SMALL = replace(NARROW, input_tokens=8_000, output_tokens=2_000)
WITHDRAWN = {
    "number": 1, "withdrawn": True, "text": "", "owner": None, "due": None, "cites": [],
    "quote": "",
}  # fmt: skip
FAILED = "these of your statements failed"

each = pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)


def as_documented(vendor: Vendor, call: Call) -> None:
    body = {key: one for key, one in call.body.items() if key not in VLLM}
    assert taken(vendor, body) == body


@each
async def test_a_lie_is_withdrawn_over_every_wire(vendor: Vendor) -> None:
    def answer(call: Call) -> str:
        as_documented(vendor, call)
        if FAILED in vendor.wire.asked(call):
            return json.dumps({"items": [WITHDRAWN]})
        return with_a_lie(TRUE).model_dump_json()

    async with Double(speaking(vendor.wire, answer)) as double:
        model = await vendor.open(double.url)
        came = await written(listed(vendor.name, OnText(model)))
        await model.close()
    assert came.minutes is not None
    assert (came.minutes.model, len(double.calls)) == ("double-1", 2)
    told = [one.text for one in came.minutes.decisions]
    assert told == [one.text for one in TRUE.decisions]
    assert LIE.text not in told
    again = vendor.wire.asked(double.calls[1])
    assert again.startswith(vendor.wire.asked(double.calls[0]))  # which was paid for before
    usage = came.consulted[0].usage
    assert usage is not None
    assert usage.tokens == USED + USED


@each
async def test_long_ones_part_by_part_over_every_wire(vendor: Vendor) -> None:
    def answer(call: Call) -> str:
        as_documented(vendor, call)
        asked = vendor.wire.asked(call)
        if "statements: number|kind" in asked:
            same = SameTopics(numbers=(2, 3), titled=3)
            return Tidied(topics=(same,), statements=()).model_dump_json()
        return json.dumps({"items": []} if FAILED in asked else plainly(asked))

    async with Double(speaking(vendor.wire, answer)) as double:
        model = await vendor.open(double.url)
        backend = listed(vendor.name, OnText(model), limits=SMALL, at_once=2)
        came = await written(backend, about=three_hours(300))
        await model.close()
    assert came.minutes is not None
    assert len(came.minutes.decisions) == 12
    assert double.at_once <= 2
    usage = came.consulted[0].usage
    assert usage is not None
    assert usage.tokens == sum((USED for _ in double.calls), Tokens())
    assert len(double.calls) > 3


@each
async def test_whoever_breaks_off_is_asked_for_halves_and_then_the_next_one(vendor: Vendor) -> None:
    def answer(call: Call) -> Reply:
        return vendor.wire.truncated('{"language": "zh", "topics": [')

    async with (
        Double(speaking(vendor.wire, answer)) as broken,
        Double(speaking(vendor.wire, lambda _: TRUE_CHINESE.model_dump_json())) as good,
    ):
        first, second = await vendor.open(broken.url), await vendor.open(good.url)
        came = await written(
            listed("qwen", OnText(first), limits=WIDE),
            listed(vendor.name, OnText(second)),
            about=CHINESE_BRIEF,
        )
        for one in (first, second):
            await one.close()
    assert came.minutes is not None
    assert (came.minutes.writer, came.minutes.language) == (vendor.name, "zh")
    assert "S0003|0:24|张三|那就定在12月4日上线" in vendor.wire.asked(good.calls[0])
    assert len(broken.calls) == 2  # all of it, and its first half: that is too little to halve
