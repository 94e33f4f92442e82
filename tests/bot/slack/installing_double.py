"""An app that a Slack of ours installs: its pages on loopback, and a browser before them."""

import asyncio
import html
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
from aiohttp import web
from pydantic import SecretStr

from bot.ledger.audit import SqlAudit
from bot.ledger.database import FILE_NAME, Database
from bot.secret import Secret
from bot.slack.credentials import Credentials
from bot.slack.distribution import Distribution, distribution
from bot.web.guarding import add_headers, answer_refusals
from tests.doubles.slack.double import SlackDouble, slack_double

CLIENT, CLIENT_SECRET = "1234.5678", "sample-client-secret"
SECRET = Secret(b"k" * 32)
COOKIE = "slack-app-oauth-state"


@dataclass
class Watch:
    """A clock that stands until a test moves it."""

    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def now(self) -> datetime:
        return self.at

    def on(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Page:
    """What a browser was shown."""

    status: int
    text: str
    headers: dict[str, str]
    cookies: list[str]

    @property
    def said(self) -> str:
        return html.unescape(self.text)


@dataclass
class Browser:
    """Somebody who installs; its cookies are its own, and go back over plain HTTP too."""

    url: str
    language: str = "en"
    state: str | None = None

    async def get(self, path: str) -> Page:
        headers = {"Accept-Language": self.language}
        if self.state is not None:
            headers["Cookie"] = f"{COOKIE}={self.state}"
        jar = aiohttp.DummyCookieJar()
        async with (
            aiohttp.ClientSession(cookie_jar=jar, timeout=aiohttp.ClientTimeout(total=10)) as http,
            http.get(f"{self.url}{path}", headers=headers, allow_redirects=False) as response,
        ):
            return Page(
                response.status,
                await response.text(),
                dict(response.headers),
                response.headers.getall("Set-Cookie", []),
            )

    async def begin(self, team: str) -> str:
        """Open the page and keep its cookie; gives the address of Slack's consent."""
        page = await self.get(f"/slack/install?team={team}")
        assert page.status == 200
        self.state = page.cookies[0].partition(";")[0].partition("=")[2]
        start = page.text.index('href="') + len('href="')
        return page.text[start : page.text.index('"', start)].replace("&amp;", "&")

    async def consent(self, address: str) -> str:
        """Agree at Slack; gives the path that it leads back to."""
        async with (
            aiohttp.ClientSession() as http,
            http.get(address, allow_redirects=False) as response,
        ):
            assert response.status == 302
            back = urlsplit(response.headers["Location"])
            return f"{back.path}?{back.query}"

    async def install(self, team: str) -> Page:
        """Do all of it."""
        return await self.get(await self.consent(await self.begin(team)))


@dataclass
class Premises:
    """A Slack, an app that it knows, and the ledger behind it."""

    slack: SlackDouble
    database: Database
    audit: SqlAudit
    app: Distribution
    url: str
    watch: Watch
    folder: Path

    def browser(self, language: str = "en") -> Browser:
        return Browser(self.url, language)

    def second(self, secret: Secret = SECRET) -> Distribution:
        """Give another process on the same ledger."""
        return distribution(
            credentials(self.slack, self.url), self.database, secret, self.audit, clock=self.watch
        )

    def bytes_kept(self) -> bytes:
        """Give every byte of the database."""
        return b"".join(one.read_bytes() for one in sorted(self.folder.glob(f"{FILE_NAME}*")))


def credentials(slack: SlackDouble, url: str) -> Credentials:
    return Credentials(CLIENT, SecretStr(CLIENT_SECRET), url, slack.api_url)


async def install(there: Premises, tenant: str) -> None:
    """Let a workspace install Clerk."""
    there.slack.world.add_team(tenant)
    assert (await there.browser().install(tenant)).status == 200
    there.slack.calls.clear()


async def token(there: Premises, tenant: str = "T0OURS") -> str:
    """Give the token that a workspace is spoken to with."""
    return (await there.app.workspaces.get(tenant)).token.get_secret_value()


def parameters(address: str) -> dict[str, str]:
    """Give the parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@asynccontextmanager
async def premises(folder: Path, migrated: Path) -> AsyncIterator[Premises]:
    """Open all of it, with nobody in it yet; `migrated` is a database with its tables."""
    await asyncio.to_thread(shutil.copy, migrated, folder / FILE_NAME)
    database, watch = Database(folder / FILE_NAME), Watch()
    audit = SqlAudit(database, SECRET.derive("audit"), watch)
    # The address is taken first: it is part of what the app is told.
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    async with slack_double() as slack:
        app = distribution(credentials(slack, url), database, SECRET, audit, clock=watch)
        server = web.Application(middlewares=[answer_refusals])
        server.on_response_prepare.append(add_headers)
        server.add_routes(app.routes)
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        try:
            yield Premises(slack, database, audit, app, url, watch, folder)
        finally:
            await runner.cleanup()
            await database.close()
