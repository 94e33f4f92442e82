"""Whoever fetches files out of a Teams of ours: Graph, downloads, and what is waited meanwhile."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp

from bot.book import Source, SourceKind
from bot.settings import Settings
from bot.teams.asking import EntraGraph
from bot.teams.clouds import Cloud, cloud_of
from bot.teams.downloads import Downloads, Pace
from bot.teams.files import TeamsFiles
from handlers.chat import Place, Upload
from tests.doubles.teams.double import TeamsDouble, teams_double
from tests.doubles.teams.world import Conversation, File, Person, Tenant
from tests.fake_book import FakeBook
from tests.fake_ledger import MORNING

CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 1000


@dataclass
class Fetcher:
    """`files` and `graph` ask `teams`; `waits` are the seconds that were waited, none for real."""

    teams: TeamsDouble
    session: aiohttp.ClientSession
    tenant: Tenant
    ann: Person
    book: FakeBook = field(default_factory=FakeBook)
    waits: list[float] = field(default_factory=list)
    fresh: str = ""
    renounced: list[Mapping[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.at(Pace(sleep=self._wait, jitter=lambda: 0.5))

    def at(self, pace: Pace) -> None:
        """Begin anew, with other limits."""
        self.cloud: Cloud = cloud_of(Settings.model_validate(self.teams.environment(self.tenant)))
        self.downloads = Downloads(lambda: self.session, self.cloud.files, pace)
        self.graph = EntraGraph(self.cloud, self.tenant.id, self, self.downloads)
        self.files = self.having(self.graph)

    def having(self, graph: EntraGraph | None) -> TeamsFiles:
        """Give who fetches by a Graph, or by none."""
        return TeamsFiles(self.book, self.cloud, self, self.downloads, graph)

    async def header(self, scope: str) -> Mapping[str, str]:
        token = f"sample-{scope}{self.fresh}"
        self.teams.login.given[token] = (self.tenant.id, scope.removesuffix("/.default"))
        return {"Authorization": f"Bearer {token}"}

    def renounce(self, _scope: str, header: Mapping[str, str]) -> bool:
        self.fresh += "-again"
        self.renounced.append(header)
        return len(self.renounced) == 1

    async def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)

    def dropped(self, held: Conversation, name: str = "发票 01.pdf") -> File:
        """Have Ann drop a file."""
        message = self.teams.act.written(held, self.ann, files=[(name, CONTENT)])
        return message.files[0]

    def pasted(self, held: Conversation) -> File:
        """Have Ann paste a picture."""
        message = self.teams.act.written(held, self.ann, images=[("a.png", CONTENT)])
        return message.images[0]

    async def upload(self, kind: SourceKind, url: str, link: str = "") -> Upload:
        """Keep where a file is to be had; gives the upload that it is."""
        source = Source(self.tenant.id, "a:1", "f1", kind, url, "1", "1", MORNING, link)
        await self.book.brought(source)
        return Upload(Place("teams", self.tenant.id, "a:1", "1"), self.ann.id, "f1", "发票 01.pdf")

    async def fetched(self, kind: SourceKind, url: str, link: str = "") -> bytes:
        """Fetch what is to be had somewhere."""
        upload = await self.upload(kind, url, link)
        return b"".join([piece async for piece in self.files.download(upload)])

    def tokens(self, name: str) -> list[str]:
        """Give with which tokens calls of a kind came."""
        return [one.headers.get("authorization", "") for one in self.teams.asked(name)]


@asynccontextmanager
async def fetching() -> AsyncIterator[Fetcher]:
    """Give who fetches files of a company that consented to nothing yet."""
    async with teams_double() as teams, aiohttp.ClientSession() as session:
        tenant = teams.world.tenant()
        yield Fetcher(teams, session, tenant, tenant.person("Ann"))
