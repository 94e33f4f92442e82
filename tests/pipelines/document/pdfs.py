"""PDF files of one page, small enough to be read beside the test that reads them."""

from collections.abc import Sequence

from tests.drawn.pdf import assemble, flate, stream

LINES = ("Invoice 4711 of Mill and Sons Limited", "Subtotal 100.00 tax 19.00 total 119.00 EUR")


def text_page(
    lines: Sequence[str] = LINES,
    *,
    page: str = "",
    font: str = "/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding",
    attachments: Sequence[tuple[str, bytes]] = (),
    pages: int = 1,
) -> bytes:
    """Print lines at (100, 700), (100, 680), ... in points; `page` are entries of the page."""
    shown = " ".join(f"1 0 0 1 100 {700 - 20 * at} Tm ({line}) Tj" for at, line in enumerate(lines))
    content = flate(f"BT /F 12 Tf {shown} ET".encode("cp1252"))
    return _book(content, page, f"<</Type/Font{font}>>", attachments, pages)


def drawn_page(
    content: bytes, attachments: Sequence[tuple[str, bytes]] = (), *, pages: int = 1
) -> bytes:
    """Run any operators on the page."""
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return _book(flate(content), "", font, attachments, pages)


def form_page(value: str) -> bytes:
    """Give a page with nothing but a form field filled in with `value`."""
    look = stream(
        f"/Tx BMC BT /F 12 Tf 2 5 Td ({value}) Tj ET EMC".encode("cp1252"),
        b"/Type/XObject/Subtype/Form/BBox[0 0 400 20]/Resources<</Font<</F 4 0 R>>>>",
    )
    field = (
        f"<</Type/Annot/Subtype/Widget/FT/Tx/T(note)/V({value})/Rect[100 600 500 620]/F 4"
        "/DA(/F 12 Tf)/P 3 0 R/AP<</N 6 0 R>>>>"
    )
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/DR<</Font<</F 4 0 R>>>>>>>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Annots[5 0 R]>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
            field.encode("cp1252"),
            look,
        ]
    )


def _book(
    content: bytes, page: str, font: str, attachments: Sequence[tuple[str, bytes]], pages: int
) -> bytes:
    first = 5
    kids = " ".join(f"{first + at} 0 R" for at in range(pages))
    specs = first + pages
    names = " ".join(f"({name}) {specs + 2 * at} 0 R" for at, (name, _) in enumerate(attachments))
    body = [
        f"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[{names}]>>>>>>".encode(),
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        font.encode(),
        content,
    ]
    box = "" if "MediaBox" in page else "/MediaBox[0 0 600 800]"
    leaf = f"<</Type/Page/Parent 2 0 R{box}{page}/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"
    body += [leaf.encode()] * pages
    for at, (name, data) in enumerate(attachments):
        file = f"{specs + 2 * at + 1} 0 R"
        body.append(f"<</Type/Filespec/F({name})/UF({name})/EF<</F {file}>>>>".encode())
        body.append(flate(data, b"/Type/EmbeddedFile"))
    return assemble(body)
