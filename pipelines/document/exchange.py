"""What the reader asks of the child that decodes, and what the child answers."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pipelines.document.decoded import MOST_CODE, MOST_CODES, Code
from pipelines.document.findings import FACTS, Finding, Rule
from pipelines.document.model import (
    MOST_ALTERNATIVES,
    NO_ADJUSTMENTS,
    NO_ASIDES,
    Adjustments,
    Alternative,
    Asides,
    Evidence,
    Invoice,
    Kind,
    Outline,
    Stretch,
    Turn,
)
from pipelines.document.terms import Contract
from pipelines.document.values import sane
from pipelines.media import Box, Recognized, Word

PICTURE = "evidence.png"
RASTER = "raster.png"

Tone = Literal["good", "warning", "error"]
Fraction = Annotated[float, Field(ge=0, le=1)]
Row = tuple[str, Fraction, Fraction, Fraction, Fraction, Fraction]
Square = tuple[Annotated[str, Field(max_length=MOST_CODE)], Fraction, Fraction, Fraction, Fraction]

# What no honest reading comes near, except for the lines: the child refuses a document with more.
MOST_LINES = 100_000
_MOST_FIELDS = 5_000
_MOST_PLACES = 10
_MOST_FINDINGS = 5_000
_MOST_WITHHELD = 5_000
_MOST_TAXES = 1_000


def _is_field(name: str) -> str:
    if not re.fullmatch(r"[a-z_]{1,40}(\.[0-9]{1,6}(\.[a-z_]{1,40})?)?", name, re.ASCII):
        raise ValueError("a field has a plain name")
    return name


def _can_be_said(finding: Finding) -> Finding:
    if finding.field is not None:
        _is_field(finding.field)
    if not FACTS[finding.rule] <= finding.facts.keys() or len(finding.facts) > _MOST_PLACES:
        raise ValueError("a finding has the facts that its sentence needs")
    return finding


def _not_endless(invoice: Invoice) -> Invoice:
    if len(invoice.line_items) > MOST_LINES:
        raise ValueError("no document has so many lines")
    if len(invoice.taxes) > _MOST_TAXES:
        raise ValueError("no document has so many taxes")
    return invoice


def _can_be_reckoned(adjustments: Adjustments) -> Adjustments:
    if len(adjustments.withheld) > _MOST_WITHHELD:
        raise ValueError("no document keeps back so many taxes")
    sums = [value for _, value in adjustments if isinstance(value, Decimal)]
    for value in (*adjustments.withheld, *sums):
        if sane(value) is None:
            raise ValueError("an amount has so many digits at most")
    return adjustments


def _of_lines(asides: Asides) -> Asides:
    if any(not 0 <= line < MOST_LINES for line in asides.terms):
        raise ValueError("no document has so many lines")
    return asides


def _in_order(parts: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    edges = [page for part in parts for page in part]
    one_by_one = all(last < first for (_, last), (first, _) in pairwise(parts))
    if len(parts) == 1 or edges != sorted(edges) or not one_by_one:
        raise ValueError("several documents in a file follow each other")
    return parts


def _each_once(pages: tuple[int, ...]) -> tuple[int, ...]:
    if len(set(pages)) < len(pages):
        raise ValueError("a page is asked for once")
    return pages


_FieldName = Annotated[str, AfterValidator(_is_field)]
_PageNumber = Annotated[int, Field(ge=1)]
_Places = Annotated[tuple[Evidence, ...], Field(max_length=_MOST_PLACES)]
_Sayable = Annotated[Finding, AfterValidator(_can_be_said)]


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_Squares = Annotated[tuple[Square, ...], Field(max_length=MOST_CODES)]


class Scan(_Message):
    """The words of one page by OCR: [text, x0, y0, x1, y1, confidence] each, page set upright.

    `blank` is a page on which there is nothing to read, as the back of a sheet that was scanned.
    `turn` or its `corners` on the page as filed set it upright. `codes` are the square codes on
    it, [text, x0, y0, x1, y1] each, on the page as filed.
    """

    blank: bool = False
    turn: Turn = 0
    corners: Outline | None = None
    rows: tuple[Row, ...] = ()
    codes: _Squares = ()

    @classmethod
    def of(cls, recognized: Recognized, codes: Sequence[Square] = ()) -> "Scan":
        """Put what a recogniser gave into a message, beside the codes of the page."""
        rows = [(word.text, *word.box, word.confidence) for word in recognized.words]
        found = {"turn": recognized.turn, "corners": recognized.corners}
        return cls.model_validate({**found, "rows": rows, "codes": codes})

    def words(self) -> tuple[Word, ...]:
        """Give the rows as words."""
        return tuple(Word(row[0], Box(*row[1:5]), row[5]) for row in self.rows)

    def squares(self) -> tuple[Code, ...]:
        """Give the codes with their boxes on the page as filed."""
        return tuple(Code(square[0], Box(*square[1:])) for square in self.codes)


class Understood(_Message):
    """A reading without what only the parent knows: reader and usage.

    Every value is bounded: the child that answers it has seen a stranger's bytes.
    """

    kind: Kind
    invoice: Annotated[Invoice, AfterValidator(_not_endless)] | None
    contract: Contract | None = None
    evidence: Annotated[dict[_FieldName, _Places], Field(max_length=_MOST_FIELDS)]
    findings: Annotated[tuple[_Sayable, ...], Field(max_length=_MOST_FINDINGS)]
    turned: dict[int, Turn]
    straightened: dict[int, Outline] = {}
    adjustments: Annotated[Adjustments, AfterValidator(_can_be_reckoned)] = NO_ADJUSTMENTS
    asides: Annotated[Asides, AfterValidator(_of_lines)] = NO_ASIDES
    parts: Annotated[tuple[Stretch, ...], AfterValidator(_in_order)] = ()
    alternatives: Annotated[tuple[Alternative, ...], Field(max_length=MOST_ALTERNATIVES)] = ()

    def pages(self) -> set[int]:
        """Give the numbers of all pages that are spoken of."""
        places = [place for found in self.evidence.values() for place in found]
        places += [one.place for one in self.alternatives]
        named = {place.page for place in places if place.page is not None}
        return named.union(self.turned, self.straightened, *self.parts)


class Rastered(_Message):
    """The answer to `raster`, beside the PNG."""

    blank: bool
    codes: _Squares = ()


class Taken(_Message):
    """The answer to `read`: a reading, or the numbers of the pages whose words it needs first."""

    pages: Annotated[int, Field(ge=0)]
    wanted: Annotated[tuple[_PageNumber, ...], AfterValidator(_each_once)] = ()
    reading: Understood | None = None


class Wording(_Message):
    """The words on an evidence picture, in the language of whoever looks at it.

    `fields` by field name; `line` names the `{number}`th line of goods; `good`, `warning`, `error`
    and `lines` explain the colours and count what has them; `rules` say in two or three words what
    failed, which `because` puts behind the `{field}`. `lost` and `hidden` head what is on no page,
    and what only the embedded XML says; `page` names a page by its `{number}`, `elsewhere` heads
    the pages that had no room; `more` counts the `{count}` rows that had none.
    """

    fields: dict[str, str]
    line: str
    good: str
    warning: str
    error: str
    lines: str
    rules: dict[Rule, str]
    because: str
    lost: str
    hidden: str
    page: str
    elsewhere: str
    more: str


# Where the typeface of the picture lacks the letters of the language that was asked for.
PLAIN = Wording(
    fields={},
    line="line {number}",
    good="found",
    warning="have a look",
    error="failed a check",
    lines="lines of goods",
    rules={},
    because="{field}: {reason}",
    lost="no place on the page",
    hidden="only in the embedded XML",
    page="page {number}",
    elsewhere="more on the pages",
    more="and {count} more",
)


class Mark(_Message):
    """One value to show: in a box on a page, at a path of an XML, or missing altogether.

    `rule` is the check that failed; without a `field` it is one of the whole document.
    """

    field: str
    tone: Tone
    rule: Rule | None = None
    text: str = ""
    page: int | None = None
    box: Box | None = None
    path: str | None = None
