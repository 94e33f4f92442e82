"""What handlers need kept, counted and told: ports that bot/ implements."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeAlias

from handlers.chat import Language, MessageRef, Place
from pipelines.document.model import Reading

CANCELLED = "JobCancelled"  # what people are told a job failed of that was called off
# What jobs and checkpoints hold: ids, names, figures; never the bytes or the text of a document.
Json = str | int | float | bool | None
Facts = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of durable work. `key` is unique for ever: the same key is the same job."""

    kind: str
    key: str
    payload: Facts


class QueueUnavailable(Exception):
    """The queue did not take a job now; it may take it later."""


class Postponed(Exception):
    """A job cannot be done yet: it is to begin again in so many `seconds`.

    A step raises it. Until then the job waits as one that was just put, and takes no room; the
    steps before stay done.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Queue(Protocol):
    """Durable work: what was put is done, across crashes, once a key.

    A job that raises has failed, unless it raises Postponed.
    """

    async def put(self, job: Job) -> bool:
        """Keep the job durably and start it when there is room; False when its key is known.

        Raises QueueUnavailable when it may not have been kept.
        """
        ...

    async def forget(self, keys: Sequence[str]) -> int:
        """Cancel the jobs of `keys` and erase every trace of them; gives how many there were."""
        ...

    async def retry(self, key: str) -> bool:
        """Begin a job again that failed for good or was cancelled; False when it was not.

        Steps stay done up to the first that raised. When it fails again, that is told again.
        """
        ...


class Steps(Protocol):
    """The checkpoints of one running job.

    What an action returns is remembered; a job that starts again after a crash gets the
    remembered answer instead of a second run. An action whose checkpoint did not commit runs
    again: each is at least once, and must be harmless twice.
    """

    async def run(self, name: str, action: Callable[[], Awaitable[Facts]]) -> Facts:
        """Run `action` and remember its answer; ChatUnavailable is retried with back-off."""
        ...

    async def commit(self, name: str, action: Callable[[], Awaitable[Facts]]) -> Facts:
        """Like `run`, with the answer committed in one transaction with what `action` writes.

        `action` must do its slow work before its first write: the write lock is taken there.
        """
        ...


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in the store."""

    sha256: str
    size: int


class TooLarge(Exception):
    """The stream went past the limit it was given; nothing was kept."""


class Store(Protocol):
    """Files by the hash of their content, a separate space for each tenant."""

    async def put(self, tenant: str, content: AsyncIterator[bytes], *, limit: int) -> Stored:
        """Keep a stream of at most `limit` bytes; the same content is kept once."""
        ...

    async def keep(self, tenant: str, path: Path, sha256: str) -> None:
        """Keep a file that lies on this disk, whose hash this is; nobody writes to it any more."""
        ...

    def open(self, tenant: str, sha256: str, start: int = 0) -> AsyncIterator[bytes]:
        """Stream a file from its byte `start`. Raises KeyError when it is not there."""
        ...

    async def lay_out(self, tenant: str, sha256: str, path: Path) -> None:
        """Let a file be at `path`, to be read and never written: it may be no copy.

        Raises KeyError when it is not there.
        """
        ...

    async def remove(self, tenant: str, sha256: str) -> bool:
        """Remove a file; False when there was none."""
        ...


@dataclass(frozen=True, slots=True)
class Drop:
    """One arrival of a file in a conversation: what a job is about.

    `language` is the one its thread is answered in; `part` the pages of one of several documents.
    It was taken back `withdrawn_at` that time, where what it brought is kept all the same.
    """

    key: str
    place: Place
    user: str
    file: str
    name: str
    received_at: datetime
    language: Language = "en"
    part: str = ""
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a tenant with its newest revision; `drop` is its first arrival."""

    tenant: str
    id: str
    sha256: str
    media_type: str
    size: int
    drop: Drop
    revision: int
    reading: Reading


# By what a tenant knows a document again, see `handlers.marks`.
Marks: TypeAlias = frozenset[str]
MOST_ALIKE = 50


class Archive(Protocol):
    """Documents and their revisions, each tenant on its own."""

    async def arrived(self, drop: Drop, document_id: str | None) -> None:
        """Remember an arrival and, once it is known, which document it brought (idempotent)."""
        ...

    async def document_of(self, drop: Drop) -> str | None:
        """Give the id of the document that an arrival brought; None: none, or none yet."""
        ...

    async def fetched(self, drop: Drop, sha256: str | None) -> bool:
        """Note what the store is to hold of an arrival (None: nothing any more).

        False when the arrival is not known: it was forgotten.
        """
        ...

    async def brought_nothing(self, drop: Drop) -> bool:
        """Tell whether the store holds nothing of an arrival and no document came of it (yet)."""
        ...

    async def holds(self, tenant: str, sha256: str) -> bool:
        """Tell whether a document, an arrival or a meeting needs this file in the store."""
        ...

    async def add(self, document: Document, marks: Marks) -> Document:
        """Keep a document with its first revision and its marks; gives what is kept now.

        That is an earlier document, where one with the same bytes is there already.
        """
        ...

    async def get(self, tenant: str, document_id: str) -> Document | None:
        """Give a document with its newest revision."""
        ...

    async def by_content(self, tenant: str, sha256: str, part: str = "") -> Document | None:
        """Give the document with these bytes, or of these pages of them."""
        ...

    async def alike(
        self, tenant: str, marks: Marks, *, besides: str | None = None
    ) -> Sequence[Document]:
        """Give the documents with one of these marks, other than the one `besides`.

        The earliest come first; MOST_ALIKE at most, those with most of the marks. Of readings
        there is only what `handlers.marks.head` leaves.
        """
        ...

    async def arrivals(self, tenant: str, document_id: str) -> tuple[Drop, ...]:
        """Give how a document arrived, the first arrival first."""
        ...

    async def revise(self, document: Document, marks: Marks) -> None:
        """Keep the next revision of a document, and the marks that it has from now on.

        Raises ValueError when it does not follow on the newest one.
        """
        ...


class Outbox(Protocol):
    """Which messages went out, so that none goes out twice."""

    async def sent(self, tenant: str, key: str) -> MessageRef | None:
        """Give the message sent under `key`, or None."""
        ...

    async def opening(self, place: Place, key: str, job: str | None) -> bool:
        """Note that `key` is about to be sent to `place`; False: an earlier try never ended.

        `job` is that of the arrival it is about (None: it is about no file), and it goes when
        that is forgotten. Raises KeyError when it was.
        """
        ...

    async def done(self, key: str, message: MessageRef) -> None:
        """Note that `key` arrived as `message`. Raises KeyError when it was erased meanwhile."""
        ...

    async def jobs_of(self, message: MessageRef) -> tuple[str, ...]:
        """Give the jobs of the arrivals that a message is about; none: it is about no file."""
        ...


class Audit(Protocol):
    """What happened, in a chain that shows when a link was changed or taken out."""

    async def append(
        self, tenant: str, *, actor: str, action: str, subject: str, detail: Facts
    ) -> None:
        """Add a link. `detail` holds ids, hashes and figures: no personal data."""
        ...


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """Give the time, aware, in UTC."""
        ...
