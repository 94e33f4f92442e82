"""The words of an OFD's pages, and where they stand."""

from pathlib import Path

import pytest

from pipelines.document.files.ofd import package
from pipelines.document.files.ofd.scene import items
from pipelines.document.files.ofd.structure import leaves_of
from pipelines.document.files.ofd.text import words
from pipelines.media import Word
from tests.drawn import ofd
from tests.drawn.cii import tag


def words_of(folder: Path, *objects: str, **more: object) -> list[Word]:
    """Give the words of a page of 100 by 100 millimetres."""
    page = ofd.page(objects)
    files = ofd.package({"Page.xml": page}, size="0 0 100 100", **more)  # type: ignore[arg-type]
    return words_in(folder, files)


def words_in(folder: Path, files: dict[str, str | bytes]) -> list[Word]:
    (folder / "it.ofd").write_bytes(ofd.zipped(files))
    with package.opened(folder / "it.ofd") as opened:
        [leaf] = leaves_of(opened, 1)
        return list(words(leaf, items(leaf)))


def said(*codes: str, **attributes: str) -> str:
    """Give a text object at 10, 20 with letters of 4 millimetres."""
    more = {"ID": "1", "Boundary": "10 20 50 9", "Size": "4"} | attributes
    return tag("ofd:TextObject", *codes, **more)


def code(text: str, **attributes: str) -> str:
    return tag("ofd:TextCode", text, **({"X": "0", "Y": "4"} | attributes))


def texts(found: list[Word]) -> list[str]:
    return [word.text for word in found]


def test_a_word_stands_where_its_letters_do(tmp_path: Path) -> None:
    [word] = words_of(tmp_path, said(code("发票7", DeltaX="4 4")))
    assert word.text == "发票7"
    assert word.box == pytest.approx((0.10, 0.2056, 0.20, 0.2456), abs=1e-4)


@pytest.mark.parametrize(
    ("steps", "right"),
    [("g 3 4", 0.24), ("g 2 4 4", 0.24), ("g 999999999 4", 0.14), ("g x 4", 0.14), ("", 0.18)],
)
def test_repeated_steps_are_counted(steps: str, right: float, tmp_path: Path) -> None:
    found = words_of(tmp_path, said(code("abcd", DeltaX=steps)))
    assert found[0].box.x0 == pytest.approx(0.10)
    assert max(word.box.x1 for word in found) >= right - 0.06


def test_blanks_and_far_steps_part_words(tmp_path: Path) -> None:
    assert texts(words_of(tmp_path, said(code("金　额 7")))) == ["金", "额", "7"]
    assert texts(words_of(tmp_path, said(code("金额", DeltaX="12")))) == ["金额"]
    assert texts(words_of(tmp_path, said(code("金额", DeltaX="40")))) == ["金", "额"]


def test_letters_under_one_another_are_words_of_their_own(tmp_path: Path) -> None:
    found = words_of(tmp_path, said(code("购买方", DeltaX="0 0", DeltaY="6 6")))
    assert texts(found) == ["购", "买", "方"]
    assert len({word.box.x0 for word in found}) == 1
    down = words_of(tmp_path, said(code("购买"), ReadDirection="90"))
    assert texts(down) == ["购", "买"]


def test_a_piece_without_a_place_follows_the_one_before(tmp_path: Path) -> None:
    first, second = code("one", X="3", Y="9"), tag("ofd:TextCode", "two")
    one, two = words_of(tmp_path, said(first, second))
    assert one.box.y0 == two.box.y0
    assert one.box.x0 == two.box.x0


def test_what_is_turned_and_moved_lies_where_it_goes(tmp_path: Path) -> None:
    [upright] = words_of(tmp_path, said(code("7"), CTM="0 1 -1 0 8 0"))
    assert upright.box == pytest.approx((0.1344, 0.20, 0.1744, 0.22), abs=1e-4)


def test_what_cannot_be_seen_is_no_text_of_the_page(tmp_path: Path) -> None:
    hidden = tag("ofd:FillColor", Value="0 0 0", Alpha="0")
    assert words_of(tmp_path, said(code("7"), Visible="false")) == []
    assert words_of(tmp_path, said(hidden, code("7"))) == []
    assert words_of(tmp_path, said(code("7"), Alpha="0")) == []
    assert words_of(tmp_path, said(code("7"), Boundary="200 20 50 9")) == []
    assert words_of(tmp_path, said(code("7"), CTM="nan 0 0 1 0 0", Boundary="inf 0 1 1")) != []


def test_templates_notes_and_drawings_within_drawings_are_read(tmp_path: Path) -> None:
    template = ofd.page([said(code("under"))])
    note = tag("ofd:Annot", tag("ofd:Appearance", said(code("note")), Boundary="5 5 9 9"))
    hidden = tag("ofd:Annot", tag("ofd:Appearance", said(code("no"))), Visible="false")
    block = tag("ofd:PageBlock", tag("ofd:PageBlock", said(code("block"))))
    whole = tag("ofd:CompositeObject", ID="5", ResourceID="8", Boundary="10 10 9 9")
    unit = tag(
        "ofd:CompositeGraphicUnit", tag("ofd:Content", said(code("part"))), ID="8"
    )  # fmt: skip
    page = ofd.page([block, whole], tag("ofd:Template", TemplateID="3"))
    common = tag("ofd:TemplatePage", ID="3", BaseLoc="Tpl.xml") + tag("ofd:PublicRes", "Res.xml")
    files = ofd.package(
        {"Page.xml": page}, common=common, after=tag("ofd:Annotations", "Annots.xml"),
        size="0 0 100 100",
    )  # fmt: skip
    listed = tag("ofd:Page", tag("ofd:FileLoc", "Note.xml"), PageID="1")
    files |= {
        "Doc_0/Tpl.xml": template,
        "Doc_0/Res.xml": ofd.root("Res", tag("ofd:CompositeGraphicUnits", unit)),
        "Doc_0/Annots.xml": ofd.root("Annotations", listed),
        "Doc_0/Note.xml": ofd.root("PageAnnot", note, hidden),
    }
    found = {word.text: word.box for word in words_in(tmp_path, files)}
    assert list(found) == ["under", "block", "part", "note"]
    assert found["part"].x0 == pytest.approx(found["block"].x0 + 0.1)
    assert found["note"].y0 == pytest.approx(found["block"].y0 + 0.05)
