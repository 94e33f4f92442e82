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
    """The words of one page by OCR: [text, x0, y0, x1, y1, confidence] each, page set upright."""

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


class Taken(_Message):
    """The answer to `read`: a reading, or the numbers of the pages whose words it needs first."""

    pages: Annotated[int, Field(ge=0)]
    wanted: tuple[Annotated[int, Field(ge=1)], ...] = ()
    reading: Understood | None = None


class Mark(_Message):
    """One value to show: in a box on a page, at a path of an XML, or missing altogether."""

    field: str
    tone: Tone
    text: str = ""
    page: int | None = None
    box: Box | None = None
    path: str | None = None
