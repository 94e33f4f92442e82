"""Chinese layouts: the fully digital VAT invoice and a plainer statement of a company."""

from random import Random

from tests.drawn.bill import Bill
from tests.drawn.sheet import A4, Sheet, Span
from tests.drawn.wording import Wording, capitals, issue_date, number, vendor, wording

LEFT, RIGHT = 40.0, 555.0
_CELLS = (("数量", 250.0), ("单价", 320.0), ("金额", 395.0), ("税率", 460.0), ("税额", 548.0))


def _party(sheet: Sheet, x: float, y: float, role: str, name: Span, code: str) -> None:
    for at, letter in enumerate(role):
        sheet.text(x, y + 13 * at, letter, size=9)
    sheet.text(x + 18, y + 10, "名称：", name, size=9)
    sheet.text(x + 18, y + 30, f"统一社会信用代码/纳税人识别号：{code}", size=7.5)


def _goods(sheet: Sheet, bill: Bill, words: Wording, y: float) -> float:
    sheet.text(LEFT + 4, y, "项目名称", size=9)
    for label, x in _CELLS:
        sheet.text(x, y, label, size=9, align="right")
    sheet.rule(LEFT, y + 5, RIGHT)
    y += 20
    for line in bill.lines:
        sheet.text(LEFT + 4, y, line.description, size=9)
        amounts = (words.amount(line.unit_price), words.amount(line.total))
        cells = (f"{line.qty}", *amounts, f"{line.rate}%", words.amount(line.tax))
        for text, (_, x) in zip(cells, _CELLS, strict=True):
            sheet.text(x, y, text, size=9, align="right")
        y += 16
    return y


def digital(bill: Bill, words: Wording) -> Sheet:
    """Draw a fully digital VAT invoice."""
    sheet = Sheet(*A4, script="han")
    yen = Span("¥", ("currency",))
    sheet.text(297, 60, words["title"], size=18, align="centre")
    sheet.text(390, 84, "发票号码：", number(bill), size=9)
    sheet.text(390, 100, "开票日期：", issue_date(bill, words), size=9)
    sheet.rule(LEFT, 112, RIGHT)
    buyer = Span(bill.buyer.name)
    _party(sheet, 44, 128, "购买方", buyer, bill.buyer.tax_id)
    _party(sheet, 302, 128, "销售方", vendor(bill), bill.seller.tax_id)
    sheet.rule(LEFT, 170, RIGHT)
    y = max(_goods(sheet, bill, words, 186) + 20, 330)
    sheet.text(LEFT + 40, y, "合　　计", size=9)
    sheet.text(395, y, yen, Span(words.amount(bill.subtotal), ("subtotal",)), size=9, align="right")
    sheet.text(548, y, yen, Span(words.amount(bill.tax), ("tax",)), size=9, align="right")
    sheet.rule(LEFT, y + 7, RIGHT)
    sheet.text(LEFT + 4, y + 22, "价税合计（大写）", size=9)
    sheet.text(160, y + 22, capitals(bill.total), size=9)
    amount = Span(words.amount(bill.total), ("total",))
    sheet.text(400, y + 22, "（小写）", yen, amount, size=9)
    sheet.rule(LEFT, y + 30, RIGHT)
    sheet.text(LEFT + 4, y + 46, f"备注：开户银行账号 {bill.seller.iban}", size=8)
    sheet.text(LEFT + 4, y + 84, "开票人：林晓", size=9)
    return sheet


def plain(bill: Bill, words: Wording) -> Sheet:
    """Draw a company's own invoice: labels on the left, sums under the table."""
    sheet = Sheet(*A4, script="han")
    sheet.text(LEFT, 64, vendor(bill), size=16)
    sheet.text(LEFT, 82, f"地址：{bill.seller.street}　税号：{bill.seller.tax_id}", size=8.5)
    sheet.text(297, 112, "发票", size=20, align="centre")
    sheet.text(LEFT, 140, "发票号码：", number(bill))
    sheet.text(330, 140, "开票日期：", issue_date(bill, words))
    sheet.text(LEFT, 158, f"客户名称：{bill.buyer.name}")
    y = _goods(sheet, bill, words, 190) + 14
    for label, amount, mark in (
        ("不含税金额", bill.subtotal, "subtotal"), ("税额", bill.tax, "tax"),
        ("价税合计", bill.total, "total"),
    ):  # fmt: skip
        sheet.text(400, y, label)
        sheet.text(548, y, *words.money(amount, bill.currency, mark), align="right")
        y += 18
    sheet.text(LEFT, y + 20, f"大写金额：{capitals(bill.total)}", size=9)
    sheet.text(LEFT, y + 38, f"收款账号：{bill.seller.iban}", size=9)
    return sheet


def draw(bill: Bill, rng: Random, layout: int) -> Sheet:
    """Draw a Chinese invoice."""
    return (digital, plain)[layout % 2](bill, wording(rng, "zh"))
