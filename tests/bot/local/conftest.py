"""A workspace that listens, with a Clerk behind it that only notes what it is told."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.ledger.database import FILE_NAME, Database
from bot.ledger.workspace import Workspace
from bot.local.chat import LocalChat
from bot.local.roster import PLATFORM, TENANT
from bot.local.server import FOLDER, LocalWorkspace
from bot.local.shelf import Shelf
from handlers.chat import Command, Place, Upload
from tests.bot.local.heard import LIMITS, Heard
from tests.bot.local.house import House
from tests.browser import open_browser


async def until(done: Callable[[], bool]) -> None:
    """Wait until `done` says yes; it may look at the disk."""
    while not await asyncio.to_thread(done):  # noqa: ASYNC110  # nobody tells: one has to look
        await asyncio.sleep(0.01)


@dataclass
class Rig:
    """A workspace on a port of its own, and what it told Clerk."""

    folder: Path
    database: Database
    workspace: Workspace
    chat: LocalChat
    server: LocalWorkspace
    http: aiohttp.ClientSession
    heard: Heard

    @property
    def uploads(self) -> list[Upload]:
        return self.heard.uploads

    @property
    def commands(self) -> list[Command]:
        return self.heard.commands

    @property
    def origin(self) -> dict[str, str]:
        """The headers that only the workspace's own page sends."""
        return {"Origin": self.server.url, "X-Clerk": "workspace"}

    async def get(self, path: str, **headers: str) -> aiohttp.ClientResponse:
        return await self.http.get(self.server.url + path, headers=headers)

    async def post(
        self, path: str, body: object, headers: Mapping[str, str] | None = None
    ) -> aiohttp.ClientResponse:
        sent = self.origin if headers is None else headers
        return await self.http.post(self.server.url + path, json=body, headers=sent)

    async def drop(
        self, name: str, content: bytes, *, channel: str = "invoices", **facts: object
    ) -> aiohttp.ClientResponse:
        told = {"user": "employee", "language": "en", "name": name, "size": len(content), **facts}
        form = aiohttp.FormData()
        form.add_field("facts", json.dumps(told))
        form.add_field("file", content, filename="file")
        return await self.http.post(
            f"{self.server.url}/api/channels/{channel}/drops", data=form, headers=self.origin
        )

    async def history(self, channel: str = "invoices", viewer: str = "employee") -> Any:
        response = await self.get(f"/api/channels/{channel}/messages?as={viewer}")
        assert response.status == 200
        return await response.json()

    def thread_of(self, upload: Upload) -> Place:
        return Place(PLATFORM, TENANT, upload.place.channel, upload.place.thread)


@pytest.fixture
async def rig(tmp_path: Path, migrated: Path) -> AsyncIterator[Rig]:
    await asyncio.to_thread(shutil.copy, migrated, tmp_path / FILE_NAME)
    database = Database(tmp_path / FILE_NAME)
    workspace = Workspace(database)
    heard = Heard()
    server = LocalWorkspace(workspace, heard.ears(), data_dir=tmp_path, limits=LIMITS, port=0)
    await server.start()
    async with aiohttp.ClientSession() as http:
        chat = LocalChat(workspace, Shelf(tmp_path / FOLDER))
        rig = Rig(tmp_path, database, workspace, chat, server, http, heard)
        yield rig
        await rig.server.stop()
    await database.close()


@pytest_asyncio.fixture(loop_scope="module")
async def house(tmp_path: Path, migrated: Path) -> AsyncIterator[House]:
    await asyncio.to_thread(shutil.copy, migrated, tmp_path / FILE_NAME)
    house = House(tmp_path)
    await house.server.start()
    yield house
    await house.clerk.done()
    await house.server.stop()
    await house.database.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for a module: its pages are apart, and a start takes longer than most tests."""
    async with open_browser() as browser:
        yield browser
