"""Whatever a model says, it is held against the page without an error, and bounded."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.document.decode import Parts
from pipelines.document.decoded import Decoded
from pipelines.document.exchange import Understood
from pipelines.document.fields.own import NOBODY
from pipelines.document.grounding.hold import Context, grounded
from pipelines.document.model import NO_ADJUSTMENTS, NO_ASIDES
from pipelines.document.question.wire import Bill, Clause, Side, Terms, Told
from pipelines.document.terms import TERMS
from tests.pipelines.document.sheets import page
from tests.pipelines.document.told import bill, right, terms

PAGE = page(
    "Mill and Sons Limited", "INVOICE", "Invoice number|R-4711", "Invoice date|4 March 2026",
    "Pens|2|50.00|100.00", "Subtotal|EUR 100.00", "VAT 19%|EUR 19.00", "Total|EUR 119.00",
    source="ocr",
)  # fmt: skip
PARTS = Parts(Decoded((PAGE,)), pages=1)
CONTEXT = Context(date(2026, 11, 22), NOBODY, NO_ADJUSTMENTS, NO_ASIDES)
ODD = (
    "", " ", "-", "(", "()", ".", ",", "1" * 5_000, "9" * 30 + ".99", "1,2,3,4,5", "1.2.3.4",
    "NaN", "Infinity", "1e99", "--1", "١٢٣", "１２３", "½", "0x10", "31.02.2026", "00.00.0000",
    "2026-13-45", "\u202e119.00", "€", "$$$", "EUR EUR", "\\", "[", "(?:", "a" * 3_000, "ﬀ" * 900,
    "{found}", "%s", "<script>", "DE" + "0" * 40, "二〇二六年十三月", "\U0001f4b6",
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(ODD), st.text(max_size=40), st.from_regex(r"[0-9.,' ()-]{1,20}"))


def held(told: Told) -> Understood:
    found = grounded(told, PARTS, CONTEXT)
    return Understood.model_validate(found.model_dump(mode="json"))


@pytest.mark.parametrize("odd", ODD)
def test_odd_strings_are_held(odd: str) -> None:
    names = [name for name in Bill.model_fields if name not in {"kind", "line_items"}]
    found = held(bill((odd, odd, odd, odd), **dict.fromkeys(names, odd)))
    assert found.invoice is not None
    clauses = dict.fromkeys(TERMS, (odd, odd))
    assert held(terms((odd, odd, odd), **clauses)).kind == "contract"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_answer_is_held(data: st.DataObject) -> None:
    texts = st.none() | TEXTS
    fields = {name: texts for name in Bill.model_fields if name not in {"kind", "line_items"}}
    said = data.draw(st.fixed_dictionaries(fields))
    four = data.draw(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), max_size=3))
    found = held(bill(*four, **said))
    assert found.invoice is not None
    for name, places in found.evidence.items():
        assert places, name


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=len(TERMS), max_size=len(TERMS)), TEXTS)
def test_any_terms_are_held(clauses: list[tuple[str, str]], name: str) -> None:
    said = {one: Clause(value=v, quote=q) for one, (v, q) in zip(TERMS, clauses, strict=True)}
    sides = [Side(name=name, role=name, quote=name)] * 60
    told = Terms.model_validate({"kind": "contract", "parties": sides, **said})
    found = held(told)
    assert found.contract is not None
    assert len(found.contract.parties) <= 50


def test_a_page_of_a_contract_may_be_blank_for_a_model_too() -> None:
    blank = replace(page(source="ocr"), number=2)
    parts = Parts(Decoded((PAGE, blank)), pages=2)
    found = grounded(terms(("", "", "")), parts, CONTEXT).findings
    assert [one.severity for one in found if one.rule == "unreadable_page"] == ["warning"]


def test_no_place_no_value_of_a_contract() -> None:
    found = held(terms(("Adler", "Owner", "Adler"), term=("2 years", "for 2 years")))
    assert found.contract is not None
    assert (found.contract.parties, found.contract.term) == ((), None)


@pytest.mark.parametrize(("words", "said"), [("Total", True), ("Credit note", False), ("", False)])
def test_a_credit_note_is_one_where_the_page_has_the_words(words: str, said: bool) -> None:
    found = held(right(credit_note=words))
    assert found.invoice is not None
    assert found.invoice.credit_note is said


def test_the_right_answer_is_borne_out_in_full() -> None:
    found = held(right(("Pens", "2", "50.00", "100.00")))
    assert [one.rule for one in found.findings] == []
    assert found.invoice is not None
    assert found.invoice.total == Decimal("119.00")
