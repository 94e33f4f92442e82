"""The Slack peer: local-slack, started in a network of its own, and what its people do there."""

import asyncio
import json
import os
import platform
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

import aiohttp
import pytest

from bot.slack.inputs import INPUT
from tests.conftest import ROOT

Json = dict[str, Any]
Found = TypeVar("Found")
Mode = Literal["socket", "events"]  # how the peer tells what happens

TEAM, CHANNEL, FINANCE = "T0PEERS", "C0INVOICES", "C0FINANCE"
BOARD = "C0BOARD"  # private: Omar does not read it
CLERK, EMPLOYEE, ACCOUNTANT, COLLEAGUE = "U0CLERK", "U0DORA", "U0LEAH", "U0OMAR"
BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-sample", "xapp-sample", "signing-sample"
_PEOPLE = {EMPLOYEE: "Dora Sample", ACCOUNTANT: "Leah Sample", COLLEAGUE: "Omar Sample"}
_BINARY = ROOT / ".peers/node_modules/local-slack-linux-x64/bin/local-slack"
_PATIENCE = 180  # seconds, for what takes one or two, ten where the text of a picture is read


def find_peer() -> Path:
    """Give the peer's program; without one the test is skipped, or fails where CI is set."""
    told = os.environ.get("LOCAL_SLACK_BIN")  # noqa: TID251  # asks about the machine
    if told:
        return Path(told)
    if _BINARY.exists():
        return _BINARY
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        pytest.skip("the Slack peer is built for Linux on x86-64 only")
    reason = "no Slack peer: `make peers` installs it, or LOCAL_SLACK_BIN names it"
    if os.environ.get("CI") == "true":  # noqa: TID251  # asks about the machine, not the product
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    """Give a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def written(mode: Mode, called: int) -> str:
    """Write the workspace down as the peer reads it."""
    people = [
        {"id": id_, "name": name.split()[0].lower(), "real_name": name}
        for id_, name in _PEOPLE.items()
    ]
    members = [*_PEOPLE, CLERK]
    app = {
        "appId": "A0CLERK",
        "botUserId": CLERK,
        "botName": "clerk",
        "botToken": BOT_TOKEN,
        "appToken": APP_TOKEN,
        "signingSecret": SIGNING_SECRET,
        "mode": mode,
        "requestUrl": f"http://127.0.0.1:{called}/slack/events",
    }
    return json.dumps({
        "workspace": {"name": "Sample", "domain": "sample", "teamId": TEAM},
        "app": app,
        "users": people,
        "channels": [
            {"id": CHANNEL, "name": "invoices", "members": members},
            {"id": FINANCE, "name": "finance", "members": members},
            {
                "id": BOARD, "name": "board", "is_private": True,
                "members": [EMPLOYEE, ACCOUNTANT, CLERK],
            },
        ],
    })  # fmt: skip


@dataclass
class LocalSlack:
    """The running peer, and what its page shows: messages by channel and ts, homes, modals.

    `called` is the port of loopback where it looks for Clerk, `url` its own address. `versions`
    holds each message as it was, time after time.
    """

    url: str
    called: int
    folder: Path
    session: aiohttp.ClientSession
    command: list[str]
    messages: dict[tuple[str, str], Json] = field(default_factory=dict)
    versions: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    modals: list[Json] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    connected: int = 0

    def __post_init__(self) -> None:
        self._changed = asyncio.Condition()
        self._process: asyncio.subprocess.Process | None = None
        self._page: aiohttp.ClientWebSocketResponse | None = None
        self._listener: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start it, with nothing said there yet, and open its page."""
        for name in ("in", "out"):
            (self.folder / name).unlink(missing_ok=True)
        preload = ROOT / "tests/peers/loopback.js"
        self._process = await asyncio.create_subprocess_exec(
            *self.command,
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "BUN_OPTIONS": f"--preload={preload}"},
            stdout=asyncio.subprocess.DEVNULL,
        )
        async with asyncio.timeout(_PATIENCE):
            while self._page is None:
                assert self._process.returncode is None, "the Slack peer ended"
                with suppress(aiohttp.ClientError):
                    self._page = await self.session.ws_connect(f"{self.url}/ui")
                await asyncio.sleep(0.05)
        self._listener = asyncio.create_task(self._listen(self._page))

    async def kill(self) -> None:
        """End it at once: what was said there is gone."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()
        if self._listener is not None:
            await self._listener
        self._page = None
        self.messages.clear()
        self.connected = 0

    async def _listen(self, page: aiohttp.ClientWebSocketResponse) -> None:
        async for message in page:
            async with self._changed:
                self._take(json.loads(message.data))
                self._changed.notify_all()

    def _take(self, news: Json) -> None:
        match news:
            case {"t": "message" | "message_update", "message": message}:
                self.messages[message["channel"], message["ts"]] = message
                self.versions.setdefault((message["channel"], message["ts"]), []).append(message)
            case {"t": "message_delete", "channel": channel, "ts": ts}:
                self.messages.pop((channel, ts), None)
            case {"t": "home", "user": user, "view": view}:
                self.homes[user] = view
            case {"t": "view", "stack": stack}:
                self.modals, self.errors = stack, {}
            case {"t": "view_errors", "errors": errors}:
                self.errors = errors
            case {"t": "log", "entry": {"summary": str(summary)}} if "socket connect" in summary:
                self.connected += 1

    async def until(self, look: Callable[[], Found | None]) -> Found:
        """Wait until the page shows what is looked for; gives that."""
        try:
            async with asyncio.timeout(_PATIENCE), self._changed:
                while not (found := look()):
                    await self._changed.wait()
                return found
        except TimeoutError:
            said = [f"{ts} {one.get('text')}" for (_, ts), one in self.messages.items()]
            raise AssertionError("\n".join(["the peer never showed it, but:", *said])) from None

    def replies(self, root: str, channel: str = CHANNEL) -> list[Json]:
        """Give what stands in a thread for everybody, oldest first, without its root."""
        return [
            one
            for (where, ts), one in sorted(self.messages.items())
            if where == channel and ts != root and one.get("thread_ts") == root
            if one.get("subtype") != "ephemeral"
        ]

    def told(self, user: str) -> list[str]:
        """Give what only this person was told, as text, oldest first."""
        return [
            json.dumps(one, ensure_ascii=False)
            for _, one in sorted(self.messages.items())
            if one.get("ephemeral_to") == user
        ]

    async def drop(self, name: str, content: bytes, user: str = EMPLOYEE) -> Json:
        """Drop a file in the channel; gives the message."""
        return await self.drop_in(CHANNEL, (name, content), user=user)

    async def drop_in(self, channel: str, *files: tuple[str, bytes], user: str = EMPLOYEE) -> Json:
        """Drop files in a channel, in one message; gives that."""
        form = aiohttp.FormData(quote_fields=False)  # the peer reads names as they are written
        form.add_field("channel", channel)
        form.add_field("user", user)
        for name, content in files:
            form.add_field("file", content, filename=name)
        async with self.session.post(f"{self.url}/_control/upload", data=form) as answer:
            message: Json = (await answer.json())["message"]
            return message

    async def fetch(self, file: Json) -> bytes:
        """Open a file as people do."""
        async with self.session.get(file["permalink"]) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.read()

    async def press(self, user: str, message: Json, action: str) -> None:
        """Press the button of a message whose action is this."""
        element = button(message["blocks"], action)
        await self.control(
            "interact", channel=message["channel"], messageTs=message["ts"], user=user,
            action=element,
        )  # fmt: skip

    async def submit(self, user: str, values: Mapping[str, str]) -> None:
        """Fill in the open modal by the names of its inputs, and send it; the rest stays."""
        assert self._page is not None
        assert self.modals
        filled = {}
        for block in self.modals[-1]["blocks"]:
            if block["type"] == "input":
                id_ = block["block_id"]
                filled[id_] = _state(block["element"], values.get(id_.removeprefix(INPUT)))
        await self._page.send_json({"t": "view_submit", "user": user, "values": filled})

    async def control(self, what: str, **said: Any) -> None:
        """Do something in the workspace, as its page would."""
        async with self.session.post(f"{self.url}/_control/{what}", json=said) as answer:
            assert answer.status == 200, await answer.text()


def button(blocks: list[Json], action: str) -> Json:
    """Find a button, as a press tells of it."""
    for block in blocks:
        for element in [*block.get("elements", ()), *filter(None, [block.get("accessory")])]:
            if str(element.get("action_id", "")).startswith(action):
                return {**element, "block_id": block.get("block_id", "")}
    raise AssertionError(f"no button {action}: {json.dumps(blocks, ensure_ascii=False)}")


def _state(element: Json, value: str | None) -> Json:
    """Give what an input holds, as `view_submission` tells it."""
    kind, action = element["type"], element["action_id"]
    if "options" in element:
        chosen = element.get("initial_option")
        if value is not None:
            chosen = next(one for one in element["options"] if one["value"] == value)
        return {action: {"type": kind, "selected_option": chosen}}
    if kind == "datepicker":
        return {action: {"type": kind, "selected_date": value or element.get("initial_date")}}
    if kind == "users_select":
        return {action: {"type": kind, "selected_user": value or element.get("initial_user")}}
    return {action: {"type": kind, "value": value or element.get("initial_value")}}


@asynccontextmanager
async def local_slack(mode: Mode, called: int | None = None) -> AsyncIterator[LocalSlack]:
    """Run the peer; where it tells over HTTP, it does so to the port `called`."""
    binary = find_peer()
    # Sockets have short paths only: pytest's own folders are too deep.
    folder = Path(tempfile.mkdtemp(prefix="peer-"))
    port, called = free_port(), called or free_port()
    config = folder / "workspace.json"
    config.write_text(written(mode, called))
    command = [
        sys.executable, "-m", "tests.peers.fenced", str(folder), str(port), str(called),
        str(binary), "--config", str(config), "--port", str(port), "--base-host", "127.0.0.1",
        "--files-dir", str(folder / "files"),
    ]  # fmt: skip
    try:
        async with aiohttp.ClientSession() as session:
            peer = LocalSlack(f"http://127.0.0.1:{port}", called, folder, session, command)
            try:
                await peer.start()
                yield peer
            finally:
                await peer.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
