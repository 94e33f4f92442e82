"""Tax numbers and bank accounts: their shape, their check digits, and whose they are."""

import pytest

from pipelines.document.fields.parties import read_parties
from pipelines.document.page.registers import registers_in
from tests.pipelines.document.sheets import printed


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("USt-IdNr. DE136695976", ("vat", "DE", "DE136695976", True)),
        ("USt-IdNr.:DE 136 695 976", ("vat", "DE", "DE136695976", True)),
        ("USt-IdNr. DE136695977", ("vat", "DE", "DE136695977", False)),
        ("DE136695976", ("vat", "DE", "DE136695976", True)),
        ("Steuernummer: 12/345/67890", ("tax", "DE", "1234567890", None)),
        ("UID: ATU13585627", ("vat", "AT", "ATU13585627", True)),
        ("CHE-107.787.577 MWST", ("vat", "CH", "CHE107787577", True)),
        ("TVA intracommunautaire : FR 40 303265045", ("vat", "FR", "FR40303265045", True)),
        ("SIRET 73282932000074", ("company", "FR", "73282932000074", True)),
        ("RCS Paris 732 829 320", ("company", "FR", "732829320", True)),
        ("BTW BE 0428.759.497", ("vat", "BE", "BE0428759497", True)),
        ("BTW-nummer NL001234567B01", ("vat", "NL", "NL001234567B01", False)),
        ("KvK 24330087", ("company", "NL", "24330087", None)),
        ("NIF B58378431", ("vat", "ES", "B58378431", True)),
        ("NIF: 501964843", ("vat", "PT", "PT501964843", True)),
        ("P.IVA 00743110157", ("vat", "IT", "IT00743110157", True)),
        ("VAT Reg. No. 980 7806 84", ("vat", "GB", "GB980780684", True)),
        ("Org.nr: 995 525 828 MVA", ("vat", "NO", "995525828MVA", True)),
        ("EIN: 91-1144442", ("tax", "US", "911144442", True)),
        ("ABN 51 824 753 556", ("vat", "AU", "51824753556", True)),
        ("GSTIN 27AAPFU0939F1ZV", ("vat", "IN", "27AAPFU0939F1ZV", True)),
        ("SST No: W10-1808-31000001", ("vat", "MY", "W10180831000001", None)),
        ("UEN 00192200M", ("vat", "SG", "00192200M", True)),
        ("登録番号 T7000012050002", ("vat", "JP", "T7000012050002", True)),
        ("統一編號：00501503", ("vat", "TW", "00501503", True)),
        ("纳税人识别号：91120222079642398Y", ("vat", "CN", "91120222079642398Y", True)),
        ("纳税人识别号：91120222079642398X", ("vat", "CN", "91120222079642398X", False)),
        ("IBAN DE89 3704 0044 0532 0130 00", ("bank", "DE", "DE89370400440532013000", True)),
        ("IBANDE89370400440532013000BIC:COBADE", ("bank", "DE", "DE89370400440532013000", True)),
        ("GB29 NWBK 6016 1331 9268 19", ("bank", "GB", "GB29NWBK60161331926819", True)),
        ("IBAN: GB29 NWBK 6016 1331 9268 18", ("bank", "GB", "GB29NWBK60161331926818", False)),
        ("Bank: NL91 ABNA 0417 1643 01", ("bank", "NL", "NL91ABNA0417164301", False)),
    ],
)
def test_a_number_is_known_by_label_shape_and_check_digits(
    row: str, found: tuple[str, str, str, bool | None]
) -> None:
    (one,) = registers_in(printed(row).rows)

    assert (one.kind, one.country, one.value, one.valid) == found


@pytest.mark.parametrize(
    "row",
    [
        "Invoice 136695976", "Tel. 030 136695976", "pago de 136695976", "VAT 20 % 136.50",
        "order 123456789012345678", "Order NO12 3456 7890", "Artikel DE136695977", "IBAN",
        "MwSt. 19 % auf 1.234.567,89", "TVA 1 234 567,89", "gin 12-3456789", "DE89 3704",
        "IBAN: GB29 NWBK 6016 1331 9268 1", "Client NL91 ABNA 0417 1643 01",
    ],
)  # fmt: skip
def test_other_numbers_are_none(row: str) -> None:
    assert registers_in(printed(row).rows) == ()


def test_a_number_may_stand_below_its_label() -> None:
    (one,) = registers_in(printed("Date|VAT Number", "5 May 2026|980 7806 84").rows)

    assert one.value == "GB980780684"
    assert one.labelled


def test_a_letter_misread_for_a_digit_is_put_right_where_the_check_digits_say_so() -> None:
    right = registers_in(printed("USt-IdNr. DEl36695976", source="ocr").rows)
    wrong = registers_in(printed("USt-IdNr. DEl36695977", source="ocr").rows)
    plain = registers_in(printed("USt-IdNr. DEl36695976").rows)

    assert [one.value for one in right] == ["DE136695976"]
    assert wrong == plain == ()


@pytest.mark.parametrize(
    ("rows", "vendor", "buyer"),
    [
        (("Acme Ltd", "VAT No GB980780684", "Bill to:", "Osprey Ltd", "VAT No GB273204775"),
         "GB980780684", "GB273204775"),
        (("Bill to:|From:", "Osprey Ltd|Acme Ltd", "GB273204775|GB980780684"),
         "GB980780684", "GB273204775"),
        (("Weber GmbH", "Rechnung", "Ihre USt-IdNr.: ATU13585627"), None, "ATU13585627"),
        (("Weber GmbH", "Rechnung", "Kunde", "Studio KG", "Hauptstr. 5", "Summe|12,00", "",
          "USt-IdNr. DE136695976"), "DE136695976", None),
        (("名称：合肥佳木有限公司|名称：合肥青禾有限公司",
          "税号：91120222079642398Y|税号：91310000607372675P"),
         "91310000607372675P", "91120222079642398Y"),
        (("Weber GmbH", "Steuernummer 12/345/67890", "USt-IdNr. DE136695976"),
         "DE136695976", None),
    ],
)  # fmt: skip
def test_each_party_has_its_own_tax_number(
    rows: tuple[str, ...], vendor: str | None, buyer: str | None
) -> None:
    standing = read_parties(printed(*rows)).standing

    assert (standing.vendor_tax and standing.vendor_tax.value) == vendor
    assert (standing.buyer_tax and standing.buyer_tax.value) == buyer


def test_an_account_that_is_debited_is_the_buyers() -> None:
    rows = ("Weber GmbH", "Rechnung", "Der Betrag wird von Ihrem Konto abgebucht:",
            "Lastschrift IBAN NL91ABNA0417164300", "Bank: IBAN DE89370400440532013000")  # fmt: skip
    standing = read_parties(printed(*rows)).standing

    assert standing.iban
    assert standing.iban.value == "DE89370400440532013000"
    assert standing.country == "DE"


def test_nine_digits_are_a_british_number_on_a_british_page_only() -> None:
    abroad = read_parties(printed("Acme", "VAT No 123456789")).standing.vendor_tax
    britain = read_parties(printed("Acme", "VAT No 123456789", "£12.00")).standing.vendor_tax

    assert abroad
    assert (abroad.country, abroad.valid) == ("", None)
    assert britain
    assert (britain.country, britain.valid) == ("GB", False)
