"""Who may see a document follows its channels, or the role; a name goes no further."""

from dataclasses import replace

import pytest

from handlers.chat import Place
from handlers.people import Person, Role
from handlers.ports import Document, Drop
from handlers.visibility import Visibility, may_see, twins_of
from pipelines.document.findings import Finding
from tests.fake_ledger import FakeLedger, a_document, a_drop, a_reading
from tests.handlers.office import ACCOUNTING, People


def dropped(channel: str, file: str, *, minutes: int = 0) -> Drop:
    drop = a_drop("t1", file, minutes=minutes)
    return replace(
        drop, key=f"local:t1:{channel}:{file}", place=Place("local", "t1", channel, file)
    )


def somebody(user: str = "lena", role: Role = "employee") -> Person:
    return Person(f"local:{user}", user, role)


EARLIER = a_document(dropped("invoices", "F1"), "earlier")
FINDING = Finding(
    rule="duplicate",
    severity="error",
    field="invoice_number",
    facts={"document": EARLIER.id, "date": "2026-11-22"},
)
TWIN = a_document(dropped("general", "F2"), "twin", reading=a_reading(findings=(FINDING,)))
ALONE = a_document(dropped("general", "F3"), "alone")


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
async def said(people: People) -> Visibility:
    ledger = FakeLedger()
    for document in (EARLIER, TWIN, ALONE):
        await ledger.add(document, frozenset())
    return Visibility(ledger, people, {"t1": ACCOUNTING})


async def test_a_document_is_seen_by_who_reads_the_channel_it_came_in(people: People) -> None:
    people.close("invoices", "lena")
    here, there = dropped("invoices", "F1"), dropped("general", "F2")
    assert not await may_see(people, somebody(), (here,))
    assert await may_see(people, somebody("eva"), (here,))
    assert await may_see(people, somebody(), (there, here))


async def test_who_drops_the_same_bytes_elsewhere_sees_no_more_than_before(people: People) -> None:
    people.close("invoices", "lena")
    here, there = dropped("invoices", "F1"), dropped("general", "F2")
    assert not await may_see(people, somebody(), (here, replace(there, user="lena")))


async def test_what_never_arrived_is_seen_by_accounting_alone(people: People) -> None:
    assert not await may_see(people, somebody(), ())
    assert await may_see(people, somebody(role="accountant"), ())


@pytest.mark.parametrize(
    ("role", "sees"), [("employee", False), ("accountant", True), ("admin", True)]
)
async def test_accounting_sees_what_it_does_not_read(
    people: People, role: Role, sees: bool
) -> None:
    people.close("invoices", "lena")
    assert await may_see(people, somebody(role=role), (dropped("invoices", "F1"),)) is sees


async def test_a_channel_of_another_platform_is_not_read(people: People) -> None:
    drop = dropped("invoices", "F1")
    assert await may_see(people, somebody(), (drop,))
    elsewhere = replace(drop, place=replace(drop.place, platform="slack"))
    assert not await may_see(people, somebody(), (elsewhere,))


@pytest.mark.parametrize(
    ("channel", "named"), [("invoices", True), ("general", False), ("accounting", True)]
)
async def test_in_a_channel_the_earlier_document_is_named_where_it_arrived_too(
    said: Visibility, channel: str, named: bool
) -> None:
    place = Place("local", "t1", channel, "any thread")
    assert await said.names_twin_in(place, TWIN.reading) is named


async def test_where_the_earlier_document_arrived_later_it_is_not_named(said: Visibility) -> None:
    await said.archive.arrived(dropped("general", "F9", minutes=5), EARLIER.id)
    assert not await said.names_twin_in(TWIN.drop.place, TWIN.reading)


async def test_a_forgotten_document_is_named_in_accounting_alone(said: Visibility) -> None:
    facts = {"document": "D-FORGOTTEN", "date": "2026-11-22"}
    reading = a_reading(findings=(FINDING.model_copy(update={"facts": facts}),))
    document = replace(TWIN, reading=reading)
    assert not await said.names_twin_in(EARLIER.drop.place, reading)
    assert await said.names_twin_in(ACCOUNTING, reading)
    assert not await said.names_twin_to(somebody(), document)
    assert await said.names_twin_to(somebody(role="accountant"), document)


@pytest.mark.parametrize(("document", "named"), [(ALONE, True), (TWIN, False)])
async def test_to_a_person_it_is_named_who_may_see_it(
    said: Visibility, people: People, document: Document, named: bool
) -> None:
    people.close("invoices", "lena")
    assert await said.names_twin_to(somebody(), document) is named
    assert await said.names_twin_to(somebody("eva"), document)
    assert await said.names_twin_to(somebody(role="accountant"), document)


async def test_where_nothing_is_repeated_there_is_nothing_to_hide(said: Visibility) -> None:
    assert twins_of(ALONE.reading) == ()
    assert await said.names_twin_in(ALONE.drop.place, ALONE.reading)


def test_accounting_is_a_channel_and_all_its_threads(said: Visibility) -> None:
    assert said.is_accounting(ACCOUNTING)
    assert said.is_accounting(replace(ACCOUNTING, thread="m7"))
    assert not said.is_accounting(replace(ACCOUNTING, tenant="t2"))
    assert not said.is_accounting(replace(ACCOUNTING, platform="slack"))
    assert not said.is_accounting(replace(ACCOUNTING, channel="invoices"))


def test_a_document_is_shown_where_it_came_in_and_in_accounting(said: Visibility) -> None:
    drops = (dropped("invoices", "F1"), dropped("general", "F2"))
    assert said.shows_all(replace(drops[0].place, thread="another"), drops)
    assert said.shows_all(ACCOUNTING, drops)
    assert not said.shows_all(drops[1].place, drops)
    assert not said.shows_all(drops[0].place, ())
