"""Floors: how many lines are read right of tables and slips laid out at random."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random

import pytest

from pipelines.comparison.lines import pair
from pipelines.document.fields.lines.read import read_lines
from pipelines.document.fields.lines.table import Table
from pipelines.document.model import Source
from pipelines.document.page.printed import Printed
from tests.pipelines.document.fields.lines.deals import HEADS, Sheet, Sold
from tests.pipelines.document.fields.lines.layouts import draw_slip, draw_table

Draw = Callable[[Random, str, Source], tuple[Sheet, list[Sold]]]
SEEDS = range(12)


def _told(line: Sold, *, counted: bool) -> dict[str, str]:
    told = {"description": line.name, "qty": str(line.qty), "total": str(line.total)}
    return told | ({"unit_price": str(line.price)} if counted else {})


def _given(table: Table) -> list[dict[str, object]]:
    return [item.model_dump() for item in table.items]


def _f1(draw: Draw, language: str, source: Source, *, counted: bool) -> tuple[float, list[str]]:
    hits = wanted = given = 0
    missed: list[str] = []
    for seed in SEEDS:
        sheet, goods = draw(Random(f"{seed} {language} {source}"), language, source)
        table = read_lines(Printed(sheet.printed()))
        found = pair([_told(line, counted=counted) for line in goods], _given(table))
        hits, wanted, given = hits + found.hits, wanted + len(goods), given + len(table.lines)
        missed += [f"{seed}: {line}" for line in (*found.missed, *found.surplus)]
    return 2 * hits / (wanted + given), missed


@pytest.mark.parametrize("source", ["pdf_text", "ocr"])
@pytest.mark.parametrize("language", list(HEADS))
def test_lines_of_tables(language: str, source: Source) -> None:
    f1, missed = _f1(draw_table, language, source, counted=True)
    assert f1 >= 0.9, "\n".join(missed)


@pytest.mark.parametrize("source", ["pdf_text", "ocr"])
@pytest.mark.parametrize("language", list(HEADS))
def test_lines_of_slips(language: str, source: Source) -> None:
    f1, missed = _f1(draw_slip, language, source, counted=False)
    assert f1 >= 0.9, "\n".join(missed)


def _total(goods: Sequence[Sold]) -> Decimal:
    return sum((one.total for one in goods), Decimal(0))


def test_a_table_that_was_read_whole_has_all_its_lines() -> None:
    whole = 0
    for seed in range(80):
        rng = Random(f"whole {seed}")
        sheet, goods = draw_table(rng, rng.choice(list(HEADS)), "pdf_text")
        table = read_lines(Printed(sheet.printed()))
        if table.whole and table.lines:
            whole += 1
            totals = [line.item.total or Decimal(0) for line in table.lines]
            assert sum(totals, Decimal(0)) == _total(goods), seed
    assert whole >= 60
