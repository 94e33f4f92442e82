"""What wiring is given: what is kept, who is who, and what is worked with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.console import PLATFORM as CONSOLE
from bot.console import ConsoleChat
from bot.ledger.audit import SqlAudit
from bot.ledger.database import Database
from bot.ledger.meetings import SqlMeetings
from bot.ledger.outbox import SqlOutbox
from bot.ledger.policies import SqlPolicies
from bot.ledger.runs import SqlRuns
from bot.ledger.workspace import Workspace
from bot.local.chat import LocalChat
from bot.local.roster import PLATFORM as LOCAL
from bot.local.server import FOLDER as SHELF
from bot.local.shelf import Shelf
from bot.secret import Secret
from bot.settings import Settings
from bot.switchboard import Switchboard
from handlers.chat import Chat
from handlers.meetings.viewing import Viewing
from handlers.people import Directory
from handlers.readings import Kept
from pipelines.document.read import Reader
from pipelines.scanning import NoScanner, Scanner

if TYPE_CHECKING:
    from bot.slack.directory import SlackDirectory
    from bot.slack.reach import Reach

SLACK = "slack"  # as its own room names it, which is not imported without need


@dataclass(frozen=True, slots=True)
class People:
    """Who is who, everywhere; in Slack there is more to ask than the port has."""

    directory: Directory
    slack: "SlackDirectory | None" = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is kept: the database, the ports on it, and the store of files; and who is who.

    `slack` is how Clerk speaks there, None where it is not configured.
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


@dataclass(frozen=True, slots=True)
class Desk:
    """Who reads, what files come through, where copies in use lie, and who scans them."""

    reader: Reader
    chat: Chat
    scratch: Path
    scanner: Scanner = field(default_factory=NoScanner)


def local_chat(settings: Settings, ledger: Ledger) -> LocalChat:
    """Give the chat of the local workspace."""
    return LocalChat(ledger.workspace, Shelf(settings.data_dir / SHELF))


def platforms(settings: Settings, ledger: Ledger, files: Mapping[str, Path]) -> Chat:
    """Give a Chat that speaks wherever a file was ever dropped; `files` are the command line's."""
    chats: dict[str, Chat] = {LOCAL: local_chat(settings, ledger), CONSOLE: ConsoleChat(files)}
    if ledger.slack is not None:
        chats[SLACK] = ledger.slack.chat
    return Switchboard(chats)
