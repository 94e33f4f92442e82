"""The day of issue and the day of payment among all the dates of a document."""

from datetime import date

import pytest

from pipelines.document.fields.days import read_date, read_due_date
from pipelines.document.fields.identifiers import read_number
from tests.pipelines.document.sheets import printed, stated


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        (("Due Date: 10 July 2025", "Invoice Date: 10 June 2025"), date(2025, 6, 10)),
        (("Invoice No.|Date|Due date", "4711|May 18, 2025|June 18, 2025"), date(2025, 5, 18)),
        (("Leistungsdatum|07.05.2017", "Rechnung # RE-1/505 von 09.05.2017"), date(2017, 5, 9)),
        (("From: Acme Ltd|5 March 2026",), date(2026, 3, 5)),
        (("SHOP", "25/12/2018 8:13:39PM"), date(2018, 12, 25)),
        (("Bestellung vom 01.03.2018", "Rechnung Nr. 4711 vom 05.03.2018"), date(2018, 3, 5)),
        (("Printed Date: 02-03-18", "Date: 01-03-18"), date(2018, 3, 1)),
    ],
)
def test_the_date_of_issue_is_told_from_the_others(rows: tuple[str, ...], day: date) -> None:
    page = printed(*rows)

    assert stated(read_date(page, read_number(page))).value == day


def test_a_date_that_does_not_exist_keeps_its_place() -> None:
    claim = stated(
        read_date(printed("Invoice date|30 February 2026", "Due date|15 March 2026"), None)
    )

    assert claim.value is None
    assert claim.spots[0].text == "30 February 2026"


@pytest.mark.parametrize(
    "rows",
    [
        ("nothing here",),
        ("Due date: 15 March 2026",),
        ("From 1 May 2026",),
        ("Delivery date|Due", "1 May 2026|2 May 2026"),
    ],
)
def test_a_date_that_is_due_or_of_delivery_is_none_of_issue(rows: tuple[str, ...]) -> None:
    assert read_date(printed(*rows), None) is None


def test_a_slip_without_another_date_was_issued_when_it_was_printed() -> None:
    assert stated(read_date(printed("Printed: 02-03-18"), None)).value == date(2018, 3, 2)


@pytest.mark.parametrize(
    "rows",
    [
        ("Leistungszeitraum|01.03.2026 - 31.03.2026", "Datum|05.04.2026"),
        ("Période du 01/03/2026 au 31/03/2026", "Date|05/04/2026"),
        ("01/03/2026 t/m 31/03/2026", "Utrecht, 05-04-2026"),
        ("Fakturadatum|2026-04-05", "Förfallodatum|2026-05-05"),
        ("Data wystawienia|05.04.2026", "Termin płatności|19.04.2026"),
        ("Data emissione|05/04/2026", "Scadenza pagamento|05/05/2026"),
        ("Ausgestellt am|5. April 2026", "Zahlbar spätestens|30. April 2026"),
        ("付款期限|2026年4月30日", "开具日期|2026年4月5日"),
        ("Date d'échéance de paiement|05/05/2026", "Date d'émission de la facture|05/04/2026"),
        ("Datum van levering|01-03-2026", "Datum van uitgifte|05-04-2026"),
    ],
)
def test_periods_and_other_days_are_not_the_day_of_issue(rows: tuple[str, ...]) -> None:
    assert stated(read_date(printed(*rows), None)).value == date(2026, 4, 5)


@pytest.mark.parametrize(
    "rows",
    [
        ("Invoice date|5 April 2026", "Due date|5 May 2026"),
        ("Zahlbar bis 05.05.2026, 2% Skonto bis 20.04.2026",),
        ("Date|Échéance", "05/04/2026|05/05/2026"),
        ("Payment is due by 5 May 2026",), ("Fecha límite de pago|05/05/2026",),
        ("Uiterlijk te betalen voor 05-05-2026",), ("Termin płatności|05.05.2026",),
        ("Förfallodag|2026-05-05",), ("付款到期日：2026年5月5日",), ("Pagar hasta|05/05/2026",),
        ("Scadenza del pagamento|05/05/2026",), ("Pay this invoice before|May 5, 2026",),
    ],
)  # fmt: skip
def test_the_day_of_payment_is_read(rows: tuple[str, ...]) -> None:
    assert stated(read_due_date(printed(*rows))).value == date(2026, 5, 5)


@pytest.mark.parametrize(
    "rows",
    [
        ("Payment terms|30 days net", "Invoice date|5 April 2026"),
        ("Due on receipt", "Date|5 April 2026"),
        ("Zahlbar innerhalb 14 Tagen ohne Abzug", "Lieferdatum 05.04.2026"),
        ("Delivery date|5 April 2026",),
    ],
)
def test_days_that_are_counted_are_no_printed_day(rows: tuple[str, ...]) -> None:
    assert read_due_date(printed(*rows)) is None


def test_a_day_of_payment_that_does_not_exist_keeps_its_place() -> None:
    claim = stated(read_due_date(printed("Due date|31 April 2026")))

    assert (claim.value, claim.spots[0].text) == (None, "31 April 2026")
