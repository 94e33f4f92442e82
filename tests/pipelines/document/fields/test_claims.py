"""Whole pages in seven languages, as an employee would drop them."""

from datetime import date
from decimal import Decimal

import pytest

from pipelines.document.fields.claims import read_claims
from pipelines.document.model import Source
from tests.pipelines.document.sheets import printed, stated

GERMAN = (
    "Weber & Söhne Logistik KG · Hafenstr. 82 · 24590 Hamburg",
    "Studio Blau GmbH||Rechnungs-Nr.:|RE-2026-1001",
    "Am Markt 3||Rechnungsdatum:|24.08.2026",
    "50667 Köln||Fällig am:|07.09.2026",
    "Rechnung",
    "Bezeichnung|Menge|Einzelpreis|Gesamt",
    "Transport Palette|12|26,46|317,52",
    "Kabelkanal 2 m|14|35,01|490,14",
    "Nettobetrag|||807,66 €",
    "zzgl. 19 % USt.|||153,46 €",
    "Rechnungsbetrag brutto|||961,12 €",
    "Zahlbar innerhalb von 14 Tagen, 2 % Skonto bis 31.08.2026",
    "Weber & Söhne Logistik KG||USt-IdNr. DE136695976",
)
ENGLISH = (
    "INVOICE||Oakhurst Software Inc.",
    "||48 Station Approach, Leeds LS1 4DT",
    "Invoice No|Invoice Date|Due Date",
    "INV-2025-0920|10 June 2025|10 July 2025",
    "Bill To:",
    "Contorra Ltd",
    "1 High Street",
    "Description|Qty|Unit price|Amount",
    "Safety gloves (pair)|10|44.48|444.80",
    "Printer toner black|1|682.19|682.19",
    "Subtotal|||£1,126.99",
    "VAT (20%)|||£225.40",
    "Total due|||£1,352.39",
)
FRENCH = (
    "Au bon moulin SARL - 1242 chemin de l'olive - 84340 Malaucène",
    "TVA : FR11999999998 - SIRET : 99999999800010 - SARL au capital de 120 000,00 €",
    "Facture FA-2026-0010",
    "Adresse de livraison",
    "Ma jolie boutique",
    "35 rue de la République",
    "Date de facture|13/11/2026",
    "Date d'échéance|13/12/2026",
    "Description|Quantité|Prix unitaire|Prix HT",
    "Huile d'olive|25 L|19,80 €|495,00 €",
    "Total HT|||495,00 €",
    "TVA 5,5%|||27,23 €",
    "Total TTC|||522,23 €",
    "Acompte|||100,00 €",
    "Net à payer|||422,23 €",
)
SPANISH = (
    "Suministros Alcázar S.L.",
    "Calle Mayor 12, 28013 Madrid · NIF B12345678",
    "Factura Nº|2026/0457",
    "Fecha de factura|5 de marzo de 2026",
    "Fecha de vencimiento|04/04/2026",
    "Facturar a:",
    "Talleres Ebro S.A.",
    "Concepto|Cantidad|Precio unitario|Importe",
    "Tornillos M8|400|0,25|100,00",
    "Base imponible|||100,00 €",
    "IVA 21 %|||21,00 €",
    "Total factura|||121,00 €",
)
ITALIAN = (
    "Officine Brenta S.r.l.",
    "Via Roma 8, 36061 Bassano del Grappa - P.IVA 01234567890",
    "Fattura n. 118/2026 del 05/03/2026",
    "Spett.le",
    "Cantine Soave S.p.A.",
    "Descrizione|Quantità|Prezzo unitario|Importo",
    "Valvola DN50|4|250,00|1.000,00",
    "Totale imponibile|||1.000,00 €",
    "Totale IVA 22%|||220,00 €",
    "Totale fattura|||1.220,00 €",
)
DUTCH = (
    "Van Dijk Techniek B.V.",
    "Weena 664, 3012 CN Rotterdam, KvK 24330087",
    "Factuuradres",
    "Bluebird B.V.",
    "Sesamstraat 32",
    "Factuurnummer: 993548900",
    "Factuurdatum: 5 maart 2026",
    "Vervaldatum: 19 maart 2026",
    "Artikel|Aantal|Stuksprijs|Bedrag",
    "Kabel|2|100,00|200,00",
    "Exclusief BTW|||€ 200,00",
    "BTW 21%|||€ 42,00",
    "Totaal incl. BTW|||€ 242,00",
)
CHINESE = (
    "电子发票（普通发票）|发票号码：26312354684874526859",
    "国家税务总局|开票日期：2026年03月05日",
    "名称：厦门鹭岛贸易有限公司|名称：武汉江汉物流有限公司",
    "购买方信息|销售方信息",
    "统一社会信用代码：91330106U6QKC8M13W|统一社会信用代码：91330106K7QLH8J7Y6",
    "项目名称|数量|金额|税额",
    "*运输服务*货物运输费|1|1654.28|148.89",
    "合  计||¥1654.28|¥148.89",
    "价税合计(大写)|壹仟捌佰零叁圆壹角柒分|(小写)|¥1803.17",
)


@pytest.mark.parametrize(
    ("page", "vendor", "number", "day", "currency", "amounts"),
    [
        (GERMAN, "Weber & Söhne Logistik KG", "RE-2026-1001", date(2026, 8, 24), "EUR",
         ("807.66", "153.46", "961.12")),
        (ENGLISH, "Oakhurst Software Inc.", "INV-2025-0920", date(2025, 6, 10), "GBP",
         ("1126.99", "225.40", "1352.39")),
        (FRENCH, "Au bon moulin SARL", "FA-2026-0010", date(2026, 11, 13), "EUR",
         ("495.00", "27.23", "522.23")),
        (SPANISH, "Suministros Alcázar S.L.", "2026/0457", date(2026, 3, 5), "EUR",
         ("100.00", "21.00", "121.00")),
        (ITALIAN, "Officine Brenta S.r.l.", "118/2026", date(2026, 3, 5), "EUR",
         ("1000.00", "220.00", "1220.00")),
        (DUTCH, "Van Dijk Techniek B.V.", "993548900", date(2026, 3, 5), "EUR",
         ("200.00", "42.00", "242.00")),
        (CHINESE, "武汉江汉物流有限公司", "26312354684874526859", date(2026, 3, 5), "CNY",
         ("1654.28", "148.89", "1803.17")),
    ],
    ids=("de", "en", "fr", "es", "it", "nl", "zh"),
)  # fmt: skip
@pytest.mark.parametrize("source", ["pdf_text", "ocr"])
def test_an_invoice_is_read_in_every_language(
    page: tuple[str, ...],
    vendor: str,
    number: str,
    day: date,
    currency: str,
    amounts: tuple[str, ...],
    source: Source,
) -> None:
    claims = read_claims(printed(*page, source=source))

    assert stated(claims.vendor).value == vendor
    assert stated(claims.invoice_number).value == number
    assert stated(claims.issue_date).value == day
    found = stated(claims.currency)
    assert (found.claim.value, found.guessed) == (currency, False)
    values = [claims.amounts[role].value for role in ("subtotal", "tax", "total")]
    assert values == [Decimal(one) for one in amounts]
