"""What labels mean that stand in no list: known words, put together in whatever order."""

import pytest

from pipelines.document.page.labels import labels_in
from pipelines.document.page.layout import fold
from pipelines.document.page.phrases import composed


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Importe total (IVA incl.)", "total"), ("Totaal bedrag excl. BTW", "subtotal"),
        ("Total incl. 5 % VAT", "total"), ("Gesamtsumme inkl. 19 % MwSt.", "total"),
        ("Total T.V.A.", "tax"), ("Montant total H.T.", "subtotal"), ("合计(不含税)", "subtotal"),
        ("税额合计", "tax"), ("小計(税抜)", "subtotal"), ("合計(税込)", "total"),
        ("zzgl. 19 % USt.", "tax"), ("davon MwSt", "tax"), ("dont TVA 20 %", "tax"),
        ("waarvan BTW", "tax"), ("IVA incluida", "tax"), ("Total IVA incluido", "total"),
        ("Valor total com IVA", "total"), ("Total sem IVA", "subtotal"),
        ("Summa exkl. moms", "subtotal"), ("Total net amount payable", "due"),
        ("Solde à payer", "due"), ("Restbetrag", "due"), ("Saldo a pagare", "due"),
        ("Anzahlung bereits geleistet", "tender"), ("Acomptes versés", "tender"),
        ("已付定金", "tender"), ("Deposit received", "tender"), ("Previous balance", "previous"),
        ("Solde antérieur", "previous"), ("Zwischenübertrag", "carried"), ("Page total", "carried"),
        ("本页小计", "carried"), ("Suma y sigue", "carried"), ("Treuerabatt", "discount"),
        ("Versandkosten", "charge"), ("Frais de port", "charge"), ("运费", "charge"),
        ("Subtotal after discount", "subtotal"), ("Total before discount", "goods"),
        ("Total des lignes", "goods"), ("Summe Positionen", "goods"), ("商品总额", "goods"),
        ("VAT rate", "rate"), ("Rounded total", "total"), ("Rundungsdifferenz", "rounding"),
        ("Tax invoice total", "total"), ("Subtotal incl. VAT", "gross"),
        ("Umsatzsteuerbetrag", "tax"), ("Tot al amo unt incl. VAT", "total"),
    ],
)  # fmt: skip
def test_words_mean_something_together(text: str, role: str) -> None:
    found = composed(fold(text), 0)

    assert (found[0][0] if found else "") == role


@pytest.mark.parametrize(
    "text", ["Net VAT Gross", "Description", "totality", "the of", "", "Lavatory", "2026"]
)
def test_what_is_unknown_or_contradicts_itself_means_nothing(text: str) -> None:
    assert composed(fold(text), 0) is None


def test_a_label_ends_with_its_last_word_that_means_something() -> None:
    text = fold("Total incl. VAT of the widgets")

    assert [(one.role, text[one.start : one.end]) for one in labels_in(text, "amounts")] == [
        ("total", "total incl. vat")
    ]


def test_words_do_not_come_together_over_a_gap_in_the_row() -> None:
    labels = labels_in(fold("Total   VAT   Amount"), "amounts")

    assert [one.role for one in labels] == ["total", "tax", "total"]


@pytest.mark.parametrize(
    ("text", "role"),
    [("Tofal bcfore tax", "subtotal"), ("Totol a pogar", "due"), ("Gesamfbetrag", ""),
     ("lmponibiIe", "subtotal"), ("Am0unf due", "due")],
)  # fmt: skip
def test_in_recognised_text_letters_may_stand_for_others(text: str, role: str) -> None:
    found = composed(fold(text), 0, scanned=True)

    assert (found[0][0] if found else "") == role
    assert composed(fold(text), 0) is None


def test_a_phrase_of_the_list_counts_where_words_reach_no_further() -> None:
    (label,) = labels_in(fold("Importe bruto"), "amounts")

    assert label.role == "subtotal"


def test_a_word_without_an_end_costs_no_more_than_a_long_one() -> None:
    assert composed("total" * 20_000, 0) is None
