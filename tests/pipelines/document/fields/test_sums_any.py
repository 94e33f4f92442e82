"""Floors over sums drawn at random: ten languages, twelve shapes, five layouts, text and scan."""

from collections.abc import Iterator
from random import Random

import pytest

from pipelines.document.fields.amounts import read_sums
from pipelines.document.page.printed import Printed
from tests.pipelines.document.fields.sum_blocks import LAYOUTS, SHAPES, Block, Shape, block
from tests.pipelines.document.fields.sum_words import WORDS

SEEDS = range(7000, 7006)
FLOOR = 0.98
SHAPE_FLOOR = 0.93


def _blocks(language: str) -> Iterator[Block]:
    for shape in SHAPES:
        for seed in SEEDS:
            random = Random(f"{seed} {language} {shape}")  # drawn again the same
            yield block(random, language, shape, random.choice(LAYOUTS))


def _wrong(drawn: Block) -> list[str]:
    """Name the sums that were read otherwise than drawn; a tax of nothing may be left out."""
    found = read_sums(Printed((drawn.page,))).amounts
    got = {role: claim.value for role, claim in found.items()}
    return [
        f"{drawn.shape} {drawn.layout} {role}: {value} {got.get(role)} {drawn.rows[4:]}"
        for role, value in drawn.truth.items()
        if got.get(role) != value
    ]


@pytest.mark.parametrize("language", WORDS)
def test_sums_are_read_in_any_language(language: str) -> None:
    drawn = list(_blocks(language))
    wrong = [one for each in drawn for one in _wrong(each)]

    assert len(wrong) <= (1 - FLOOR) * 3 * len(drawn), "\n".join(wrong)


@pytest.mark.parametrize("shape", SHAPES)
def test_sums_are_read_in_any_shape(shape: Shape) -> None:
    drawn = [one for language in WORDS for one in _blocks(language) if one.shape == shape]
    wrong = [one for each in drawn for one in _wrong(each)]

    assert len(wrong) <= (1 - SHAPE_FLOOR) * 3 * len(drawn), "\n".join(wrong)


@pytest.mark.parametrize("language", WORDS)
def test_taxes_by_rate_that_are_told_are_those_drawn(language: str) -> None:
    for drawn in _blocks(language):
        told = [(one.rate, one.amount) for one in read_sums(Printed((drawn.page,))).taxes]
        assert told in ([], drawn.taxes), drawn.rows


def test_tables_of_taxes_are_told() -> None:
    drawn = [
        one for language in WORDS for one in _blocks(language) if one.shape in ("rates", "table")
    ]
    told = [len(read_sums(Printed((one.page,))).taxes) == 2 for one in drawn]

    assert sum(told) >= 0.95 * len(drawn)
