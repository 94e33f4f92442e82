"""Floors: seller, buyer and tax number over invented letterheads in seven languages."""

from collections import Counter

import pytest

from pipelines.comparison.folded import same_name
from pipelines.document.fields.parties import read_parties
from pipelines.document.page.printed import Printed
from tests.pipelines.document.fields.letterheads import LAYOUTS, letters
from tests.pipelines.document.fields.wording import WORDS

SEEDS = (20611, 20612, 20613)
# Layouts that print no tax number at all.
WITHOUT_NUMBER = {"one_row_a_party", "slogan_on_top", "holder_of_the_account"}


def alike(found: str | None, wanted: str) -> bool:
    return found is not None and same_name(found, wanted)


@pytest.fixture(scope="module")
def counted() -> Counter[str]:
    """Count what is right, wrong and left out over all seeds."""
    counts: Counter[str] = Counter()
    for seed in SEEDS:
        for letter in letters(seed):
            parties = read_parties(Printed((letter.page,)))
            counts["letters"] += 1
            for role, claim, party in (
                ("seller", parties.vendor, letter.seller),
                ("buyer", parties.buyer, letter.buyer),
            ):
                counts[f"{role} right"] += alike(claim.value if claim else None, party.name)
                counts[f"{role} wrong"] += claim is not None and not alike(claim.value, party.name)
            tax = parties.standing.vendor_tax
            counts["taxed"] += letter.layout not in WITHOUT_NUMBER
            told = tax is not None and tax.value.endswith(letter.seller.tax_id)
            counts["tax right"] += told
            counts["tax wrong"] += tax is not None and not told
    return counts


def test_every_layout_is_drawn_in_every_language(counted: Counter[str]) -> None:
    assert counted["letters"] == len(SEEDS) * len(LAYOUTS) * len(WORDS)


def test_sellers_are_told_and_seldom_mistaken(counted: Counter[str]) -> None:
    assert counted["seller right"] >= 0.96 * counted["letters"]
    assert counted["seller wrong"] <= 0.03 * counted["letters"]


def test_buyers_are_told_where_the_page_says_so(counted: Counter[str]) -> None:
    assert counted["buyer right"] >= 0.92 * counted["letters"]
    assert counted["buyer wrong"] <= 0.02 * counted["letters"]


def test_tax_numbers_are_the_sellers_own(counted: Counter[str]) -> None:
    assert counted["tax right"] >= 0.97 * counted["taxed"]
    assert counted["tax wrong"] <= 0.01 * counted["taxed"]
