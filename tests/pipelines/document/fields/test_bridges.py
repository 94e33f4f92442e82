"""What stands between the sums: it explains a total, and is none itself."""

from decimal import Decimal

import pytest

from pipelines.document.fields.amounts import read_sums
from pipelines.document.fields.between import Sums
from pipelines.document.model import TaxLine
from tests.pipelines.document.sheets import printed


def _sums(*rows: str) -> Sums:
    return read_sums(printed(*rows))


def _values(*rows: str) -> dict[str, str]:
    return {role: str(claim.value) for role, claim in _sums(*rows).amounts.items()}


def test_a_sum_before_its_discount_is_no_sum_without_tax() -> None:
    rows = ("Subtotal|100.00", "Discount|-10.00", "VAT 20%|18.00", "Total|108.00")
    found = _sums(*rows)

    assert _values(*rows) == {"subtotal": "90.00", "tax": "18.00", "total": "108.00"}
    assert [spot.text for spot in found.amounts["subtotal"].spots] == ["100.00", "-10.00"]
    assert found.between.goods == (Decimal("-10.00"),)


def test_without_a_tax_a_sum_before_its_discount_is_none_of_the_three() -> None:
    rows = ("Goods total|100.00", "Discount|-10.00", "Total|90.00")

    assert _values(*rows) == {"total": "90.00"}


def test_the_printed_sum_after_discounts_is_the_sum_without_tax() -> None:
    rows = (
        "Sum of lines|100.00", "Discount|-10.00", "Shipping|5.00", "Net amount|95.00",
        "VAT 20%|19.00", "Total|114.00",
    )  # fmt: skip
    found = _sums(*rows)

    assert _values(*rows) == {"subtotal": "95.00", "tax": "19.00", "total": "114.00"}
    assert sorted(found.between.goods) == [Decimal("-10.00"), Decimal("5.00")]
    assert found.between.beside(Decimal("100.00"), Decimal("95.00")) == (Decimal(5), Decimal(10))
    assert found.between.beside(Decimal("95.00"), Decimal("95.00")) == (Decimal(0), Decimal(0))


@pytest.mark.parametrize(
    ("label", "value", "total"),
    [("Tip", "10.00", "64.00"), ("Rounding", "-0.02", "53.98"), ("Gift voucher", "-5.00", "49.00")],
)
def test_what_comes_after_the_tax_leaves_the_sum_without_it_alone(
    label: str, value: str, total: str
) -> None:
    found = _sums("Subtotal|50.00", "Tax|4.00", f"{label}|{value}", f"Total|{total}")

    assert found.amounts["subtotal"].value == Decimal("50.00")
    assert found.amounts["total"].value == Decimal(total)
    assert found.between.after_tax in (Decimal(value), Decimal(0))
    assert abs(Decimal("54.00") + found.between.after_tax - Decimal(total)) <= Decimal("0.02")


@pytest.mark.parametrize(
    "rows",
    [
        ("Total|119.00", "Deposit received|-50.00", "Balance due|69.00"),
        ("Gesamtbetrag|119,00 €", "Anzahlung vom 01.02.2026|50,00 €", "Restbetrag|69,00 €"),
        ("Total TTC|119,00", "Acompte versé|50,00", "Net à payer|69,00"),
        ("Invoice total|119.00", "Previous balance|30.00", "Total due|149.00"),
        ("Totale fattura|119,00", "Ritenuta d'acconto|-20,00", "Netto a pagare|99,00"),
        ("价税合计|119.00", "已付定金|50.00", "应付余额|69.00"),
        ("Total|119.00", "Amount paid|119.00", "Balance due|0.00"),
    ],
)
def test_what_is_left_to_pay_is_not_the_total(rows: tuple[str, ...]) -> None:
    assert Decimal(_values(*rows)["total"]) == Decimal("119.00")


def test_a_total_that_is_not_printed_follows_from_what_was_paid_before() -> None:
    rows = ("Net amount|100.00", "VAT 19%|19.00", "Deposit|-50.00", "Balance due|69.00")

    assert _values(*rows) == {"subtotal": "100.00", "tax": "19.00", "total": "119.00"}


def test_sums_that_are_carried_over_are_none() -> None:
    rows = (
        "Widget|10.00", "Übertrag|10,00", "Nettobetrag|30,00", "MwSt. 19%|5,70", "Summe|35,70",
    )  # fmt: skip

    assert _values(*rows)["subtotal"] == "30.00"


@pytest.mark.parametrize(
    ("rows", "taxes"),
    [
        (
            ("Satz|Netto|MwSt.|Brutto", "7 %|100,00|7,00|107,00", "19 %|50,00|9,50|59,50"),
            [("7", "100.00", "7.00"), ("19", "50.00", "9.50")],
        ),
        (
            ("zzgl. 7 % USt. auf 100,00 €|7,00 €", "zzgl. 19 % USt. auf 50,00 €|9,50 €"),
            [("7", "100.00", "7.00"), ("19", "50.00", "9.50")],
        ),
        (
            ("IVA 7% su 100,00|7,00", "IVA 19% su 50,00|9,50"),
            [("7", "100.00", "7.00"), ("19", "50.00", "9.50")],
        ),
        (
            ("Netto|150,00", "7% MwSt|7,00", "19% MwSt|9,50"),
            [("7", None, "7.00"), ("19", None, "9.50")],
        ),
    ],
)
def test_taxes_are_told_by_rate_and_added_up(
    rows: tuple[str, ...], taxes: list[tuple[str, str | None, str]]
) -> None:
    found = _sums(*rows, "Gesamtbetrag|166,50 €")

    assert found.amounts["tax"].value == Decimal("16.50")
    assert found.amounts["subtotal"].value == Decimal("150.00")
    assert found.taxes == tuple(
        TaxLine(rate=Decimal(rate), base=base and Decimal(base), amount=Decimal(tax))
        for rate, base, tax in taxes
    )


@pytest.mark.parametrize(
    "rows",
    [
        ("Description|VAT %|Net|Gross", "Widget 20%|100.00|20.00|120.00"),
        ("Discount 10%|-10.00", "Total|90.00"),
        ("Alcohol 40%|12.00", "Total|12.00"),
    ],
)
def test_no_tax_is_told_where_a_row_speaks_of_goods(rows: tuple[str, ...]) -> None:
    assert _sums(*rows).taxes == ()


def test_a_label_goes_on_in_the_row_below() -> None:
    rows = (
        "|Total amount",
        "|(excl. VAT)|100.00",
        "|VAT|20.00",
        "|Total amount",
        "|incl. VAT|120.00",
    )

    assert _values(*rows) == {"subtotal": "100.00", "tax": "20.00", "total": "120.00"}


def test_the_head_of_goods_is_no_label_of_a_sum() -> None:
    rows = ("Concept|Price|Disc.|Total", "Travel|41.07|5%|39.02", "Net amount|39.02", "VAT|8.19")

    assert "total" not in _values(*rows)


def test_a_plain_number_is_no_total_where_amounts_have_cents() -> None:
    assert _values("Tax base, article 293", "Net amount|12.00") == {"subtotal": "12.00"}
