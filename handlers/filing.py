"""The files that are put below the card of a document: where they go, and under what keys."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from handlers.answers import answer, as_json
from handlers.bundles import Bundle
from handlers.cards import shown
from handlers.chat import Attachment, Place
from handlers.ports import Document
from handlers.texts.catalogue import texts


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the files of a document go, and under what keys; of its values the `written`-th."""

    place: Place
    prefix: str
    written: int
    names_twin: bool

    @property
    def ending(self) -> str:
        """Tell the files of these values from those of the ones before."""
        return "" if self.written == 1 else f".{self.written}"

    @property
    def picture(self) -> str:
        """Name the picture that is sent there."""
        return f"{self.prefix}picture{self.ending}"

    @property
    def json(self) -> str:
        """Name the JSON that is sent there."""
        return f"{self.prefix}json{self.ending}"

    def bundle(self, title: str) -> Bundle:
        """Give what the files go with: those of values that hold no more are not among them."""
        before = [replace(self, written=number) for number in range(1, self.written)]
        replaced = tuple(key for one in before for key in (one.picture, one.json))
        return Bundle(f"{self.prefix}files", title, replaced)


def attachments(
    document: Document, spot: Spot, picture: bytes | None
) -> Iterator[tuple[str, Attachment]]:
    """Give the files that go to a spot, each with its key: the picture, then the JSON."""
    drop, reading = document.drop, document.reading
    phrases = texts(drop.language)
    bundle = spot.bundle(phrases.giving.of_document)
    stem = f"{shown(drop.name.rpartition('.')[0] or drop.name)}{spot.ending}"
    if picture is not None:
        alt = phrases.picture_alt.format(name=shown(drop.name))
        yield spot.picture, Attachment(f"{stem}.evidence.png", "image/png", picture, alt, bundle)
    said = answer(reading, drop.name, drop.language, names_twin=spot.names_twin)
    name = f"{stem}.json" if reading.contract is None else f"{stem}.contract.json"
    content = as_json(said, indent=2).encode()
    yield spot.json, Attachment(name, "application/json", content, name, bundle)
