"""From the codes on the pages to what they say of the invoice; what is no bill's is passed over."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipelines.document.codes import fiscal, payments
from pipelines.document.codes.payload import Payload
from pipelines.document.decoded import Page
from pipelines.media import Box

_READERS: tuple[Callable[[str], Payload | None], ...] = (
    fiscal.china,
    payments.epc,
    payments.swiss,
    fiscal.portugal,
    fiscal.spain,
    fiscal.india,
    fiscal.saudi,
)


@dataclass(frozen=True)
class Said:
    """What a code says, and where it stands."""

    payload: Payload
    page: int
    box: Box


def said_on(pages: Iterable[Page]) -> Iterator[Said]:
    """Read the codes of all pages."""
    for page in pages:
        for code in page.codes:
            found = read(code.text)
            if found is not None:
                yield Said(found, page.number, code.box)


def read(text: str) -> Payload | None:
    """Read one code; None for what is unknown or broken."""
    return next((found for found in (reader(text) for reader in _READERS) if found), None)
