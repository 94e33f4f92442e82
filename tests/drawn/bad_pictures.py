"""Pictures nobody can read: WebP, HEIC and TIFF."""

import struct
from pathlib import Path

from PIL import Image

from tests.drawn import heic


def huge_webp(path: Path) -> None:
    """Write a WebP whose decoder would make room for a gigabyte before it looks at a pixel."""
    canvas = b"VP8X" + struct.pack("<I", 10) + bytes(4) + (16_000).to_bytes(3, "little") * 2
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(canvas)) + b"WEBP" + canvas)


def half_webp(path: Path) -> None:
    chunk = b"VP8L" + struct.pack("<I", 400) + b"\x2f" + bytes(200)
    path.write_bytes(b"RIFF" + struct.pack("<I", 412) + b"WEBP" + chunk)


def half_heic(path: Path) -> None:
    whole = heic.write(Image.new("L", (64, 64), "white"))
    path.write_bytes(whole[: whole.index(b"mdat") + 200])


def tiff(*directories: bytes, following: int | None = None) -> bytes:
    """Make a TIFF of directories, each of them (LONG) tags and values; the last leads on."""
    content = b"II*\0" + struct.pack("<I", 8)
    for number, entries in enumerate(directories, 1):
        end = len(content) + 2 + len(entries) + 4
        last = number == len(directories)
        content += struct.pack("<H", len(entries) // 12) + entries
        content += struct.pack("<I", (following or 0) if last else end)
    return content


def tags(**values: int) -> bytes:
    """Give the entries of a directory."""
    numbers = {"kind": 254, "width": 256, "height": 257, "bits": 258, "strips": 273}
    return b"".join(
        struct.pack("<HHII", numbers[name], 4, 1, value) for name, value in values.items()
    )


def huge_tiff(path: Path) -> None:
    path.write_bytes(tiff(tags(width=12_000, height=12_000, bits=1, strips=8)))


def endless_tiff(path: Path) -> None:
    """Write a TIFF whose only page, which holds nothing, is followed by itself."""
    path.write_bytes(tiff(tags(width=20, height=20, bits=8, strips=9_000), following=8))


def many_pages_tiff(path: Path) -> None:
    path.write_bytes(tiff(*[tags(width=20, height=20, bits=8, strips=8)] * 120))


def no_pages_tiff(path: Path) -> None:
    path.write_bytes(tiff(tags(kind=1, width=20, height=20, bits=8, strips=8)))
