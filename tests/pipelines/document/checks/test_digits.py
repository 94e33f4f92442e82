"""Check digits of accounts and tax numbers: right, off by one character, and of another form."""

import pytest

from pipelines.document.checks.case import Case
from pipelines.document.checks.digits import check_digits, country_of_tax_id
from pipelines.document.model import Evidence, Invoice

ACCOUNTS = ("DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432", "FR1420041010050500013M02606")
NUMBERS = {
    "DE136695976": "DE", "ATU13585627": "AT", "CHE-107.787.577 MWST": "CH", "NL004495445B01": "NL",
    "FR 40 303 265 045": "FR", "ESB58378431": "ES", "B58378431": "ES", "GB 980 7806 84": "GB",
    "NO 995 525 828 MVA": "NO", "27AAPFU0939F1ZV": "IN", "91120222079642398Y": "CN",
    "EL 094259216": "GR", "IT 00743110157": "IT", "PL 8567346215": "PL",
}  # fmt: skip


def told(**said: str) -> list[tuple[str, str, str | None]]:
    found = check_digits(Case("invoice", Invoice.model_validate(said)))
    return [(one.rule, one.severity, one.field) for one in found]


def changed(number: str) -> str:
    """Change the last digit but three."""
    at = max(at for at, one in enumerate(number[:-3]) if one.isdigit())
    return f"{number[:at]}{(int(number[at]) + 1) % 10}{number[at + 1 :]}"


@pytest.mark.parametrize("number", ACCOUNTS)
def test_an_account_keeps_its_check_sum(number: str) -> None:
    assert told(iban=number) == []
    assert told(iban=changed(number)) == [("iban", "error", "iban")]


@pytest.mark.parametrize("number", ["", "12345678", "DE1", "account 7", "US12345678901234567"])
def test_a_number_of_a_banks_own_has_no_check_sum(number: str) -> None:
    assert told(iban=number) == []


def test_what_an_e_invoice_states_was_not_misread() -> None:
    invoice = Invoice(iban="DE89370400440532013001")
    for source, severity in (("xml", "warning"), ("pdf_text", "error")):
        place = Evidence.model_validate({"source": source})
        [found] = check_digits(Case("invoice", invoice, {"iban": (place,)}))
        assert found.severity == severity
        assert found.facts == {"found": "DE89370400440532013001"}


def test_a_number_that_counts_up_is_a_samples() -> None:
    assert told(iban="DE12 1234 5678 1234 5678 90") == [("iban", "warning", "iban")]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_tax_number_keeps_its_check_character(number: str) -> None:
    assert country_of_tax_id(number) == NUMBERS[number]
    assert told(vendor_tax_id=number) == []
    for field in ("vendor_tax_id", "buyer_tax_id"):
        assert told(**{field: changed(number)}) == [("tax_id", "warning", field)]


@pytest.mark.parametrize(
    "number",
    [
        "", "12/345/67890", "DE1", "DE12345678", "110101199003074514", "4100000000", "C 1234567890",
        "no number", "DETAILS 12345",
    ],
)  # fmt: skip
def test_a_number_of_another_form_is_not_looked_at(number: str) -> None:
    assert told(vendor_tax_id=number) == []
