"""How what handlers need is put together, for the process and for commands alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import SystemClock
from bot.console import PLATFORM as CONSOLE
from bot.console import ConsoleChat
from bot.directory import Directories
from bot.engine.errands import EngineErrands
from bot.ledger.audit import SqlAudit
from bot.ledger.database import Database
from bot.ledger.erasure import SqlErasure
from bot.ledger.meetings import SqlMeetings
from bot.ledger.outbox import SqlOutbox
from bot.ledger.policies import SqlPolicies
from bot.ledger.runs import SqlRuns
from bot.ledger.withdrawing import SqlWithdrawing
from bot.ledger.workspace import Workspace
from bot.local.chat import LocalChat
from bot.local.directory import LocalDirectory
from bot.local.roster import PLATFORM as LOCAL
from bot.local.server import FOLDER as SHELF
from bot.local.shelf import Shelf
from bot.release import VERSION
from bot.secret import Secret
from bot.settings import Settings
from bot.spelling import named_in, people
from bot.switchboard import Switchboard
from handlers.backlog import Backlog
from handlers.chat import Chat
from handlers.commands import Commands
from handlers.decisions import Decisions
from handlers.documents import Documents
from handlers.forgetting import Forgetting
from handlers.gate import Gate, Records, Rules
from handlers.intake import Door, Intake
from handlers.meetings.viewing import Viewing
from handlers.notices import Notices
from handlers.people import Directory
from handlers.ports import Queue
from handlers.privacy import Privacy
from handlers.readings import Kept, Readings
from handlers.reminders import Reminders
from handlers.replies import Replies
from handlers.reviews import Policy
from handlers.router import Router
from handlers.sellers import Sellers
from handlers.spending import Spending, Terms
from handlers.status import About, Status
from handlers.taking_back import TakingBack
from handlers.threads import Threads
from handlers.visibility import Visibility
from handlers.withdrawals import Sharings
from pipelines.document.read import Reader
from pipelines.scanning import NoScanner, Scanner
from pipelines.screening import screen

if TYPE_CHECKING:
    from bot.slack.directory import SlackDirectory
    from bot.slack.reach import Reach
    from bot.slack.workspaces import Workspaces


SLACK = "slack"  # as its own room names it, which is not imported without need
# What platforms have besides commands, as the help tells it.
_WAYS = {SLACK: ("home", "direct")}


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


def readings(settings: Settings, ledger: Ledger, desk: Desk) -> Readings:
    """Wire what takes dropped files in."""
    limit = settings.max_file_mb * 1_000_000
    local = _local_chat(settings, ledger)
    intake = Intake(
        chat=desk.chat,
        store=ledger.kept.store,
        door=Door(
            screen=lambda path: screen(path, limit=limit),
            scanner=desk.scanner,
            uploads={LOCAL: local.forget_upload},
        ),
        scratch=desk.scratch,
        limit=limit,
    )
    return Readings(
        intake=intake,
        kept=ledger.kept,
        reader=desk.reader,
        spending=Spending(ledger.runs, terms(settings)),
        clock=SystemClock(),
        zone=settings.zone,
    )


def terms(settings: Settings) -> Terms:
    """Give where documents may go, and what that may cost: nothing where no model is asked."""
    asks = settings.document_models != "never" and set(settings.readers) != {"local"}
    budget = settings.model_budget if asks else None
    return Terms(settings.zone, settings.route, settings.region, budget)


def platforms(settings: Settings, ledger: Ledger, files: Mapping[str, Path]) -> Chat:
    """Give a Chat that speaks wherever a file was ever dropped; `files` are the command line's."""
    chats: dict[str, Chat] = {LOCAL: _local_chat(settings, ledger), CONSOLE: ConsoleChat(files)}
    if ledger.slack is not None:
        chats[SLACK] = ledger.slack.chat
    return Switchboard(chats)


def directory(settings: Settings, workspaces: "Workspaces | None") -> "People":
    """Wire who is who: platforms know their own people, the settings all others.

    `workspaces` are those in Slack that Clerk is installed in; None: it does not work there.
    """
    if workspaces is None:
        listed = people(settings.accountants), people(settings.admins)
        return People(Directories({LOCAL: LocalDirectory()}, *listed))
    # Imported here: Slack's packages take a while, and most houses begin without them.
    from bot.slack.directory import SlackDirectory
    from bot.slack.roles import Roles

    roles = Roles(
        workspaces, named_in(SLACK, settings.accountants), named_in(SLACK, settings.admins)
    )
    # Slack's guests stay employees, whatever is listed: who they are is for its directory to say.
    others = [people(one, besides={SLACK}) for one in (settings.accountants, settings.admins)]
    slack = SlackDirectory(workspaces, roles)
    return People(Directories({LOCAL: LocalDirectory(), SLACK: slack}, *others), slack)


def policy(settings: Settings) -> Policy:
    """Give the rules by which people decide."""
    return Policy(frozenset(settings.review_roles), settings.review_own, settings.review_two_over)


def visibility(settings: Settings, ledger: Ledger) -> Visibility:
    """Wire who may see what."""
    return Visibility(ledger.kept.archive, ledger.people.directory, settings.accounting)


def gate(settings: Settings, ledger: Ledger, queue: Queue) -> Gate:
    """Wire the one way to a decision: for buttons, forms and the command line."""
    kept = ledger.kept
    return Gate(
        records=Records(
            kept.reviews, kept.archive, kept.vendors, kept.audit, ledger.secret.derive("words")
        ),
        directory=ledger.people.directory,
        queue=queue,
        rules=Rules(policy(settings), SystemClock(), settings.zone),
    )


def about(settings: Settings) -> About:
    """Say what the operator decided that people may know."""
    models = tuple(one for one in settings.readers if one != "local")
    return About(VERSION, models, settings.document_models, settings.scanner is not None)


def sellers(settings: Settings, ledger: Ledger) -> Sellers:
    """Wire what shows, and forgets, what is remembered of sellers."""
    kept = ledger.kept
    return Sellers(kept.vendors, ledger.people.directory, kept.audit, settings.zone)


def router(settings: Settings, ledger: Ledger, desk: Desk, queue: Queue) -> Router:
    """Wire what happens in a conversation."""
    kept, clock, who_sees = ledger.kept, SystemClock(), visibility(settings, ledger)
    link = None if ledger.slack is None else ledger.slack.link
    replies = Replies(desk.chat, ledger.outbox, link)
    taken = readings(settings, ledger, desk)
    threads = Threads(
        replies=replies,
        readings=taken,
        reviews=kept.reviews,
        visibility=who_sees,
        zone=settings.zone,
        contract_days=settings.contract_days,
    )
    documents = Documents(
        queue=queue,
        readings=taken,
        threads=threads,
        visibility=who_sees,
        audit=kept.audit,
        clock=clock,
    )
    backlog = Backlog(
        kept.reviews, kept.archive, who_sees.directory, policy(settings), clock, kept.audit
    )
    reminders = Reminders(
        reviews=kept.reviews,
        archive=kept.archive,
        chains=ledger.audit,
        replies=replies,
        accounting=settings.accounting,
        period=timedelta(hours=settings.remind_after_hours),
        notices=Notices(
            deadlines=kept.deadlines,
            archive=kept.archive,
            replies=replies,
            visibility=who_sees,
            zone=settings.zone,
            days=settings.contract_days,
        ),
    )
    decisions = Decisions(gate=gate(settings, ledger, queue), cards=threads)
    errands = EngineErrands(ledger.database)
    standing = Status(about(settings), backlog, errands)
    takes_back = taking_back(settings, ledger, desk, queue, threads)
    forgetting = Forgetting(takes_back.withdrawing, takes_back, who_sees.directory, kept.audit)
    commands = Commands(desk.chat, standing, sellers(settings, ledger), forgetting, _WAYS)
    return Router(documents, decisions, backlog, reminders, commands, takes_back, kept.audit)


def taking_back(
    settings: Settings, ledger: Ledger, desk: Desk, queue: Queue, threads: Threads
) -> TakingBack:
    """Wire what forgets for one person what they dropped, and nobody else."""
    return TakingBack(
        withdrawing=SqlWithdrawing(ledger.database, keeps_passed=settings.approve_passed),
        privacy=privacy(settings, ledger, queue, desk.chat),
        threads=threads,
        queue=queue,
        chat=desk.chat,
        audit=ledger.kept.audit,
        clock=SystemClock(),
        sharings=sharings(ledger),
    )


def sharings(ledger: Ledger) -> Sharings:
    """Give who tells, on a platform, whether a file is still to be seen in a channel."""
    if ledger.slack is None:
        return {}
    # Imported here: Slack's packages take a while, and most houses begin without them.
    from bot.slack.whereabouts import Whereabouts

    return {SLACK: Whereabouts(ledger.slack.workspaces)}


def privacy(settings: Settings, ledger: Ledger, queue: Queue, chat: Chat | None = None) -> Privacy:
    """Wire what forgets; the local workspace is Clerk's own to erase in."""
    local = _local_chat(settings, ledger)
    return Privacy(
        erasure=SqlErasure(ledger.database),
        store=ledger.kept.store,
        chat=chat or platforms(settings, ledger, {}),
        queue=queue,
        audit=ledger.kept.audit,
        clock=SystemClock(),
        uploads={LOCAL: local.forget_upload},
        told=(local.forget_told,),
    )


def _local_chat(settings: Settings, ledger: Ledger) -> LocalChat:
    return LocalChat(ledger.workspace, Shelf(settings.data_dir / SHELF))
