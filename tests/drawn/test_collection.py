"""The drawn collection keeps its promises: enough of everything, the same for the same seed."""

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from random import Random

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
import pytest
from lxml import etree

from tests.drawn.bill import Bill, invoice, truth
from tests.drawn.collection import SUFFIXES, Collection, Drawn, draw
from tests.drawn.names import party
from tests.drawn.plan import PLANS
from tests.drawn.wording import capitals


@pytest.fixture(scope="module")
def collection() -> Collection:
    return draw(1)


def _truths(drawn: Collection) -> dict[str, str]:
    return {one.name: json.dumps(one.truth, sort_keys=True) for one in drawn.documents}


def test_a_seed_gives_the_same_documents_each_time(collection: Collection) -> None:
    again = draw(1)
    assert _truths(again) == _truths(collection)
    for one, other in zip(collection.documents, again.documents, strict=True):
        assert one.places == other.places
        if one.ocr_pages == 0:
            assert one.content == other.content


def test_another_seed_gives_other_documents(collection: Collection) -> None:
    ours, theirs = _truths(collection), _truths(draw(2))
    with_fields = {name for name, text in ours.items() if '"fields"' in text}
    assert all(ours[name] != theirs[name] for name in with_fields)


def test_the_plan_covers_what_clerk_reads() -> None:
    assert len(PLANS) >= 36
    assert len({plan.name for plan in PLANS}) == len(PLANS)
    assert {plan.language for plan in PLANS} == {"en", "de", "zh"}
    carriers = Counter(plan.carrier for plan in PLANS)
    assert set(carriers) == set(SUFFIXES)
    assert {"letter", "quotation", "menu", "receipt"} <= {plan.matter for plan in PLANS}


def test_faults_are_planted_with_their_rule(collection: Collection) -> None:
    planted = {flag for one in collection.documents for flag in one.truth["must_flag"]}
    assert planted == {
        "sum_mismatch", "line_sum_mismatch", "invalid_date", "future_date", "duplicate",
        "missing_field:invoice_number", "source_conflict:total", "source_conflict:issue_date",
        "source_conflict:invoice_number",
    }  # fmt: skip
    for one in collection.documents:
        assert set(one.truth.get("after", ())) <= {other.name for other in collection.documents}


def test_sums_are_right_where_no_fault_is_planted(collection: Collection) -> None:
    for one in collection.documents:
        fields = one.truth.get("fields", {})
        if one.truth["must_flag"] or not fields:
            continue
        amounts = (Decimal(fields[name]) for name in ("subtotal", "tax", "total"))
        subtotal, tax, total = amounts
        assert subtotal + tax == total, one.name


def _with_text_layer(collection: Collection) -> list[Drawn]:
    return [one for one in collection.documents if one.carrier in {"text", "facturx"}]


def test_values_stand_where_the_generator_says(collection: Collection) -> None:
    for one in _with_text_layer(collection):
        document = pdfium.PdfDocument(one.content)
        assert len(document) == one.pages
        for mark in ("vendor", "invoice_number"):
            value = (one.truth.get("fields") or {}).get(mark)
            for place in one.places.get(mark, ()):
                page = document[place.page - 1]
                width, height = page.get_size()
                left, top, right, bottom = place.box
                found = page.get_textpage().get_text_bounded(
                    left * width - 1, height - bottom * height, right * width + 1,
                    height - top * height,
                )  # fmt: skip
                assert value in found, (one.name, mark)
        document.close()


def test_no_value_leaves_its_page(collection: Collection) -> None:
    for one in collection.documents:
        for places in one.places.values():
            for place in places:
                assert 1 <= place.page <= one.pages
                assert 0 <= place.box.x0 < place.box.x1 <= 1, one.name
                assert 0 <= place.box.y0 < place.box.y1 <= 1, one.name


def test_every_field_of_the_truth_is_drawn(collection: Collection) -> None:
    for one in collection.documents:
        for name, value in one.truth.get("fields", {}).items():
            drawn_in_parts = name == "tax" and one.name.endswith("two_rates")
            if one.pages and value and not drawn_in_parts:
                assert one.places.get(name), (one.name, name)


def test_xml_is_well_formed(collection: Collection) -> None:
    for one in collection.documents:
        if one.carrier in {"cii", "ubl"}:
            root = etree.fromstring(one.content)
            assert one.truth["fields"]["vendor"] in str(root.xpath("string()"))


def test_the_electronic_invoice_travels_inside_the_page(collection: Collection) -> None:
    hybrid = next(one for one in collection.documents if one.name == "de_facturx")
    document = pdfium.PdfDocument(hybrid.content)
    (attachment,) = (document.get_attachment(at) for at in range(document.count_attachments()))
    assert attachment.get_name() == "factur-x.xml"
    assert etree.fromstring(bytes(attachment.get_data())).tag.endswith("CrossIndustryInvoice")
    document.close()


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0.05", "零圆零伍分"),
        ("10.00", "壹拾圆整"),
        ("1005.30", "壹仟零伍圆叁角整"),
        ("10050.84", "壹万零伍拾圆捌角肆分"),
        ("120300.01", "壹拾贰万零叁佰圆零壹分"),
        ("50000.00", "伍万圆整"),
    ],
)
def test_capital_figures(amount: str, words: str) -> None:
    assert capitals(Decimal(amount)) == words


def test_a_bill_that_disputes_a_field_hides_it() -> None:
    bill: Bill = replace(invoice(Random(3), "de"), disputed=("total",))
    found = truth(bill)
    assert "total" not in found["fields"]
    assert found["must_flag"] == ["source_conflict:total"]


def test_invented_accounts_pass_their_check() -> None:
    for seed in range(20):
        account = party(Random(seed), "de").iban
        turned = account[4:] + account[:4]
        assert int("".join(str(int(one, 36)) for one in turned)) % 97 == 1
