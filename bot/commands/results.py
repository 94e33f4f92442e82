"""What was read for an evaluation, kept in a file of lines, so that it can be gone on with."""

import asyncio
import json
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.commands.faults import UsageFault
from pipelines.consulted import Consulted
from pipelines.document.model import Reading
from pipelines.errors import Fault


class Key(NamedTuple):
    """What a result is of: the bytes of a document, its truth, who read it, and on which day.

    `model` is the one that the reader was to ask, empty where it asks none; `edition` the digest of
    the Clerk that read.
    """

    sha256: str
    truth: str
    reader: str
    model: str
    edition: str
    today: date


# What a model says of a document, asked as often as one likes; all else may be put right.
_FOR_GOOD = frozenset({Fault.TOO_LARGE, Fault.REFUSED, Fault.TRUNCATED, Fault.SHAPE})


@dataclass(frozen=True)
class Outcome:
    """What came of a document: a reading, or why there is none.

    That of a model that gave nothing has no values, and tells of what it was asked.
    """

    reading: Reading | None
    error: str | None = None

    @property
    def asked(self) -> Consulted | None:
        """The model that was to read, where one was."""
        return self.reading.consulted[-1] if self.reading and self.reading.consulted else None

    @property
    def answer(self) -> Reading | None:
        """What was read; None of a model that gave nothing."""
        return None if self.asked and not self.asked.answered else self.reading

    @property
    def is_for_good(self) -> bool:
        """Whether the same would come of the document another time."""
        asked = self.asked
        return asked is None or asked.answered or asked.fault in _FOR_GOOD


class _Line(BaseModel):
    """One line of the file."""

    model_config = ConfigDict(extra="ignore")

    file: str
    sha256: str
    truth: str
    reader: str
    model: str = ""
    edition: str = ""  # a file of a Clerk that did not say which it was is read again
    today: date
    reading: Reading | None
    error: str | None


class Results:
    """The outcomes of this run and, with `resume`, of earlier ones; in memory only without a file.

    Each outcome is written as it comes: whatever ends the run, what was read stays.
    """

    def __init__(self, path: Path | None, *, resume: bool) -> None:
        self._path = path
        self._known: dict[Key, Outcome] = {}
        self._file: TextIOWrapper | None = None
        self._resume = resume
        self._writing = asyncio.Lock()
        self._pending: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._open)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await asyncio.gather(*self._pending)
        if self._file is not None:
            await asyncio.to_thread(self._file.close)

    def _open(self) -> None:
        if self._path is None:
            return
        if self._path.exists():
            if not self._resume:
                raise UsageFault(f"{self._path} exists: go on with it by --resume, or name another")
            self._load(self._path)
        # A file may be named in bytes that are no text.
        self._file = self._path.open("a", encoding="utf-8", errors="backslashreplace")

    def _load(self, path: Path) -> None:
        """Take what is whole; a line that was cut off as the machine went down is read again."""
        content = path.read_bytes()
        for at, line in enumerate(content.splitlines()):
            try:
                found = _Line.model_validate_json(line)
            except ValidationError:
                if at == 0:
                    raise UsageFault(f"{path} holds no results of an evaluation") from None
                continue
            key = Key(**{name: getattr(found, name) for name in Key._fields})
            self._known[key] = Outcome(found.reading, found.error)
        if content and not content.endswith(b"\n"):
            path.write_bytes(content + b"\n")

    def get(self, key: Key) -> Outcome | None:
        """Give what is known already."""
        return self._known.get(key)

    async def keep(self, file: str, key: Key, outcome: Outcome) -> None:
        """Remember an outcome, on the disk as well where there is a file.

        What was begun is written even if whoever waits for it is cancelled: it may be paid for.
        """
        self._known[key] = outcome
        if self._file is None:
            return
        task = asyncio.create_task(self._write(self._file, file, key, outcome))
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)
        await asyncio.shield(task)

    async def _write(self, to: TextIOWrapper, file: str, key: Key, outcome: Outcome) -> None:
        async with self._writing:
            await asyncio.to_thread(_append, to, file, key, outcome)


def _append(to: TextIOWrapper, file: str, key: Key, outcome: Outcome) -> None:
    reading = outcome.reading and json.loads(outcome.reading.model_dump_json())
    line = {"file": file, **key._asdict(), "today": key.today.isoformat()}
    line |= {"reading": reading, "error": outcome.error}
    to.write(json.dumps(line, ensure_ascii=False) + "\n")
    to.flush()
