"""What invoices of seven languages print around the names of seller and buyer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from stdnum import luhn
from stdnum.cn import uscc
from stdnum.es import cif
from stdnum.eu import vat
from stdnum.gb import vat as gb_vat


@dataclass(frozen=True)
class Words:
    """One language; where "|" parts a text, each letter is written with one of its parts."""

    language: str
    title: str
    number: str
    date: str
    seller: str
    buyer: str
    name: str
    street: str
    tax_id: str
    phone: str
    bank: str
    holder: str
    thanks: str
    slogan: str
    goods: str
    columns: tuple[str, str, str, str]
    net: str
    tax: str
    total: str
    currency: str
    stems: tuple[str, ...]
    forms: tuple[str, ...]
    persons: tuple[str, ...]
    streets: tuple[str, ...]
    cities: tuple[str, ...]
    gap: str = " "

    def chosen(self, rng: Random) -> "Words":
        """Choose one of the spellings of each text."""
        texts = {name: value for name, value in vars(self).items() if isinstance(value, str)}
        chosen: dict[str, Any] = {key: rng.choice(text.split("|")) for key, text in texts.items()}
        return replace(self, **chosen)

    def tax_number(self, rng: Random) -> str:
        """Invent a tax number that checks out."""
        while True:
            digits = "".join(rng.choice("0123456789") for _ in range(15))
            number = _NUMBERS[self.language](digits)
            if self.language not in ("de", "fr", "nl") or vat.is_valid(number):
                return number


def _british(digits: str) -> str:
    return next(
        f"GB{digits[:7]}{tail:02d}"
        for tail in range(100)
        if gb_vat.is_valid(f"{digits[:7]}{tail:02d}")
    )


_NUMBERS: dict[str, Callable[[str], str]] = {
    "en": _british,
    "de": lambda digits: f"DE{digits[:9]}",
    "fr": lambda digits: f"FR{digits[:11]}",
    "nl": lambda digits: f"NL{digits[:9]}B01",
    "es": lambda digits: f"B{digits[:7]}{cif.calc_check_digits(digits[:7])[0]}",
    "it": lambda digits: luhn_of(f"{digits[:7]}001"),
    "zh": lambda digits: uscc_of(f"91{digits[:6]}MA{digits[6:13]}"),
}


def luhn_of(digits: str) -> str:
    return digits + luhn.calc_check_digit(digits)


def uscc_of(text: str) -> str:
    return text + uscc.calc_check_digit(text)


WORDS = (
    Words(
        "en", "INVOICE|Tax Invoice|Invoice", "Invoice No.|Invoice number:|Invoice #",
        "Invoice date:|Date:", "Seller|From|Supplier|Issued by",
        "Bill to|Invoice to|Customer|Sold to|Billed to|Client", "Name|Company",
        "Address|Street", "VAT No|VAT Reg. No.|VAT registration number", "Tel:|Phone",
        "Bank details|Payment to", "Account holder|Account name|Payable to",
        "Kind regards|Thank you for your business|Yours sincerely",
        "Quality you can trust since 1987|Everything for your office|Delivered with a smile",
        "Desk lamp black|Consulting on site|Paper A4 white",
        ("Description", "Qty", "Unit price", "Amount"), "Subtotal|Net total", "VAT",
        "Total|Total due", "GBP|£",
        ("Corvane", "Tidewell", "Larkspur & Hobb", "Greyfield", "Umber Hill", "Pollard Brothers"),
        ("Ltd", "Limited", "Logistics Ltd", "LLP", "plc", "Design Ltd", "Inc.", "Foods Pty Ltd"),
        ("Maud Ellerby", "Tobias Wynn", "Hazel Quant", "Roast & Crumb", "Studio Fernway"),
        ("{} Mill Lane", "{} Harbour Street", "Unit {}, Penn Road", "{} The Crescent"),
        ("Leeds LS1 4DY", "Bath BA1 2LJ", "London EC2A 4NE", "Manchester M4 1HQ"),
    ),
    Words(
        "de", "Rechnung|RECHNUNG", "Rechnungsnummer:|Rechnungs-Nr.|Rechnung Nr.",
        "Rechnungsdatum:|Datum:", "Verkäufer|Rechnungssteller|Lieferant|Auftragnehmer",
        "Rechnungsempfänger|Käufer|Kunde|Rechnung an|Auftraggeber|Rechnungsanschrift",
        "Name|Firma", "Straße|Anschrift", "USt-IdNr.|USt-ID|Umsatzsteuer-ID", "Tel.|Telefon",
        "Bankverbindung|Sparkasse Musterstadt", "Kontoinhaber|Zahlungsempfänger|Empfänger",
        "Mit freundlichen Grüßen|Vielen Dank für Ihren Auftrag",
        "Ihr Partner für gutes Handwerk|Qualität aus Leidenschaft|Immer eine Idee voraus",
        "Montage vor Ort|Druckerpapier A4|Wartung Heizung",
        ("Bezeichnung", "Menge", "Einzelpreis", "Gesamt"), "Nettobetrag|Zwischensumme",
        "zzgl. MwSt.|USt.", "Gesamtbetrag|Rechnungsbetrag", "EUR|€",
        ("Ahrenholz", "Quast", "Birkner & Sohn", "Löwenau", "Traugott", "Zeisig"),
        ("GmbH", "Bau GmbH & Co. KG", "Handels AG", "e.K.", "Technik UG (haftungsbeschränkt)",
         "Partner mbB", "OHG"),
        ("Ute Mahlzahn", "Jörn Feddersen", "Atelier Rosenrot", "Blumenhaus Klatsch",
         "Dipl.-Ing. Arno Welk"),
        ("Lindenallee {}", "Hafenstraße {}", "Am Markt {}", "Schulgasse {}"),
        ("04109 Leipzig", "28195 Bremen", "D-90402 Nürnberg", "8010 Graz"),
    ),
    Words(
        "fr", "FACTURE|Facture", "Facture n°|Numéro de facture :|N° facture :",
        "Date de facture :|Date :", "Vendeur|Émetteur|Prestataire|Fournisseur",
        "Facturé à|Client|Acheteur|Destinataire|Adresse de facturation|Adressé à",
        "Nom|Raison sociale", "Adresse|Rue", "N° TVA|TVA intracommunautaire|N° TVA intracom",
        "Tél. :|Téléphone", "Coordonnées bancaires|Règlement par virement",
        "Titulaire du compte|Bénéficiaire|Titulaire", "Cordialement|Merci de votre confiance",
        "L'artisan de vos envies|Depuis 1962 à votre service|Le goût du vrai",
        "Pose de carrelage|Ramette papier A4|Formation sur site",
        ("Désignation", "Quantité", "Prix unitaire", "Montant"), "Total HT", "TVA", "Total TTC",
        "EUR|€", ("Bourdelle", "Vaucansel", "Mireval", "Ponthieu & Fils", "Carnelin", "Ostrelle"),
        ("SARL", "SAS", "S.A.", "EURL", "Conseil SASU", "et Cie SNC"),
        ("Solène Marchandeau", "Atelier Lavandine", "Gaël Thévenin", "Au Fournil Doré"),
        ("{} rue des Tanneurs", "{}, avenue Foch", "{} bis chemin du Lavoir", "{} quai Nord"),
        ("69003 Lyon", "44000 Nantes", "59800 Lille", "13006 Marseille"),
    ),
    Words(
        "es", "FACTURA|Factura", "Factura nº|Número de factura:|Nº de factura:",
        "Fecha de factura:|Fecha:", "Emisor|Vendedor|Proveedor|Datos del emisor",
        "Cliente|Facturar a|Comprador|Destinatario|Datos del cliente|Receptor",
        "Nombre|Razón social", "Dirección|Domicilio", "NIF|CIF|N.I.F.", "Tel.|Teléfono",
        "Datos bancarios|Transferencia a", "Titular de la cuenta|Beneficiario|Titular",
        "Atentamente|Gracias por su confianza",
        "Su confianza es nuestro motor|Calidad desde 1975|Todo para su hogar",
        "Instalación eléctrica|Papel A4 blanco|Horas de consultoría",
        ("Concepto", "Cantidad", "Precio", "Importe"), "Base imponible", "IVA",
        "Total factura|Total", "EUR|€",
        ("Belmarez", "Olivar", "Torrealta", "Quintanal e Hijos", "Sarmiento", "Azahar"),
        ("S.L.", "S.A.", "S.L.U.", "Ingeniería S.L.", "S. Coop.", "C.B."),
        ("Nuria Calatrel", "Estudio Cañada", "Ferretería La Llave", "Iker Montalvor"),
        ("Calle Mayor {}", "Avda. del Puerto {}", "C/ Serrano {}", "Plaza Nueva {}"),
        ("28013 Madrid", "46001 Valencia", "41004 Sevilla", "08002 Barcelona"),
    ),
    Words(
        "it", "FATTURA|Fattura", "Fattura n.|Numero fattura:|N. fattura",
        "Data fattura:|Data:", "Cedente|Fornitore|Cedente/prestatore|Emittente",
        "Spett.le|Cliente|Cessionario|Cessionario/committente|Destinatario|Intestatario fattura",
        "Denominazione|Ragione sociale", "Indirizzo|Sede", "P.IVA|Partita IVA|P. IVA",
        "Tel.|Telefono", "Coordinate bancarie|Banca d'appoggio",
        "Intestatario|Beneficiario|Intestato a", "Cordiali saluti|Grazie per la fiducia",
        "La passione per il legno|Dal 1950 al vostro servizio|Il gusto della tradizione",
        "Manutenzione caldaia|Carta A4 bianca|Consulenza in sede",
        ("Descrizione", "Quantità", "Prezzo", "Importo"), "Imponibile", "IVA", "Totale fattura",
        "EUR|€", ("Brambati", "Fiordacqua", "Gattamelata", "Lunardin & Figli", "Sestriere", "Olmo"),
        ("S.r.l.", "S.p.A.", "S.a.s.", "S.n.c.", "Impianti Srl", "Soc. Coop."),
        ("Ilaria Tondelli", "Studio Legale Marangon", "Bar Centrale", "Geom. Piero Sandri"),
        ("Via Garibaldi {}", "Corso Francia {}", "Piazza Erbe {}", "Viale dei Mille {}"),
        ("36061 Bassano del Grappa", "10138 Torino", "20121 Milano", "37121 Verona"),
    ),
    Words(
        "nl", "FACTUUR|Factuur", "Factuurnummer:|Factuurnr.|Factuur nr.",
        "Factuurdatum:|Datum:", "Leverancier|Verkoper|Afzender|Opdrachtnemer",
        "Klant|Factuuradres|Factuur aan|Koper|Opdrachtgever|Afnemer", "Naam|Bedrijfsnaam",
        "Adres|Straat", "BTW-nummer|BTW nr.|btw-id", "Tel.|Telefoon",
        "Bankgegevens|Betaling op rekening", "Ten name van|T.n.v.|Rekeninghouder",
        "Met vriendelijke groet|Bedankt voor uw vertrouwen",
        "Vakwerk met een glimlach|Al 40 jaar uw adres|Alles voor de tuin",
        "Schilderwerk kozijnen|Papier A4 wit|Advies op locatie",
        ("Omschrijving", "Aantal", "Prijs", "Bedrag"), "Totaal excl. btw|Subtotaal", "BTW",
        "Totaal incl. btw|Te betalen", "EUR|€",
        ("Hogendijk", "Vliersma", "De Bruine Beer", "Kwakkel & Zn.", "Terpstra", "Oudewater"),
        ("B.V.", "N.V.", "V.O.F.", "Groep B.V.", "Holding BV", "U.A."),
        ("Femke Roodhuyzen", "Schildersbedrijf Tulp", "Bakkerij Het Korenhuis", "Joris Adema"),
        ("Keizersgracht {}", "Dorpsstraat {}", "Industrieweg {}", "Nieuwe Haven {}"),
        ("1016 EE Amsterdam", "3511 LN Utrecht", "9711 JB Groningen", "5611 EM Eindhoven"),
    ),
    Words(
        "zh", "发票|结算单|账单", "发票号码：|编号：|单据编号：", "开票日期：|日期：",
        "销售方|卖方|供应商|乙方|收款单位", "购买方|买方|客户|甲方|付款单位|客户名称",
        "名称|单位名称", "地址|住址", "纳税人识别号|统一社会信用代码|税号", "电话：|联系电话：",
        "开户行及账号|银行账户", "户名|收款人|账户名称", "谢谢惠顾|此致",
        "诚信经营 品质至上|用心服务每一天",
        "办公用纸|技术服务|打印机墨盒", ("项目", "数量", "单价", "金额"), "金额合计|小计", "税额",
        "价税合计|合计", "元|CNY",
        ("云杉", "泽川", "朗月", "鼎晟", "知行", "海晏"),
        ("科技有限公司", "贸易有限公司", "餐饮管理有限公司", "建筑工程有限责任公司", "服装厂",
         "会计师事务所"),
        ("李青云工作室", "老张五金店", "梧桐小馆", "同和堂药房"),
        ("人民路{}号", "解放大道{}号", "科技园{}栋", "滨江街{}号"),
        ("杭州市西湖区", "武汉市江汉区", "成都市高新区", "广州市天河区"), gap="",
    ),
)  # fmt: skip
