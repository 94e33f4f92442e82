"""How what handlers need is put together, for the process and for commands alike."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot import listening, noting
from bot.agenda import Shelf, agenda, desk_of, sequel, telling
from bot.calendar import written
from bot.clock import SystemClock
from bot.directory import Directories
from bot.engine.errands import EngineErrands
from bot.forgetting import taking_back
from bot.holdings import SLACK, TEAMS, Desk, Ledger, People, addresses, local_chat
from bot.huddle import huddling
from bot.ledger.book import SqlBook
from bot.local.directory import LocalDirectory
from bot.local.roster import PLATFORM as LOCAL
from bot.meeting import Tools, Ways, recordings
from bot.meeting import terms as said
from bot.release import VERSION
from bot.settings import Settings
from bot.spelling import named_in, people
from handlers.backlog import Backlog
from handlers.commands import RECORDINGS, TASKS, VOICE, Commands
from handlers.decisions import Decisions
from handlers.documents import Documents
from handlers.forgetting import Forgetting
from handlers.gate import Gate, Records, Rules
from handlers.intake import Door, Intake
from handlers.meetings.desk import Books
from handlers.meetings.desk import Desk as MeetingDesk
from handlers.meetings.policy import ChannelPolicy
from handlers.meetings.scenario import Recordings
from handlers.notices import Notices
from handlers.people import Directory
from handlers.ports import Queue
from handlers.readings import Readings
from handlers.reminders import Reminders
from handlers.replies import Replies
from handlers.reviews import Policy
from handlers.router import Router
from handlers.sellers import Sellers
from handlers.spending import Spending, Terms
from handlers.status import About, Status
from handlers.taking_back import TakingBack
from handlers.tasks.scenario import Agenda
from handlers.tasks.standing import Standings
from handlers.threads import Threads
from handlers.visibility import Visibility
from pipelines.media import DOCUMENTS, MediaType
from pipelines.screening import screen

if TYPE_CHECKING:
    from bot.slack.directory import SlackDirectory
    from bot.slack.workspaces import Workspaces
    from bot.teams.directory import Reached, TeamsDirectory

_Named = frozenset[tuple[str, str]]  # tenants, each with what stands for somebody there

# What platforms have besides commands, as the help tells it.
WAYS = {SLACK: ("home", "direct"), TEAMS: ("direct", "mention")}


def intake(
    settings: Settings,
    ledger: Ledger,
    desk: Desk,
    wanted: frozenset[MediaType] = DOCUMENTS,
    megabytes: int | None = None,
) -> Intake:
    """Wire what files come in through, of the types that are wanted."""
    limit = (megabytes or settings.max_file_mb) * 1_000_000
    return Intake(
        chat=desk.chat,
        store=ledger.kept.store,
        door=Door(
            screen=lambda path: screen(path, limit=limit, wanted=wanted),
            scanner=desk.scanner,
            uploads={LOCAL: local_chat(settings, ledger).forget_upload},
        ),
        scratch=desk.scratch,
        limit=limit,
    )


def readings(settings: Settings, ledger: Ledger, desk: Desk) -> Readings:
    """Wire what takes dropped files in."""
    return Readings(
        intake=intake(settings, ledger, desk),
        kept=ledger.kept,
        reader=desk.reader,
        spending=Spending(ledger.runs, terms(settings)),
        clock=SystemClock(),
        zone=settings.zone,
    )


def terms(settings: Settings) -> Terms:
    """Give where documents may go, and what that may cost: nothing where no model is asked."""
    asks = settings.document_models != "never" and set(settings.readers) != {"local"}
    pays = asks or listening.costs(settings) or noting.costs(settings)
    budget = settings.model_budget if pays else None
    return Terms(settings.zone, settings.route, settings.region, budget)


def directory(
    settings: Settings, workspaces: "Workspaces | None", teams: "Reached | None" = None
) -> "People":
    """Wire who is who: platforms know their own people, the settings all others.

    `workspaces` are those in Slack that Clerk is installed in, `teams` is what is asked in Teams;
    None: it does not work there.
    """
    slack = None if workspaces is None else _in_slack(settings, workspaces)
    in_teams = None if teams is None else _in_teams(settings, teams)
    known: dict[str, Directory] = {LOCAL: LocalDirectory()}
    known |= {} if slack is None else {SLACK: slack}
    known |= {} if in_teams is None else {TEAMS: in_teams}
    # A platform's guests stay employees, whatever is listed: who they are is for its directory.
    others = [people(one, besides=known) for one in (settings.accountants, settings.admins)]
    return People(Directories(known, *others), slack, in_teams)


def _in_slack(settings: Settings, workspaces: "Workspaces") -> "SlackDirectory":
    # Imported here: Slack's packages take a while, and most houses begin without them.
    from bot.slack.directory import SlackDirectory
    from bot.slack.roles import Roles

    return SlackDirectory(workspaces, Roles(workspaces, *_named(settings, SLACK)))


def _in_teams(settings: Settings, teams: "Reached") -> "TeamsDirectory":
    from bot.teams.directory import TeamsDirectory
    from bot.teams.roles import Roles

    roles = Roles(teams.graph, *_named(settings, TEAMS))
    return TeamsDirectory(teams.book, teams.connector, roles)


def _named(settings: Settings, platform: str) -> tuple[_Named, _Named]:
    """Give whom the settings name as accountants, and whom as admins."""
    return named_in(platform, settings.accountants), named_in(platform, settings.admins)


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


def router(settings: Settings, ledger: Ledger, desk: Desk, queue: Queue, tools: Tools) -> Router:
    """Wire what happens in a conversation."""
    kept, clock, who_sees = ledger.kept, SystemClock(), visibility(settings, ledger)
    replies = Replies(desk.chat, ledger.outbox, addresses(ledger))
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
    meetings, agenda = _recordings(
        settings, ledger, desk, _Means(queue, replies, tools), takes_back
    )
    policies = ChannelPolicy(meetings.books, meetings.desk)
    known = sellers(settings, ledger)
    huddles = huddling(settings, ledger, queue, replies, meetings, desk.heard_by)
    spoken = {TASKS: agenda.on_command, VOICE: huddles.on_command}
    scenarios = {RECORDINGS: policies.card, **spoken}
    commands = Commands(desk.chat, standing, known, forgetting, scenarios, WAYS)
    return Router(
        documents=documents,
        recordings=meetings,
        agenda=agenda,
        huddles=huddles,
        decisions=decisions,
        backlog=backlog,
        reminders=reminders,
        commands=commands,
        taking_back=takes_back,
        audit=kept.audit,
    )


@dataclass(frozen=True, slots=True)
class _Means:
    queue: Queue
    replies: Replies
    tools: Tools


def _recordings(
    settings: Settings, ledger: Ledger, desk: Desk, means: _Means, takes_back: TakingBack
) -> tuple[Recordings, Agenda]:
    """Wire recordings, and what comes of them, to what all share."""
    kept, tools = ledger.kept, means.tools

    def taken(wanted: frozenset[MediaType], megabytes: int) -> Intake:
        return intake(settings, ledger, desk, wanted, megabytes)

    worked_at = MeetingDesk(
        queue=means.queue,
        replies=means.replies,
        directory=ledger.people.directory,
        terms=said(settings, tools),
        clock=SystemClock(),
        zone=settings.zone,
        decided=Standings(ledger.tasks, ledger.people.directory).of,
    )
    tasks = desk_of(Shelf(ledger.tasks, ledger.meetings, kept.audit), worked_at, desk.chat)
    told = telling(tasks)
    meetings = recordings(
        settings,
        Books(ledger.meetings, ledger.policies, kept.archive, kept.store, kept.audit),
        worked_at,
        tools,
        Ways(
            intakes=taken,
            spending=Spending(ledger.runs, terms(settings)),
            forget=takes_back.on_meeting,
            viewing=ledger.viewing,
            over=takes_back.on_over,
            uploads=takes_back.privacy.uploads,
            sequel=sequel(tasks, told),
            # Also where Teams is used no more.
            sweeps=(SqlBook(ledger.database).sweep, ledger.huddles.sweep),
        ),
    )
    return meetings, agenda(tasks, told, written(settings.zone), meetings.redraw)
