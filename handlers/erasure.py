"""What is kept of a dropped file, wherever it is, and the port that takes it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from handlers.chat import MessageRef, Place


@dataclass(frozen=True, slots=True)
class Unsure:
    """A message that may have been posted: its key, and where to look for it."""

    place: Place
    key: str


@dataclass(frozen=True, slots=True)
class Traces:
    """What is kept of a dropped file: rows by table, and what there is of it elsewhere.

    `jobs` are keys of the queue, `files` hashes of the store that nothing else uses, `uploads` the
    platforms the file was dropped on, with the id it has there, `documents` and `meetings` the
    ids of what it brought.
    """

    rows: Mapping[str, int]
    jobs: tuple[str, ...]
    files: tuple[str, ...]
    messages: tuple[MessageRef, ...]
    unsure: tuple[Unsure, ...]
    uploads: tuple[tuple[str, str], ...]
    documents: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()


class Erasure(Protocol):
    """Takes out of the archive, the outbox and the runs all that concerns one file.

    `file` is the id of a document or a meeting, or the platform's id of a file that was dropped.
    All that came of the same bytes goes, the other documents in the file too: arrivals, also those
    that wait to be read, revisions, findings, runs and outbox rows. A meeting goes with all its
    files.
    """

    async def traces(self, tenant: str, file: str) -> Traces | None:
        """Give what is kept of a file; None when nothing is."""
        ...

    async def erase(self, tenant: str, file: str) -> Traces | None:
        """Erase the rows of a file and give what they were; None when there are none."""
        ...

    async def scrub(self) -> bool:
        """Overwrite what was erased wherever the storage still holds it; False: try later."""
        ...

    async def empty_log(self) -> bool:
        """Leave no earlier state of what was erased in the storage's log; False: try later.

        Unlike `scrub` it is quick, and leaves what else the storage may hold.
        """
        ...
