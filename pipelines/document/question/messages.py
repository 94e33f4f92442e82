"""What the child is asked about a model, and what it answers: both are bounded here."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pipelines.document.exchange import MOST_LINES, Understood

MOST_PICTURES = 100
_LONGEST_LINE = 2_000
_MOST_PAGES = 10_000


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Bounds(_Message):
    """What one model takes: pictures, pixels of each and of its longer side, and bytes of all."""

    pictures: Annotated[int, Field(ge=0)]
    pixels: Annotated[int, Field(ge=1)]
    edge: Annotated[int, Field(ge=1)]
    picture_bytes: Annotated[int, Field(ge=0)]


class Sheet(_Message):
    """One page as its lines tell it; `picture` says that there is one besides."""

    number: Annotated[int, Field(ge=1)]
    picture: bool = False
    lines: Annotated[
        tuple[Annotated[str, Field(max_length=_LONGEST_LINE)], ...], Field(max_length=MOST_LINES)
    ]


def _each_once(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    if len({one.number for one in sheets}) < len(sheets):
        raise ValueError("a page is shown once")
    return sheets


class Shown(_Message):
    """The answer to `show`, beside the JPEG of each page that has a picture.

    `stated` are the elements of an e-invoice, as path and text. `withheld` counts the pages that
    should have had a picture and have none, as there was no room for more.
    """

    sheets: Annotated[tuple[Sheet, ...], Field(max_length=_MOST_PAGES), AfterValidator(_each_once)]
    stated: Annotated[
        tuple[Annotated[str, Field(max_length=_LONGEST_LINE)], ...], Field(max_length=MOST_LINES)
    ] = ()
    withheld: Annotated[int, Field(ge=0)] = 0


class Held(_Message):
    """The answer to `hold`: what a model said, as far as it is a value, checked."""

    reading: Understood


def picture_of(page: int) -> str:
    """Name the file that the picture of a page is left in."""
    return f"page-{page}.jpg"
