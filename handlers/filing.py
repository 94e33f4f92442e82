"""The files that are put below the card of a document: where they go, and under what keys."""

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.answers import answer, as_json
from handlers.cards import shown
from handlers.chat import Attachment, Place
from handlers.ports import Document
from handlers.texts.catalogue import texts


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the files of a document go, and under what keys."""

    place: Place
    prefix: str
    ending: str
    names_twin: bool

    @property
    def picture(self) -> str:
        """Name the picture that is sent there."""
        return f"{self.prefix}picture{self.ending}"

    @property
    def json(self) -> str:
        """Name the JSON that is sent there."""
        return f"{self.prefix}json{self.ending}"


def attachments(
    document: Document, spot: Spot, picture: bytes | None
) -> Iterator[tuple[str, Attachment]]:
    """Give the files that go to a spot, each with its key: the picture, then the JSON."""
    drop, reading = document.drop, document.reading
    stem = f"{shown(drop.name.rpartition('.')[0] or drop.name)}{spot.ending}"
    if picture is not None:
        alt = texts(drop.language).picture_alt.format(name=shown(drop.name))
        yield spot.picture, Attachment(f"{stem}.evidence.png", "image/png", picture, alt)
    said = answer(reading, drop.name, drop.language, names_twin=spot.names_twin)
    name = f"{stem}.json" if reading.contract is None else f"{stem}.contract.json"
    content = as_json(said, indent=2).encode()
    yield spot.json, Attachment(name, "application/json", content, name)
