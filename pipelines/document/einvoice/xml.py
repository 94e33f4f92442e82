"""An e-invoice XML, standing alone or taken out of a PDF or OFD, becomes what it says.

The bytes pass three doors before a value is read: a size cap, expat with every DTD and entity
forbidden and the depth counted (no tree is built), then lxml without network, entities or DTD.
"""

from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]  # no stubs
from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]  # no stubs
from lxml import etree

from pipelines.document.decoded import Structured
from pipelines.document.einvoice import china, cii, ubl
from pipelines.document.einvoice.walk import local_name
from pipelines.errors import MediaRejected, Reason

MAX_BYTES = 20 * 1024 * 1024
MAX_DEPTH = 200  # real e-invoices stay under 20; lxml gives up at 256

_UBL = "{urn:oasis:names:specification:ubl:schema:xsd:"
_CBFBUY = "{urn:un:unece:uncefact:data:standard:CBFBUY:5}"  # what ZUGFeRD was before 1.0


def read(content: bytes) -> Structured | None:
    """Give what an e-invoice says, or None for XML of another vocabulary.

    Raises MediaRejected: TOO_LARGE over 20 MB, FORBIDDEN_XML for a DTD, an entity or a tree too
    deep, DAMAGED for what is not XML.
    """
    root = safe_root(content)
    found = _read(root)
    if found is None and local_name(root) == "StandardBusinessDocument":  # Peppol's envelope
        return next(filter(None, map(_read, root)), None)
    return found


def _read(root: etree._Element) -> Structured | None:
    name = local_name(root)
    if name in {"CrossIndustryInvoice", "CrossIndustryDocument"} or root.tag == _CBFBUY + "Invoice":
        return cii.read(root)
    if name in {"Invoice", "CreditNote"} and root.tag.startswith(_UBL):
        return ubl.read(root)
    return china.read(root)


class _Depth:
    """A parser target that builds nothing: it only refuses a tree that is too deep."""

    def __init__(self) -> None:
        self._depth = 0

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise MediaRejected(Reason.FORBIDDEN_XML)

    def end(self, _tag: str) -> None:
        self._depth -= 1

    def close(self) -> None:
        """Have nothing to give."""


def safe_root(content: bytes) -> etree._Element:
    """Give the root of a stranger's XML. Raises MediaRejected as `read` does."""
    if len(content) > MAX_BYTES:
        raise MediaRejected(Reason.TOO_LARGE, size=len(content), limit=MAX_BYTES)
    if b"\0" not in content[:4]:  # UTF-16 ends in a zero of its own
        content = content.strip(b" \t\r\n\0")  # some writers pad the attachment
    try:
        guard = DefusedXMLParser(target=_Depth(), forbid_dtd=True)
        guard.feed(content)
        guard.close()
    except DefusedXmlException as error:
        raise MediaRejected(Reason.FORBIDDEN_XML) from error
    except (ParseError, LookupError, ValueError) as error:  # the last two: unknown encodings
        raise MediaRejected(Reason.DAMAGED) from error
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MediaRejected(Reason.DAMAGED) from error
    if (
        root.getroottree().docinfo.internalDTD is not None
    ):  # the two parsers must agree that there is none
        raise MediaRejected(Reason.FORBIDDEN_XML)
    return root
