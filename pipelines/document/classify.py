"""What kind of document this is: invoice, receipt, contract or something else."""

import re

from pipelines.document.model import Kind
from pipelines.document.page.layout import Row
from pipelines.document.page.printed import Printed
from pipelines.document.page.titles import Title, best_title

# Words by what they speak for; those in the head of the page count again.
_INVOICE = {
    4.0: (
        r"invoice|rechnung(?!s)|facture(?!r)|factura|fattura|factuur|电子发票|增值税|普通发票|专用发票|发票号码|"
        r"credit note|credit memo|gutschrift|avoir|handelsrechnung|nota d[ei] credito|creditnota|"
        r"fatura|faktura(?: vat)?|請求書"
    ),
    2.0: (
        r"invoice (?:no|number|date)|rechnungs(?:nummer|nr|-nr|datum)|facture n|factuurnummer|"
        r"bill to|billed to|due date|payment terms|iban|价税合计|纳税人识别号|zahlbar|uberweisen|"
        r"echeance|total ttc|total ht|scadenza|imponibile|base imponible|vervaldatum|"
        r"steuer-?nr|kleinunternehmer|do zaplaty|termin platnosci|data de emissao|消費税|登録番号"
    ),
    1.0: (
        r"unit price|einzelpreis|prix unitaire|vat|ust|mwst|tva|btw|iva|subtotal|nettobetrag|"
        r"税额|qty"
    ),
}
_RECEIPT = {
    4.0: (
        r"receipt|quittung|kassenbon|kassenzettel|ticket de caisse|recu|scontrino|ricevuta|"
        r"kassabon|bon-?nr|小票|收据|ticket n|bonnetje|kvitto|kvittering|talao|paragon"
    ),
    2.0: (
        r"cash|change|tendered|ruckgeld|wechselgeld|找零|现金|cashier|kassierer|thank you|"
        r"vielen dank|谢谢|especes|rendu|contant|wisselgeld|please come again|kasse|收银|efectivo|"
        r"cambio|contanti|goods sold|booking id|paid through|nicht umtauschbar|"
        r"merci de votre visite|bar gegeben|you paid|amount paid|paid on|your payment of|"
        r"payment received|thanks for your (?:order|purchase)|gracias por su (?:compra|visita)|"
        r"grazie e arrivederci|arrivederci|obrigado|multibanco|kontant|vaxel"
    ),
    1.0: r"visa|mastercard|card|gst|terminal|approval code|rounding|table|pax|\d\d:\d\d",
}
_OTHER = {
    6.0: (
        r"proforma|pro forma|not an invoice|keine rechnung|not a demand for payment|"
        r"estimated total|n'est pas une facture|"
        r"no es una factura|non costituisce fattura|geen factuur|非发票|不作为发票"
    ),
    2.0: (
        r"dear |sehr geehrte|kind regards|mit freundlichen grussen|cordialement|"
        r"madame, monsieur|尊敬的|此致|confidential information|governing law|speisekarte|menu"
    ),
}
# What an invoice may refer to, name in its lines or print in its terms: it counts only where the
# document does not call itself an invoice.
_REFERRED = {
    3.0: (
        r"still unpaid|remains unpaid|remains? outstanding|overdue|noch nicht beglichen|"
        r"noch offen|zahlungsverzug|(?:reste|demeure) impayee?|impayee?s?|pendiente de pago|"
        r"insolut[ae]|nog niet (?:voldaan|betaald)|openstaande|逾期|尚未支付|未付款|"
        r"mahnung|account statement|kontoauszug|bank statement"
    ),
    6.0: (
        r"quotation|angebot(?:s-?nr)?|devis|offerte|preventivo|presupuesto|报价单|"
        r"delivery note|lieferschein|bon de livraison|albaran|packing list|pakbon|"
        r"送货单|minutes|protokoll|lebenslauf|curriculum vitae|agenda|会议纪要|通知|purchase order|"
        r"order confirmation|auftragsbestatigung|bestellung nr|bon de commande|"
        r"non-?disclosure|confidentiality agreement|this agreement|"
        r"agreement between|whereas|hereinafter|合同书|甲方|乙方|vertrag zwischen"
    ),
}
# What contracts are written with; each is counted once.
_CLAUSES = re.compile(
    r"this (?:[a-z-]+ ){0,3}agreement|by and between|whereas|hereinafter|hereto|hereof|herein|"
    r"governing law|governed (?:exclusively )?by|in witness whereof|the parties|each party|"
    r"receiving party|"
    r"disclosing party|entire agreement|shall (?:not|be|have)|terminat(?:e|ion)|"
    r"zwischen [^\n]{3,80} und|vertragspart|laufzeit|gerichtsstand|schriftform|nachstehend|§ ?\d|"
    r"die parteien|es gilt das recht|dieser vertrag|kundigungsfrist|mietverhaltnis|"
    r"vermieter|auftragnehmer|"
    r"entre les soussignes|ci-apres|les parties|resiliation|le present (?:contrat|accord)|"
    r"droit applicable|regi par|d'autre part|d'une part|"
    r"de una parte|de otra parte|reunidos|clausula|las partes|comparecen|ley aplicable|"
    r"el presente (?:contrato|acuerdo)|jurisdiccion|"
    r"tra le parti|premesso che|le parti|di seguito|foro competente|"
    r"il presente (?:contratto|accordo)|"
    r"legge italiana|recesso|ondergetekenden|partijen|hierna te noemen|looptijd|nederlands recht|"
    r"deze overeenkomst|as partes|presente contrato|outorgantes|"
    r"art(?:icle|iculo|icolo|ikel|\.) ?\d|"
    r"甲方|乙方|本合同|本协议|双方|签订|违约|第[一二三四五六七八九十]+条|争议"
)
_FEW, _MANY = 2, 6  # different clauses under a title, and without one
_FIRST_ROWS = 400  # of a long document: what it is, it says there
_TABLE = 0.25  # amounts a row, from which a document is no prose
_SLIP_WIDTH = 45  # characters in all but the longest rows
_HEAD = 12  # rows with names, numbers and dates
_TITLE = 3  # rows with the title: what it calls itself there, it is
_RULED = re.compile(r"[\s\-_=*.·]{2,}")
_CLOCK = re.compile(r"(?<![\d:.])[0-2]?\d(?:[:h][0-5]\d(?![\d.])|\.[0-5]\d ?(?:uhr|h\b))")
_LABELLED = 3.0  # weight of a label that seldom means something else


def classify(printed: Printed) -> Kind:
    """Go by the title; without one weigh words and structure.

    Without an amount or with little text it is something else.
    """
    if not printed.rows:
        return "other"
    named = best_title(printed)
    money = sum(1 for _, amount, _ in printed.all_amounts() if amount.is_money)
    density = money / len(printed.rows)
    if _is_contract(printed, named, density):
        return "contract"
    if money == 0 or (named is not None and named.kind == "other" and named.alone):
        return "other"
    slip = _is_till_slip(printed)
    if named is not None and named.alone and named.kind == "receipt":
        return "receipt"
    return _weighed(printed, density, slip=slip, billed=_is_billed(named))


def _is_billed(named: Title | None) -> bool:
    return named is not None and named.kind not in ("other", "contract")


def _weighed(printed: Printed, density: float, *, slip: bool, billed: bool) -> Kind:
    folded = printed.folded
    head = "\n".join(row.folded for row in printed.rows[:_HEAD])
    title = "\n".join(row.folded for row in printed.rows[:_TITLE])
    invoice, receipt = (_weigh(words, (folded, head)) for words in (_INVOICE, _RECEIPT))
    invoice, receipt = invoice + 4 * (billed and not slip), receipt + 4 * slip
    other = _weigh(_OTHER, (folded, head, title, title))
    if not billed:
        other += _weigh(_REFERRED, (folded, head, title, title))
    if max(invoice, receipt) < 4 or (density < 0.03 and len(printed.rows) > 40):
        return "other"
    if other > max(invoice, receipt):
        return "other"
    return "receipt" if receipt > invoice else "invoice"


def _weigh(words: dict[float, str], texts: tuple[str, ...]) -> float:
    """Count each word once in every text that has it."""
    return sum(
        each * len(_distinct(pattern, text)) for each, pattern in words.items() for text in texts
    )


def _distinct(pattern: str, text: str) -> set[str]:
    return {match[0] for match in re.finditer(rf"(?<![a-z])(?:{pattern})", text)}


def _is_contract(printed: Printed, named: Title | None, density: float) -> bool:
    """Tell a contract by its clauses: few under a title of one, many without."""
    if density > _TABLE or _is_billed(named):
        return False
    text = "\n".join(row.folded for row in printed.rows[:_FIRST_ROWS])
    clauses = len({match[0] for match in _CLAUSES.finditer(text)})
    titled = named is not None and named.kind == "contract"
    return clauses >= (_FEW if titled else _MANY)


def _is_till_slip(printed: Printed) -> bool:
    """Tell a till slip: it is paid at once, with change or on narrow paper.

    Narrow paper with a total and a time of day is one, too.
    """
    labels = (one for row in printed.labels("amounts") for one in row)
    roles = {one.role for one in labels if one.weight >= _LABELLED}
    narrow = _is_narrow(printed.rows)
    paid = "tender" in roles and ("change" in roles or narrow)
    timed = any(_CLOCK.search(row.folded) for row in printed.rows[:30])
    return paid or (narrow and timed and "total" in roles)


def _is_narrow(rows: tuple[Row, ...]) -> bool:
    lengths = sorted(len(_RULED.sub(" ", row.text)) for row in rows)
    return lengths[len(lengths) * 9 // 10] <= _SLIP_WIDTH
