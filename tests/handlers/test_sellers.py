"""What accounting is told of sellers, and that nobody else is."""

from datetime import UTC

import pytest

from handlers.chat import Buttons, Card, Entry, Fields, Place, Press, Text, Turned
from handlers.people import Person
from handlers.sellers import FORGET, LIST, OPEN, PAGE, Said, Sellers
from handlers.vendors import lessons
from pipelines.document.model import Invoice, Original
from tests.fake_directory import FakeDirectory
from tests.fake_ledger import MORNING, FakeAudit, a_reading
from tests.fake_vendors import FakeVendors

ANNA, EVA = "local:anna", "local:eva"
HERE = Place("local", "t1", "general")
IBAN = "DE02120300000000202051"


class Archive:
    """Sellers over what a few approved documents taught."""

    def __init__(self) -> None:
        directory = FakeDirectory()
        people = (Person(ANNA, "Anna", "accountant"), Person(EVA, "Eva", "employee"))
        directory.know(people, channels=["general"])
        self.vendors, self.audit, self.documents = FakeVendors(), FakeAudit(), 0
        self.sellers = Sellers(self.vendors, directory, self.audit, UTC)

    async def approve(self, name: str, printed: str | None = None) -> None:
        """Let a document be approved on which a seller's printed name was corrected."""
        self.documents += 1
        invoice = Invoice(vendor=name, currency="EUR", iban=IBAN, vendor_tax_id=f"T {name}")
        read = invoice.model_copy(update={"vendor": printed or name})
        said = a_reading(invoice=invoice, original=Original(invoice=read))
        taught = lessons(said, "approved")
        await self.vendors.learn("t1", f"D-{self.documents}", taught, MORNING)

    async def press(self, action: str, value: str, user: str = "anna") -> Card:
        outcome = await self.sellers.on_press(Press(HERE, user, action, value))
        assert isinstance(outcome, Turned)
        return outcome.card

    def noted(self) -> list[tuple[str, str]]:
        return [(action, subject) for _, _, action, subject, _ in self.audit.links]


@pytest.fixture
async def archive() -> Archive:
    archive = Archive()
    await archive.approve("Acme GmbH")
    await archive.approve("Acme GmbH", "ACNE Handel")
    await archive.approve("Zeta Ltd")
    return archive


def entries(card: Card) -> list[tuple[str, str]]:
    return [(one.title, one.detail) for one in card.parts if isinstance(one, Entry)]


def presses(card: Card) -> dict[str, str]:
    rows = [part.row for part in card.parts if isinstance(part, Buttons)]
    return {one.action: one.value for row in rows for one in row}


async def test_accounting_sees_who_is_remembered(archive: Archive) -> None:
    said = await archive.sellers.listed("t1", ANNA, "en")
    assert (said.done, said.card.title) == (True, "2 sellers are remembered")
    assert entries(said.card) == [
        ("Acme GmbH", "2 documents approved, account DE02…2051, usually EUR"),
        ("Zeta Ltd", "1 document approved, account DE02…2051, usually EUR"),
    ]
    other = await archive.sellers.listed("t2", ANNA, "zh")
    assert (other.card.title, entries(other.card)) == ("没有记住任何销售方", [])


@pytest.mark.parametrize(
    "name", ["Acme", "ACME GmbH", "acne handel", "name:acme", "name:acnehandel", "tax:tacmegmbh"]
)
async def test_one_is_shown_by_whatever_it_is_called(archive: Archive, name: str) -> None:
    said = await archive.sellers.shown("t1", ANNA, "en", name)
    [rows] = [part.rows for part in said.card.parts if isinstance(part, Fields)]
    assert (said.done, said.card.title) == (True, "Acme GmbH")
    assert dict(rows) == {
        "Approved": "2",
        "Last approved": "2026-11-22",
        "Names": "Acme GmbH",
        "Printed as": "ACNE Handel",
        "Tax numbers": "T Acme GmbH",
        "Accounts": "DE02 **** **** 2051",
        "Currencies": "EUR",
    }
    assert presses(said.card) == {FORGET: "name:acme", LIST: "0"}


async def test_what_is_forgotten_is_remembered_by_no_name(archive: Archive) -> None:
    card = await archive.press(FORGET, presses(await archive.press(OPEN, "name:acme"))[FORGET])
    assert card.title == "What 2 documents taught about Acme GmbH is forgotten."
    for name in ("Acme", "ACNE Handel", "tax:tacmegmbh"):
        said = await archive.sellers.shown("t1", ANNA, "en", name)
        assert not said.done
    assert entries(await archive.press(LIST, "0")) == [
        ("Zeta Ltd", "1 document approved, account DE02…2051, usually EUR")
    ]
    assert "acme" not in str(archive.noted()).casefold(), "no word of a document"
    assert [action for action, _ in archive.noted()] == [
        "seller.viewed", "seller.forgotten", "sellers.viewed",
    ]  # fmt: skip
    assert archive.noted()[0][1] == archive.noted()[1][1] != "all"


async def test_nobody_else_sees_or_forgets_anything(archive: Archive) -> None:
    refused: list[Said] = [
        await archive.sellers.listed("t1", EVA, "en"),
        await archive.sellers.shown("t1", EVA, "en", "Acme"),
        await archive.sellers.forget("t1", EVA, "en", "Acme"),
    ]
    sentence = Text("Only accounting can see what is remembered of sellers.", "bad")
    assert [(one.done, one.card.parts) for one in refused] == [(False, (sentence,))] * 3
    assert archive.noted() == []
    assert (await archive.sellers.shown("t1", ANNA, "en", "Acme")).done


async def test_of_whom_nothing_is_remembered_nothing_is_forgotten(archive: Archive) -> None:
    for said in (
        await archive.sellers.shown("t1", ANNA, "en", "Nobody"),
        await archive.sellers.forget("t1", ANNA, "en", "Nobody"),
    ):
        assert said.card.parts == (Text("Nothing is remembered of “Nobody”.", "bad"),)
        assert not said.done


async def test_a_long_list_is_turned_page_by_page(archive: Archive) -> None:
    for number in range(PAGE):
        await archive.approve(f"Seller {number}")
    first = await archive.press(LIST, "0")
    assert len(entries(first)) == PAGE
    assert presses(first)[LIST] == str(PAGE)
    for value in (str(PAGE), "99", str(PAGE + 3)):
        last = await archive.press(LIST, value)
        assert [title for title, _ in entries(last)] == ["Seller 7", "Zeta Ltd"]
        assert Text("9–10 of 10") in last.parts
        assert presses(last)[LIST] == "0"
    for strange in ("x", "-1", "9999999"):
        assert entries(await archive.press(LIST, strange)) == entries(first)
