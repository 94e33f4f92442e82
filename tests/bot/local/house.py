"""A running workspace for a browser, with a Clerk behind it that always answers the same."""

import asyncio
from pathlib import Path

from bot.ledger.database import FILE_NAME, Database
from bot.ledger.workspace import Workspace
from bot.ledger.workspace_rows import Draft, Message
from bot.local.api import Ears, Limits
from bot.local.chat import LocalChat
from bot.local.lookups import Eyes
from bot.local.presses import Hands
from bot.local.roster import PLATFORM, TENANT
from bot.local.server import FOLDER, LocalWorkspace
from bot.local.shelf import Shelf
from bot.local.wire import text_body
from handlers.chat import Card, Place, Text
from tests.bot.local.clerk_double import ClerkDouble
from tests.bot.local.review_double import Paper, ReviewDouble

MAX_UPLOAD = 100_000


class House:
    """A workspace on a port of its own, and files to drop there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database(folder / FILE_NAME)
        self.workspace = Workspace(self.database)
        self.chat = LocalChat(self.workspace, Shelf(folder / FOLDER))
        self.clerk = ClerkDouble(self.chat)
        self.reviews = ReviewDouble(self.chat, self.workspace)
        self.server = self._server(port=0)

    def _server(self, port: int) -> LocalWorkspace:
        return LocalWorkspace(
            self.workspace,
            Ears(
                on_upload=self.clerk.on_upload,
                on_command=self.clerk.on_command,
                hands=Hands(self.reviews.on_press, self.reviews.on_submit),
                eyes=Eyes(self.reviews.on_list, self.reviews.on_look),
            ),
            data_dir=self.folder,
            limits=Limits(MAX_UPLOAD, b"k" * 32),
            port=port,
        )

    async def restart(self) -> None:
        port = self.server.port
        await self.server.stop()
        self.server = self._server(port)
        await self.server.start()

    async def file(self, name: str, size: int = 20) -> Path:
        path = self.folder / name
        await asyncio.to_thread(path.write_bytes, b"x" * size)
        return path

    async def say(self, text: str, channel: str = "invoices") -> Message:
        """Begin a thread that everybody sees."""
        draft = Draft(TENANT, channel, None, "employee", text_body(text))
        return await self.workspace.add(draft)

    async def whisper(self, user: str, text: str) -> None:
        """Let Clerk say what only `user` sees."""
        place = Place(PLATFORM, TENANT, "invoices", None)
        await self.chat.post_privately(place, user, Card(text, (Text(text),)))

    async def flag(self, number: int, vendor: str = "Norden Papier GmbH") -> Paper:
        """Let a document wait for a decision."""
        return await self.reviews.flag(Paper(f"d{number:07}", vendor, f"RE-{number}"))
