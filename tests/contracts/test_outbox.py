"""What every Outbox does."""

import asyncio

import pytest

from handlers.chat import MessageRef, Place
from tests.contracts.conftest import Ledger

HERE = Place("local", "t1", "general", "thread")


@pytest.mark.parametrize("place", [HERE, Place("slack", "t1", "C1")])
async def test_a_message_is_opened_once_and_remembered(ledger: Ledger, place: Place) -> None:
    assert await ledger.outbox.sent("t1", "k") is None
    assert await ledger.outbox.opening("t1", "k", "job")
    assert await ledger.outbox.sent("t1", "k") is None
    assert not await ledger.outbox.opening("t1", "k", "job")
    await ledger.outbox.done("k", MessageRef(place, "m1"))
    assert await ledger.outbox.sent("t1", "k") == MessageRef(place, "m1")
    assert not await ledger.outbox.opening("t1", "k", "job")


async def test_of_many_that_open_a_key_one_is_first(ledger: Ledger) -> None:
    tries = await asyncio.gather(*(ledger.outbox.opening("t1", "k", "job") for _ in range(8)))
    assert sorted(tries) == [False] * 7 + [True]


async def test_a_message_that_was_sent_again_is_the_newest(ledger: Ledger) -> None:
    await ledger.outbox.opening("t1", "k", "job")
    await ledger.outbox.done("k", MessageRef(HERE, "m1"))
    await ledger.outbox.done("k", MessageRef(HERE, "m2"))
    assert await ledger.outbox.sent("t1", "k") == MessageRef(HERE, "m2")


async def test_what_was_never_opened_cannot_have_arrived(ledger: Ledger) -> None:
    with pytest.raises(KeyError):
        await ledger.outbox.done("k", MessageRef(HERE, "m1"))


async def test_tenants_have_keys_of_their_own(ledger: Ledger) -> None:
    await ledger.outbox.opening("t1", "k", "job")
    await ledger.outbox.done("k", MessageRef(HERE, "m1"))
    assert await ledger.outbox.sent("t2", "k") is None
    assert await ledger.outbox.opening("t2", "k", "job")
    there = MessageRef(Place("local", "t2", "general"), "m9")
    await ledger.outbox.done("k", there)
    assert await ledger.outbox.sent("t1", "k") == MessageRef(HERE, "m1")
    assert await ledger.outbox.sent("t2", "k") == there
