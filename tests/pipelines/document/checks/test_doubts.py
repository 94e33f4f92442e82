"""What was hard to read, guessed or not read at all is told."""

from decimal import Decimal

import pytest

from pipelines.document.checks.doubts import hard_to_read, unreadable
from pipelines.document.decoded import Decoded, Page
from pipelines.document.model import Invoice
from pipelines.document.page.evidence import Index, Place
from pipelines.document.page.printed import Printed
from pipelines.media import Box, Word

INVOICE = Invoice(total=Decimal("119.00"), currency="EUR")


def page(*words: tuple[str, float], number: int = 1) -> Page:
    levels = (0.1 + 0.05 * at for at in range(len(words)))
    return Page(
        number, 600, 800, "ocr",
        tuple(
            Word(text, Box(0.1, level, 0.5, level + 0.02), sure)
            for (text, sure), level in zip(words, levels, strict=True)
        ),
    )  # fmt: skip


def hard(*pages: Page) -> dict[str | None, str]:
    index = Index(Printed(pages))
    places: dict[str, list[Place]] = {
        "total": index.money(Decimal("119.00")), "currency": index.currency("EUR"),
    }  # fmt: skip
    found = list(hard_to_read(INVOICE, places, pages))
    assert all((one.rule, one.severity) == ("low_ocr_confidence", "warning") for one in found)
    return {one.field: f"{one.facts['found']} {one.facts['score']}" for one in found}


@pytest.mark.parametrize(
    ("sure", "told"),
    [(0.97, {}), (0.86, {}), (0.84, {"total": "119.00 84"}), (0.5, {"total": "119.00 50"})],
)
def test_a_value_that_was_hard_to_recognise_is_told(sure: float, told: dict[str, str]) -> None:
    assert hard(page(("Total 119.00", sure), ("EUR", 0.99), ("Thank you", 0.9))) == told


def test_a_value_that_stands_somewhere_else_clearly_is_sure() -> None:
    assert hard(page(("Total 119.00", 0.6), ("EUR", 0.99), ("Paid 119.00", 0.98))) == {}


def test_on_a_faint_page_a_value_has_to_be_surer() -> None:
    faint = [("blurred words", 0.6)] * 6
    assert hard(page(("Total 119.00", 0.9), ("EUR", 0.99), *faint)) == {"total": "119.00 90"}
    assert hard(page(("Total 119.00", 0.9), ("EUR", 0.99)), page(*faint, number=2)) == {}


def test_text_that_was_read_is_never_hard_to_read() -> None:
    layer = Page(1, 600, 800, "pdf_text", (Word("Total 119.00", Box(0.1, 0.1, 0.3, 0.12)),))
    assert hard(layer) == {}


def test_pages_that_say_nothing_are_told() -> None:
    told = list(unreadable(Decoded((page(("Total", 0.9)), Page(2, 600, 800, "ocr")))))
    assert [(one.rule, one.severity, one.facts) for one in told] == [
        ("unreadable_page", "error", {"page": "2"})
    ]
    (beside,) = unreadable(Decoded((Page(1, 600, 800, "ocr"),)), "warning")
    assert beside.severity == "warning"
