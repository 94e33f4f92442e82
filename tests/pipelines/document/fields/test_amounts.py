"""The sum, the tax and the total among everything else that is printed."""

from decimal import Decimal

import pytest

from pipelines.document.fields.amounts import read_amounts
from pipelines.document.fields.withheld import withheld_in
from pipelines.document.model import Source
from tests.pipelines.document.sheets import printed


def _read(*rows: str, source: Source = "pdf_text") -> dict[str, str]:
    claims = read_amounts(printed(*rows, source=source))
    return {role: str(claim.value) for role, claim in claims.items()}


def test_cash_and_change_are_not_the_total() -> None:
    found = _read("Milk|1.20", "TOTAL|1.20", "CASH|5.00", "CHANGE|3.80", source="ocr")

    assert found == {"total": "1.20"}


def test_without_a_label_cash_less_change_is_the_total() -> None:
    found = _read("Milk|1.20", "Bread|2.80", "4.00", "CASH|5.00", "CHANGE|1.00", source="ocr")

    assert found["total"] == "4.00"


def test_the_total_after_rounding_wins() -> None:
    found = _read(
        "TOTAL|60.31", "ROUNDING ADJ|-0.01", "|60.30", "CASH|70.30", "CHANGE|10.00", source="ocr"
    )

    assert found["total"] == "60.30"


def test_labels_win_over_arithmetic_where_the_sum_is_wrong() -> None:
    found = _read("Nettobetrag|697,31 €", "zzgl. 7 % USt.|48,81 €", "Rechnungsbetrag|846,12 €")

    assert found == {"subtotal": "697.31", "tax": "48.81", "total": "846.12"}


def test_arithmetic_chooses_among_several_subtotals() -> None:
    found = _read(
        "Subtotal|112.00", "Subtotal|150.90", "Subtotal|262.90", "Tax 15% on $ 112.90|16.94",
        "Total|279.84",
    )  # fmt: skip

    assert found == {"subtotal": "262.90", "tax": "16.94", "total": "279.84"}


def test_the_amount_still_owed_is_not_the_total() -> None:
    found = _read(
        "Rechnungssumme ohne USt.|15.387,08", "Steuerbetrag|2.923,55", "Bruttosumme|18.310,63",
        "Erhaltene Anzahlungen|-17.808,00", "Zahlbetrag|502,63",
    )  # fmt: skip

    assert found["total"] == "18310.63"


def test_taxes_of_several_rates_are_added_up_with_their_places() -> None:
    claims = read_amounts(
        printed("Netto|473,00", "USt. 7%|275,00|19,25", "USt. 19%|198,00|37,62", "Brutto|529,87")
    )

    assert claims["tax"].value == Decimal("56.87")
    assert [spot.text for spot in claims["tax"].spots] == ["19,25", "37,62"]


def test_one_row_holds_sum_tax_and_total_under_their_heads() -> None:
    found = _read(
        "||Prix|Total", "Montant HT|Montant TVA|Montant TTC", "24.99|5.00|29.99",
        "Somme à payer|29.99",
    )  # fmt: skip

    assert found == {"subtotal": "24.99", "tax": "5.00", "total": "29.99"}


def test_amounts_stand_below_their_labels() -> None:
    found = _read("Net amount|VAT total|Grand total", "100.00|19.00|119.00")

    assert found == {"subtotal": "100.00", "tax": "19.00", "total": "119.00"}


def test_a_subtotal_with_the_tax_in_it_is_none() -> None:
    found = _read(
        "SubTotal|75.00", "Total Sales Incl GST|75.00", "GST @6%|4.25", "CASH|100.00",
        "CHANGE|25.00", source="ocr",
    )  # fmt: skip

    assert found == {"tax": "4.25", "total": "75.00"}


@pytest.mark.parametrize(
    ("label", "role"), [("Total incl. 19 % VAT", "total"), ("Total excl. VAT", "subtotal")]
)
def test_a_tax_word_behind_total_tells_which_total(label: str, role: str) -> None:
    found = _read(f"{label}|100.00")

    assert found == {role: "100.00"}


@pytest.mark.parametrize(
    "labels",
    [("Net", "VAT", "Gross"), ("Net amount", "VAT", "Gross amount"),
     ("Net total", "VAT", "Gross total"),
     ("Netto", "USt.", "Brutto"), ("Importe bruto", "IVA", "Líquido a pagar")],
)  # fmt: skip
def test_a_net_sum_with_its_tax_is_not_the_total(labels: tuple[str, ...]) -> None:
    net, tax, total = labels

    found = _read(f"{net}|90.00", f"{tax}|18.00", f"{total}|£108.00")

    assert found == {"subtotal": "90.00", "tax": "18.00", "total": "108.00"}


def test_a_net_sum_alone_may_be_the_total() -> None:
    assert _read("Tea|3.90", "NET TOTAL|3.90", "CASH|4.00", "CHANGE|0.10")["total"] == "3.90"


@pytest.mark.parametrize(
    ("rows", "values"),
    [
        (
            ("Nettobetrag|1.250 €", "MwSt 19 %|238 €", "Gesamtbetrag|1.488 €"),
            ["1250", "238", "1488"],
        ),
        (("小計|108,500", "消費税(10%)|10,850", "合計|¥119,350"), ["108500", "10850", "119350"]),
        (("Net|12 500", "VAT 27%|3 375", "Total|15 875 HUF"), ["12500", "3375", "15875"]),
    ],
)
def test_amounts_in_whole_units(rows: tuple[str, ...], values: list[str]) -> None:
    assert list(_read(*rows).values()) == values


@pytest.mark.parametrize(
    ("tax", "kept"), [("IVA 21 %", "Retención IRPF 15 %"), ("IVA 22%", "Ritenuta d'acconto 20%")]
)
def test_what_is_withheld_is_neither_tax_nor_total(tax: str, kept: str) -> None:
    found = _read("Base imponible|100,00 €", f"{tax}|21,00 €", f"{kept}|-15,00 €", "Total|106,00 €")

    assert found == {"subtotal": "100.00", "tax": "21.00", "total": "106.00"}


def test_taxes_of_a_union_and_a_state_are_added_up() -> None:
    found = _read(
        "Taxable Value|Rs. 1,25,000.00", "CGST 9%|11,250.00", "SGST 9%|11,250.00",
        "Grand Total|Rs. 1,47,500.00",
    )  # fmt: skip

    assert found == {"subtotal": "125000.00", "tax": "22500.00", "total": "147500.00"}


def test_a_credit_note_keeps_its_signs() -> None:
    found = _read("Total HT|-218,48 €", "Total taxes|-14,99 €", "Total TTC|-233,47 €")

    assert found == {"subtotal": "-218.48", "tax": "-14.99", "total": "-233.47"}


def test_one_missing_amount_is_taken_where_it_closes_the_sum() -> None:
    found = _read("Umsatz|30,00|1,50|33,21", "Summe netto|30,00", "7 %|2,10", "Endbetrag|32,10")

    assert found["tax"] == "2.10"


def test_nothing_labelled_leaves_the_largest_amount_with_little_weight() -> None:
    claims = read_amounts(printed("Tea|3.50", "Cake|4.20"))

    assert (claims["total"].value, claims["total"].weight < 1) == (Decimal("4.20"), True)


def test_no_amounts_no_claims() -> None:
    assert read_amounts(printed("Dear Ms Holloway", "thank you")) == {}


def test_what_is_withheld_of_a_credit_note_makes_it_less_negative() -> None:
    found = _read(
        "Base imponible|-100,00 €", "IVA 21 %|-21,00 €", "Retención IRPF 15 %|15,00 €",
        "Total|-106,00 €",
    )  # fmt: skip

    assert found == {"subtotal": "-100.00", "tax": "-21.00", "total": "-106.00"}


def test_a_tax_withheld_with_more_digits_than_an_amount_has_is_none() -> None:
    rows = ("Ritenuta d'acconto|-15,00 €", f"Ritenuta d'acconto|{'111.' * 7}111,00 €")

    assert list(withheld_in(printed(*rows))) == [Decimal("15.00")]
