"""A sheet as OFD: what is marked stands on the page, all other text and the lines in a template."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape

from PIL import Image

from tests.drawn.cii import tag
from tests.drawn.sheet import Leaf, Places, Run, Sheet, places_of, settle

NAMESPACE = "http://www.ofdspec.org/2016"
_MM = 25.4 / 72
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Measures:
    """Text as wide as an OFD says it is: a full width for Chinese, half a one for Latin."""

    def width(self, text: str, size: float, bold: bool) -> float:
        return sum(size if ord(one) > 0x2E7F else size / 2 for one in text)


MEASURES = Measures()


def root(name: str, *inner: str, **attributes: str) -> str:
    """Give a file of the package."""
    return _HEAD + tag(f"ofd:{name}", *inner, **{"xmlns:ofd": NAMESPACE}, **attributes)


def text(number: int, at: tuple[float, float], size: float, said: str, **more: str) -> str:
    """Give a text object; `at` is where its line begins, in millimetres."""
    steps = [MEASURES.width(one, size, bold=False) for one in said[:-1]]
    top, length = at[1] - size, MEASURES.width(said, size, bold=False)
    code = tag(
        "ofd:TextCode", escape(said), X="0", Y=f"{size:.4f}",
        DeltaX=" ".join(f"{step:.4f}" for step in steps) or "0",
    )  # fmt: skip
    boundary = f"{at[0]:.4f} {top:.4f} {length + 1:.4f} {size * 1.3:.4f}"
    return tag(
        "ofd:TextObject",
        code,
        ID=str(number),
        Boundary=boundary,
        Size=f"{size:.4f}",
        **more,
    )


def line(number: int, start: tuple[float, float], end: tuple[float, float]) -> str:
    """Give a straight line, in millimetres."""
    (x0, y0), (x1, y1) = start, end
    color = tag("ofd:StrokeColor", Value="156 82 35")
    data = tag("ofd:AbbreviatedData", f"M 0 0 L {x1 - x0:.3f} {y1 - y0:.3f}")
    boundary = f"{x0:.3f} {y0:.3f} {max(x1 - x0, 0.3):.3f} {max(y1 - y0, 0.3):.3f}"
    return tag("ofd:PathObject", color, data, ID=str(number), Boundary=boundary, LineWidth="0.25")


def picture(number: int, box: tuple[float, float, float, float], resource: str) -> str:
    """Give a picture in a box of x, y, width and height, in millimetres."""
    x, y, width, height = box
    return tag(
        "ofd:ImageObject",
        ID=str(number),
        ResourceID=resource,
        Boundary=f"{x} {y} {width} {height}",
        CTM=f"{width} 0 0 {height} 0 0",
    )


def page(objects: Iterable[str], *before: str) -> str:
    """Give the content of a page or a template."""
    return root("Page", *before, tag("ofd:Content", tag("ofd:Layer", *objects, ID="2")))


class _Numbers:
    def __init__(self) -> None:
        self.last = 10

    def next(self) -> int:
        self.last += 1
        return self.last


def _texts(runs: Iterable[Run], numbers: _Numbers) -> Iterator[str]:
    for run in runs:
        for settled in settle(run, MEASURES):
            if settled.span.text.strip():
                at = (settled.x0 * _MM, run.y * _MM)
                yield text(numbers.next(), at, run.size * _MM, settled.span.text)


def _sides(leaf: Leaf, numbers: _Numbers) -> tuple[str, str]:
    """Give the template and the page of a leaf."""
    marked = [run for run in leaf.runs if any(span.marks for span in run.spans)]
    plain = [run for run in leaf.runs if run not in marked]
    rules = [
        line(numbers.next(), (one.x0 * _MM, one.y0 * _MM), (one.x1 * _MM, one.y1 * _MM))
        for one in leaf.rules
    ]
    return page([*rules, *_texts(plain, numbers)]), "".join(_texts(marked, numbers))


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Give the package, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def package(
    pages: Mapping[str, str],
    *,
    common: str = "",
    after: str = "",
    head: Mapping[str, str] | None = None,
    size: str = "0 0 210 297",
) -> dict[str, str | bytes]:
    """Give the files of an OFD with these pages by name; `common` and `after` go into its root."""
    said = "".join(
        tag("ofd:CustomData", escape(value), Name=name) for name, value in (head or {}).items()
    )
    info = tag("ofd:DocInfo", tag("ofd:DocID", "drawn"), tag("ofd:CustomDatas", said))
    body = tag("ofd:DocBody", info, tag("ofd:DocRoot", "Doc_0/Document.xml"))
    area = tag("ofd:PageArea", tag("ofd:PhysicalBox", size))
    entries = "".join(
        tag("ofd:Page", ID=str(number), BaseLoc=name) for number, name in enumerate(pages, 1)
    )
    document = root(
        "Document", tag("ofd:CommonData", area, common), tag("ofd:Pages", entries), after
    )
    files: dict[str, str | bytes] = {
        "OFD.xml": root("OFD", body, DocType="OFD", Version="1.0"),
        "Doc_0/Document.xml": document,
    }
    return files | {f"Doc_0/{name}": content for name, content in pages.items()}


def attached(content: bytes) -> tuple[str, dict[str, str | bytes]]:
    """Give the entry of an attachment for the document's root, and its files."""
    entry = tag("ofd:FileLoc", "original_invoice.xml")
    listed = root("Attachments", tag("ofd:Attachment", entry, Name="original_invoice"))
    files: dict[str, str | bytes] = {
        "Doc_0/Attachs/Attachments.xml": listed,
        "Doc_0/Attachs/original_invoice.xml": content,
    }
    return tag("ofd:Attachments", "Attachs/Attachments.xml"), files


def resources(pictures: Mapping[str, bytes]) -> tuple[str, dict[str, str | bytes]]:
    """Give the entry of pictures by their number for the document's root, and its files."""
    media = "".join(
        tag("ofd:MultiMedia", tag("ofd:MediaFile", f"{number}.img"), ID=number, Type="Image")
        for number in pictures
    )
    files: dict[str, str | bytes] = {
        "Doc_0/DocumentRes.xml": root("Res", tag("ofd:MultiMedias", media), BaseLoc="Res")
    }
    files |= {f"Doc_0/Res/{number}.img": content for number, content in pictures.items()}
    return tag("ofd:DocumentRes", "DocumentRes.xml"), files


def write(
    sheet: Sheet, e_invoice: bytes | None = None, head: Mapping[str, str] | None = None
) -> tuple[bytes, Places]:
    """Write a sheet as OFD, with its e-invoice and what its head says; give the places too."""
    numbers, pages, templates, common = _Numbers(), {}, {}, ""
    for number, leaf in enumerate(sheet.leaves):
        template, objects = _sides(leaf, numbers)
        templates[f"Doc_0/Tpls/Tpl_{number}/Content.xml"] = template
        common += tag(
            "ofd:TemplatePage", ID=f"{900 + number}", BaseLoc=f"Tpls/Tpl_{number}/Content.xml"
        )
        under = tag("ofd:Template", TemplateID=f"{900 + number}", ZOrder="Background")
        pages[f"Pages/Page_{number}/Content.xml"] = page([objects], under)
    entry, attachments = attached(e_invoice) if e_invoice else ("", {})
    size = f"0 0 {sheet.width * _MM:.3f} {sheet.height * _MM:.3f}"
    files = package(pages, common=common, after=entry, head=head, size=size)
    return zipped({**files, **templates, **attachments}), places_of(sheet, MEASURES)


def scanned(image: Image.Image, form: str = "JPEG") -> bytes:
    """Write an A4 page that is nothing but a picture."""
    out = io.BytesIO()
    image.save(out, form)
    common, files = resources({"7": out.getvalue()})
    whole = page([picture(11, (0, 0, 210, 297), "7")])
    return zipped(package({"Pages/Page_0/Content.xml": whole}, common=common) | files)
