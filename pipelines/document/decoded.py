"""A document taken apart: the words of its pages, its square codes and its e-invoice."""

from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.document.model import Invoice, LineTerms, Source
from pipelines.media import Box, Word

# The largest square code holds 7,089 digits; a page with more of them than this is no bill.
MOST_CODE = 8_000
MOST_CODES = 20


class Code(NamedTuple):
    """A square code on a page: its text, and where it stands."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """The words of one page, in reading order; width and height in points (images: pixels).

    A page without words is one that nothing could be read from.
    """

    number: int
    width: float
    height: float
    source: Source
    words: tuple[Word, ...] = ()
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Structured:
    """What an embedded or stand-alone e-invoice XML says, with the path of each value.

    `invalid` holds dates that do not exist, as written, and `foreign` the currencies of amounts
    that are not in the invoice's own, both by field; `terms` what its lines say of their prices.
    `partial`: it says some of the invoice only, and the page has the rest.
    """

    invoice: Invoice
    paths: dict[str, str]
    texts: dict[str, str]
    invalid: dict[str, str] = field(default_factory=dict)
    foreign: dict[str, str] = field(default_factory=dict)
    terms: dict[int, LineTerms] = field(default_factory=dict)
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document taken apart: its pages (none for a bare XML) and its e-invoice, if any."""

    pages: tuple[Page, ...]
    structured: Structured | None = None
