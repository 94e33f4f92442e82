"""Sound is written down by the first that answers; who else was asked, and the bill, is told."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pipelines.egress import STAY, Egress, Location
from pipelines.errors import BackendRefused, BadAnswer, Fault
from pipelines.failover import Backend, Failover
from pipelines.meeting.engine import Engine
from pipelines.meeting.hearing import Hearing
from pipelines.ports import Audio, Transcriber
from pipelines.usage import Price
from tests.fake_transcriber import FakeTranscriber, listed

SOUND = Audio(bytes(32_000 * 90), start_s=300.0)
FAR = Location("api.openai.com", "eu")
A_MINUTE = Price(
    input=Decimal(0), output=Decimal(0), minute=Decimal("0.0045"), source="a list",
    dated=date(2026, 11, 22),
)  # fmt: skip
FREE = A_MINUTE.model_copy(update={"minute": Decimal(0)})


def hearing(*backends: Backend[Transcriber]) -> Hearing:
    chain = Failover(backends, clock=lambda: datetime.now(UTC), rest_seconds=30.0)
    return Hearing(chain, {"api.openai.com": "OpenAI"})


async def test_the_first_that_answers_is_told_with_its_words_and_its_bill() -> None:
    gpt, local = FakeTranscriber(model="gpt-9"), FakeTranscriber()
    ears = hearing(
        listed("gpt", gpt, location=FAR, price=A_MINUTE), listed("local", local, price=FREE)
    )
    came = await ears.hear(SOUND, language="zh", egress=Egress())
    assert came.heard is not None
    [said] = came.heard.said
    assert (said.start_s, said.end_s, said.text) == (300.0, 390.0, "We ship on Friday.")
    assert (came.by, came.heard.model, gpt.languages, local.heard) == ("gpt", "gpt-9", ["zh"], [])
    first, second = came.consulted
    assert (first.model, first.saw, first.answered) == ("gpt-9", True, True)
    assert first.usage is not None
    assert (first.usage.cost_usd, first.usage.tokens.sound_s) == (Decimal("0.00675"), 90.0)
    assert (second.name, second.saw, second.usage) == ("local", False, None)


@pytest.mark.parametrize("fault", [BadAnswer(Fault.NO_JSON), BackendRefused(Fault.KEY)])
async def test_after_a_fault_the_next_one_is_asked(fault: Exception) -> None:
    broken = FakeTranscriber(lambda _: fault)
    ears = hearing(listed("gpt", broken, location=FAR), listed("local", FakeTranscriber()))
    came = await ears.hear(SOUND, language=None, egress=Egress())
    assert (came.by, len(broken.heard)) == ("local", 1)
    assert [one.fault for one in came.consulted] == [getattr(fault, "fault", None), None]


async def test_where_nobody_writes_it_down_that_is_told() -> None:
    broken = FakeTranscriber(lambda _: BackendRefused(Fault.NO_MODEL))
    came = await hearing(listed("local", broken)).hear(SOUND, language=None, egress=Egress())
    assert (came.heard, came.by) == (None, None)
    assert [one.fault for one in came.consulted] == [Fault.NO_MODEL]


@pytest.mark.parametrize(
    ("egress", "bar"),
    [
        (Egress(route="self_hosted_only"), "route"),
        (Egress(region="us"), "region"),
        (Egress(spend=False, budgeted=True), "budget"),
        (STAY, "budget"),
    ],
)
async def test_what_may_not_leave_is_written_down_here(egress: Egress, bar: str) -> None:
    """What costs nothing goes on when the budget of a day is used up."""
    gpt = FakeTranscriber()
    ears = hearing(
        listed("gpt", gpt, location=FAR, price=A_MINUTE),
        listed("local", FakeTranscriber(), price=FREE),
    )
    came = await ears.hear(SOUND, language=None, egress=egress)
    assert (came.by, gpt.heard, came.consulted[0].bar) == ("local", [], bar)


async def test_who_may_be_asked_is_told_before_anybody_is() -> None:
    ears = hearing(
        listed("gpt", FakeTranscriber(), location=FAR, sound_s=120.0),
        listed("whisper", FakeTranscriber(), location=Location("gpu.lan", None, True)),
        listed("gemini", FakeTranscriber(), location=Location("gateway.example")),
        listed("local", FakeTranscriber()),
    )
    assert ears.engines() == (
        Engine("gpt", "gpt-1", "others", "api.openai.com", "OpenAI", "eu"),
        Engine("whisper", "whisper-1", "own", "gpu.lan"),
        Engine("gemini", "gemini-1", "others", "gateway.example"),
        Engine("local", "local-1", "here", ""),
    )
    assert (ears.longest_s, ears.at_once) == (120.0, 2)


async def test_a_long_stretch_has_longer() -> None:
    local = FakeTranscriber(lambda audio: f"{audio.seconds:.0f}")
    came = await hearing(listed("local", local)).hear(
        SOUND, language=None, egress=Egress(), seconds=0.1
    )
    assert [one.bar for one in came.consulted] == ["deadline"]
    came = await hearing(listed("local", local)).hear(SOUND, language=None, egress=Egress())
    assert came.by == "local"


async def test_what_is_paid_by_tokens_has_no_price_where_nobody_counted_them() -> None:
    by_tokens = FREE.model_copy(update={"input": Decimal(2), "output": Decimal(12)})
    ears = hearing(listed("gpt", FakeTranscriber(), location=FAR, price=by_tokens))
    came = await ears.hear(SOUND, language=None, egress=Egress())
    [asked] = came.consulted
    assert asked.usage is not None
    assert asked.usage.cost_usd is None
