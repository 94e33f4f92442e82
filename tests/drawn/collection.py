"""The collection: which documents are drawn, from a seed, each with its truth."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.drawn import bill as bills
from tests.drawn import china, cii, fapiao, invoices, ofd, pdf, photo, receipts, strangers, ubl
from tests.drawn.bill import Bill, Truth
from tests.drawn.fonts import missing
from tests.drawn.plan import PLANS, Carrier, Plan
from tests.drawn.sheet import Places, Sheet

XML: dict[Carrier, Callable[[Bill], bytes]] = {
    "cii": cii.write, "ubl": ubl.write, "digital": china.digital,
}  # fmt: skip
OCR: frozenset[Carrier] = frozenset(("scan", "fax", *photo.FORMS))
SUFFIXES: dict[Carrier, str] = {
    "text": ".pdf", "facturx": ".pdf", "scan": ".pdf", "cii": ".xml", "ubl": ".xml",
    "jpg": ".jpg", "png": ".png", "webp": ".webp", "heic": ".heic", "fax": ".tiff",
    "digital": ".xml", "ofd": ".ofd",
}  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """A drawn document: its bytes, its truth, and where each value stands on which page."""

    name: str
    carrier: Carrier
    content: bytes
    truth: Truth
    places: Places
    pages: int

    @property
    def file(self) -> str:
        return self.name + SUFFIXES[self.carrier]

    @property
    def ocr_pages(self) -> int:
        return self.pages if self.carrier in OCR else 0

    def write(self, folder: Path) -> Path:
        """Write the document and its truth into a folder; give the document's path."""
        path = folder / self.file
        path.write_bytes(self.content)
        truth = json.dumps(self.truth, ensure_ascii=False, indent=1)
        (folder / f"{self.name}.truth.json").write_text(truth + "\n", "utf-8")
        return path


@dataclass(frozen=True)
class Collection:
    """What a seed gives; `absent` names the font package each undrawn picture waits for."""

    documents: tuple[Drawn, ...]
    absent: dict[str, str]


def draw(seed: int, *carriers: Carrier) -> Collection:
    """Draw every document of the plan, or those of some carriers: pictures take long."""
    documents, absent = [], {}
    for plan in PLANS:
        if carriers and plan.carrier not in carriers:
            continue
        drawn = _draw(plan, seed)
        if isinstance(drawn, Drawn):
            documents.append(drawn)
        else:
            absent[plan.name] = drawn
    return Collection(tuple(documents), absent)


def _draw(plan: Plan, seed: int) -> Drawn | str:
    rng = Random(f"{seed} {plan.name}")
    bill = _bill(plan, seed)
    truth = bills.truth(bill) if bill else {"kind": "other", "must_flag": []}
    if bill and plan.again:
        truth |= {"must_flag": ["duplicate"], "after": [plan.again]}
    if bill and (write := XML.get(plan.carrier)):
        content = write(bill)
        return Drawn(plan.name, plan.carrier, content, truth, {}, 0)
    sheet = _sheet(plan, bill, rng, seed)
    lacks = missing(sheet) if plan.carrier in OCR else None
    if lacks:
        return lacks
    content, places = _print(plan, bill, sheet, rng)
    return Drawn(plan.name, plan.carrier, content, truth, places, len(sheet.leaves))


def _bill(plan: Plan, seed: int) -> Bill | None:
    if plan.matter not in {"invoice", "receipt"}:
        return None
    rng = Random(f"{seed} {plan.again or plan.name} bill")
    if plan.matter == "receipt":
        bill = bills.receipt(rng, plan.language)
    else:
        bill = bills.invoice(rng, plan.language, plan.rows, plan.groups)
    bill = replace(bill, credit=plan.credit, disputed=(plan.disputed,) if plan.disputed else ())
    return plan.fault(bill) if plan.fault else bill


def _sheet(plan: Plan, bill: Bill | None, rng: Random, seed: int) -> Sheet:
    if bill is None:
        paint = {
            "letter": strangers.letter, "quotation": strangers.quotation, "menu": strangers.menu,
        }[plan.matter]  # fmt: skip
        return paint(rng, plan.language)
    bill = _as_printed(bill)
    if bill.kind == "receipt":
        return receipts.draw(bill, rng)
    paint_invoice = fapiao.draw if bill.language == "zh" else invoices.draw
    return paint_invoice(bill, rng, plan.layout + seed)


def _as_printed(bill: Bill) -> Bill:
    """Change on the page what the XML inside says otherwise."""
    if "total" in bill.disputed:
        return replace(bill, total=bill.total + 90)
    if "issue_date" in bill.disputed:
        return replace(bill, issued=bill.issued + timedelta(days=3))
    if "invoice_number" in bill.disputed:
        return replace(bill, number=f"{bill.number}7")
    return bill


def _print(plan: Plan, bill: Bill | None, sheet: Sheet, rng: Random) -> tuple[bytes, Places]:
    if plan.carrier == "scan":
        pictures, places = photo.scan(sheet, rng)
        return pdf.bind(pictures), places
    if plan.carrier == "ofd" and bill:
        stated = china.digital(bill) if plan.layout % 2 else china.older(bill)
        return ofd.write(sheet, stated, china.head(bill))
    if plan.carrier == "fax":
        return photo.fax(sheet)
    if form := photo.FORMS.get(plan.carrier):
        wear = tuple(rng.sample(photo.WEARS, rng.randint(2, 4))) if form != "PNG" else ()
        scale = 2.0 if sheet.width > 400 else 3.0
        return photo.photograph(sheet, rng, form, wear, scale)
    attached: tuple[pdf.Attachment, ...] = ()
    if plan.carrier == "facturx" and bill:
        attached = (pdf.Attachment("factur-x.xml", cii.write(bill)),)
    return pdf.write(sheet, attached)
