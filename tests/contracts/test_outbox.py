"""What every Outbox does."""

import asyncio

import pytest

from handlers.chat import MessageRef, Place
from handlers.erasure import Unsure
from tests.contracts.conftest import Ledger
from tests.fake_ledger import a_drop

HERE = Place("local", "t1", "general", "thread")
THERE = Place("local", "t2", "general")
ACCOUNTING = Place("slack", "t1", "C9")
DROP = a_drop("t1", "F1")
JOB = DROP.key


@pytest.fixture
async def ledger(ledger: Ledger) -> Ledger:
    """A ledger with one arrival, to say something about."""
    await ledger.archive.arrived(DROP, None)
    return ledger


@pytest.mark.parametrize("place", [HERE, Place("slack", "t1", "C1")])
async def test_a_message_is_opened_once_and_remembered(ledger: Ledger, place: Place) -> None:
    assert await ledger.outbox.sent("t1", "k") is None
    assert await ledger.outbox.opening(HERE, "k", JOB)
    assert await ledger.outbox.sent("t1", "k") is None
    assert not await ledger.outbox.opening(HERE, "k", JOB)
    await ledger.outbox.done("k", MessageRef(place, "m1"))
    assert await ledger.outbox.sent("t1", "k") == MessageRef(place, "m1")
    assert not await ledger.outbox.opening(HERE, "k", JOB)


async def test_of_many_that_open_a_key_one_is_first(ledger: Ledger) -> None:
    tries = await asyncio.gather(*(ledger.outbox.opening(HERE, "k", JOB) for _ in range(8)))
    assert sorted(tries) == [False] * 7 + [True]


async def test_a_message_that_was_sent_again_is_the_newest(ledger: Ledger) -> None:
    await ledger.outbox.opening(HERE, "k", JOB)
    await ledger.outbox.done("k", MessageRef(HERE, "m1"))
    await ledger.outbox.done("k", MessageRef(HERE, "m2"))
    assert await ledger.outbox.sent("t1", "k") == MessageRef(HERE, "m2")


async def test_what_was_never_opened_cannot_have_arrived(ledger: Ledger) -> None:
    with pytest.raises(KeyError):
        await ledger.outbox.done("k", MessageRef(HERE, "m1"))


@pytest.mark.parametrize("place", [HERE, ACCOUNTING, Place("local", "t1", "general")])
async def test_what_may_have_arrived_is_looked_for_where_it_was_sent(
    ledger: Ledger, place: Place
) -> None:
    await ledger.outbox.opening(place, "k", JOB)
    traces = await ledger.erasure.traces("t1", "F1")
    assert traces
    assert traces.unsure == (Unsure(place, "k"),)
    await ledger.outbox.done("k", MessageRef(place, "m1"))
    traces = await ledger.erasure.traces("t1", "F1")
    assert traces
    assert (traces.unsure, traces.messages) == ((), (MessageRef(place, "m1"),))


async def test_of_what_was_forgotten_nothing_more_is_sent(ledger: Ledger) -> None:
    await ledger.outbox.opening(HERE, "before", JOB)
    traces = await ledger.erasure.erase("t1", "F1")
    assert traces
    assert traces.rows["outbox"] == 1
    for key in ("before", "after"):
        with pytest.raises(KeyError):
            await ledger.outbox.opening(HERE, key, JOB)
        with pytest.raises(KeyError):
            await ledger.outbox.done(key, MessageRef(HERE, "m1"))


async def test_an_arrival_is_known_to_its_tenant_only(ledger: Ledger) -> None:
    with pytest.raises(KeyError):
        await ledger.outbox.opening(THERE, "k", JOB)


async def test_what_is_about_no_file_is_sent_and_stays(ledger: Ledger) -> None:
    assert await ledger.outbox.opening(ACCOUNTING, "digest", None)
    assert not await ledger.outbox.opening(ACCOUNTING, "digest", None)
    message = MessageRef(ACCOUNTING, "m1")
    await ledger.outbox.done("digest", message)
    await ledger.erasure.erase("t1", "F1")
    assert await ledger.outbox.sent("t1", "digest") == message


async def test_tenants_have_keys_of_their_own(ledger: Ledger) -> None:
    await ledger.outbox.opening(HERE, "k", JOB)
    await ledger.outbox.done("k", MessageRef(HERE, "m1"))
    assert await ledger.outbox.sent("t2", "k") is None
    assert await ledger.outbox.opening(THERE, "k", None)
    there = MessageRef(THERE, "m9")
    await ledger.outbox.done("k", there)
    assert await ledger.outbox.sent("t1", "k") == MessageRef(HERE, "m1")
    assert await ledger.outbox.sent("t2", "k") == there


async def test_a_message_is_known_to_be_about_its_arrival(ledger: Ledger) -> None:
    about, other = MessageRef(HERE, "m1"), MessageRef(HERE, "m2")
    await ledger.outbox.opening(HERE, "k", JOB)
    await ledger.outbox.done("k", about)
    await ledger.outbox.opening(HERE, "of no file", None)
    await ledger.outbox.done("of no file", other)
    assert await ledger.outbox.jobs_of(about) == (JOB,)
    second = a_drop("t1", "F2")
    await ledger.archive.arrived(second, None)
    for key in ("k2", "k3"):
        await ledger.outbox.opening(HERE, key, second.key)
        await ledger.outbox.done(key, about)
    assert await ledger.outbox.jobs_of(about) == (JOB, second.key)
    for one in (other, MessageRef(ACCOUNTING, "m1"), MessageRef(THERE, "m1")):
        assert await ledger.outbox.jobs_of(one) == ()
