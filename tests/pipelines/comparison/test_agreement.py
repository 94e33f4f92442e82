"""Readers held against each other: what is the same, of how many, and where they differ."""

from decimal import Decimal
from typing import Any

import pytest

from pipelines.comparison.agreement import Answer, agreement, difference_rows, rows, values
from tests.pipelines.comparison.sample import LINE, answer


def _contract(**terms: object) -> dict[str, Any]:
    return {"kind": "contract", "invoice": None, "contract": terms, "findings": []}


def _two(what: str, one: Answer, other: Answer) -> str:
    """Say how far two answers for one document agree on something."""
    table = rows(agreement({"local": {"a.pdf": one}, "qwen": {"a.pdf": other}}))
    return {row[0]: row[1] for row in table}.get(what, "-")


@pytest.mark.parametrize(
    ("what", "one", "other", "same"),
    [
        ("total", {}, {"total": Decimal(100)}, "1/1"),
        ("total", {}, {"total": Decimal("100.01")}, "0/1"),
        ("total", {}, {"total": None}, "0/1"),
        ("total", {"total": None}, {"total": None}, "-"),
        ("tax", {"tax": Decimal("0.00")}, {"tax": None}, "1/1"),
        ("tax", {"tax": Decimal("0.01")}, {"tax": None}, "0/1"),
        ("vendor", {}, {"vendor": "WEBER & Söhne Logistik"}, "1/1"),
        ("vendor", {}, {"vendor": "Weber Bau"}, "0/1"),
        ("invoice_number", {}, {"invoice_number": "re 2026-1001"}, "1/1"),
        ("issue_date", {}, {"issue_date": "2026-08-25"}, "0/1"),
        ("line_items", {"line_items": [LINE]}, {"line_items": (LINE,)}, "1/1"),
        ("line_items", {"line_items": [LINE]}, {"line_items": [LINE, LINE]}, "0/1"),
        ("line_items", {"line_items": [LINE]}, {"line_items": []}, "0/1"),
        ("line_items", {"line_items": ()}, {"line_items": []}, "-"),
    ],
)
def test_values_are_compared_by_what_they_mean(
    what: str, one: dict[str, object], other: dict[str, object], same: str
) -> None:
    assert _two(what, answer(**one), answer(**other)) == same  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "one", "other", "same"),
    [
        ("parties", {"parties": ("Acme Ltd", "Bolt AG")}, {"parties": ["BOLT", "Acme"]}, "1/1"),
        ("parties", {"parties": ("Acme Ltd", "Bolt AG")}, {"parties": ["Acme"]}, "0/1"),
        ("parties", {"parties": ("Acme Ltd",)}, {"parties": ["Bolt"]}, "0/1"),
        ("term", {"term": "2 years"}, {"term": "2 Years"}, "1/1"),
        ("expiry_date", {"expiry_date": "2026-01-01"}, {}, "0/1"),
    ],
)
def test_contracts_are_compared_by_their_terms(
    what: str, one: dict[str, object], other: dict[str, object], same: str
) -> None:
    assert _two(what, _contract(**one), _contract(**other)) == same


def test_three_readers_are_counted_all_together_and_two_by_two() -> None:
    def said(**totals: str) -> dict[str, Answer]:
        return {name: answer(total=total) for name, total in totals.items()}

    found = agreement(
        {
            "local": said(a="1", b="1", c="1"),
            "qwen": said(a="1", b="2", c="1"),
            "gpt": said(a="1", b="2"),  # it could not read c
        }
    )

    head, *table = rows(found)
    assert head == ("the same", "all", "local = qwen", "local = gpt", "qwen = gpt")
    assert next(row for row in table if row[0] == "total") == (
        "total", "1/2", "2/3", "1/2", "2/2",
    )  # fmt: skip
    assert difference_rows(found) == [
        ("document", "what", "local", "qwen", "gpt"), ("b", "total", "1", "2", "2"),
    ]  # fmt: skip
    assert values(found)["same"]["total"]["local+qwen+gpt"] == {
        "same": 1, "documents": 2,
    }  # fmt: skip


def test_names_that_are_like_a_third_one_need_not_be_alike() -> None:
    names = {"local": "Abcdefghijkl", "qwen": "Abcdefghijxx", "gpt": "Abcdefghyyxx"}
    found = agreement({name: {"a": answer(vendor=vendor)} for name, vendor in names.items()})

    assert next(row for row in rows(found) if row[0] == "vendor")[1] == "0/1"


def test_where_readers_differ_is_told_in_words() -> None:
    found = agreement(
        {
            "local": {"a.pdf": answer(line_items=[LINE])},
            "qwen": {"a.pdf": answer(kind="receipt", line_items=[])},
            "gpt": {},
        }
    )

    told = {one.what: one.said for one in found.differences}
    assert told["kind"] == {"local": "invoice", "qwen": "receipt"}
    assert told["line_items"] == {
        "local": "1: Blue pens, 12 pcs | 2 | 1.50 | 3.00", "qwen": "nothing",
    }  # fmt: skip
    assert difference_rows(found)[1] == ("a.pdf", "kind", "invoice", "receipt", "not read")
