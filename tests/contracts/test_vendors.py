"""What every Vendors does: what documents taught is counted, and taken back with them."""

import asyncio
from datetime import timedelta

import pytest

from handlers.vendors import Fact, Lesson
from handlers.verdicts import opened
from tests.contracts.conftest import Ledger
from tests.fake_ledger import MORNING, a_document, a_drop, a_reading

ACME, TAX = "name:acme", "tax:de1"
PAID_TO = Lesson(ACME, "account", "DE02120300000000202051")
NAMED = Lesson(ACME, "seller", "Acme GmbH")


async def kept(ledger: Ledger, file: str, *, tenant: str = "t1") -> str:
    """Keep a document; gives its id."""
    document = a_document(a_drop(tenant, file), f"{tenant} {file}")
    return (await ledger.archive.add(document, frozenset())).id


def fact(lesson: Lesson, documents: int, minutes: int, last: str) -> Fact:
    at = MORNING + timedelta(minutes=minutes)
    return Fact(lesson.who, lesson.topic, lesson.value, documents, at, last)


async def teach(ledger: Ledger, document: str, *lessons: Lesson, minutes: int = 0) -> None:
    at = MORNING + timedelta(minutes=minutes)
    await ledger.vendors.learn("t1", document, lessons, at)


async def test_of_whom_nothing_was_taught_nothing_is_known(ledger: Ledger) -> None:
    assert await ledger.vendors.facts("t1", [ACME]) == []
    assert await ledger.vendors.facts("t1", []) == []
    assert await ledger.vendors.sellers("t1", 0, 8) == (0, [])
    assert await ledger.vendors.forget("t1", ACME) == 0


async def test_what_documents_teach_is_counted_the_last_first(ledger: Ledger) -> None:
    first, second, third = [await kept(ledger, f"F{number}") for number in range(3)]
    other = Lesson(ACME, "account", "FR76")
    await teach(ledger, first, PAID_TO, NAMED)
    await teach(ledger, third, PAID_TO, Lesson(TAX, "account", "FR76"), minutes=9)
    await teach(ledger, second, other, minutes=5)
    assert await ledger.vendors.facts("t1", [ACME]) == [
        fact(PAID_TO, 2, 9, third), fact(other, 1, 5, second), fact(NAMED, 1, 0, first),
    ]  # fmt: skip
    both = await ledger.vendors.facts("t1", [ACME, TAX, "name:nobody"])
    assert [one.who for one in both] == [ACME, TAX, ACME, ACME]


async def test_a_document_is_not_told_what_it_taught_itself(ledger: Ledger) -> None:
    first, second = await kept(ledger, "F1"), await kept(ledger, "F2")
    await teach(ledger, first, PAID_TO, NAMED)
    await teach(ledger, second, PAID_TO, minutes=1)
    assert await ledger.vendors.facts("t1", [ACME], besides=second) == [
        fact(PAID_TO, 1, 0, first), fact(NAMED, 1, 0, first),
    ]  # fmt: skip
    assert await ledger.vendors.facts("t1", [ACME], besides=first) == [fact(PAID_TO, 1, 1, second)]


async def test_what_a_document_teaches_takes_the_place_of_what_it_taught(ledger: Ledger) -> None:
    document = await kept(ledger, "F1")
    for minutes, lessons in ((0, [PAID_TO]), (1, [PAID_TO, NAMED]), (2, [NAMED]), (3, [NAMED])):
        await teach(ledger, document, *lessons, minutes=minutes)
        facts = await ledger.vendors.facts("t1", [ACME])
        assert facts == [fact(one, 1, minutes, document) for one in lessons]
    await teach(ledger, document)
    assert await ledger.vendors.facts("t1", [ACME]) == []
    assert await ledger.vendors.sellers("t1", 0, 8) == (0, [])


async def test_sellers_are_listed_by_name_a_page_at_a_time(ledger: Ledger) -> None:
    for number in (3, 1, 2, 0):
        document = await kept(ledger, f"F{number}")
        spelled = [Lesson(f"name:{number}", "seller", name) for name in ("A", "B")]
        await teach(ledger, document, *spelled, Lesson(f"tax:{number}", "name", "A"))
    assert await ledger.vendors.sellers("t1", 1, 2) == (4, ["name:1", "name:2"])
    assert await ledger.vendors.sellers("t1", 3, 9) == (4, ["name:3"])
    assert await ledger.vendors.sellers("t1", 4, 9) == (4, [])


async def test_a_forgotten_seller_is_forgotten_by_every_name(ledger: Ledger) -> None:
    first, second, third = [await kept(ledger, f"F{number}") for number in range(3)]
    await teach(ledger, first, NAMED, Lesson(TAX, "name", "Acme GmbH"))
    await teach(ledger, second, PAID_TO)
    kept_one = Lesson(TAX, "name", "Acme AG")
    await teach(ledger, third, kept_one, minutes=1)
    assert await ledger.vendors.forget("t1", ACME) == 2
    assert await ledger.vendors.facts("t1", [ACME, TAX]) == [fact(kept_one, 1, 1, third)]
    assert await ledger.vendors.sellers("t1", 0, 8) == (0, [])


@pytest.mark.parametrize("by", ["F1", "its id"])
async def test_a_forgotten_document_takes_its_lessons_back(ledger: Ledger, by: str) -> None:
    first, second = await kept(ledger, "F1"), await kept(ledger, "F2")
    await teach(ledger, first, PAID_TO, NAMED, minutes=5)
    await teach(ledger, second, PAID_TO)
    erased = await ledger.erasure.erase("t1", by if by == "F1" else first)
    assert erased
    assert erased.rows["lessons"] == 2
    assert await ledger.vendors.facts("t1", [ACME]) == [fact(PAID_TO, 1, 0, second)]
    await ledger.erasure.erase("t1", second)
    assert await ledger.vendors.facts("t1", [ACME]) == []


async def test_what_is_taught_in_a_decision_is_taken_back_with_it(ledger: Ledger) -> None:
    document = await kept(ledger, "F1")
    await ledger.reviews.open(opened("t1", document, a_reading(), MORNING))
    await teach(ledger, document, NAMED)

    async def decide_and_die() -> None:
        async with ledger.reviews.holding("t1", document):
            await teach(ledger, document, PAID_TO, minutes=1)
            raise RuntimeError("in between")

    with pytest.raises(RuntimeError, match="in between"):
        await decide_and_die()
    assert await ledger.vendors.facts("t1", [ACME]) == [fact(NAMED, 1, 0, document)]


async def test_tenants_remember_apart(ledger: Ledger) -> None:
    for tenant in ("t1", "t2"):
        document = await kept(ledger, "F1", tenant=tenant)
        await ledger.vendors.learn(tenant, document, [NAMED], MORNING)
    assert await ledger.vendors.forget("t1", ACME) == 1
    assert await ledger.vendors.facts("t1", [ACME]) == []
    assert len(await ledger.vendors.facts("t2", [ACME])) == 1
    assert await ledger.vendors.sellers("t2", 0, 8) == (1, [ACME])


async def test_many_that_teach_at_once_are_all_counted(ledger: Ledger) -> None:
    documents = [await kept(ledger, f"F{number}") for number in range(6)]
    await asyncio.gather(*(teach(ledger, one, PAID_TO) for one in documents))
    [found] = await ledger.vendors.facts("t1", [ACME])
    assert found.documents == 6
