"""Wiring: the one place where concrete things meet, are opened and are closed."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.clock import SystemClock
from bot.console import PLATFORM as CONSOLE
from bot.console import ConsoleChat
from bot.engine.engine import Engine
from bot.engine.lock import refuse_if_held
from bot.ledger.archive import SqlArchive
from bot.ledger.audit import SqlAudit
from bot.ledger.database import FILE_NAME, Database
from bot.ledger.erasure import SqlErasure
from bot.ledger.faults import DatabaseUnusable
from bot.ledger.outbox import SqlOutbox
from bot.ledger.runs import SqlRuns
from bot.ledger.workspace import Workspace
from bot.local.api import Ears, Limits
from bot.local.chat import LocalChat
from bot.local.roster import PLATFORM as LOCAL
from bot.local.server import FOLDER as SHELF
from bot.local.server import LocalWorkspace
from bot.local.shelf import Shelf
from bot.reading import SCRATCH, open_reader
from bot.secret import Secret
from bot.settings import Settings
from bot.store import FOLDER_NAME as FILES
from bot.store import FolderStore
from bot.switchboard import Switchboard
from handlers.chat import Chat
from handlers.commands import Commands
from handlers.documents import Documents
from handlers.intake import Intake
from handlers.ports import Queue
from handlers.privacy import Privacy
from handlers.readings import Kept, Readings
from handlers.replies import Replies
from handlers.router import Router
from pipelines.document.read import Reader
from pipelines.sandbox.folders import House as Scratch
from pipelines.screening import screen


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is kept: the database, the ports on it, and the store of files."""

    database: Database
    kept: Kept
    outbox: SqlOutbox
    workspace: Workspace
    secret: Secret


@dataclass(frozen=True, slots=True)
class House:
    """Clerk, wired and running; `workspace` is None where it is switched off."""

    ledger: Ledger
    router: Router
    workspace: LocalWorkspace | None


@asynccontextmanager
async def open_ledger(settings: Settings) -> AsyncIterator[Ledger]:
    """Open what is kept in the data folder, bringing its tables up to date."""
    await asyncio.to_thread(_make_private, settings.data_dir)
    secret = await asyncio.to_thread(Secret.load, settings)
    database = Database(settings.data_dir / FILE_NAME)
    try:
        await database.migrate()
        store = FolderStore(settings.data_dir / FILES)
        await store.sweep()
        kept = Kept(
            archive=SqlArchive(database),
            store=store,
            runs=SqlRuns(database),
            audit=SqlAudit(database, secret.derive("audit"), SystemClock()),
        )
        yield Ledger(database, kept, SqlOutbox(database), Workspace(database), secret)
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


@dataclass(frozen=True, slots=True)
class Desk:
    """Who reads, what files come through, and where copies in use lie."""

    reader: Reader
    chat: Chat
    scratch: Path


def readings(settings: Settings, ledger: Ledger, desk: Desk) -> Readings:
    """Wire what takes dropped files in."""
    limit = settings.max_file_mb * 1_000_000
    intake = Intake(
        chat=desk.chat,
        store=ledger.kept.store,
        screen=lambda path: screen(path, limit=limit),
        scratch=desk.scratch,
        limit=limit,
    )
    return Readings(intake=intake, kept=ledger.kept, reader=desk.reader, clock=SystemClock())


def platforms(settings: Settings, ledger: Ledger, files: Mapping[str, Path]) -> Chat:
    """Give a Chat that speaks wherever a file was ever dropped; `files` are the command line's."""
    return Switchboard({LOCAL: _local_chat(settings, ledger), CONSOLE: ConsoleChat(files)})


def privacy(settings: Settings, ledger: Ledger, queue: Queue) -> Privacy:
    """Wire what forgets; what was dropped in the local workspace is Clerk's own to erase."""
    return Privacy(
        erasure=SqlErasure(ledger.database),
        store=ledger.kept.store,
        chat=platforms(settings, ledger, {}),
        queue=queue,
        audit=ledger.kept.audit,
        clock=SystemClock(),
        uploads={LOCAL: _local_chat(settings, ledger).forget_upload},
    )


def _local_chat(settings: Settings, ledger: Ledger) -> LocalChat:
    return LocalChat(ledger.workspace, Shelf(settings.data_dir / SHELF))


@asynccontextmanager
async def build(settings: Settings) -> AsyncIterator[House]:
    """Open everything in one process: the durable queue, the reader, the platforms.

    Raises AlreadyRunning when another process works on the same data folder, OSError when the
    workspace's port is taken.
    """
    async with AsyncExitStack() as stack:
        # Asked before anything is opened: a newer Clerk would migrate under a running one's feet.
        await asyncio.to_thread(refuse_if_held, settings.data_dir)
        ledger = await stack.enter_async_context(open_ledger(settings))
        scratch = await stack.enter_async_context(open_scratch(settings))
        reader = await stack.enter_async_context(open_reader(settings, settings.data_dir / SCRATCH))
        chat = platforms(settings, ledger, {})
        engine = Engine(
            ledger.database,
            handle=lambda job, steps: router.on_job(job, steps),
            failed=lambda job, fault: router.on_failed(job, fault),
            concurrency=settings.jobs,
            data_dir=settings.data_dir,
        )
        documents = Documents(
            queue=engine,
            replies=Replies(chat, ledger.outbox),
            readings=readings(settings, ledger, Desk(reader, chat, scratch)),
            clock=SystemClock(),
        )
        router = Router(documents, Commands(chat))
        await stack.enter_async_context(engine)
        workspace = None
        if settings.serves_local_workspace:
            workspace = LocalWorkspace(
                ledger.workspace,
                Ears(
                    on_upload=router.on_event,
                    on_command=router.on_event,
                    on_press=lambda press: router.on_press(press),
                    on_submit=lambda submission: router.on_submit(submission),
                ),
                data_dir=settings.data_dir,
                limits=Limits(settings.max_file_mb * 1_000_000, ledger.secret.derive("buttons")),
                port=settings.local_port,
            )
            await workspace.start()
            stack.push_async_callback(workspace.stop)
        yield House(ledger, router, workspace)
