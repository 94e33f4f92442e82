"""OFD files nobody can read."""

import zipfile
from pathlib import Path

from tests.drawn import ofd
from tests.drawn.cii import tag

PAGE = "Pages/Page_0/Content.xml"
BOMB = 300_000_000


def _good(content: str = "") -> dict[str, str | bytes]:
    return ofd.package({PAGE: content or ofd.page([ofd.text(11, (20, 20), 4, "Invoice 7")])})


def other(path: Path) -> None:
    """Write a zip that has a file of the right name, and nothing else of an OFD."""
    path.write_bytes(ofd.zipped({"OFD.xml": "<note>Hello</note>"}))


def half(path: Path) -> None:
    whole = ofd.zipped(_good())
    path.write_bytes(whole[: len(whole) // 2])


def escaping(path: Path) -> None:
    path.write_bytes(ofd.zipped(_good() | {"../../etc/passwd": "root"}))


def crowded(path: Path) -> None:
    path.write_bytes(ofd.zipped(_good() | {f"Doc_0/{at}.xml": "" for at in range(2_100)}))


def lying(path: Path) -> None:
    """Write a page that is longer than the directory of the zip says."""
    whole = ofd.zipped(_good())
    record = whole.rindex(b"PK\x01\x02", 0, whole.rindex(PAGE.encode()))
    size = record + 24
    path.write_bytes(whole[:size] + (40).to_bytes(4, "little") + whole[size + 4 :])


def lost_page(path: Path) -> None:
    files = _good()
    del files[f"Doc_0/{PAGE}"]
    path.write_bytes(ofd.zipped(files))


def locked(path: Path) -> None:
    """Write a zip whose directory says that a page is encrypted."""
    whole = ofd.zipped(_good())
    record = whole.rindex(b"PK\x01\x02", 0, whole.rindex(PAGE.encode()))
    path.write_bytes(whole[: record + 8] + b"\x01\x00" + whole[record + 10 :])


def bomb(path: Path) -> None:
    """Write a page of 300 MB in some hundred kilobytes."""
    files = {name: content for name, content in _good().items() if PAGE not in name}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        taken = sum(len(content) for content in files.values())
        with archive.open(f"Doc_0/{PAGE}", "w") as page:
            blank = b" " * 1_000_000
            left = BOMB - taken
            while left:
                left -= page.write(blank[:left])


def nested(path: Path) -> None:
    """Write a drawing that is made of fifty of itself."""
    itself = tag("ofd:CompositeObject", ID="9", ResourceID="8", Boundary="0 0 9 9")
    one = ofd.text(11, (20, 20), 4, "x")
    unit = tag("ofd:CompositeGraphicUnit", tag("ofd:Content", one, itself * 50), ID="8")
    listed = ofd.root("Res", tag("ofd:CompositeGraphicUnits", unit))
    common = tag("ofd:DocumentRes", "Res.xml")
    files = ofd.package({PAGE: ofd.page([itself])}, common=common)
    path.write_bytes(ofd.zipped(files | {"Doc_0/Res.xml": listed}))


def dtd(path: Path) -> None:
    page = ofd.page([ofd.text(11, (20, 20), 4, "x")])
    path.write_bytes(ofd.zipped(_good(page.replace("?>\n", "?>\n<!DOCTYPE Page>\n", 1))))


def no_pages(path: Path) -> None:
    path.write_bytes(ofd.zipped(ofd.package({})))


def many_pages(path: Path) -> None:
    pages = {f"Pages/Page_{at}/Content.xml": ofd.page([]) for at in range(51)}
    path.write_bytes(ofd.zipped(ofd.package(pages)))
