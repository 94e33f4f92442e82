"""The zip of an OFD: nothing unpacks to too much, and what is named is found."""

from pathlib import Path

import pytest

from pipelines.document.files.ofd import package, read
from pipelines.document.files.ofd.structure import leaves_of
from pipelines.errors import MediaRejected, Reason
from tests.drawn import ofd
from tests.drawn.bad import BAD

BAD_OFD = [name for name, bad in BAD.items() if bad.name.endswith(".ofd")]
REFUSALS = (Reason.DAMAGED, Reason.ENCRYPTED, Reason.TOO_LARGE, Reason.NO_PAGES)
PAGE = ofd.page([ofd.text(11, (20, 20), 4, "Invoice 7")])


@pytest.mark.parametrize("name", BAD_OFD)
def test_bad_files_say_why(name: str, tmp_path: Path) -> None:
    bad = BAD[name]
    with pytest.raises(MediaRejected) as refusal:
        read.take(bad.write(tmp_path), 50)
    assert refusal.value.reason in bad.reasons
    assert refusal.value.figures == bad.figures


def test_the_bomb_is_small(tmp_path: Path) -> None:
    assert BAD["bomb_ofd"].write(tmp_path).stat().st_size < 1_000_000


@pytest.mark.parametrize("at", range(0, 1_600, 90))
def test_a_file_with_any_byte_changed_is_read_or_refused(at: int, tmp_path: Path) -> None:
    whole = bytearray(ofd.zipped(ofd.package({"Pages/Page_0/Content.xml": PAGE})))
    whole[at % len(whole)] ^= 0x41
    (tmp_path / "it.ofd").write_bytes(whole)
    assert told(tmp_path / "it.ofd") in {None, *REFUSALS}


def told(path: Path) -> Reason | None:
    """Give the reason for which a file is refused; None: it is read."""
    try:
        read.take(path, 5)
    except MediaRejected as refusal:
        return refusal.reason
    return None


@pytest.mark.parametrize(
    ("location", "beside", "found"),
    [
        ("Doc_0/Document.xml", "OFD.xml", "Doc_0/Document.xml"),
        ("/Doc_0/Document.xml", "Doc_0/Tags/Tags.xml", "Doc_0/Document.xml"),
        ("Tags.xml", "Doc_0/Tags/Index.xml", "Doc_0/Tags/Tags.xml"),
        ("Tags/Tags.xml", "Doc_0/Tags/Index.xml", "Doc_0/Tags/Tags.xml"),
        ("Doc_0\\Tags\\Tags.xml", "Doc_0/Document.xml", "Doc_0/Tags/Tags.xml"),
        ("../Document.xml", "Doc_0/Tags/Index.xml", "Doc_0/Document.xml"),
        ("../../../../etc/passwd", "Doc_0/Tags/Index.xml", None),
        ("", "OFD.xml", None),
        (None, "OFD.xml", None),
    ],
)
def test_locations_are_looked_up_in_the_zip_only(
    location: str | None, beside: str, found: str | None, tmp_path: Path
) -> None:
    files = ofd.package({}) | {"Doc_0/Tags/Tags.xml": "<a/>", "Doc_0/Tags/Index.xml": "<a/>"}
    (tmp_path / "it.ofd").write_bytes(ofd.zipped(files))
    with package.opened(tmp_path / "it.ofd") as opened:
        assert opened.find(location, beside) == found


def test_a_sheet_without_a_sound_size_is_a4(tmp_path: Path) -> None:
    for size, wanted in (
        ("0 0 100 50", (100, 50)), ("5 5 100 50", (100, 50)), ("0 0 0 50", (210, 297)),
        ("0 0 1e9 50", (210, 297)), ("0 0 nan 50", (210, 297)), ("wide", (210, 297)),
        ("0 0 100", (210, 297)),
    ):  # fmt: skip
        files = ofd.package({"Page.xml": PAGE}, size=size)
        (tmp_path / "it.ofd").write_bytes(ofd.zipped(files))
        with package.opened(tmp_path / "it.ofd") as opened:
            [leaf] = leaves_of(opened, 1)
            assert (leaf.width, leaf.height) == wanted
