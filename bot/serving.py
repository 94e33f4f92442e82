"""The platforms that people of a company use, opened where they are configured."""

import asyncio
import platform
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from bot.background import Background
from bot.clock import SystemClock
from bot.doors import of_platforms
from bot.holdings import Ledger
from bot.ledger.audit import SqlAudit
from bot.ledger.database import Database
from bot.ledger.faults import DatabaseBusy, DatabaseUnusable
from bot.secret import Secret
from bot.settings import Settings
from bot.viruses import how_it_stands, scanner
from bot.web.health import Health, Look, Standing
from bot.web.listener import Listener
from handlers.chat import Chat
from handlers.ports import Job, Queue, Steps
from handlers.replies import Replies
from handlers.router import Router
from handlers.tasks.standing import Standings
from handlers.unseen import KIND as UNSEEN
from pipelines.scanning import Scanner

if TYPE_CHECKING:
    from bot.slack.reach import Reach
    from bot.slack.server import Slack
    from bot.teams.reach import Reach as ReachInTeams
    from bot.teams.server import Teams
    from bot.teams.sharing import Sharing


class News:
    """Tells whoever shows it that something of a tenant waits, or waits no more."""

    def __init__(self) -> None:
        self._told: list[Callable[[str], None]] = []

    def follow(self, told: Callable[[str], None]) -> None:
        """Have somebody told from now on."""
        self._told.append(told)

    def done(self, job: Job) -> None:
        """Tell of what a job has done: it read a document, or showed what was decided on one."""
        tenant = job.payload.get("tenant")
        if tenant is not None:
            for told in self._told:
                told(str(tenant))


@dataclass(frozen=True, slots=True)
class Platforms:
    """What is served: platforms where they are configured, and the listener that they share."""

    listener: Listener | None = None
    slack: "Slack | None" = None
    teams: "Teams | None" = None


@asynccontextmanager
async def reaching_slack(
    settings: Settings, database: Database, secret: Secret, audit: SqlAudit
) -> AsyncIterator["Reach | None"]:
    """Give how Clerk speaks in Slack; None where it is not configured."""
    if not settings.is_slack_configured:
        yield None
        return
    # Imported here: Slack's packages take a while, and most houses begin without them.
    from bot.slack.reach import reach

    found = reach(settings, database, secret, audit)
    try:
        yield found
    finally:
        if found is not None:
            await found.session.close()


@asynccontextmanager
async def reaching_teams(
    settings: Settings, database: Database
) -> AsyncIterator["ReachInTeams | None"]:
    """Give how Clerk speaks in Teams; None where it is not configured."""
    if not settings.is_teams_configured:
        yield None
        return
    # Imported here: Microsoft's packages take a while, and most houses begin without them.
    from bot.teams.reach import reach

    found = reach(settings, database)
    try:
        yield found
    finally:
        await found.close()


class Errands:
    """Does jobs: `looking` those of messages of Teams whose files are hidden, the router others."""

    def __init__(self, router: Router, looking: "Sharing | None") -> None:
        self._router = router
        self.looking = looking

    async def on_job(self, job: Job, steps: Steps) -> None:
        """Do one durable job."""
        if self.looking is not None and job.kind == UNSEEN:
            await self.looking.on_job(job, steps)
        else:
            await self._router.on_job(job, steps)

    async def on_failed(self, job: Job, fault: str) -> None:
        """Note that a job failed for good, and tell whoever waits."""
        await self._router.on_failed(job, fault)
        if self.looking is not None and job.kind == UNSEEN:
            await self.looking.on_failed(job)


def errands_of(ledger: Ledger, router: Router, queue: Queue, chat: Chat) -> Errands:
    """Wire who does jobs."""
    if ledger.teams is None:
        return Errands(router, None)
    from bot.teams.requests import Requests
    from bot.teams.sharing import Hands, Sharing

    requests = Requests(chat, router.on_event)
    hands = Hands(queue, router.on_event, requests, Replies(chat, ledger.outbox), SystemClock())
    return Errands(router, Sharing(ledger.teams.book, ledger.teams.graph, hands))


@asynccontextmanager
async def serving(
    settings: Settings,
    ledger: Ledger,
    router: Router,
    news: News,
    looking: "Sharing | None",
    rooms: Look | None = None,
) -> AsyncIterator[Platforms]:
    """Serve the configured platforms. Raises OSError when the listener's port is taken.

    `looking` is who looks for files that Teams does not show, `rooms` tells how voice rooms stand.
    A platform that cannot be reached stops nothing: it is tried on and on, and /healthz says so.
    """
    async with AsyncExitStack() as stack:
        # At the end the listener stops first: what it took until then is what their end awaits.
        slack = _slack(settings, ledger, router, news, stack)
        if ledger.teams is not None:
            await asyncio.to_thread(_take_in_teams)
        teams = _teams(settings, ledger, router, looking, stack)
        if slack is None and teams is None:
            yield Platforms()
            return
        viruses = scanner(settings)
        looks: dict[str, Look] = {"database": lambda: _standing(ledger.database)}
        looks |= {} if slack is None else {"slack": slack.standing}
        looks |= {} if teams is None else {"teams": teams.standing}
        looks |= {"virus_scan": lambda: _scanning(viruses)}
        looks |= {} if rooms is None else {"voice": rooms}
        player = await of_platforms(
            settings,
            ledger.viewing,
            ledger.kept.store,
            Standings(ledger.tasks, ledger.people.directory).of,
        )
        served = [one for shown in (slack, teams) if shown for one in shown.routes]
        listener = Listener(
            [*Health(looks).routes(), *served, *player],
            host=settings.web_host,
            port=settings.web_port,
        )
        await listener.start()
        stack.push_async_callback(listener.stop)
        if slack is not None:
            await slack.start()
        if teams is not None:
            teams.start()
        yield Platforms(listener, slack, teams)


def _slack(
    settings: Settings, ledger: Ledger, router: Router, news: News, stack: AsyncExitStack
) -> "Slack | None":
    """Wire Slack, to be stopped with `stack`; None where it is not configured."""
    if ledger.slack is None or ledger.people.slack is None:
        return None
    from bot.slack.hearing import Handlers, Hearing
    from bot.slack.server import slack_of

    background = Background()
    stack.push_async_callback(background.close)
    handlers = Handlers(
        router.on_event, router.on_press, router.on_submit, router.on_list, router.on_pick
    )
    hearing = Hearing(ledger.slack, ledger.people.slack, handlers, background)
    news.follow(hearing.changed)
    slack = slack_of(settings, ledger.slack, hearing.ears(), hearing.hooks())
    stack.push_async_callback(slack.stop)
    return slack


def _teams(
    settings: Settings,
    ledger: Ledger,
    router: Router,
    looking: "Sharing | None",
    stack: AsyncExitStack,
) -> "Teams | None":
    """Wire Teams, to be stopped with `stack`; None where it is not configured."""
    if ledger.teams is None:
        return None
    from bot.teams.counter import Kept, counter
    from bot.teams.hearing import Handlers, Hearing
    from bot.teams.server import teams_of

    background = Background()
    stack.push_async_callback(background.close)
    kept = Kept(ledger.secret, ledger.people.directory, ledger.outbox)
    files = counter(settings, ledger.teams, kept)
    handlers = Handlers(router.on_event, router.on_press, router.on_submit, files.giving, looking)
    hearing = Hearing(ledger.teams, handlers, background)
    teams = teams_of(settings, ledger.teams, hearing.hear, files.routes)
    stack.push_async_callback(teams.stop)
    return teams


def _take_in_teams() -> None:
    """Do off the loop what is done once: files are read, and the machine is asked what it is."""
    for room in ("server", "hearing", "counter"):
        import_module(f"bot.teams.{room}")
    platform.platform()


async def _scanning(viruses: Scanner) -> Standing:
    # A Clerk whose scanner is away works: files wait for it. To begin it again would help nobody.
    return Standing(works=True, detail=await how_it_stands(viruses))


async def _standing(database: Database) -> Standing:
    try:
        await database.examine()
    except (DatabaseBusy, DatabaseUnusable):
        return Standing(works=False, detail="cannot be used now")
    return Standing(works=True, detail="works")
