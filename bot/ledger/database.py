"""One database file: engines that agree on how it is opened, and the transaction in progress."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import aiosqlite
import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    create_async_engine,
)
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from bot.ledger.faults import DatabaseUnusable
from bot.ledger.upgrade import VersionUnknown, examine, upgrade

FILE_NAME = "app.db"

_log = logging.getLogger(__name__)

# secure_delete: what is deleted is overwritten, so that forgotten text is not left in the file.
_PRAGMAS = (
    "busy_timeout=30000",
    "foreign_keys=ON",
    "synchronous=NORMAL",
    "secure_delete=ON",
)

# For statements on rows that no session holds, or that are not used after them: there is no need
# to bring what was looked up up to date.
UNSYNCHRONISED = {"synchronize_session": False}

Answer = TypeVar("Answer")

_LOG_TRIES, _LOG_WAIT = 200, 0.02  # seconds


def _unixepoch(*arguments: object) -> float | None:
    return time.time() if arguments in {("subsec",), ("now", "subsec")} else None


def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # The transaction begins, with the write lock, at the first INSERT, UPDATE or DELETE: a
    # transaction that starts as a reader and turns writer would fail instead of waiting.
    connection.isolation_level = "IMMEDIATE"
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    _log_ahead(cursor)
    cursor.close()
    if sqlite3.sqlite_version_info < (3, 42):
        # The durable engine's schema calls unixepoch('subsec'), which is NULL before 3.42.
        connection.create_function("unixepoch", -1, _unixepoch)


def _log_ahead(cursor: DBAPICursor) -> None:
    """Turn the write-ahead log on, unless it is.

    A new file's first connections may meet here, and SQLite does not wait for the others at this,
    whatever busy_timeout says.
    """
    cursor.execute("PRAGMA journal_mode")
    if cursor.fetchone() == ("wal",):
        return
    for _ in range(_LOG_TRIES):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            time.sleep(_LOG_WAIT)
        else:
            return
    cursor.execute("PRAGMA journal_mode=WAL")


async def _empty_log(connection: AsyncConnection) -> bool:
    log = await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return not log.one().busy


def _path(location: Path | str) -> Path:
    if isinstance(location, Path) or "://" not in location:
        return Path(location).absolute()
    url = sa.make_url(location)
    if url.get_backend_name() != "sqlite" or url.database is None:
        raise ValueError(f"the ledger is kept in a SQLite file, not in {url!r}")
    return Path(url.database).absolute()


class Database:
    """The file (by path, or as a sqlite:/// URL) that the ledger and the durable engine share.

    It may be used from several event loops: each gets connections of its own.
    """

    def __init__(self, location: Path | str) -> None:
        path = str(_path(location))
        self._url = sa.URL.create("sqlite", database=path)
        # As a URI, the driver takes the path as it is; a plain one it would resolve with a
        # blocking call on the event loop.
        self._async_url = sa.URL.create(
            "sqlite+aiosqlite", database=f"file:{quote(path)}", query={"uri": "true"}
        )
        self._engines: dict[asyncio.AbstractEventLoop, AsyncEngine] = {}
        self._ambient: ContextVar[AsyncSession | None] = ContextVar("transaction", default=None)
        self._ending = set[asyncio.Future[None]]()

    @property
    def url(self) -> str:
        """The address for blocking drivers, as the durable engine is told it."""
        return self._url.render_as_string(hide_password=False)

    @property
    def engine(self) -> AsyncEngine:
        """The engine of the running event loop."""
        loop = asyncio.get_running_loop()
        engine = self._engines.get(loop)
        if engine is None:
            engine = create_async_engine(
                self._async_url,
                hide_parameters=True,
                max_overflow=-1,  # a job holds a connection for as long as it reads
            )
            sa.event.listen(engine.sync_engine, "connect", _prepare)
            sa.event.listen(engine.sync_engine, "invalidate", self._let_go)
            self._engines[loop] = engine
        return engine

    def _let_go(self, _: object, record: ConnectionPoolEntry, __: object) -> None:
        """End the transaction of a connection that is given up, as when a task is cancelled in it.

        Closing it does not, for as long as a traceback holds on to one of its cursors: nobody
        could write until that is gone.
        """
        driven: aiosqlite.Connection | None = record.driver_connection
        if driven is None:
            return
        ending = asyncio.ensure_future(driven.rollback())  # in the line before the closing
        self._ending.add(ending)
        ending.add_done_callback(self._ended)

    def _ended(self, ending: asyncio.Future[None]) -> None:
        self._ending.discard(ending)
        if not ending.cancelled() and (fault := ending.exception()) is not None:
            _log.warning("a transaction did not end with its connection: %s", type(fault).__name__)

    def sync_engine(self) -> sa.Engine:
        """Make an engine with a blocking driver on the same file; the caller disposes of it."""
        engine = sa.create_engine(
            self._url, pool_size=20, max_overflow=0, pool_timeout=30, hide_parameters=True
        )
        sa.event.listen(engine, "connect", _prepare)
        return engine

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """Give the transaction in progress, or open one and commit it at the end.

        An exception rolls back what was opened here; one in progress is its opener's to end.
        """
        ambient = self._ambient.get()
        if ambient is not None:
            yield ambient
            await ambient.flush()
            return
        async with self.apart() as session:
            yield session

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction of its own, whatever is in progress, and commit it at the end."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncSession]:
        """Give a session that sees the committed rows of one moment, only to read them."""
        async with self.engine.connect() as connection:
            # The driver begins no transaction for reading: each query would see its own moment.
            await connection.exec_driver_sql("BEGIN")
            yield AsyncSession(connection)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Give the transaction in progress, or a snapshot: what is read together fits together."""
        ambient = self._ambient.get()
        if ambient is not None:
            yield ambient
            return
        async with self.snapshot() as session:
            yield session

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """Let every `session()` of this task, until the end, be part of one transaction."""
        async with self.session() as session:
            with self.joined(session):
                yield

    @contextmanager
    def joined(self, session: AsyncSession) -> Iterator[None]:
        """Let every `session()` of this task, while open, be part of `session`'s transaction."""
        token = self._ambient.set(session)
        try:
            yield
        finally:
            self._ambient.reset(token)

    async def migrate(self) -> None:
        """Bring the tables up to date; processes that start together wait for each other.

        Raises DatabaseUnusable.
        """
        await asyncio.to_thread(self._work, upgrade)

    async def examine(self) -> bool:
        """Tell, without changing anything, whether the tables are of today.

        Raises DatabaseUnusable where `migrate` would.
        """
        return await asyncio.to_thread(self._work, examine)

    def _work(self, work: Callable[[sa.Connection], Answer]) -> Answer:
        engine = sa.create_engine(self._url, poolclass=NullPool, hide_parameters=True)
        sa.event.listen(engine, "connect", _prepare)
        try:
            with engine.connect() as connection:
                return work(connection)
        except VersionUnknown:
            why = "was made by a newer Clerk: start that one, or set BOT_DATA_DIR"
            raise DatabaseUnusable(f"{self._url.database} {why}") from None
        except sa.exc.DatabaseError as error:
            raise DatabaseUnusable(f"{self._url.database}: {error.orig}") from None
        finally:
            engine.dispose()

    async def scrub(self) -> bool:
        """Rewrite the file without what was deleted, and empty its log.

        SQLite overwrites a deleted row, but not the copies of it that lie in the gaps of pages
        from which it was moved earlier. Writers wait meanwhile. False when somebody else was at
        it for so long that copies may be left.
        """
        async with self.engine.connect() as connection:
            try:
                await connection.exec_driver_sql("VACUUM")
            except sa.exc.OperationalError as error:
                if not isinstance(error.orig, sqlite3.OperationalError) or (
                    error.orig.sqlite_errorcode != sqlite3.SQLITE_BUSY
                ):
                    raise
                return False
            return await _empty_log(connection)

    async def empty_log(self) -> bool:
        """Empty the write-ahead log, which holds pages as they were before something was deleted.

        That is quick. False when others were reading or writing all the time.
        """
        async with self.engine.connect() as connection:
            return await _empty_log(connection)

    async def close(self) -> None:
        """Close the connections of every loop."""
        while self._engines:
            _, engine = self._engines.popitem()
            await engine.dispose()
