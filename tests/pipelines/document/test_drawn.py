"""Floors: what the embedded reader makes of the documents that `tests/drawn` draws."""

import asyncio
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.comparison.score import Score, score
from pipelines.comparison.truth import Truth
from pipelines.document.model import SCALAR_FIELDS, Evidence, LineItem, Reading
from pipelines.media import Box
from tests.bench.reading import open_reader
from tests.drawn.collection import OCR, Collection, Drawn, draw
from tests.drawn.plan import Carrier
from tests.drawn.sheet import Place

SEED = 1
XML: frozenset[Carrier] = frozenset({"cii", "ubl", "digital"})
STRUCTURED: frozenset[Carrier] = XML | {"facturx", "ofd"}
TEXT: frozenset[Carrier] = frozenset({"text"})
FLOORS: dict[str, tuple[frozenset[Carrier], float]] = {
    "xml": (STRUCTURED, 1.0),
    "text": (TEXT, 0.97),
    "ocr": (OCR, 0.95),
}


@dataclass(frozen=True)
class Read:
    """A drawn document and what was read from it."""

    document: Drawn
    reading: Reading


@dataclass(frozen=True)
class Shelf:
    """The collection, read."""

    collection: Collection
    reads: tuple[Read, ...]

    def of(self, carriers: Iterable[Carrier]) -> list[Read]:
        return [one for one in self.reads if one.document.carrier in carriers]


async def _read(collection: Collection, folder: Path) -> tuple[Read, ...]:
    async with open_reader(folder) as reader:
        return tuple([
            Read(one, await reader.read(await reader.prepare(one))) for one in collection.documents
        ])  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    collection = draw(SEED)
    folder = tmp_path_factory.mktemp("drawn")
    return Shelf(collection, asyncio.run(_read(collection, folder)))


def score_of(reads: Iterable[Read]) -> Score:
    """Add up the scores; a duplicate is the ledger's to find, not the reader's."""
    total = Score()
    for one in reads:
        truth = dict(one.document.truth)
        truth["must_flag"] = [rule for rule in truth["must_flag"] if rule != "duplicate"]
        answer = one.reading.model_dump(mode="json")
        total.add(score(one.document.name, Truth.model_validate(truth), answer))
    return total


def told_of(total: Score) -> str:
    return "\n".join(map(str, total.misses))


def covers(evidence: Evidence, place: Place) -> bool:
    """Tell whether a piece of evidence shows a drawn value, and not half the page with it."""
    if evidence.page != place.page or evidence.box is None:
        return False
    found, drawn = evidence.box, place.box
    width = drawn.x1 - drawn.x0
    shared = min(found.x1, drawn.x1) - max(found.x0, drawn.x0)
    level = found.y0 < (drawn.y0 + drawn.y1) / 2 < found.y1
    tight = found.x1 - found.x0 < 2.5 * width and found.y1 - found.y0 < 3 * (drawn.y1 - drawn.y0)
    return level and tight and shared > width / 2


def uncovered(one: Read) -> list[str]:
    """Name the right values whose evidence is not where the generator drew them."""
    truth = one.document.truth.get("fields", {})
    missed = []
    for name in SCALAR_FIELDS:
        places = one.document.places.get(name, ())
        boxes = [found for found in one.reading.evidence.get(name, ()) if found.box]
        if places and truth.get(name) and name != "currency":
            found = any(covers(evidence, place) for evidence in boxes for place in places)
            missed += [] if found else [f"{one.document.name} {name}"]
    return missed


def test_every_document_of_the_plan_was_drawn(shelf: Shelf) -> None:
    absent = shelf.collection.absent
    if absent and os.environ.get("CI") != "true":  # noqa: TID251  # asks about the machine, not the product
        pytest.skip(f"without {', '.join(sorted(set(absent.values())))}: {', '.join(absent)}")
    assert not absent


def test_invoices_receipts_and_strangers_are_told_apart(shelf: Shelf) -> None:
    kinds = {one.document.name: one.reading.kind for one in shelf.reads}
    assert kinds == {one.document.name: one.document.truth["kind"] for one in shelf.reads}


@pytest.mark.parametrize("path", FLOORS)
def test_fields_are_right(shelf: Shelf, path: str) -> None:
    carriers, floor = FLOORS[path]
    total = score_of(shelf.of(carriers))
    assert total.scored.total() > 30
    assert total.accuracy >= floor, told_of(total)


def test_planted_faults_are_flagged(shelf: Shelf) -> None:
    total = score_of(shelf.reads)
    assert total.flags_wanted >= 11
    assert total.flags == total.flags_wanted, told_of(total)


def test_sound_documents_pass(shelf: Shelf) -> None:
    total = score_of(shelf.reads)
    assert total.clean_passed >= 0.97 * total.clean, told_of(total)


def test_what_passes_is_right(shelf: Shelf) -> None:
    total = score_of(shelf.reads)
    assert total.passed_right >= 0.97 * total.passed, told_of(total)


def test_every_value_has_evidence(shelf: Shelf) -> None:
    bare = [
        f"{one.document.name} {name}"
        for one in shelf.reads
        for name in SCALAR_FIELDS
        if getattr(one.reading.invoice, name, None) is not None
        and not one.reading.evidence.get(name)
    ]
    assert not bare


def test_values_of_a_page_have_a_box_on_it(shelf: Shelf) -> None:
    for one in shelf.of(TEXT | OCR):
        for places in one.reading.evidence.values():
            assert all(place.box is not None for place in places), one.document.name
            assert all(1 <= (place.page or 0) <= one.document.pages for place in places)


def test_values_of_an_xml_have_the_path_of_their_element(shelf: Shelf) -> None:
    for one in shelf.of(XML):
        for name, places in one.reading.evidence.items():
            assert all(place.path and place.source == "xml" for place in places), name


def test_boxes_stand_on_the_drawn_values(shelf: Shelf) -> None:
    with_pages = [one for one in shelf.reads if one.document.pages]
    missed = [name for one in with_pages for name in uncovered(one)]
    places = sum(len(one.document.places) for one in with_pages)
    assert len(missed) <= 0.03 * places, missed


def test_lines_of_an_electronic_invoice_are_kept(shelf: Shelf) -> None:
    for one in shelf.of(STRUCTURED):
        assert one.reading.invoice is not None
        told = tuple(LineItem.model_validate(row) for row in one.document.truth["line_items"])
        assert one.reading.invoice.line_items == told, one.document.name


@pytest.mark.parametrize(("carriers", "floor"), [(TEXT, 0.97), (OCR, 0.93)], ids=["text", "ocr"])
def test_lines_of_pages_are_read(shelf: Shelf, carriers: frozenset[Carrier], floor: float) -> None:
    total = score_of(one for one in shelf.of(carriers) if "line_items" in one.document.truth)
    assert total.lines_wanted > 20
    assert total.line_f1 >= floor, told_of(total)


def test_credit_notes_are_invoices_that_say_so(shelf: Shelf) -> None:
    credited = {
        one.document.name
        for one in shelf.reads
        if one.reading.invoice and one.reading.invoice.credit_note
    }
    assert credited == {"de_ubl_credit", "en_cii_credit", "zh_digital_credit"}


@pytest.mark.parametrize(
    ("box", "page", "right"),
    [
        (Box(0.50, 0.20, 0.60, 0.22), 1, True),
        (Box(0.48, 0.19, 0.62, 0.23), 1, True),
        (Box(0.50, 0.20, 0.60, 0.22), 2, False),
        (Box(0.50, 0.24, 0.60, 0.26), 1, False),
        (Box(0.56, 0.20, 0.70, 0.22), 1, False),
        (Box(0.05, 0.20, 0.95, 0.22), 1, False),
        (None, 1, False),
    ],
)
def test_a_box_elsewhere_does_not_count(box: Box | None, page: int, right: bool) -> None:
    place = Place(1, Box(0.50, 0.20, 0.60, 0.22))
    assert covers(Evidence(page=page, box=box, source="ocr"), place) is right
