"""The e-invoice that an OFD carries beside its pages.

Three places may hold it, the fullest first: an attached XML, the tags that tell which text on the
pages is which field, and the few values in the head of the file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from pipelines.document.decoded import Structured
from pipelines.document.einvoice import china, xml
from pipelines.document.einvoice.walk import every, first, local_name, number_of, text_of
from pipelines.document.files.ofd.package import START, Package
from pipelines.document.files.ofd.scene import codes, items
from pipelines.document.files.ofd.structure import Leaf, documents_of
from pipelines.errors import MediaRejected

_YUAN = "¥￥"


def stated(package: Package, leaves: Iterable[Leaf]) -> tuple[Structured | None, bool]:
    """Give what the file says of its invoice, and whether an attached XML had to be ignored."""
    ignored = False
    for name in _attached(package):
        try:
            found = xml.read(package.content(name))
        except MediaRejected:
            ignored = True
            continue
        if found is not None:
            return found, False
    tagged = _tagged(package, leaves)
    return tagged or china.read_ofd(package.root(START)), ignored


def _attached(package: Package) -> Iterator[str]:
    for document in documents_of(package):
        listed = text_of(first(package.root(document), "Attachments"))
        index = package.find(listed, document)
        for attachment in every(package.root(index), "Attachment") if index else ():
            name = package.find(text_of(first(attachment, "FileLoc")), index or "")
            if name is not None and name.lower().endswith(".xml"):
                yield name


def _tagged(package: Package, leaves: Iterable[Leaf]) -> Structured | None:
    texts: dict[str, str] | None = None
    for name in _tag_files(package):
        try:
            root = package.fresh(name)
        except MediaRejected:  # some writers' tags are no XML; the pages say the same
            continue
        if texts is None:
            texts = dict(_texts(leaves))
        _resolve(root, texts)
        found = china.read(root)
        if found is not None:
            return replace(found, partial=True)
    return None


def _tag_files(package: Package) -> Iterator[str]:
    for document in documents_of(package):
        listed = text_of(first(package.root(document), "CustomTags"))
        index = package.find(listed, document)
        for tag in every(package.root(index), "CustomTag") if index else ():
            name = package.find(text_of(first(tag, "FileLoc")), index or "")
            if name is not None:
                yield name


def _texts(leaves: Iterable[Leaf]) -> Iterator[tuple[str, str]]:
    """Give the text of each text object by its number, which is one for the whole document."""
    for leaf in leaves:
        for item in items(leaf):
            if item.kind == "TextObject":
                text = "".join((code.text or "").strip() for code in codes(item.element))
                yield item.element.get("ID", ""), text


def _resolve(root: etree._Element, texts: Mapping[str, str]) -> None:
    """Put in place of each reference to an object on a page what stands there."""
    for element in list(root.iter()):
        parts = [_part(child, texts) for child in element]
        if not parts or any(part is None for part in parts):
            continue
        said = [part for part in parts if part]
        element[:] = []
        element.text = "".join(said)
        if local_name(element) in china.AMOUNTS:
            element.text = _amount(said)


def _part(child: etree._Element, texts: Mapping[str, str]) -> str | None:
    match local_name(child):
        case "ObjectRef":
            return texts.get(text_of(child) or "", "")
        case "ObjectData":
            return text_of(child) or ""
        case _:
            return None


def _amount(said: list[str]) -> str:
    """Give the number among the texts of an amount: it may be written out in words beside it."""
    for text in ("".join(said), *said):
        plain = etree.Element("amount")
        plain.text = text.strip(_YUAN + " ").replace(",", "")
        if number_of(plain) is not None:
            return plain.text
    return "".join(said)
