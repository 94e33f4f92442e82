"""Floors: the document's number over labels, places and strangers' numbers in eight languages."""

from collections import Counter
from random import Random

import pytest

from pipelines.document.fields.identifiers import read_number
from pipelines.document.page.printed import Printed
from tests.pipelines.document.sheets import page

LABELS = {
    "en": ("Invoice No.", "Invoice Number", "Invoice #", "Bill No", "Tax Invoice No", "Inv. No.",
           "Receipt No", "Document No.", "Credit Note No", "Cash Bill No", "INVOICE ID", "Doc. No"),
    "de": ("Rechnungsnummer", "Rechnungs-Nr.", "Rechnung Nr.", "RE-Nr.", "Belegnummer", "Beleg-Nr",
           "Rechnungsnr.", "Gutschrift Nr.", "Bon-Nr.", "Faktura-Nr.", "Quittungs-Nr."),
    "fr": ("Facture n°", "Numéro de facture", "N° de facture", "Facture No", "N° facture",
           "Avoir n°", "Reçu n°", "Ticket n°", "Référence facture n°"),
    "es": ("Factura nº", "Nº de factura", "Número de factura", "Factura núm.", "Nº factura",
           "Ticket nº", "Factura simplificada nº", "Recibo nº"),
    "it": ("Fattura n.", "Numero fattura", "N. fattura", "Fattura nr.", "Fattura numero",
           "Numero della fattura", "Ricevuta n.", "Documento n.", "Scontrino n."),
    "nl": ("Factuurnummer", "Factuurnr.", "Factuur nr", "Factuur nummer", "Nummer factuur",
           "Bonnummer", "Kassabon nr.", "Creditnota nr."),
    "pt": ("Fatura n.º", "N.º da fatura", "Número da fatura", "Fatura nº", "Recibo n.º"),
    "zh": ("发票号码", "发票号", "票据号码", "收据编号", "账单编号", "单据号"),
}  # fmt: skip
STRANGERS = {
    "en": ("Customer No: {}", "Order No. {}", "Phone: 0{}", "VAT Reg No: GB{}", "PO Number {}",
           "Delivery note {}", "Account number {}"),
    "de": ("Kundennummer: {}", "Auftrags-Nr. {}", "Tel. 0{}", "Steuernummer {}", "Bestellnr.: {}",
           "Lieferschein-Nr. {}", "Vertragsnummer {}"),
    "fr": ("N° client : {}", "Commande n° {}", "Tél. 0{}", "SIRET {}", "Bon de livraison n° {}",
           "Code client {}", "N° de dossier {}"),
    "es": ("Nº cliente: {}", "Pedido nº {}", "Tel. {}", "NIF {}", "Albarán nº {}",
           "Código de cliente {}"),
    "it": ("Codice cliente {}", "Ordine n. {}", "Tel. {}", "P.IVA {}", "DDT n. {}",
           "Contratto n. {}"),
    "nl": ("Klantnummer: {}", "Ordernummer {}", "Tel. 0{}", "KvK {}", "Pakbonnummer {}",
           "Debiteurnr. {}"),
    "pt": ("Cliente n.º {}", "Encomenda n.º {}", "Tel. {}", "NIF {}", "Contrato n.º {}"),
    "zh": ("客户编号：{}", "订单号：{}", "电话：0{}", "合同编号：{}", "会员号：{}"),
}  # fmt: skip
SHAPES = ("{0}", "{1}-{0}", "RE-{1}-{0}", "{1}/{0}", "A{0}", "INV{1}{0}", "F.{1}.{0}", "{0}/{2}")
SEEDS = (5501, 5502, 5503)
Rows = list[str]


def beside(label: str, number: str, rng: Random) -> Rows:
    return [f"{label}{rng.choice((' ', ': ', '|', ' :|', ':|'))}{number}"]


def below(label: str, number: str, rng: Random) -> Rows:
    return [f"{label}|14.08.2026|x", f"{number}|14.08.2026|y"]


def in_a_head(label: str, number: str, rng: Random) -> Rows:
    return [f"Page|{label}|Ref", f"1|{number}|MM"]


def dated(label: str, number: str, rng: Random) -> Rows:
    return [f"{label} {number} {rng.choice(('vom', 'du', 'del', 'van', 'of', '-'))} 14.08.2026"]


def numbered(rng: Random) -> str:
    digits = str(rng.randint(1000, 9_999_999))
    return rng.choice(SHAPES).format(digits, rng.randint(2019, 2031), rng.randint(10, 99))


def stranger(language: str, rng: Random) -> str:
    return rng.choice(STRANGERS[language]).format(rng.randint(10_000_000, 999_999_999))


def pages(seed: int, *, labelled: bool) -> list[tuple[Printed, str]]:
    """Give a page for each label of each language, with strangers' numbers above and below."""
    rng = Random(seed)
    made = []
    for language, labels in LABELS.items():
        for label in labels:
            number = numbered(rng)
            place = rng.choice((beside, beside, below, in_a_head, dated))
            own = place(label, number, rng) if labelled else []
            rows = ["Larkspur", stranger(language, rng), *own, stranger(language, rng), "1|12,00"]
            made.append((Printed((page(*rows, source=rng.choice(("pdf_text", "ocr"))),)), number))
    return made


@pytest.fixture(scope="module")
def counted() -> Counter[str]:
    counts: Counter[str] = Counter()
    for seed in SEEDS:
        for printed, number in pages(seed, labelled=True):
            claim = read_number(printed)
            counts["pages"] += 1
            counts["right"] += claim is not None and claim.value == number
            counts["wrong"] += claim is not None and claim.value != number
    return counts


def test_most_numbers_are_found_and_few_mistaken(counted: Counter[str]) -> None:
    assert counted["right"] >= 0.95 * counted["pages"]
    assert counted["wrong"] <= 0.02 * counted["pages"]


@pytest.mark.parametrize("seed", SEEDS)
def test_strangers_numbers_are_not_the_documents(seed: int) -> None:
    claims = [read_number(printed) for printed, _ in pages(seed, labelled=False)]

    assert [claim.value for claim in claims if claim] == []
