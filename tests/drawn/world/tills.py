"""Chinese till slips: what was bought, what came off, how it was paid; no tax on them."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.drawn.sheet import Sheet
from tests.drawn.world.deal import Truth, added, rounded
from tests.drawn.world.digits import figures
from tests.drawn.world.slips import Roll
from tests.drawn.world.words import Words


def chinese(rng: Random, words: Words) -> tuple[Sheet, Truth]:
    """Draw a Chinese till slip: no tax on it."""
    names = rng.sample(sorted(set(words.all("groceries"))), rng.randint(2, 5))
    rows = [
        (name, rng.randint(1, 3), rounded(Decimal(rng.randint(200, 8_800)) / 100)) for name in names
    ]
    total = added(qty * price for _, qty, price in rows)
    issued = date(2025, 3, 1) + timedelta(days=rng.randrange(610))
    shop, number = words.one(rng, "shops"), figures(rng, rng.randint(6, 12))
    off = Decimal(rng.choice((0, 0, 0, 1, 5)))
    roll = Roll("zh", 0)
    roll.middle(shop, 13, bold=True)
    roll.middle(words.one(rng, "receipt"), 10)
    roll.y += 4
    roll.pair(f"{words.one(rng, 'receipt_no')}：{number}", "", 8.5)
    day = rng.choice(("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"))
    label, minute = rng.choice(("日期", "时间", "交易时间")), rng.randint(30, 59)
    roll.pair(f"{label}：{issued.strftime(day)} 12:{minute}", "", 8.5)
    roll.pair(words.one(rng, "served"), "", 8.5)
    roll.rule(dashed=True)
    roll.pair("商品　　数量　　单价", "金额", 8.5)
    for name, qty, price in rows:
        roll.pair(f"{name}  {qty} × {price}", str(qty * price))
    roll.rule(dashed=True)
    if off:
        roll.pair("商品总额", str(total))
        roll.pair("优惠", f"-{off}.00")
    due = total - off
    roll.pair(words.one(rng, "receipt_total"), f"¥{due}", 12, bold=True)
    roll.pair(words.one(rng, "card"), f"{due}")
    roll.y += 6
    roll.middle(words.one(rng, "bye"), 8)
    found: Truth = {
        "kind": "receipt", "must_flag": [],
        "fields": {
            "vendor": shop, "invoice_number": number, "issue_date": issued.isoformat(),
            "currency": "CNY", "tax": None, "total": str(due),
        },
        "line_items": [
            {"description": name, "total": str(qty * price)} for name, qty, price in rows
        ],
    }  # fmt: skip
    return roll.cut(), found
