"""Dropping files into a running workspace over HTTP, and waiting for what comes of them."""

import asyncio
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.local.guard import HEADER, HEADER_VALUE
from tests.scenarios.looking import Looks

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Thread:
    """A dropped file's message and Clerk's answers to it, oldest first."""

    root: Message
    replies: list[Message]

    @property
    def name(self) -> str:
        """The name of the dropped file."""
        return str(self.root["body"]["name"])

    @property
    def cards(self) -> list[dict[str, Any]]:
        """What Clerk's cards say."""
        return [one["body"] for one in self.replies if one["body"]["kind"] == "card"]

    @property
    def files(self) -> list[str]:
        """The names of the files Clerk sent."""
        return [one["body"]["name"] for one in self.replies if one["body"]["kind"] == "file"]

    @property
    def document(self) -> str:
        """The id of the document that the first card is about."""
        [id_] = re.findall(r"\bD-[A-Z2-7]{10}\b", self.cards[0]["footer"] or "")
        return str(id_)

    @property
    def is_settled(self) -> bool:
        """Whether Clerk has answered for good."""
        return bool(self.cards) and self.cards[0]["tone"] != "busy"

    def text(self) -> str:
        """Everything that stands on the cards."""
        return json.dumps(self.cards, ensure_ascii=False)


class Visitor:
    """Somebody with the workspace open."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url = url
        self._session = session
        self._headers = {HEADER: HEADER_VALUE, "Origin": url}

    async def drop(self, path: Path, *, thread: str | None = None) -> Message:
        """Drop a file in #invoices, or in a `thread`; gives its message, which may head one."""
        facts = {
            "user": "employee",
            "language": "en",
            "name": path.name,
            "size": path.stat().st_size,
            "thread": thread,
        }
        form = aiohttp.FormData()
        form.add_field("facts", json.dumps(facts), content_type="application/json")
        with path.open("rb") as file:
            form.add_field("file", file, filename="file")
            url = f"{self._url}/api/channels/invoices/drops"
            async with self._session.post(url, data=form, headers=self._headers) as answer:
                assert answer.status == 201, await answer.text()
                head: Message = await answer.json()
                return head

    async def messages(self, person: str = "employee", channel: str = "invoices") -> list[Message]:
        """Give what `person` sees in a channel, oldest first."""
        url = f"{self._url}/api/channels/{channel}/messages?as={person}"
        async with self._session.get(url, headers=self._headers) as answer:
            messages: list[Message] = (await answer.json())["messages"]
        return messages

    async def threads(self) -> list[Thread]:
        """Give the dropped files of #invoices, oldest first."""
        messages = await self.messages()
        return [
            Thread(root, [one for one in messages if one["thread"] == root["id"]])
            for root in messages
            if root["thread"] is None and root["body"]["kind"] == "drop"
        ]

    async def settled(self, count: int) -> list[Thread]:
        """Wait until `count` dropped files have their answers, with files where there is a card."""
        async with asyncio.timeout(120):
            looks = Looks()
            while True:
                threads = await self.threads()
                if len(threads) >= count and all(map(_is_whole, threads)):
                    return threads
                await looks.again()


def _is_whole(thread: Thread) -> bool:
    if not thread.is_settled:
        return False
    has_json = any(part["kind"] == "code" for part in thread.cards[0]["parts"])
    return not has_json or any(name.endswith(".json") for name in thread.files)


SEARCH = """
import pathlib, sys
folder, canary = pathlib.Path(sys.argv[1]), sys.argv[2]
for path in folder.rglob("*"):
    if canary in path.name or path.is_file() and canary.encode() in path.read_bytes():
        print(path)
"""


async def found(folder: Path, canary: str) -> list[str]:
    """Give the files under `folder` that hold `canary`, in their bytes or their names.

    Another process reads them: to close a database's file anywhere in this one would let go of
    the locks that the running Clerk holds on it.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SEARCH, str(folder), canary, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0
    return printed.decode().splitlines()
