"""Truth files: what may stand in them, and the one line that says what may not."""

import json

import pytest

from pipelines.comparison.truth import TruthFault, parse


def test_a_truth_names_what_is_scored() -> None:
    found = parse(b'{"kind": "receipt", "fields": {"total": "12.50", "tax": null}, "note": "x"}')

    assert found.scalars == {"tax": None, "total": "12.50"}
    assert (found.kinds, found.must_flag, found.line_items) == (("receipt",), (), None)
    assert found.parties is None


def test_numbers_may_be_written_as_numbers() -> None:
    text = b'{"kind": "invoice", "fields": {"total": 12.10}, "line_items": [{"qty": 2}]}'

    found = parse(text)

    assert found.scalars == {"total": "12.10"}
    assert found.line_items == ({"qty": "2"},)


def test_a_contract_has_parties_and_exact_fields() -> None:
    fields = {"parties": ["A", "B"], "term": "2 years", "total": "5"}

    found = parse(json.dumps({"kind": "contract", "fields": fields}).encode())

    assert (found.parties, found.terms, found.scalars) == (("A", "B"), {"term": "2 years"}, {})


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse(b'\xef\xbb\xbf{"kind": "other"}').kind == "other"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{", "this is no JSON"),
        (b"\xff\xfe", "this is no JSON"),
        (b"[" * 100_000, "this is no JSON"),
        (b"[]", "a JSON object is wanted, with at least a kind"),
        (b"{}", "kind: Field required"),
        (b'{"kind": "bill"}', "kind: Input should be 'invoice', 'receipt', 'contract' or 'other'"),
        (b'{"kind": "invoice", "fields": {"total": "12,50"}}', "'12,50' is no amount: write 12.50"),
        (b'{"kind": "invoice", "fields": {"total": "NaN"}}', "'NaN' is no amount"),
        (b'{"kind": "invoice", "fields": {"vendor": ["A"]}}', "fields.vendor: one text is wanted"),
        (b'{"kind": "contract", "fields": {"parties": "A"}}', "fields.parties: a list is wanted"),
        (
            b'{"kind": "invoice", "fields": {"issue_date": "3.4.2026"}}',
            "'3.4.2026' is no day: write YYYY-MM-DD",
        ),
        (b'{"kind": "invoice", "line_items": [{"qty": "two"}]}', "'two' is no number"),
        (b'{"kind": "invoice", "must_flag": "iban"}', "must_flag: "),
    ],
)
def test_what_is_wrong_is_said_in_one_line(content: bytes, why: str) -> None:
    with pytest.raises(TruthFault) as caught:
        parse(content)
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 230
