"""Which documents are drawn: kinds, lands, faults and carriers in fixed shares, from a seed."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Literal

from tests.drawn import pdf
from tests.drawn.fonts import missing
from tests.drawn.sheet import Sheet
from tests.drawn.world import fapiao, faults, invoice, papers, slips, tills, wear
from tests.drawn.world.deal import Deal, Truth, deal, truth
from tests.drawn.world.words import LANDS, Pool, Words

Carrier = Literal["text", "scan", "photo", "picture"]
# of every twenty documents: invoices, Chinese ones, receipts, credit notes, others
_MATTERS = (
    *["invoice"] * 11, "fapiao", "fapiao", "slip", "slip", "slip", "till", "credit",
    "stranger", "stranger",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A document with its truth."""

    name: str
    suffix: str
    content: bytes
    truth: Truth

    def write(self, folder: Path) -> None:
        """Write the document and its truth into a folder."""
        (folder / (self.name + self.suffix)).write_bytes(self.content)
        text = json.dumps(self.truth, ensure_ascii=False, indent=1)
        (folder / f"{self.name}.truth.json").write_text(text + "\n", "utf-8")


def draw(seed: int, count: int, pool: Pool) -> list[Made]:
    """Draw `count` documents; pictures in letters this machine lacks stay text."""
    return [_one(Random(f"{pool} {seed} {at}"), at, pool) for at in range(count)]


def _one(rng: Random, at: int, pool: Pool) -> Made:
    matter = _MATTERS[at * 7 % len(_MATTERS)]
    chinese = matter in ("fapiao", "till")
    land = "zh-CN" if chinese else LANDS[(at + at // len(LANDS)) % len(LANDS)]
    words = Words(land, pool)
    sheet, told = _MAKERS[matter](rng, words)
    carrier = _carrier(rng, sheet, matter)
    content, suffix = _carried(sheet, carrier, rng)
    fault = told["must_flag"][0].replace(":", "_") if told["must_flag"] else ""
    name = f"{at:03d}_{land}_{matter}_{carrier}" + (f"_{fault}" if fault else "")
    note = {"degradation": carrier if carrier != "text" else ""}
    return Made(name, suffix, content, {**told, **note, "source": "tests.drawn.world"})


def _carrier(rng: Random, sheet: Sheet, matter: str) -> Carrier:
    if missing(sheet):
        return "text"
    weights = (10, 15, 65, 10) if matter in ("slip", "till") else (84, 7, 6, 3)
    carriers: tuple[Carrier, ...] = ("text", "scan", "photo", "picture")
    chosen = rng.choices(carriers, weights)[0]
    if len(sheet.leaves) > 1:
        return "scan" if chosen != "text" else "text"
    return chosen


def _carried(sheet: Sheet, carrier: Carrier, rng: Random) -> tuple[bytes, str]:
    if carrier == "text":
        return pdf.write(sheet)[0], ".pdf"
    if carrier == "scan":
        return wear.scanned(sheet, rng), ".pdf"
    if carrier == "photo":
        return wear.photographed(sheet, rng), ".jpg"
    return wear.clean(sheet, rng), ".png"


def _invoice(rng: Random, words: Words) -> tuple[Sheet, Truth]:
    one = deal(rng, words)
    if rng.random() < 0.04:
        return _two(rng, words, one)
    if rng.random() < 0.36:
        fitting = [name for name in faults.FAULTS if faults.fits(name, one)]
        one = faults.FAULTS[rng.choice(fitting)](rng, one)
    return _printed(rng, words, one)


def _printed(rng: Random, words: Words, one: Deal) -> tuple[Sheet, Truth]:
    look = invoice.style(rng, one, words.pool)
    return invoice.draw(one, look, rng), truth(one)


def _credit(rng: Random, words: Words) -> tuple[Sheet, Truth]:
    return _printed(rng, words, faults.as_credit(rng, deal(rng, words)))


def _two(rng: Random, words: Words, one: Deal) -> tuple[Sheet, Truth]:
    """Two invoices of one sender in one file."""
    other = deal(rng, words)
    other = replace(other, seller=one.seller, habits=one.habits, mode=other.mode)
    look = invoice.style(rng, one, words.pool)
    first, second = invoice.draw(one, look, rng), invoice.draw(other, look, rng)
    first.leaves += second.leaves
    return first, {"kind": "invoice", "must_flag": ["multiple_invoices"]}


def _fapiao(rng: Random, words: Words) -> tuple[Sheet, Truth]:
    one = fapiao.invent(rng, words)
    if rng.random() < 0.4:
        one = fapiao.flawed(rng, one)
    return fapiao.draw(one, rng), fapiao.truth(one)


def _slip(rng: Random, words: Words) -> tuple[Sheet, Truth]:
    one = slips.slip(rng, words)
    if rng.random() < 0.15:
        one = slips.flawed(rng, one)
    return slips.draw(one, rng), slips.truth(one)


_MAKERS = {
    "invoice": _invoice, "credit": _credit, "fapiao": _fapiao, "slip": _slip,
    "till": tills.chinese, "stranger": papers.draw,
}  # fmt: skip
