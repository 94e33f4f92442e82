"""How one sender words and formats things: labels, dates and amounts of three languages."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tests.drawn.bill import Bill
from tests.drawn.names import Language
from tests.drawn.sheet import Span

_CHOICES: dict[Language, dict[str, tuple[str, ...]]] = {
    "en": {
        "title": ("INVOICE", "Invoice", "SALES INVOICE"),
        "number": ("Invoice number", "Invoice No.", "Invoice #"),
        "date": ("Invoice date", "Date of issue", "Date"),
        "due": ("Due date", "Payment due"),
        "buyer": ("Bill to", "Billed to", "Customer"),
        "subtotal": ("Subtotal", "Net amount", "Total excl. VAT"),
        "tax": ("VAT", "Tax"),
        "total": ("Total", "Total due", "Amount due", "Invoice total"),
        "goods": ("Description|Qty|Unit price|Amount", "Item|Quantity|Price|Total"),
        "tax_id": ("VAT no.", "VAT Reg. No."),
        "thanks": ("Thank you for your business.", "Please quote the invoice number."),
        "bye": ("Thank you!", "See you again"),
        "receipt": ("RECEIPT", "SALES RECEIPT"),
        "receipt_number": ("Receipt no.", "Receipt #"),
        "receipt_total": ("TOTAL", "Total"),
        "paid": ("CARD", "CASH"),
    },
    "de": {
        "title": ("RECHNUNG", "Rechnung"),
        "number": ("Rechnungsnummer", "Rechnungs-Nr.", "Rechnung Nr."),
        "date": ("Rechnungsdatum", "Datum"),
        "due": ("Zahlbar bis", "Fällig am"),
        "buyer": ("Rechnungsempfänger", "Kunde"),
        "subtotal": ("Nettobetrag", "Zwischensumme", "Summe netto"),
        "tax": ("MwSt.", "USt.", "Umsatzsteuer"),
        "total": ("Gesamtbetrag", "Rechnungsbetrag", "Bruttobetrag"),
        "goods": ("Bezeichnung|Menge|Einzelpreis|Gesamt", "Leistung|Anzahl|Preis|Betrag"),
        "tax_id": ("USt-IdNr.", "USt-ID"),
        "thanks": ("Vielen Dank für Ihren Auftrag.", "Zahlbar ohne Abzug."),
        "bye": ("Vielen Dank!", "Bis bald"),
        "receipt": ("KASSENBON", "Quittung"),
        "receipt_number": ("Bon-Nr.", "Beleg-Nr."),
        "receipt_total": ("SUMME", "Gesamt"),
        "paid": ("BAR", "EC-Karte"),
    },
    "zh": {
        "title": ("电子发票（普通发票）", "电子发票（增值税专用发票）"),
        "number": ("发票号码",),
        "date": ("开票日期",),
        "due": ("付款期限",),
        "buyer": ("购买方",),
        "subtotal": ("合计",),
        "tax": ("税额",),
        "total": ("价税合计",),
        "goods": ("项目名称|数量|单价|金额",),
        "tax_id": ("统一社会信用代码/纳税人识别号",),
        "bye": ("感谢惠顾", "欢迎再来"),
        "receipt": ("购物小票", "收银小票"),
        "receipt_number": ("单号", "小票号"),
        "receipt_total": ("合计", "应付金额"),
        "paid": ("微信支付", "现金"),
    },
}
_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
    "de": (
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
        "Oktober", "November", "Dezember",
    ),
}  # fmt: skip
_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "CNY": "¥"}
_DATES = {"en": 4, "de": 2, "zh": 2}


@dataclass(frozen=True)
class Wording:
    """One sender's habits."""

    language: Language
    labels: dict[str, str]
    date_form: int
    coded: bool

    def __getitem__(self, label: str) -> str:
        return self.labels[label]

    def date(self, day: tuple[int, int, int]) -> str:
        """Write a date, also one that does not exist."""
        year, month, mday = day
        if self.language == "zh":
            return (f"{year}年{month:02d}月{mday:02d}日", f"{year}-{month:02d}-{mday:02d}")[
                self.date_form
            ]
        name = _MONTHS[self.language][month - 1]
        if self.language == "de":
            return (f"{mday:02d}.{month:02d}.{year}", f"{mday}. {name} {year}")[self.date_form]
        return (
            f"{mday} {name} {year}",
            f"{name} {mday}, {year}",
            f"{year}-{month:02d}-{mday:02d}",
            f"{mday:02d} {name[:3]} {year}",
        )[self.date_form]

    def amount(self, amount: Decimal) -> str:
        """Write an amount without its currency."""
        text = f"{amount:,.2f}"
        if self.language == "de":
            return text.replace(",", " ").replace(".", ",").replace(" ", ".")
        return text.replace(",", "") if self.language == "zh" else text

    def money(self, amount: Decimal, currency: str, *marks: str) -> tuple[Span, ...]:
        """Write an amount with its currency; both pieces carry their marks."""
        number = Span(self.amount(amount), marks)
        if self.language == "de":
            return number, Span(" "), Span(currency if self.coded else "€", ("currency",))
        if self.coded and self.language == "en":
            return Span(currency, ("currency",)), Span(" "), number
        return Span(_SIGNS[currency], ("currency",)), number


def wording(rng: Random, language: Language, currency: str = "") -> Wording:
    """Draw one sender's habits; dollars know a sales tax, no VAT."""
    labels = {name: rng.choice(forms) for name, forms in _CHOICES[language].items()}
    if currency == "USD":
        labels["tax"] = rng.choice(("Sales tax", "Tax"))
    return Wording(language, labels, rng.randrange(_DATES[language]), rng.random() < 0.3)


def issue_date(bill: Bill, words: Wording) -> Span:
    return Span(words.date(bill.day), ("issue_date",))


def number(bill: Bill) -> Span:
    return Span(bill.number or "", ("invoice_number",))


def vendor(bill: Bill) -> Span:
    return Span(bill.seller.name, ("vendor",))


_FIGURES = "零壹贰叁肆伍陆柒捌玖"


def capitals(amount: Decimal) -> str:
    """Write an amount below a hundred million in Chinese capital figures."""
    yuan, cents = divmod(int(amount * 100), 100)
    high, low = divmod(yuan, 10_000)
    text = (_group(high) + "万" if high else "") + _group(low, bool(high))
    tail = _FIGURES[cents // 10] + "角" if cents >= 10 else ("零" if cents else "")
    return (text or "零") + "圆" + (tail + _cent(cents % 10) if cents else "整")


def _cent(figure: int) -> str:
    return _FIGURES[figure] + "分" if figure else "整"


def _group(number: int, follows: bool = False) -> str:
    text, pending = "", follows and 0 < number < 1000
    for figure, unit in zip(f"{number:04d}", ("仟", "佰", "拾", ""), strict=True):
        if figure == "0":
            pending = pending or bool(text)
            continue
        text += ("零" if pending else "") + _FIGURES[int(figure)] + unit
        pending = False
    return text
