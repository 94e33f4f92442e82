"""Who is asked, in what order, for how long, and what is told of it."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from pipelines.egress import STAY, Egress, Location
from pipelines.errors import (
    BackendRefused,
    BackendUnavailable,
    BadAnswer,
    Fault,
    MediaRejected,
    Reason,
)
from pipelines.failover import Attempt
from pipelines.usage import Tokens
from tests.pipelines.oracles import (
    BEGIN,
    Does,
    Oracle,
    ask,
    backend,
    failover,
    now,
    once,
    oracle,
    told,
)
from tests.virtual_time import run

DOWN = BackendUnavailable(Fault.CONNECTION)
BUSY = BackendUnavailable(Fault.BUSY)


def wants(seconds: float) -> BackendUnavailable:
    return BackendUnavailable(Fault.BUSY, retry_after=seconds)


# What the first backend does | what is told of both | when its calls began (chance is 0.5: half of
# 1 s before the second try, half of 2 s before the third) | when all is over.
TABLE = [
    (["yes"], ["read", "-"], [0], 1),
    ([BUSY, "yes"], ["read", "-"], [0, 1.5], 2.5),
    ([BUSY, DOWN, "yes"], ["read", "-"], [0, 1.5, 3.5], 4.5),
    ([DOWN], ["connection", "read"], [0, 1.5, 3.5], 5.5),
    ([wants(20), "yes"], ["read", "-"], [0, 21.5], 22.5),
    ([wants(59)], ["busy", "read"], [0], 2),
    ([wants(float("inf"))], ["busy", "read"], [0], 2),
    ([wants(0), "yes"], ["read", "-"], [0, 1.5], 2.5),
    ([wants(-3), "yes"], ["read", "-"], [0, 1.5], 2.5),
    ([wants(float("nan")), "yes"], ["read", "-"], [0, 1.5], 2.5),
    ([Does(BUSY, 58)], ["timeout", "read"], [0, 58.5], 63),
    ([Does("late", 600)], ["timeout", "read"], [0], 63),
    *[
        ([BackendRefused(fault)], [fault.value, "read"], [0], 2)
        for fault in (Fault.KEY, Fault.NO_MODEL, Fault.TOO_LARGE, Fault.REJECTED, Fault.REFUSED)
    ],
    *[
        ([BadAnswer(fault)], [fault.value, "read"], [0], 2)
        for fault in (Fault.TRUNCATED, Fault.SHAPE, Fault.NO_JSON)
    ],
    ([BUSY, BadAnswer(Fault.SHAPE)], ["shape", "read"], [0, 1.5], 3.5),
]


@pytest.mark.parametrize(("steps", "expected", "calls", "over"), TABLE)
def test_the_first_answers_or_the_next_does(
    steps: list[Exception | str | Does], expected: list[str], calls: list[float], over: float
) -> None:
    first, second = oracle(*steps), oracle("second")

    async def scenario() -> None:
        outcome = await ask(failover([backend("a", first), backend("b", second)]))
        assert told(outcome) == expected
        assert outcome.result == ("yes" if expected[0] == "read" else "second")
        assert first.calls == calls
        assert now() == pytest.approx(over, abs=0.01)

    run(scenario())


def test_what_a_turn_took_counts_every_try() -> None:
    spent = BackendUnavailable(Fault.BUSY, Tokens(input=7))
    first = oracle(spent, BadAnswer(Fault.SHAPE, Tokens(input=20, output=9)))

    async def scenario() -> None:
        outcome = await ask(failover([backend("a", first), backend("b", oracle("yes"))]))
        one, other = outcome.tried
        assert (one.tokens, one.seconds) == (Tokens(input=27, output=9), 2.0)
        assert (other.tokens, other.seconds) == (Tokens(input=10, output=1), 1.0)

    run(scenario())


def test_a_second_question_does_not_repeat_the_first() -> None:
    """A call that failed in a repair round is made again by itself."""
    asked = oracle("shaky", BUSY, "sound")

    async def with_repair(attempt: Attempt[Oracle]) -> str:
        return f"{await once(attempt)}, {await once(attempt)}"

    async def scenario() -> None:
        chain = failover([backend("a", asked)])
        outcome = await chain.first(with_repair, egress=Egress(), seconds=120.0)
        assert (outcome.result, told(outcome)) == ("shaky, sound", ["read"])
        assert len(asked.calls) == 3
        assert outcome.tried[0].tokens == Tokens(input=20, output=2)

    run(scenario())


def test_all_fail_and_each_says_why() -> None:
    async def scenario() -> None:
        chain = failover(
            [backend("a", oracle(DOWN)), backend("b", oracle(BackendRefused(Fault.KEY)))]
        )
        outcome = await ask(chain)
        assert (outcome.result, told(outcome)) == (None, ["connection", "key"])
        assert outcome.tried[0].since == BEGIN + timedelta(seconds=5.5 - 1)

    run(scenario())


HERE = Location("gpu.lan", self_hosted=True)
EUROPE = Location("eu.vendor.example", region="eu")


@pytest.mark.parametrize(
    ("egress", "where", "priced", "bar"),
    [
        (Egress(), Location("far.example"), False, "read"),
        (Egress(region="eu"), EUROPE, True, "read"),
        (Egress(region="eu"), Location("us.example", region="us"), True, "region"),
        (Egress(region="eu"), Location("far.example"), True, "region"),
        (Egress(region="cn"), EUROPE, True, "region"),
        (Egress(region="cn"), HERE, False, "read"),
        (Egress(route="self_hosted_only"), EUROPE, True, "route"),
        (Egress(route="self_hosted_only"), HERE, False, "read"),
        (Egress(route="redact"), EUROPE, True, "route"),
        (Egress(route="redact"), HERE, True, "read"),
        (Egress(spend=False), EUROPE, True, "budget"),
        (Egress(spend=False), HERE, False, "budget"),
        (Egress(budgeted=True), EUROPE, False, "no_price"),
        (Egress(budgeted=True), EUROPE, True, "read"),
        (Egress(budgeted=True), HERE, False, "read"),
        (STAY, EUROPE, True, "budget"),
    ],
)
def test_where_a_document_may_go(egress: Egress, where: Location, priced: bool, bar: str) -> None:
    asked = oracle("yes")

    async def scenario() -> None:
        one = backend("a", asked, where)
        outcome = await ask(failover([one if priced else replace(one, price=None)]), egress)
        assert told(outcome) == [bar]
        assert len(asked.calls) == (bar == "read")

    run(scenario())


def test_the_time_is_shared_and_ends() -> None:
    """Each has half of what is left while another follows; then nobody is asked any more."""
    slow = [oracle(Does("late", 1000)) for _ in range(3)]

    async def scenario() -> None:
        chain = failover([backend(name, one) for name, one in zip("abc", slow, strict=True)])
        outcome = await ask(chain, seconds=80.0)
        assert [one.allowed for one in slow] == [[40.0], [19.0], [17.0]]
        assert told(outcome) == ["timeout", "timeout", "timeout"]
        assert now() == pytest.approx(82.0)
        assert told(await ask(chain, seconds=0.1)) == ["deadline", "deadline", "deadline"]

    run(scenario())


def test_who_was_hurried_does_not_rest() -> None:
    """The second one has 19 of 80 seconds: it may just be slow."""
    gone, hurried, last = oracle(Does("late", 900)), oracle(Does("late", 50), "yes"), oracle("yes")

    async def scenario() -> None:
        named = [backend("gone", gone), backend("hurried", hurried), backend("last", last)]
        chain = failover(named)
        assert told(await ask(chain, seconds=80.0)) == ["timeout", "timeout", "read"]
        assert told(await ask(chain, seconds=80.0)) == ["resting", "read", "-"]

    run(scenario())


def test_who_was_unavailable_before_it_was_hurried_rests() -> None:
    shaky = oracle(Does(BUSY, 39), Does("late", 50), "yes")

    async def scenario() -> None:
        chain = failover([backend("shaky", shaky), backend("last", oracle("yes"))])
        assert told(await ask(chain, seconds=80.0)) == ["timeout", "read"]
        assert told(await ask(chain, seconds=80.0)) == ["resting", "read"]

    run(scenario())


def test_a_barred_backend_takes_no_share_of_the_time() -> None:
    asked = oracle("yes")

    async def scenario() -> None:
        chain = failover([backend("here", asked, HERE), backend("far", oracle("yes"))])
        await ask(chain, Egress(route="self_hosted_only"), seconds=100.0)
        assert asked.allowed == [100.0]

    run(scenario())


def test_a_resting_backend_takes_no_share_of_the_time() -> None:
    asked, dead = oracle(BadAnswer(Fault.SHAPE), "yes"), oracle(DOWN)

    async def scenario() -> None:
        chain = failover([backend("a", asked), backend("b", dead)])
        assert told(await ask(chain, seconds=100.0)) == ["shape", "connection"]
        assert told(await ask(chain, seconds=100.0)) == ["read", "-"]
        assert asked.allowed == [50.0, 100.0]

    run(scenario())


def test_without_time_nothing_is_begun() -> None:
    begun: list[str] = []

    async def noted(attempt: Attempt[Oracle]) -> str:
        begun.append(attempt.backend.name)
        return await once(attempt)

    async def scenario() -> None:
        chain = failover([backend("a", oracle(Does("late", 10))), backend("b", oracle("yes"))])
        outcome = await chain.first(noted, egress=Egress(), seconds=4.0)
        assert (told(outcome), begun) == (["timeout", "deadline"], ["a"])

    run(scenario())


def test_only_so_many_calls_run_at_once_and_none_is_lost() -> None:
    asked = oracle(Does("yes", 2.5))

    async def scenario() -> None:
        chain = failover([backend("a", asked)])
        outcomes = await asyncio.gather(*(ask(chain) for _ in range(20)))
        assert [told(one) for one in outcomes] == [["read"]] * 20
        assert asked.most == 4
        assert now() == pytest.approx(12.5)

    run(scenario())


def test_who_finds_no_free_place_in_time_asks_the_next() -> None:
    full, free = oracle(Does("yes", 30)), oracle("yes")

    async def scenario() -> None:
        chain = failover([backend("full", full), backend("free", free)])
        outcomes = await asyncio.gather(*(ask(chain, seconds=40.0) for _ in range(8)))
        assert {one.result for one in outcomes} == {"yes"}
        assert all(told(one) == ["timeout", "read"] for one in outcomes[:4])
        assert all(told(one) == ["deadline", "read"] for one in outcomes[4:])
        assert not any(one.tried[0].saw for one in outcomes[4:])

    run(scenario())


def test_waiting_to_try_again_takes_nobodys_place() -> None:
    asked = oracle(*[wants(10)] * 4, "yes")

    async def scenario() -> None:
        chain = failover([backend("a", asked)])
        waiting = [asyncio.create_task(ask(chain)) for _ in range(4)]
        await asyncio.sleep(2)
        assert told(await ask(chain)) == ["read"]
        assert now() == pytest.approx(3)
        await asyncio.gather(*waiting)

    run(scenario())


def test_what_is_no_backends_fault_gets_out() -> None:
    async def scenario() -> None:
        chain = failover(
            [backend("a", oracle(MediaRejected(Reason.DAMAGED))), backend("b", oracle("yes"))]
        )
        with pytest.raises(MediaRejected):
            await ask(chain)

    run(scenario())
