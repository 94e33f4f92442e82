"""What kind of document this is: invoice, receipt or something else."""

import re

from pipelines.document.model import Kind
from pipelines.document.page.printed import Printed
from pipelines.document.page.titles import calls_itself_invoice

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
        r"kassabon|bon-?nr|小票|收据|ticket n|bonnetje"
    ),
    2.0: (
        r"cash|change|tendered|ruckgeld|wechselgeld|找零|现金|cashier|kassierer|thank you|"
        r"vielen dank|谢谢|especes|rendu|contant|wisselgeld|please come again|kasse|收银|efectivo|"
        r"cambio|contanti|goods sold|booking id|paid through|nicht umtauschbar|"
        r"merci de votre visite|bar gegeben"
    ),
    1.0: r"visa|mastercard|card|gst|terminal|approval code|rounding|table|pax|\d\d:\d\d",
}
_OTHER = {
    6.0: (
        r"proforma|pro forma|not an invoice|keine rechnung|not a demand for payment|mahnung|"
        r"account statement|kontoauszug|bank statement|estimated total"
    ),
    2.0: (
        r"dear |sehr geehrte|kind regards|mit freundlichen grussen|cordialement|"
        r"madame, monsieur|尊敬的|此致|confidential information|governing law|speisekarte|menu"
    ),
}
# What an invoice may refer to, name in its lines or print in its terms: it counts only where the
# document does not call itself an invoice.
_REFERRED = {
    6.0: (
        r"quotation|angebot(?:s-?nr)?|devis|offerte|preventivo|presupuesto|报价单|"
        r"delivery note|lieferschein|bon de livraison|albaran|packing list|pakbon|"
        r"送货单|minutes|protokoll|lebenslauf|curriculum vitae|agenda|会议纪要|通知|purchase order|"
        r"order confirmation|auftragsbestatigung|bestellung nr|bon de commande|"
        r"non-?disclosure|confidentiality agreement|this agreement|"
        r"agreement between|whereas|hereinafter|合同书|甲方|乙方|vertrag zwischen"
    ),
}
_SLIP_WIDTH = 45  # characters in all but the longest rows
_HEAD = 12  # rows with names, numbers and dates
_TITLE = 3  # rows with the title: what it calls itself there, it is


def classify(printed: Printed) -> Kind:
    """Weigh words and structure; without an amount or with little text it is something else."""
    if not printed.rows:
        return "other"
    folded = printed.folded
    head = "\n".join(row.folded for row in printed.rows[:_HEAD])
    title = "\n".join(row.folded for row in printed.rows[:_TITLE])
    money = sum(1 for _, amount, _ in printed.all_amounts() if amount.is_money)
    invoice, receipt = (_weigh(words, (folded, head)) for words in (_INVOICE, _RECEIPT))
    other = _weigh(_OTHER, (folded, head, title, title))
    if not calls_itself_invoice(printed):
        other += _weigh(_REFERRED, (folded, head, title, title))
    density = money / max(len(printed.rows), 1)
    if money == 0 or max(invoice, receipt) < 4 or (density < 0.03 and len(printed.rows) > 40):
        return "other"
    if other > max(invoice, receipt):
        return "other"
    narrow = _is_till_slip(printed)
    return "receipt" if receipt + 4 * narrow > invoice else "invoice"


def _weigh(words: dict[float, str], texts: tuple[str, ...]) -> float:
    """Count each word once in every text that has it."""
    return sum(
        each * len(_distinct(pattern, text)) for each, pattern in words.items() for text in texts
    )


def _distinct(pattern: str, text: str) -> set[str]:
    return {match[0] for match in re.finditer(rf"(?<![a-z])(?:{pattern})", text)}


def _is_till_slip(printed: Printed) -> bool:
    """Tell a till slip: it is paid at once, with change or on narrow paper."""
    roles = {label.role for row in printed.labels("amounts") for label in row}
    lengths = sorted(len(row.text) for row in printed.rows)
    narrow = lengths[len(lengths) * 9 // 10] <= _SLIP_WIDTH
    return "tender" in roles and ("change" in roles or narrow)
