"""The table of what is drawn: carrier, language, subject and planted fault of every document."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.drawn.bill import (
    Bill,
    dearer_line,
    from_the_future,
    off_by_hundred,
    thirtieth_of_february,
    unnumbered,
)
from tests.drawn.names import Language

Carrier = Literal[
    "text", "facturx", "scan", "cii", "ubl", "jpg", "png", "webp", "heic", "fax",
    "digital", "ofd",
]  # fmt: skip
Matter = Literal["invoice", "receipt", "letter", "quotation", "menu"]


@dataclass(frozen=True)
class Plan:
    """One document to draw.

    `layout` is where the seed starts to count; `rows` 0 lets the seed decide; `disputed` is the
    field that page and embedded XML tell differently; `again` names the document whose bill this
    one shows once more.
    """

    name: str
    carrier: Carrier
    language: Language
    matter: Matter = "invoice"
    layout: int = 0
    rows: int = 0
    groups: int = 1
    fault: Callable[[Bill], Bill] | None = None
    disputed: str | None = None
    again: str | None = None
    credit: bool = False


PLANS: tuple[Plan, ...] = (
    Plan("en_text_1", "text", "en", layout=0),
    Plan("en_text_2", "text", "en", layout=1),
    Plan("en_text_3", "text", "en", layout=2),
    Plan("en_text_4", "text", "en", layout=3),
    Plan("en_text_long", "text", "en", layout=2, rows=48),
    Plan("de_text_1", "text", "de", layout=0),
    Plan("de_text_2", "text", "de", layout=1),
    Plan("de_text_3", "text", "de", layout=2),
    Plan("de_text_4", "text", "de", layout=3),
    Plan("de_text_two_rates", "text", "de", layout=0, groups=2),
    Plan("de_text_long", "text", "de", layout=3, rows=40),
    Plan("zh_text_1", "text", "zh", layout=0),
    Plan("zh_text_2", "text", "zh", layout=1),
    Plan("en_text_receipt", "text", "en", "receipt"),
    Plan("de_text_receipt", "text", "de", "receipt"),
    Plan("en_text_quotation", "text", "en", "quotation"),
    Plan("de_text_letter", "text", "de", "letter"),
    Plan("zh_text_quotation", "text", "zh", "quotation"),
    Plan("en_wrong_sum", "text", "en", layout=3, fault=off_by_hundred),
    Plan("zh_wrong_sum", "text", "zh", layout=1, fault=off_by_hundred),
    Plan("de_wrong_day", "text", "de", layout=0, fault=thirtieth_of_february),
    Plan("en_future", "text", "en", layout=1, fault=from_the_future),
    Plan("en_unnumbered", "text", "en", layout=0, fault=unnumbered),
    Plan("de_again", "text", "de", layout=3, again="de_text_1"),
    Plan("en_facturx", "facturx", "en", layout=1),
    Plan("de_facturx", "facturx", "de", layout=2),
    Plan("de_facturx_two_rates", "facturx", "de", layout=0, rows=4, groups=2),
    Plan("de_facturx_long", "facturx", "de", layout=1, rows=36),
    Plan("de_facturx_total", "facturx", "de", layout=0, disputed="total"),
    Plan("en_facturx_date", "facturx", "en", layout=2, disputed="issue_date"),
    Plan("de_cii", "cii", "de", groups=2),
    Plan("en_ubl", "ubl", "en"),
    Plan("de_ubl_credit", "ubl", "de", credit=True),
    Plan("en_cii_credit", "cii", "en", credit=True),
    Plan("de_cii_wrong_line", "cii", "de", rows=3, fault=dearer_line),
    Plan("de_ubl_wrong_sum", "ubl", "de", fault=off_by_hundred),
    Plan("en_ubl_wrong_day", "ubl", "en", fault=thirtieth_of_february),
    Plan("de_cii_future", "cii", "de", fault=from_the_future),
    Plan("en_ubl_again", "ubl", "en", again="en_text_2"),
    Plan("zh_digital", "digital", "zh"),
    Plan("zh_digital_wrong_sum", "digital", "zh", fault=off_by_hundred),
    Plan("zh_digital_credit", "digital", "zh", credit=True),
    Plan("zh_ofd_older", "ofd", "zh", layout=0),
    Plan("zh_ofd_digital", "ofd", "zh", layout=1),
    Plan("zh_ofd_total", "ofd", "zh", layout=0, disputed="total"),
    Plan("zh_ofd_number", "ofd", "zh", layout=1, disputed="invoice_number"),
    Plan("de_scan_long", "scan", "de", layout=0, rows=34),
    Plan("en_scan", "scan", "en", layout=2),
    Plan("en_photo", "jpg", "en", layout=0),
    Plan("zh_photo", "jpg", "zh", layout=0),
    Plan("de_picture", "png", "de", layout=1),
    Plan("en_webp", "webp", "en", layout=3),
    Plan("de_heic", "heic", "de", layout=2),
    Plan("en_fax_long", "fax", "en", layout=1, rows=34),
    Plan("en_receipt_photo", "jpg", "en", "receipt"),
    Plan("zh_receipt_photo", "jpg", "zh", "receipt"),
    Plan("de_receipt_photo", "jpg", "de", "receipt"),
    Plan("zh_menu_photo", "jpg", "zh", "menu"),
)
