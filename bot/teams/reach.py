"""How Clerk speaks in Teams: for the process that serves it, and for every command that speaks."""

from dataclasses import dataclass

from bot.book import Book
from bot.clock import SystemClock
from bot.ledger.archive import SqlArchive
from bot.ledger.book import SqlBook
from bot.ledger.database import Database
from bot.ledger.meetings import SqlMeetings
from bot.ledger.outbox import SqlOutbox
from bot.settings import Settings
from bot.shown import Noting
from bot.teams.asking import EntraGraph
from bot.teams.chat import Means, TeamsChat
from bot.teams.clouds import Cloud, cloud_of
from bot.teams.credentials import Tokens, tokens_of
from bot.teams.downloads import Downloads
from bot.teams.files import TeamsFiles
from bot.teams.graph import Graph
from bot.teams.links import Links
from bot.teams.quiet import hush
from bot.teams.sending import Sender
from bot.teams.session import TeamsSession
from bot.teams.wire import Wire
from handlers.chat import MessageRef


@dataclass(frozen=True, slots=True)
class Reach:
    """Clerk's voice in Teams, and what it is made of. Whoever made it closes it.

    `graph` is None where the operator does not have it asked.
    """

    cloud: Cloud
    session: TeamsSession
    tokens: Tokens
    book: Book
    connector: Wire
    chat: TeamsChat
    graph: Graph | None = None

    async def link(self, message: MessageRef) -> str | None:
        """Give the address under which people find a message. Raises ChatError."""
        return await Links(self.book, self.cloud.client).to(message)

    async def close(self) -> None:
        """Close its connections."""
        await self.tokens.close()
        await self.session.close()


def reach(settings: Settings, database: Database) -> Reach:
    """Wire it."""
    hush()
    cloud, session = cloud_of(settings), TeamsSession()
    tokens = tokens_of(settings, cloud)
    book = SqlBook(database)
    downloads = Downloads(session.http, cloud.files)
    graph: Graph | None = None
    if settings.teams_graph == "on" and settings.teams_tenant_id is not None:
        graph = EntraGraph(cloud, settings.teams_tenant_id, tokens, downloads)
    files = TeamsFiles(book, cloud, tokens, downloads, graph)
    wire = Wire(cloud, Sender(session.http, tokens, cloud.scope))
    meetings = SqlMeetings(database, SystemClock())
    noting = Noting(SqlOutbox(database), SqlArchive(database), meetings)
    chat = TeamsChat(book, wire, Means(files, cloud.has_files), noting=noting)
    return Reach(cloud, session, tokens, book, wire, chat, graph)
