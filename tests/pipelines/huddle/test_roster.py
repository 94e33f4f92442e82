"""Who may come into a room, what they are told, and what that costs."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pipelines.egress import STAY, Egress, Location
from pipelines.errors import BackendUnavailable, Fault
from pipelines.huddle.replay import MOST_CHARACTERS, MOST_LINES, as_read, last_words, since
from pipelines.huddle.roster import Roster
from pipelines.huddle.spending import Spending, count
from pipelines.usage import Price, Tokens
from pipelines.voice import Answered, Line, Used
from tests.fake_voice import HERE, FakeVoice, listed

EU, US = Location("eu.example.com", "eu"), Location("example.com", "us")
PRICE = Price(input=Decimal(1), output=Decimal(2), source="", dated=date(2026, 11, 1))
MINUTE = Price(
    input=Decimal(0), output=Decimal(0), minute=Decimal(3), source="", dated=date(2026, 11, 1)
)


class Timer:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def roster(timer: Timer) -> Roster:
    voices = [
        listed("us", FakeVoice(), location=US, price=PRICE),
        listed("eu", FakeVoice(), location=EU),
        listed("here", FakeVoice(), location=HERE, price=None),
    ]
    return Roster(voices, clock=lambda: datetime(2026, 11, 23, tzinfo=UTC), timer=timer)


@pytest.mark.parametrize(
    ("egress", "who"),
    [
        (Egress(), ["us", "eu", "here"]),
        (Egress(region="eu"), ["eu", "here"]),
        (Egress(region="cn"), ["here"]),
        (Egress(route="self_hosted_only"), ["here"]),
        (Egress(route="redact"), ["here"]),  # nothing takes personal data out of speech
        (Egress(budgeted=True), ["us", "here"]),
        (Egress(spend=False), []),
        (STAY, []),
    ],
)
def test_who_may_come_follows_the_rules_of_the_operator(egress: Egress, who: list[str]) -> None:
    all_ = roster(Timer())
    assert [turn.voice.name for turn in all_.all(egress)] == who
    came = list[str]()
    while (turn := all_.first(egress)) is not None:
        came.append(turn.voice.name)
        turn.failed(None)
    assert came == who


def test_who_rests_is_not_asked_and_comes_again_before_the_others() -> None:
    timer = Timer()
    all_ = roster(timer)
    first = all_.first(Egress())
    assert first is not None
    first.failed(BackendUnavailable(Fault.BUSY, retry_after=90))
    second = all_.first(Egress())
    assert second is not None
    second.came()
    assert (second.voice.name, all_.better(second.voice, Egress())) == ("eu", False)
    timer.now = 89
    assert not all_.better(second.voice, Egress())
    timer.now = 91
    assert all_.better(second.voice, Egress())
    assert not all_.better(second.voice, Egress(region="eu"))
    probe = all_.first(Egress())
    assert probe is not None
    assert probe.voice.name == "us"
    assert not all_.better(second.voice, Egress())  # somebody finds out
    probe.give_back()
    assert all_.better(second.voice, Egress())


def test_the_last_words_are_told_and_not_too_many() -> None:
    lines = [Line(float(at), 1.0, "p1", f"Words {at}.") for at in range(100)]
    assert last_words(lines) == tuple(lines[-MOST_LINES:])
    long = [Line(0.0, 1.0, "p1", "x" * (MOST_CHARACTERS // 3)) for _ in range(9)]
    assert len(last_words(long)) == 3
    huge = Line(0.0, 1.0, "p1", "x" * MOST_CHARACTERS * 2)
    assert last_words([huge]) == (huge,)
    assert last_words([]) == ()


def test_what_came_since_is_told_too() -> None:
    lines = [Line(1.0, 1.0, "p1", "Yes."), Line(1.0, 1.0, "p1", "Yes."), Line(1.0, 1.0, "", "No.")]
    assert since(lines, lines[:1]) == lines[1:]
    assert since(lines, lines) == []
    assert since(lines, []) == lines
    assert [as_read(line, {"p1": "Ada"}) for line in lines[1:]] == ["Ada: Yes.", "?: No."]


@pytest.mark.parametrize(
    ("price", "location", "event", "known", "unknown"),
    [
        (PRICE, US, Answered("a", "m", Tokens(output=1_000_000)), 2, 0),
        (PRICE, US, Answered("a", "m"), 0, 1),
        (PRICE, US, Answered("a", "m", cut=True), 0, 0),
        (MINUTE, US, Answered("a", "m"), 0, 0),
        (MINUTE, US, Used("us-1", Tokens(sound_s=60.0)), 3, 0),
        (PRICE, US, Used("ears", Tokens(input=1_000_000)), 10, 0),
        (None, US, Used("ears", Tokens(input=1_000_000)), 10, 0),
        (None, US, Answered("a", "m", Tokens(input=1)), 0, 1),
        (None, HERE, Answered("a", "m", Tokens(input=1)), 0, 0),
        (None, HERE, Answered("a", "m"), 0, 0),
    ],
)
def test_what_is_used_is_paid_by_its_own_price(
    price: Price | None, location: Location, event: Answered | Used, known: int, unknown: int
) -> None:
    ears = Price(input=Decimal(10), output=Decimal(0), source="", dated=date(2026, 11, 1))
    spending = Spending()
    voice = listed("us", FakeVoice(), location=location, price=price)
    count(spending, voice, event, {"ears": ears}.get)
    assert (spending.known_usd, spending.unknown) == (Decimal(known), unknown)


def test_once_nobody_knows_a_part_nobody_knows_all_but_what_comes_after() -> None:
    spending = Spending()
    spending.add(PRICE, Tokens(input=1_000_000))
    earlier = spending.now()
    spending.add(None, Tokens(input=1))
    assert (spending.cost_usd, spending.since(earlier).cost_usd) == (None, None)
    later = spending.now()
    spending.add(PRICE, Tokens(input=1_000_000))
    assert spending.since(later).cost_usd == Decimal(1)
