"""The platforms that people of a company use, opened where they are configured."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.doors import of_platforms
from bot.holdings import Ledger
from bot.ledger.audit import SqlAudit
from bot.ledger.database import Database
from bot.ledger.faults import DatabaseBusy, DatabaseUnusable
from bot.secret import Secret
from bot.settings import Settings
from bot.viruses import how_it_stands, scanner
from bot.web.health import Health, Standing
from bot.web.listener import Listener
from handlers.ports import Job
from handlers.router import Router
from pipelines.scanning import Scanner

if TYPE_CHECKING:
    from bot.slack.reach import Reach
    from bot.slack.server import Slack


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
    """What is served: Slack where it is configured, and the listener that platforms share."""

    listener: Listener | None = None
    slack: "Slack | None" = None


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
async def serving(
    settings: Settings, ledger: Ledger, router: Router, news: News
) -> AsyncIterator[Platforms]:
    """Serve the configured platforms. Raises OSError when the listener's port is taken.

    A platform that cannot be reached stops nothing: it is tried on and on, and /healthz says so.
    """
    if ledger.slack is None or ledger.people.slack is None:
        yield Platforms()
        return
    from bot.slack.background import Background
    from bot.slack.hearing import Handlers, Hearing
    from bot.slack.server import slack_of

    async with AsyncExitStack() as stack:
        background = Background()
        stack.push_async_callback(background.close)
        handlers = Handlers(
            router.on_event, router.on_press, router.on_submit, router.on_list, router.on_pick
        )
        hearing = Hearing(ledger.slack, ledger.people.slack, handlers, background)
        news.follow(hearing.changed)
        slack = slack_of(settings, ledger.slack, hearing.ears(), hearing.hooks())
        viruses = scanner(settings)
        health = Health(
            {
                "database": lambda: _standing(ledger.database),
                "slack": slack.standing,
                "virus_scan": lambda: _scanning(viruses),
            }
        )
        player = await of_platforms(settings, ledger.viewing, ledger.kept.store)
        listener = Listener(
            [*health.routes(), *slack.routes, *player],
            host=settings.web_host,
            port=settings.web_port,
        )
        # At the end the listener stops first: what it took until then is what Slack's end awaits.
        stack.push_async_callback(slack.stop)
        await listener.start()
        stack.push_async_callback(listener.stop)
        await slack.start()
        yield Platforms(listener, slack)


async def _scanning(viruses: Scanner) -> Standing:
    # A Clerk whose scanner is away works: files wait for it. To begin it again would help nobody.
    return Standing(works=True, detail=await how_it_stands(viruses))


async def _standing(database: Database) -> Standing:
    try:
        await database.examine()
    except (DatabaseBusy, DatabaseUnusable):
        return Standing(works=False, detail="cannot be used now")
    return Standing(works=True, detail="works")
