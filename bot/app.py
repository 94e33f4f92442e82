"""Wiring: the one place where concrete things meet, are opened and are closed."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.attendance import Attendance
from bot.beside import VoiceProcess
from bot.bridge.address import address
from bot.bridge.listener import BridgeListener
from bot.clock import SystemClock
from bot.doors import links, of_the_workspace
from bot.engine.engine import Engine
from bot.engine.lock import refuse_if_held
from bot.engine.pace import Pace
from bot.holdings import Desk, Ledger, platforms
from bot.household import OwnHousehold
from bot.huddle import listeners
from bot.ledger.archive import SqlArchive
from bot.ledger.audit import SqlAudit
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.deadlines import SqlDeadlines
from bot.ledger.faults import DatabaseUnusable
from bot.ledger.huddles import SqlHuddles
from bot.ledger.meetings import SqlMeetings
from bot.ledger.outbox import SqlOutbox
from bot.ledger.policies import SqlPolicies
from bot.ledger.reviews import SqlReviews
from bot.ledger.runs import SqlRuns
from bot.ledger.tasks import SqlTasks
from bot.ledger.vendors import SqlVendors
from bot.ledger.workspace import Workspace
from bot.local.api import Ears, Limits
from bot.local.lookups import Eyes
from bot.local.presses import Hands
from bot.local.server import LocalWorkspace
from bot.meeting import open_tools
from bot.reading import SCRATCH, open_reader
from bot.schedule import KEPT, Schedule, Slots, timetable
from bot.secret import Secret
from bot.serving import News, Platforms, errands_of, reaching_slack, reaching_teams, serving
from bot.settings import Settings
from bot.store import FOLDER_NAME as FILES
from bot.store import FolderStore
from bot.viruses import scanner
from bot.wiring import directory
from bot.wiring import router as wired
from handlers.huddles.scenario import Huddling
from handlers.meetings.viewing import Viewing
from handlers.ports import Job, Steps
from handlers.readings import Kept
from handlers.router import Router
from handlers.tasks.jobs import EXPORT
from handlers.tasks.standing import Standings
from handlers.unseen import KIND as UNSEEN
from handlers.withdrawals import KIND as WITHDRAWAL
from pipelines.sandbox.folders import House as Scratch


@dataclass(frozen=True, slots=True)
class House:
    """Clerk, wired and running; `workspace` is None where it is switched off.

    `rooms` is the process of voice rooms, which runs once it is started.
    """

    ledger: Ledger
    router: Router
    workspace: LocalWorkspace | None
    platforms: Platforms
    rooms: VoiceProcess


@asynccontextmanager
async def open_ledger(settings: Settings) -> AsyncIterator[Ledger]:
    """Open what is kept in the data folder, bringing its tables up to date."""
    await asyncio.to_thread(_make_private, settings.data_dir)
    secret = await asyncio.to_thread(Secret.load, settings)
    database = Database(settings.data_dir / FILE_NAME)
    try:
        if not await database.examine():
            # Tables do not change under the feet of a Clerk that runs.
            await asyncio.to_thread(refuse_if_held, settings.data_dir)
            await database.migrate()
        store = FolderStore(settings.data_dir / FILES)
        await store.sweep()
        audit = SqlAudit(database, secret.derive("audit"), SystemClock())
        kept = Kept(
            archive=SqlArchive(database),
            store=store,
            audit=audit,
            reviews=SqlReviews(database),
            vendors=SqlVendors(database),
            deadlines=SqlDeadlines(database),
        )
        async with (
            reaching_slack(settings, database, secret, audit) as slack,
            reaching_teams(settings, database) as teams,
        ):
            people = directory(settings, None if slack is None else slack.workspaces, teams)
            meetings = SqlMeetings(database, SystemClock())
            yield Ledger(
                database,
                kept,
                audit,
                SqlRuns(database),
                SqlOutbox(database),
                Workspace(database),
                secret,
                people,
                slack,
                meetings=meetings,
                policies=SqlPolicies(database),
                viewing=Viewing(meetings.get, people.directory, links(settings, secret), audit),
                tasks=SqlTasks(database, SystemClock()),
                huddles=SqlHuddles(database),
                teams=teams,
            )
    finally:
        await database.close()


def _make_private(folder: Path) -> None:
    """Make the data folder, for this user only: it holds what invoices say."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        why = f"the data folder {str(folder)!r} cannot be made: {error.strerror}"
        raise DatabaseUnusable(f"{why}; set BOT_DATA_DIR") from None


@asynccontextmanager
async def open_scratch(settings: Settings) -> AsyncIterator[Path]:
    """Give a folder for copies in use, gone at the end; those of killed processes go now."""
    scratch = await asyncio.to_thread(Scratch, settings.data_dir / SCRATCH)
    try:
        yield scratch.path
    finally:
        await asyncio.to_thread(scratch.close)


@asynccontextmanager
async def build(settings: Settings) -> AsyncIterator[House]:
    """Open everything in one process: the durable queue, the reader, the platforms.

    Raises AlreadyRunning when another process works on the same data folder, OSError when the
    workspace's port is taken.
    """
    async with AsyncExitStack() as stack:
        # Asked before anything is opened: files in use would be taken for left ones.
        await asyncio.to_thread(refuse_if_held, settings.data_dir)
        ledger = await stack.enter_async_context(open_ledger(settings))
        scratch = await stack.enter_async_context(open_scratch(settings))
        reader = await stack.enter_async_context(open_reader(settings, settings.data_dir / SCRATCH))
        tools = await stack.enter_async_context(open_tools(settings, settings.data_dir / SCRATCH))
        chat, news = platforms(settings, ledger, {}), News()

        async def handle(job: Job, steps: Steps) -> None:
            await errands.on_job(job, steps)
            news.done(job)

        engine = Engine(
            ledger.database,
            handle=handle,
            failed=lambda job, fault: errands.on_failed(job, fault),
            concurrency=settings.jobs,
            data_dir=settings.data_dir,
            pace=Pace(keep=dict.fromkeys(passing(settings), KEPT.total_seconds())),
        )
        heard_by = await asyncio.to_thread(listeners, settings)
        desk = Desk(reader, chat, scratch, scanner(settings), heard_by)
        router = wired(settings, ledger, desk, engine, tools)
        errands = errands_of(ledger, router, engine, chat)
        await stack.enter_async_context(engine)
        await router.catch_up()
        rooms = await stack.enter_async_context(reachable(settings, router.huddles))
        await stack.enter_async_context(Schedule(engine, slots(settings)))
        workspace = None
        if settings.serves_local_workspace:
            workspace = await local_workspace(settings, ledger, router)
            await workspace.start()
            stack.push_async_callback(workspace.stop)
        served = await stack.enter_async_context(
            serving(settings, ledger, router, news, errands.looking, rooms.standing)
        )
        yield House(ledger, router, workspace, served, rooms)


@asynccontextmanager
async def reachable(settings: Settings, huddling: Huddling) -> AsyncIterator[VoiceProcess]:
    """Answer voice rooms, by whichever process they are kept; gives the one to begin beside this.

    Raises OSError where there can be no socket.
    """
    household = OwnHousehold(huddling)
    attendance = Attendance(household, household.lost)
    path = await asyncio.to_thread(address, settings.data_dir)
    bridge = BridgeListener(path, attendance)
    household.follow(bridge.tell)
    await bridge.start()
    attendance.start()
    try:
        yield VoiceProcess(lambda: bridge.is_joined)
    finally:
        await attendance.stop()
        await bridge.stop()


def passing(settings: Settings) -> Iterable[str]:
    """Give the kinds of jobs of which nothing stays once they are long over."""
    return (WITHDRAWAL, EXPORT, UNSEEN, *(one.kind for one in slots(settings)))


def slots(settings: Settings) -> tuple[Slots, ...]:
    """Give what recurs."""
    reminds = settings.remind_after_hours > 0
    contracts = settings.contract_days > 0
    return timetable(
        settings.digest_at,
        settings.zone,
        reminds=reminds,
        contracts=contracts,
        keeps=True,
        tasks=True,
    )


async def local_workspace(settings: Settings, ledger: Ledger, router: Router) -> LocalWorkspace:
    """Wire the platform in the browser."""
    return LocalWorkspace(
        ledger.workspace,
        Ears(
            on_upload=router.on_event,
            on_command=router.on_event,
            hands=Hands(router.on_press, router.on_submit),
            eyes=Eyes(router.on_list, router.on_look),
        ),
        data_dir=settings.data_dir,
        limits=Limits(
            settings.max_file_mb * 1_000_000,
            ledger.secret.derive("buttons"),
            settings.max_recording_mb * 1_000_000,
        ),
        port=settings.local_port,
        besides=await of_the_workspace(
            ledger.viewing, ledger.kept.store, Standings(ledger.tasks, ledger.people.directory).of
        ),
    )
