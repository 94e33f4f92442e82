"""Chinese VAT invoices: the fully digital one and the older one with a code and a cipher field."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.drawn.sheet import A4, Rule, Sheet
from tests.drawn.wording import capitals
from tests.drawn.world.deal import Truth, added, rounded
from tests.drawn.world.digits import chinese, figures, spoilt
from tests.drawn.world.words import Words

LEFT, RIGHT = 36.0, 559.0
_FAULTS = ("sum_mismatch", "line_sum_mismatch", "line_amount_mismatch", "invalid_date",
           "future_date", "amount_in_words", "tax_id", "missing_field:invoice_number")  # fmt: skip


@dataclass(frozen=True)
class Good:
    """One row; amounts without tax."""

    name: str
    qty: Decimal
    price: Decimal
    total: Decimal
    rate: Decimal

    @property
    def tax(self) -> Decimal:
        return rounded(self.total * self.rate / 100)


@dataclass(frozen=True)
class Fapiao:
    """A Chinese VAT invoice."""

    digital: bool
    special: bool
    seller: str
    seller_id: str
    buyer: str
    buyer_id: str
    where: str
    number: str | None
    issued: date
    goods: tuple[Good, ...]
    net: Decimal
    tax: Decimal
    total: Decimal
    spoken: Decimal
    written: str | None = None
    flags: tuple[str, ...] = ()


def invent(rng: Random, words: Words) -> Fapiao:
    """Invent one that is right."""
    digital = rng.random() < 0.6
    rates = [Decimal(one) for one in words.one(rng, "rates").split(";")]
    goods = []
    names = sorted(set(words.all("goods")))
    for name in rng.sample(names, rng.randint(1, 5)):
        qty = Decimal(rng.choice((1, 1, 2, 5, 10, 30)))
        price = Decimal(rng.randint(500, 600_000)) / 100
        goods.append(Good(name, qty, price, rounded(qty * price), rng.choice(rates)))
    net, tax = added(one.total for one in goods), added(one.tax for one in goods)
    issued = date(2025, 2, 3) + timedelta(days=rng.randrange(640))
    number = f"{issued.year % 100}{figures(rng, 18)}" if digital else figures(rng, 8)
    return Fapiao(
        digital, rng.random() < 0.5, words.one(rng, "companies"), chinese(rng),
        words.one(rng, "buyers"), chinese(rng),
        words.one(rng, "cities") + words.one(rng, "streets"),
        number, issued, tuple(goods), net, tax, net + tax, net + tax,
    )  # fmt: skip


def flawed(rng: Random, one: Fapiao) -> Fapiao:
    """Plant a fault."""
    fault = rng.choice(_FAULTS)
    first, rest, off = one.goods[0], one.goods[1:], Decimal(rng.choice((9, 90, 100)))
    changed = {
        "sum_mismatch": lambda: replace(one, total=one.total + off, spoken=one.total + off),
        "line_sum_mismatch": lambda: replace(one, goods=(_dearer(first, off), *rest)),
        "line_amount_mismatch": lambda: replace(
            one, goods=(replace(first, qty=first.qty + 3), *rest)
        ),
        "invalid_date": lambda: replace(one, written=f"{one.issued.year}年02月30日"),
        "future_date": lambda: replace(one, issued=one.issued.replace(year=2038, day=9)),
        "amount_in_words": lambda: replace(one, spoken=one.spoken + off),
        "tax_id": lambda: replace(one, seller_id=spoilt(rng, one.seller_id)),
        "missing_field:invoice_number": lambda: replace(one, number=None),
    }[fault]()
    return replace(changed, flags=(fault,))


def _dearer(good: Good, off: Decimal) -> Good:
    price = good.price + off
    return replace(good, price=price, total=rounded(price * good.qty))


def truth(one: Fapiao) -> Truth:
    """Give the truth."""
    fields: dict[str, str | None] = {
        "vendor": one.seller, "invoice_number": one.number, "issue_date": one.issued.isoformat(),
        "currency": "CNY", "subtotal": str(one.net), "tax": str(one.tax), "total": str(one.total),
    }  # fmt: skip
    if one.written:
        del fields["issue_date"]
    return {
        "kind": "invoice", "fields": fields, "must_flag": list(one.flags),
        "line_items": [
            {
                "description": good.name, "qty": str(good.qty), "unit_price": str(good.price),
                "total": str(good.total),
            }
            for good in one.goods
        ],
    }  # fmt: skip


def draw(one: Fapiao, rng: Random) -> Sheet:
    """Draw it."""
    sheet = Sheet(*A4, script="han")
    return _digital(sheet, one, rng) if one.digital else _older(sheet, one, rng)


def _day(one: Fapiao) -> str:
    return one.written or one.issued.strftime("%Y年%m月%d日")


_EDGES = (
    ("规格型号", 205.0), ("单位", 240.0), ("数量", 285.0), ("单价", 345.0), ("金额", 420.0),
    ("税率/征收率", 478.0), ("税额", 552.0),
)  # fmt: skip


def _table(sheet: Sheet, one: Fapiao, y: float, first: str, rate: str) -> float:
    sheet.text(LEFT + 20, y, first, size=8.5)
    for label, x in _EDGES:
        sheet.text(x, y, rate if "率" in label else label, size=8.5, align="right")
    y += 16
    for at, good in enumerate(one.goods):
        sheet.text(LEFT + 3, y, good.name, size=8)
        cells = ("", "项" if at % 2 else "台", str(good.qty), str(good.price), str(good.total),
                 f"{good.rate}%", str(good.tax))  # fmt: skip
        for text, (_, x) in zip(cells, _EDGES, strict=True):
            sheet.text(x, y, text, size=8, align="right")
        y += 15
    return y


def _frame(sheet: Sheet, levels: tuple[float, ...]) -> None:
    rules = sheet.leaves[-1].rules
    rules += [Rule(LEFT, y, RIGHT, y) for y in levels]
    rules += [Rule(x, levels[0], x, levels[-1]) for x in (LEFT, RIGHT)]


def _digital(sheet: Sheet, one: Fapiao, rng: Random) -> Sheet:
    kind = "增值税专用发票" if one.special else "普通发票"
    sheet.text(297, 58, f"电子发票（{kind}）", size=17, align="centre")
    if one.number:
        sheet.text(400, 80, f"发票号码：{one.number}", size=8.5)
    sheet.text(400, 95, f"开票日期：{_day(one)}", size=8.5)
    for x, role, name, code in (
        (LEFT, "购买方信息", one.buyer, one.buyer_id),
        (300.0, "销售方信息", one.seller, one.seller_id),
    ):  # fmt: skip
        for at, letter in enumerate(role):
            sheet.text(x + 3, 121 + 11 * at, letter, size=8)
        sheet.text(x + 17, 128, f"名称：{name}", size=8.5)
        sheet.text(x + 17, 158, f"统一社会信用代码/纳税人识别号：{code}", size=7.5)
    sheet.leaves[-1].rules += [Rule(x, 108, x, 172) for x in (LEFT + 13, 299.0, 313.0)]
    y = max(_table(sheet, one, 186, "项目名称", "税率/征收率") + 10, 320)
    sheet.text(LEFT + 30, y, "合        计", size=9)
    sheet.text(420, y, f"¥{one.net}", size=9, align="right")
    sheet.text(552, y, f"¥{one.tax}", size=9, align="right")
    sheet.text(LEFT + 20, y + 22, "价税合计（大写）", size=9)
    sheet.text(170, y + 22, capitals(one.spoken), size=9)
    sheet.text(400, y + 22, f"（小写）¥{one.total}", size=9)
    sheet.text(LEFT + 3, y + 46, "备", size=8)
    sheet.text(LEFT + 3, y + 62, "注", size=8)
    if rng.random() < 0.5:
        sheet.text(LEFT + 20, y + 46, f"销售方地址：{one.where}；订单号 {figures(rng, 9)}", size=8)
    sheet.text(
        LEFT + 30, y + 92, f"开票人：{rng.choice(('王敏', '李建', '陈晓', '赵婷'))}", size=8.5
    )
    _frame(sheet, (108, 172, y + 8, y + 30, y + 78))
    return sheet


def _older(sheet: Sheet, one: Fapiao, rng: Random) -> Sheet:
    kind = "专用" if one.special else "普通"
    sheet.text(297, 56, f"{one.where[:2]}增值税电子{kind}发票", size=16, align="centre")
    head = [f"发票代码：0{figures(rng, 11)}"]
    head += [f"发票号码：{one.number}"] if one.number else []
    head += [f"开票日期：{_day(one)}", f"校 验 码：{' '.join(figures(rng, 5) for _ in range(4))}"]
    for at, line in enumerate(head):
        sheet.text(415, 52 + 12 * at, line, size=8)
    sheet.text(LEFT, 90, f"机器编号：{figures(rng, 12)}", size=8)
    _older_party(sheet, 118, "购买方", (one.buyer, one.buyer_id, ""), rng)
    for at in range(4):
        cipher = "".join(rng.choice("0123456789+-*/<>") for _ in range(26))
        sheet.text(366, 118 + 13 * at, cipher, size=8)
    y = max(_table(sheet, one, 182, "货物或应税劳务、服务名称", "税率") + 8, 290)
    sheet.text(LEFT + 40, y, "合　计", size=9)
    sheet.text(420, y, f"¥{one.net}", size=9, align="right")
    sheet.text(552, y, f"¥{one.tax}", size=9, align="right")
    sheet.text(LEFT + 20, y + 22, "价税合计（大写）", size=9)
    sheet.text(170, y + 22, capitals(one.spoken), size=9)
    sheet.text(400, y + 22, f"（小写）¥{one.total}", size=9)
    _older_party(sheet, y + 44, "销售方", (one.seller, one.seller_id, one.where), rng)
    sheet.text(370, y + 44, "备注", size=8)
    foot = ("收款人：刘洋", "复核：孙丽", "开票人：周杰", "销售方：（章）")
    for at, text in enumerate(foot):
        sheet.text(LEFT + 10 + 135 * at, y + 112, text, size=8.5)
    _frame(sheet, (104, 168, y + 8, y + 30, y + 98))
    sheet.leaves[-1].rules += [Rule(LEFT + 16, 104, LEFT + 16, 168), Rule(360, 104, 360, 168)]
    return sheet


def _older_party(sheet: Sheet, y: float, role: str, who: tuple[str, str, str], rng: Random) -> None:
    name, code, where = who
    for at, letter in enumerate(role):
        sheet.text(LEFT + 4, y + 2 + 16 * at, letter, size=8.5)
    sheet.text(LEFT + 20, y, f"名　　　　称：{name}", size=8.5)
    sheet.text(LEFT + 20, y + 14, f"纳税人识别号：{code}", size=8.5)
    phone = f"{figures(rng, 3)}-{figures(rng, 8)}" if where else ""
    sheet.text(LEFT + 20, y + 28, f"地 址、 电 话：{where} {phone}", size=8)
    account = f"中国工商银行支行 {figures(rng, 19)}" if where else ""
    sheet.text(LEFT + 20, y + 42, f"开户行及账号：{account}", size=8)
