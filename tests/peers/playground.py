"""The Teams peer: Agents Playground, started in a network of its own, and what people do there."""

import asyncio
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import aiohttp
import pytest

from tests.conftest import ROOT
from tests.doubles.teams.cards import buttons, inputs, words
from tests.peers.company import ACCOUNTANT, CHAT, CLERK, TENANT, Json, kind_of, person, written
from tests.peers.local_slack import free_port
from tests.peers.shelf import Shelf
from tests.present import find

Found = TypeVar("Found")

_MODULE = "node_modules/@microsoft/m365agentsplayground/cli.js"
_CARD = "application/vnd.microsoft.card.adaptive"
_FILE = "application/vnd.microsoft.teams.file.download.info"
_PATIENCE = 180  # seconds, for what takes one or two, ten where the text of a picture is read


def find_peer() -> list[str]:
    """Give the peer's command; without one the test is skipped, or fails where CI is set."""
    program = ROOT / ".peers" / _MODULE
    if program.exists():
        return [find("node", ["node"]), str(program)]
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        pytest.skip("the peers are installed on Linux on x86-64 only")
    reason = "no Teams peer: `make peers` installs it"
    if os.environ.get("CI") == "true":  # noqa: TID251  # asks about the machine, not the product
        pytest.fail(reason)
    pytest.skip(reason)


@dataclass
class Playground:
    """The running peer, and what its page shows: Clerk's messages by conversation and id.

    `called` is the port of loopback where it looks for Clerk, `url` its own address. `versions`
    holds each message as it was, time after time.
    """

    url: str
    called: int
    shelf: Shelf
    session: aiohttp.ClientSession
    command: list[str]
    messages: dict[tuple[str, str], Json] = field(default_factory=dict)
    versions: dict[str, list[Json]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._changed = asyncio.Condition()
        self._process: asyncio.subprocess.Process | None = None
        self._listener: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start it, and open its page."""
        preload = ROOT / "tests/peers/loopback.cjs"
        folder = self.shelf.folder
        self._process = await asyncio.create_subprocess_exec(
            *self.command,
            cwd=ROOT,
            env={
                "PATH": "/usr/bin:/bin",
                "HOME": str(folder),
                "NODE_OPTIONS": f"--require={preload}",
                "TEAMSAPPTESTER_BROWSER": "none",
                "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(folder / "company.yml"),
                "M365_AGENTS_PLAYGROUND_LOGFILE": str(folder / "playground.log"),
            },
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        page = None
        async with asyncio.timeout(_PATIENCE):
            while page is None:
                assert self._process.returncode is None, "the Teams peer ended"
                with suppress(aiohttp.ClientError):
                    stream = f"{self.url}/_ws_conversation/v1/conversations/stream"
                    page = await self.session.ws_connect(stream)
                await asyncio.sleep(0.05)
        self._listener = asyncio.create_task(self._listen(page))

    async def kill(self) -> None:
        """End it at once."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.wait({self._listener})

    async def _listen(self, page: aiohttp.ClientWebSocketResponse) -> None:
        async for news in page:
            async with self._changed:
                self._take(json.loads(news.data))
                self._changed.notify_all()

    def _take(self, news: Json) -> None:
        match news:
            case {
                "action": "createMessage" | "updateMessage",
                "actionConversationId": where,
                "message": {"messageId": id_} as message,
            }:
                shown = {**message, "conversation": where}
                self.messages[where, id_] = shown
                self.versions.setdefault(id_, []).append(shown)
            case _:
                pass

    async def until(self, look: Callable[[], Found | None]) -> Found:
        """Wait until the page shows what is looked for; gives that."""
        try:
            async with asyncio.timeout(_PATIENCE), self._changed:
                while not (found := look()):
                    await self._changed.wait()
                return found
        except TimeoutError:
            said = [f"{where}: {told(one)}" for (where, _), one in self.messages.items()]
            raise AssertionError("\n".join(["the peer never showed it, but:", *said])) from None

    async def write(self, words: str, conversation: str = CHAT, *, mention: bool = False) -> str:
        """Say something, as the first person; gives its id. In a channel it begins a thread."""
        at = f"<at>{CLERK['name']}</at>"
        said = f"{at} {words}" if mention else words
        body: Json = {
            "type": "text",
            "text": said,
            "textFormat": "plain",
            "from": {"id": ACCOUNTANT},
        }
        if mention:
            body["mentions"] = [{"mentioned": CLERK, "text": at}]
        answer = await self._post(f"_conversation/v1/conversations/{conversation}/messages", body)
        return str(answer["messageId"])

    async def drop(
        self, *files: tuple[str, bytes], conversation: str = CHAT, user: str = ACCOUNTANT
    ) -> str:
        """Drop files; gives the message's id. The page cannot: it forwards what Teams tells."""
        return await self.tell(user, conversation, [self._file(*one) for one in files])

    async def paste(
        self, name: str, image: bytes, conversation: str = CHAT, user: str = ACCOUNTANT
    ) -> str:
        """Paste a picture into a message; gives its id."""
        one = {"contentType": "image/*", "contentUrl": self.shelf.offer(name, image)}
        return await self.tell(user, conversation, [one])

    async def tell(self, user: str, conversation: str, attachments: list[Json]) -> str:
        """Have a message with attachments forwarded to Clerk; gives its id."""
        id_ = self.shelf.number()
        told: Json = {"type": "message", "text": "", "attachments": attachments}
        await self._forward(user, conversation, {**told, "id": id_})
        return id_

    async def invoke(self, user: str, conversation: str, name: str, value: Json) -> None:
        """Have an invoke forwarded to Clerk that the page itself does not know."""
        await self._forward(user, conversation, {"type": "invoke", "name": name, "value": value})

    async def _forward(self, user: str, conversation: str, said: Json) -> None:
        kind = kind_of(conversation)
        where = {"id": conversation, "conversationType": kind, "tenantId": TENANT}
        activity = {
            "id": self.shelf.number(),
            "channelId": "msteams",
            "serviceUrl": f"{self.url.replace('127.0.0.1', 'localhost')}/_connector",
            "from": person(user),
            "recipient": CLERK,
            "conversation": where if kind == "personal" else {**where, "isGroup": True},
            "locale": "en-US",
            "channelData": {"tenant": {"id": TENANT}},
            **said,
        }
        await self._post("_internal/v1/customActivities", activity)

    def _file(self, name: str, content: bytes) -> Json:
        url = self.shelf.offer(name, content)
        kind = name.rpartition(".")[2]
        held = {"downloadUrl": url, "uniqueId": url.rpartition("/")[2], "fileType": kind}
        return {"contentType": _FILE, "contentUrl": url, "name": name, "content": held}

    async def press(
        self, message: Json, action: str, filled: Mapping[str, str] | None = None,
        user: str = ACCOUNTANT, card: Json | None = None,
    ) -> Json:  # fmt: skip
        """Press what does this on a message, or on what it turned into; gives Clerk's answer."""
        shown = card or card_of(message)
        pressed = button(shown, action)
        left = {one["id"]: one.get("value", "") for one in inputs(shown)}
        data = {**left, **pressed["data"], **_named(left, filled or {})}
        if pressed.get("associatedInputs") == "none":
            data = pressed["data"]
        body = {
            "name": "adaptiveCard/action",
            "value": {
                "action": {
                    "type": pressed["type"],
                    "verb": pressed["verb"],
                    "data": data,
                }
            },
            "from": {"id": user},
            "conversation": {"id": message["conversation"]},
            "replyToId": message["messageId"],
        }
        return await self._post("_conversation/v1/invoke", body)

    async def _post(self, path: str, body: Json) -> Json:
        async with self.session.post(f"{self.url}/{path}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            said = await answer.read()
            return dict(json.loads(said)) if said else {}


def card_of(message: Json) -> Json:
    """Give the card of a message; nothing where it has none."""
    found = [one for one in message["attachments"] if one["contentType"] == _CARD]
    return dict(found[0]["content"]) if found else {}


def told(message: Json) -> str:
    """Give the words of a message."""
    return words(card_of(message)) or str(message.get("text") or message["attachments"])


def _named(inputs_there: Mapping[str, str], filled: Mapping[str, str]) -> dict[str, str]:
    """Give what is filled in by the ids of the inputs, which end with their names."""
    return {
        next(id_ for id_ in inputs_there if id_.endswith(f".{name}")): value
        for name, value in filled.items()
    }


def button(card: Json, action: str) -> Json:
    """Find what does this, or has this verb, on a card."""
    for one in buttons(card):
        if (
            str((one.get("data") or {}).get("a", "")).startswith(action)
            or one.get("verb") == action
        ):
            return one
    raise AssertionError(f"no button {action}: {json.dumps(card, ensure_ascii=False)}")


@asynccontextmanager
async def playground() -> AsyncIterator[Playground]:
    """Run the peer."""
    command = find_peer()
    # Sockets have short paths only: pytest's own folders are too deep.
    folder = Path(tempfile.mkdtemp(prefix="peer-"))
    port, called = free_port(), free_port()
    (folder / "company.yml").write_text(written())
    fenced = [sys.executable, "-m", "tests.peers.fenced", str(folder), str(port), str(called)]
    asked = [
        "start", "--app-endpoint", f"http://127.0.0.1:{called}/api/messages", "--channel-id",
        "msteams", "--port", str(port), "--disable-telemetry",
    ]  # fmt: skip
    try:
        patience = aiohttp.ClientTimeout(total=_PATIENCE)
        async with aiohttp.ClientSession(timeout=patience) as session, Shelf(folder) as shelf:
            url = f"http://127.0.0.1:{port}"
            peer = Playground(url, called, shelf, session, [*fenced, *command, *asked])
            try:
                await peer.start()
                yield peer
            finally:
                await peer.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
