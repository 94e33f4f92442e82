"""The zip of an OFD: what is in it is measured before anything is unpacked, and nothing is written.

Names inside are only ever looked up; a location is searched beside the file that names it, beside
the document, and at the root, because writers do not agree about that.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from pipelines.document.einvoice import xml
from pipelines.errors import MediaRejected, Reason

START = "OFD.xml"
MOST_FILES = 2_000
MOST_BYTES = 100 * 1024 * 1024  # of all files, unpacked

_KINDS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
# What zipfile raises for a damaged archive; for a way of packing it does not know it raises
# NotImplementedError, which is a RuntimeError, as is what it raises for an encrypted file.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError,
           OverflowError)  # fmt: skip


class Package:
    """An open OFD. Everything read from it is bounded; what is asked for twice is kept."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._files = _measured(archive.infolist())
        self._roots: dict[str, etree._Element] = {}

    def find(self, location: str | None, beside: str = "") -> str | None:
        """Give the name of a file by the location that the file `beside` says; None: not there."""
        if not location:
            return None
        location = location.strip().replace("\\", "/")
        folders = [""]
        if not location.startswith("/"):
            document = beside.split("/")[0] if "/" in beside else ""
            folders = [posixpath.dirname(beside), document, ""]
        for folder in folders:
            name = posixpath.normpath(posixpath.join("/", folder, location.lstrip("/"))).lstrip("/")
            if name in self._files:
                return name
        return None

    def content(self, name: str) -> bytes:
        """Unpack a file that `find` gave. Raises MediaRejected: DAMAGED."""
        with _told(), self._archive.open(self._files[name]) as file:
            return file.read(self._files[name].file_size)

    def root(self, name: str) -> etree._Element:
        """Give the root of an XML that `find` gave.

        Raises MediaRejected: DAMAGED, FORBIDDEN_XML, TOO_LARGE.
        """
        if name not in self._roots:
            self._roots[name] = self.fresh(name)
        return self._roots[name]

    def fresh(self, name: str) -> etree._Element:
        """Give the root of an XML, to be changed by whoever asked for it."""
        size = self._files[name].file_size
        if size > xml.MAX_BYTES:
            raise MediaRejected(Reason.TOO_LARGE, size=size, limit=xml.MAX_BYTES)
        return xml.safe_root(self.content(name))


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open an OFD.

    Raises MediaRejected: DAMAGED, ENCRYPTED, TOO_LARGE.
    """
    with _told():
        archive = zipfile.ZipFile(path)
    with archive:
        yield Package(archive)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise MediaRejected(Reason.DAMAGED) from error


def _measured(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Give the files by name. Refuses what no writer of OFD makes, and what unpacks to too much."""
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise MediaRejected(Reason.ENCRYPTED)
    size = sum(entry.file_size for entry in entries)
    if size > MOST_BYTES:
        raise MediaRejected(Reason.TOO_LARGE, size=size, limit=MOST_BYTES)
    files = {_plain(entry.filename): entry for entry in entries if not entry.is_dir()}
    doubled = len(files) < sum(not entry.is_dir() for entry in entries)
    strange = any(entry.compress_type not in _KINDS for entry in entries)
    if doubled or strange or len(entries) > MOST_FILES or START not in files:
        raise MediaRejected(Reason.DAMAGED)
    return files


def _plain(name: str) -> str:
    name = name.replace("\\", "/")
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or ":" in parts[0]:
        raise MediaRejected(Reason.DAMAGED)
    return posixpath.normpath(name)
