"""What wiring is given: what is kept, who is who, and what is worked with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.console import PLATFORM as CONSOLE
from bot.console import ConsoleChat
from bot.ledger.audit import SqlAudit
from bot.ledger.database import Database
from bot.ledger.huddles import SqlHuddles
from bot.ledger.meetings import SqlMeetings
from bot.ledger.outbox import SqlOutbox
from bot.ledger.policies import SqlPolicies
from bot.ledger.runs import SqlRuns
from bot.ledger.tasks import SqlTasks
from bot.ledger.workspace import Workspace
from bot.local.chat import LocalChat
from bot.local.roster import PLATFORM as LOCAL
from bot.local.server import FOLDER as SHELF
from bot.local.shelf import Shelf
from bot.secret import Secret
from bot.settings import Settings
from bot.switchboard import Switchboard
from handlers.chat import Chat, MessageRef
from handlers.huddles.terms import Listener
from handlers.meetings.viewing import Viewing
from handlers.people import Directory
from handlers.readings import Kept
from handlers.replies import Address
from pipelines.document.read import Reader
from pipelines.scanning import NoScanner, Scanner

if TYPE_CHECKING:
    from bot.slack.directory import SlackDirectory
    from bot.slack.reach import Reach
    from bot.teams.directory import TeamsDirectory
    from bot.teams.reach import Reach as ReachInTeams

SLACK, TEAMS = "slack", "teams"  # as their own rooms name them, not imported without need


@dataclass(frozen=True, slots=True)
class People:
    """Who is who, everywhere; a platform of its own may be asked more than the port has."""

    directory: Directory
    slack: "SlackDirectory | None" = None
    teams: "TeamsDirectory | None" = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is kept: the database, the ports on it, and the store of files; and who is who.

    `slack` and `teams` are how Clerk speaks there, None where that is not configured.
    """

    database: Database
    kept: Kept
    audit: SqlAudit
    runs: SqlRuns
    outbox: SqlOutbox
    workspace: Workspace
    secret: Secret
    people: "People"
    slack: "Reach | None"
    meetings: SqlMeetings
    policies: SqlPolicies
    viewing: Viewing
    tasks: SqlTasks
    huddles: SqlHuddles
    teams: "ReachInTeams | None" = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Who reads, what files come through, where copies in use lie, and who scans them.

    `heard_by` are the voice models that hear rooms.
    """

    reader: Reader
    chat: Chat
    scratch: Path
    scanner: Scanner = field(default_factory=NoScanner)
    heard_by: tuple[Listener, ...] = ()


def addresses(ledger: Ledger) -> Address:
    """Give who knows the address of a message, where its platform has any."""
    reaches = [one for one in (ledger.slack, ledger.teams) if one is not None]

    async def address(message: MessageRef) -> str | None:
        for one in reaches:
            found = await one.link(message)
            if found is not None:
                return found
        return None

    return address


def local_chat(settings: Settings, ledger: Ledger) -> LocalChat:
    """Give the chat of the local workspace."""
    return LocalChat(ledger.workspace, Shelf(settings.data_dir / SHELF))


def platforms(settings: Settings, ledger: Ledger, files: Mapping[str, Path]) -> Chat:
    """Give a Chat that speaks wherever a file was ever dropped; `files` are the command line's."""
    chats: dict[str, Chat] = {LOCAL: local_chat(settings, ledger), CONSOLE: ConsoleChat(files)}
    if ledger.slack is not None:
        chats[SLACK] = ledger.slack.chat
    if ledger.teams is not None:
        chats[TEAMS] = ledger.teams.chat
    return Switchboard(chats)
