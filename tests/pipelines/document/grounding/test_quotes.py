"""Quotes on pages: over lines and pages, nearly in recognised text, never by chance."""

from dataclasses import replace

import pytest

from pipelines.document.grounding.quotes import Quotes
from pipelines.document.model import Source
from pipelines.document.page.printed import Printed
from tests.pipelines.document.sheets import page

FIRST = (
    "THE AGREEMENT",
    "This Agreement shall be governed by the laws of the Sta-",
    "te of Oregon.",
)
SECOND = ("本合同自2026年3月4日起生效，", "有效期为三年。")


def quotes(source: Source = "pdf_text", apart: frozenset[int] = frozenset()) -> Quotes:
    pages = (page(*FIRST, source=source), replace(page(*SECOND, source=source), number=2))
    return Quotes(Printed(pages).rows, apart)


@pytest.mark.parametrize(
    ("quote", "pages"),
    [
        ("governed by the laws of the State of Oregon", [1]),
        ("GOVERNED BY THE LAWS, of the “State” of oregon", [1]),
        ("本合同自2026年3月4日起生效，有效期为三年", [2]),
        ("State of Oregon. 本合同自2026年", [1, 2]),
        ("governed by the laws of the State of Utah", []),
        ("governed by the law of Oregon", []),
        ("", []),
        ("—", []),
    ],
)
def test_a_quote_is_found_over_its_lines(quote: str, pages: list[int]) -> None:
    assert [one.page for one in quotes().find(quote)] == pages


def test_its_place_is_around_all_of_it() -> None:
    [place] = quotes().find("laws of the State of Oregon")
    assert place.text == "laws of the Sta te of Oregon"
    assert place.box is not None
    assert place.box.y1 - place.box.y0 > 0.02  # two lines of print
    assert (place.match, place.source) == ("normalised", "pdf_text")


@pytest.mark.parametrize(
    ("source", "quote", "found"),
    [
        ("ocr", "This Agreement shall be goverened by the 1aws of the State", 1),
        ("pdf_text", "This Agreement shall be goverened by the 1aws of the State", 0),
        ("ocr", "This contract is ruled by whatever law there is", 0),
        ("ocr", "Orego", 1),
        ("ocr", "Utah", 0),
    ],
)
def test_recognised_text_may_be_misread(source: Source, quote: str, found: int) -> None:
    assert len(quotes(source).find(quote)) == found


def test_what_gives_orders_is_no_quote() -> None:
    assert quotes(apart=frozenset({1})).find("governed by the laws") == ()


def test_only_so_many_quotes_are_looked_for_nearly() -> None:
    every = quotes("ocr")
    near = "This Agreement shall be goverened by the 1aws of the State"
    assert [len(every.find(near)) for _ in range(21)] == [1] * 20 + [0]
