"""The pages of an OFD and what they refer to: templates, notes, pictures, styles."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from lxml import etree

from pipelines.document.einvoice.walk import every, first, local_name, text_of
from pipelines.document.files.ofd.package import START, Package
from pipelines.errors import MediaRejected, Reason

_MOST_SIDE = 5_000.0  # millimetres
_A4 = (0.0, 0.0, 210.0, 297.0)


class Group(NamedTuple):
    """Objects that are drawn one after another: their parent, and the style that it names.

    `boundary` is where on the page the parent lies, in millimetres.
    """

    parent: etree._Element
    style: str | None = None
    boundary: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Resources:
    """What the pages of one document refer to by number."""

    pictures: dict[str, str] = field(default_factory=dict)
    styles: dict[str, etree._Element] = field(default_factory=dict)
    units: dict[str, etree._Element] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Leaf:
    """One page: its number from 1, its own name in the file, its sheet in millimetres."""

    number: int
    id: str
    x: float
    y: float
    width: float
    height: float
    groups: tuple[Group, ...]
    resources: Resources


def documents_of(package: Package) -> list[str]:
    """Give the names of the documents in the file. Raises MediaRejected: DAMAGED."""
    start = package.root(START)
    places = [text_of(one) for one in every(start, "DocBody", "DocRoot")]
    found = [package.find(place, START) for place in places]
    names = [name for name in found if name is not None]
    if local_name(start) != "OFD" or not names:
        raise MediaRejected(Reason.DAMAGED)
    return names


def leaves_of(package: Package, max_pages: int) -> list[Leaf]:
    """Give every page of every document.

    Raises MediaRejected: DAMAGED, NO_PAGES, TOO_MANY_PAGES and what its XML is refused for.
    """
    roots = {name: package.root(name) for name in documents_of(package)}
    pages = [(name, page) for name, root in roots.items() for page in every(root, "Pages", "Page")]
    if not pages:
        raise MediaRejected(Reason.NO_PAGES)
    if len(pages) > max_pages:
        raise MediaRejected(Reason.TOO_MANY_PAGES, pages=len(pages), limit=max_pages)
    shelves = {name: _resources(package, name) for name in roots}
    notes = {name: dict(_notes(package, name)) for name in roots}
    return [
        _leaf(package, (name, page), number, shelves[name], notes[name])
        for number, (name, page) in enumerate(pages, 1)
    ]


def _leaf(
    package: Package,
    place: tuple[str, etree._Element],
    number: int,
    resources: Resources,
    notes: dict[str, str],
) -> Leaf:
    document, entry = place
    name = package.find(entry.get("BaseLoc"), document)
    if name is None:
        raise MediaRejected(Reason.DAMAGED)
    root, mark = package.root(name), entry.get("ID", "")
    for location in every(root, "PageRes"):
        _take(package, package.find(text_of(location), name), resources)
    x, y, width, height = _sheet(root, package.root(document))
    under: list[Group] = []
    over: list[Group] = []
    for template in every(root, "Template"):
        drawn = package.find(resources.templates.get(template.get("TemplateID", "")), document)
        side = over if template.get("ZOrder") == "Foreground" else under
        side.extend(_groups(package.root(drawn)) if drawn else ())
    noted = _noted(package, notes.get(mark))
    groups = (*under, *_groups(root), *over, *noted)
    return Leaf(number, mark, x, y, width, height, groups, resources)


def _groups(root: etree._Element) -> Iterator[Group]:
    for content in every(root, "Content"):
        yield Group(content)
        for layer in every(content, "Layer"):
            yield Group(layer, layer.get("DrawParam"))


def _notes(package: Package, document: str) -> Iterator[tuple[str, str]]:
    """Give, by the name of a page, the file of the notes and stamps upon it."""
    index = package.find(text_of(first(package.root(document), "Annotations")), document)
    for page in every(package.root(index), "Page") if index else ():
        name = package.find(text_of(first(page, "FileLoc")), index or "")
        if name is not None:
            yield page.get("PageID", ""), name


def _noted(package: Package, name: str | None) -> Iterator[Group]:
    for note in every(package.root(name), "Annot") if name else ():
        if note.get("Visible", "true").strip().lower() != "false":
            for look in every(note, "Appearance"):
                x, y, *_ = numbers(look.get("Boundary"), (0.0, 0.0, 0.0, 0.0))
                yield Group(look, boundary=(x, y))


def _sheet(page: etree._Element, document: etree._Element) -> tuple[float, float, float, float]:
    places = (first(page, "Area"), first(document, "CommonData", "PageArea"))
    for area in places:
        x, y, width, height = numbers(text_of(first(area, "PhysicalBox")), (0.0, 0.0, 0.0, 0.0))
        if 0 < width <= _MOST_SIDE and 0 < height <= _MOST_SIDE:
            return x, y, width, height
    return _A4


def _resources(package: Package, document: str) -> Resources:
    common = first(package.root(document), "CommonData")
    found = Resources()
    for location in chain(every(common, "PublicRes"), every(common, "DocumentRes")):
        _take(package, package.find(text_of(location), document), found)
    for template in every(common, "TemplatePage"):
        found.templates[template.get("ID", "")] = template.get("BaseLoc", "")
    return found


def _take(package: Package, name: str | None, found: Resources) -> None:
    """Add the resources that a file lists."""
    if name is None:
        return
    root = package.root(name)
    folder = root.get("BaseLoc", "").strip().strip("/")
    for medium in every(root, "MultiMedias", "MultiMedia"):
        location = text_of(first(medium, "MediaFile")) or ""
        picture = package.find(f"{folder}/{location}" if folder else location, name)
        picture = picture or package.find(location, name)
        if picture is not None:
            found.pictures[medium.get("ID", "")] = picture
    for style in every(root, "DrawParams", "DrawParam"):
        found.styles[style.get("ID", "")] = style
    for unit in every(root, "CompositeGraphicUnits", "CompositeGraphicUnit"):
        found.units[unit.get("ID", "")] = unit


def numbers(text: str | None, default: tuple[float, ...]) -> tuple[float, ...]:
    """Give as many numbers as the default has; the default where a text does not hold them."""
    try:
        found = tuple(float(one) for one in (text or "").split()[: len(default)])
    except ValueError:
        return default
    sound = len(found) == len(default) and all(math.isfinite(one) for one in found)
    return found if sound else default
