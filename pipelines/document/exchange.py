"""What the reader asks of the child that decodes, and what the child answers."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipelines.document.model import Evidence, Finding, Invoice, Kind
from pipelines.media import Box, Recognized, Word

PICTURE = "evidence.png"
RASTER = "raster.png"

Tone = Literal["good", "warning", "error"]
Fraction = Annotated[float, Field(ge=0, le=1)]
Row = tuple[str, Fraction, Fraction, Fraction, Fraction, Fraction]


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Scan(_Message):
    """The words of one page by OCR: [text, x0, y0, x1, y1, confidence] each, page set upright.

    `blank` is a page on which there is nothing to read, as the back of a sheet that was scanned.
    """

    blank: bool = False
    turn: Literal[0, 90, 180, 270] = 0
    rows: tuple[Row, ...] = ()

    @classmethod
    def of(cls, recognized: Recognized) -> "Scan":
        """Put what a recogniser gave into a message."""
        rows = [(word.text, *word.box, word.confidence) for word in recognized.words]
        return cls.model_validate({"turn": recognized.turn, "rows": rows})

    def words(self) -> tuple[Word, ...]:
        """Give the rows as words."""
        return tuple(Word(row[0], Box(*row[1:5]), row[5]) for row in self.rows)


class Understood(_Message):
    """A reading without what only the parent knows: reader and usage."""

    kind: Kind
    invoice: Invoice | None
    evidence: dict[str, tuple[Evidence, ...]]
    findings: tuple[Finding, ...]
    turned: dict[int, int]


class Rastered(_Message):
    """The answer to `raster`, beside the PNG."""

    blank: bool


class Taken(_Message):
    """The answer to `read`: a reading, or the numbers of the pages whose words it needs first."""

    pages: Annotated[int, Field(ge=0)]
    wanted: tuple[Annotated[int, Field(ge=1)], ...] = ()
    reading: Understood | None = None


class Wording(_Message):
    """The words on an evidence picture, in the language of whoever looks at it.

    `fields` by field name; `line` names the `{number}`th line of goods; `good`, `warning` and
    `error` explain the colours; `lost` and `hidden` head what is on no page, and what only the
    embedded XML says; `more` counts the `{count}` that had no room.
    """

    fields: dict[str, str]
    line: str
    good: str
    warning: str
    error: str
    lost: str
    hidden: str
    more: str


# Where the typeface of the picture lacks the letters of the language that was asked for.
PLAIN = Wording(
    fields={},
    line="line {number}",
    good="found here",
    warning="have a look",
    error="failed a check",
    lost="no place on the page",
    hidden="only in the embedded XML",
    more="and {count} more",
)


class Mark(_Message):
    """One value to show: in a box on a page, at a path of an XML, or missing altogether."""

    field: str
    tone: Tone
    text: str = ""
    page: int | None = None
    box: Box | None = None
    path: str | None = None
