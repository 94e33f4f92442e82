"""What is shared in passing, and is nothing that Clerk reads, is left alone."""

import pytest

from handlers.attention import heeds
from handlers.chat import Place, Upload

HERE = Place("slack", "T0OURS", "C0INVOICES", "1.1")


def shared(name: str, kind: str, *, addressed: bool = False) -> Upload:
    return Upload(HERE, "U1", "F1", name, kind=kind, addressed=addressed)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.pdf", "application/pdf"),
        ("A.PDF", "application/octet-stream"),
        ("photo.jpg", "image/jpeg"),
        ("IMG_1", "image/heic"),
        ("scan.bmp", "image/bmp"),
        ("e.xml", "text/plain"),
        ("rechnung", "text/xml"),
        ("rechnung", "application/xml"),
        ("fapiao.ofd", "application/zip"),
        ("发票.ofd", "application/octet-stream"),
        ("F0AAA", ""),
        ("unknown", "application/x-unheard-of"),
    ],
)
def test_what_may_be_a_document_is_heeded(name: str, kind: str) -> None:
    assert heeds(shared(name, kind))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("cat.gif", "image/gif"),
        ("talk.mp4", "video/mp4"),
        ("audio_message.m4a", "audio/mp4"),
        ("plan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("sums.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("old.doc", "application/msword"),
        ("list.csv", "text/csv"),
        ("code.py", "text/plain"),
        ("all.zip", "application/zip"),
        ("Notes", "application/vnd.slack-docs"),
        ("TALK", "Video/MP4"),
    ],
)
def test_what_is_none_is_answered_only_where_it_is_addressed(name: str, kind: str) -> None:
    assert not heeds(shared(name, kind))
    assert heeds(shared(name, kind, addressed=True))
