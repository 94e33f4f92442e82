"""A Clerk that answers every drop the same way: a placeholder, a card, a picture, the JSON."""

import asyncio
import json
import struct
import zlib

from bot.local.chat import LocalChat
from handlers.chat import Attachment, Card, Code, Command, Fields, Table, Text, Upload

# As long and as wide as that of a real document.
JSON = json.dumps(
    {
        "vendor": "ACME GmbH",
        "evidence": [{"field": f"line {n}", "quote": "word " * n} for n in range(80)],
        "hash": "0" * 400,
    },
    indent=2,
)
CARD = Card(
    "Invoice · ACME GmbH · 1,320.00 EUR",
    (
        Text("1 check(s) failed.", "bad"),
        Fields(
            (
                ("Seller", "Physiotherapeutin"),
                ("Number", "RE-2026-001"),
                ("Buyer", "ACME GmbH"),
                ("Total", "1,320.00"),
            )
        ),
        Table(
            ("Description", "Quantity", "Unit price", "Amount"),
            (
                ("Bolts <b>M8</b>", "20", "27.00", "540.00"),
                ("\u202eDelivery", "1", "680.00", "680.00"),
                ("Schweinesteak mit Paprikaschoten", "10", "10.00", "100.00"),
                ("n" * 300, "10000", "0.00", "0.00"),
            ),
            frozenset({1, 2, 3}),
        ),
        Table(
            ("Field", "Says", "Where"),
            (
                ("Subtotal", "1100.00", "LegalMonetaryTotal › TaxExclusiveAmount"),
                ("Total", "1320.00", f"{'SpecifiedTradeSettlement' * 4} › GrandTotalAmount"),
            ),
        ),
        Code("JSON", JSON),
    ),
    "bad",
    "Read by nobody, on this machine · 1 page · D-R55TJL5L2G · revision 2",
)


def picture(width: int = 620, height: int = 877) -> bytes:
    """Draw a PNG of grey bars, as a page with lines of text looks from afar."""
    rows = b"".join(b"\0" + (b"\x99" if y % 24 < 8 else b"\xff") * width for y in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


class ClerkDouble:
    """Answers through a Chat; shows its answers only after `go_on` was set."""

    def __init__(self, chat: LocalChat) -> None:
        self._chat = chat
        self._tasks: set[asyncio.Task[None]] = set()
        self.uploads: list[Upload] = []
        self.go_on = asyncio.Event()

    async def on_upload(self, upload: Upload) -> None:
        self.uploads.append(upload)
        self._tasks.add(asyncio.create_task(self._answer(upload)))

    async def on_command(self, command: Command) -> None:
        card = Card("What Clerk does", (Text(f"You said: {command.words}"),))
        await self._chat.post_privately(command.place, command.user, card)

    async def _answer(self, upload: Upload) -> None:
        busy = Card(f"Reading {upload.name}…", tone="busy")
        message = await self._chat.post(upload.place, busy, key=f"{upload.file}:card")
        await self.go_on.wait()
        await self._chat.edit(message, CARD)
        image = Attachment("page.png", "image/png", picture(), "The page with its values marked")
        await self._chat.send_file(upload.place, image, key=f"{upload.file}:picture")
        data = Attachment("page.json", "application/json", JSON.encode(), "page.json")
        await self._chat.send_file(upload.place, data, key=f"{upload.file}:json")

    async def done(self) -> None:
        """Wait until every answer was given."""
        self.go_on.set()
        await asyncio.gather(*self._tasks)
