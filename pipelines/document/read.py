"""The port of whoever reads documents, and the embedded reader that needs no key."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from pipelines.document.exchange import PICTURE, RASTER, Mark, Rastered, Scan, Taken, Wording
from pipelines.document.findings import Finding
from pipelines.document.model import AMOUNTS, LINES, Evidence, Reading, Stretch
from pipelines.egress import STAY, Egress
from pipelines.errors import MediaRejected, Reason
from pipelines.media import Media
from pipelines.ports import Recognizer
from pipelines.sandbox.pool import Answer, Sandbox
from pipelines.sandbox.wire import LONG, JsonValue
from pipelines.usage import Usage

Progress = Callable[[int, int], Awaitable[None]]

_Message = TypeVar("_Message", bound=BaseModel)


class Reader(Protocol):
    """Makes a Reading of a document."""

    name: str

    async def read(self, media: Media, progress: Progress, egress: Egress = STAY) -> Reading:
        """Read a document; `progress(page, pages)` is awaited before each page that takes long.

        `egress` says where it may go. Raises MediaRejected: then no model has seen it.
        """
        ...

    async def picture(self, media: Media, reading: Reading, wording: Wording) -> bytes | None:
        """Draw where each value stands, as a PNG; None where there is nothing to show."""
        ...


class Looked(NamedTuple):
    """A reading, and the scans of the pages that had no text of their own."""

    reading: Reading
    scans: Mapping[int, Scan]


class LocalReader:
    """Reads with what comes with Clerk: e-invoice XML, text layers, OCR and rules.

    `sandbox` runs `pipelines.document.child`.
    """

    name = "local"

    def __init__(
        self,
        sandbox: Sandbox,
        recognizer: Recognizer,
        *,
        max_pages: int,
        today: Callable[[], date],
        own: Sequence[str] = (),
        at_once: int = 1,
    ) -> None:
        """Remember whom to ask; whoever opened the sandbox closes it.

        `own` are the operator's companies, by name or tax number. So many pages of one document
        are recognised `at_once`: as many as the recogniser can.
        """
        self._sandbox = sandbox
        self._recognizer = recognizer
        self._max_pages = max_pages
        self.today = today
        self._own = list(own)
        self._at_once = at_once

    async def read(self, media: Media, progress: Progress, egress: Egress = STAY) -> Reading:  # noqa: ARG002 - it goes nowhere
        """Read a document, with OCR for the pages that have no text of their own."""
        return (await self.look(media, progress)).reading

    async def look(self, media: Media, progress: Progress) -> Looked:
        """Read a document, and hand on what OCR found in it."""
        started = time.monotonic()
        scans: dict[int, Scan] = {}
        taken = await self._take(media, scans)
        if taken.wanted:
            scans = await self._scans(media, taken.wanted, progress)
            taken = await self._take(media, scans)
        if taken.reading is None or (media.part and taken.reading.parts):
            raise MediaRejected(Reason.DAMAGED)
        reading = Reading(
            **dict(taken.reading),
            reader=self.name,
            pages=taken.pages if media.part is None else _length(media.part),
            usage=Usage(seconds=round(time.monotonic() - started, 3), cost_usd=Decimal(0)),
        )
        return Looked(reading, scans)

    async def ask(
        self, task: str, media: Media, scans: Mapping[int, Scan], args: Mapping[str, JsonValue]
    ) -> Answer:
        """Have the child do a task with a document whose scans are known."""
        words: JsonValue = {str(page): scan.model_dump() for page, scan in scans.items()}
        about: dict[str, JsonValue] = {"today": self.today().isoformat(), "own": [*self._own]}
        every = self._about(media) | about | {"scans": words} | dict(args)
        return await self._sandbox.call(task, file=media.path, args=every)

    async def picture(self, media: Media, reading: Reading, wording: Wording) -> bytes | None:
        """Draw the pages that hold evidence, or the elements of a bare XML."""
        marks = [mark.model_dump(mode="json") for mark in _marks(reading)]
        if not marks or not reading.evidence:
            return None
        args = self._about(media) | {
            "marks": marks,
            "turned": {str(page): turn for page, turn in reading.turned.items()},
            "straightened": {str(page): corners for page, corners in reading.straightened.items()},
            "wording": wording.model_dump(),
        }
        answer = await self._sandbox.call("draw", file=media.path, args=args)
        return answer.files.get(PICTURE)

    def _about(self, media: Media) -> dict[str, JsonValue]:
        part: JsonValue = None if media.part is None else list(media.part)
        return {"type": media.type.value, "max_pages": self._max_pages, "part": part}

    async def _take(self, media: Media, scans: Mapping[int, Scan]) -> Taken:
        answer = await self.ask("read", media, scans, {})
        if answer.size > LONG:
            taken = await asyncio.to_thread(_taken, answer.value)
        else:
            taken = _taken(answer.value)
        if taken.pages > self._max_pages:
            raise MediaRejected(Reason.DAMAGED)
        return taken

    async def _scans(
        self, media: Media, wanted: Sequence[int], progress: Progress
    ) -> dict[int, Scan]:
        """Recognise pages, a few at once; they begin, and are told, in their order.

        The first page that fails ends the others.
        """
        scans: dict[int, Scan] = {}
        pages = enumerate(wanted, 1)
        beginning = asyncio.Lock()

        async def work() -> None:
            while True:
                async with beginning:
                    done, page = next(pages, (0, 0))
                    if not page:
                        return
                    await progress(done, len(wanted))
                scans[page] = await self._scan(media, page)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(self._at_once, len(wanted))):
                    group.create_task(work())
        except BaseExceptionGroup as failed:
            raise failed.exceptions[0] from None
        return scans

    async def _scan(self, media: Media, page: int) -> Scan:
        args = self._about(media) | {"page": page}
        answer = await self._sandbox.call("raster", file=media.path, args=args)
        if RASTER not in answer.files:
            raise MediaRejected(Reason.DAMAGED)
        found = _checked(Rastered, answer.value)
        if found.blank:
            return Scan(blank=True)
        recognized = await self._recognizer.recognize(answer.files[RASTER])
        try:
            return Scan.of(recognized, found.codes)
        except ValidationError as error:
            raise MediaRejected(Reason.DAMAGED) from error


def _length(part: Stretch) -> int:
    first, last = part
    return last - first + 1


def _checked(shape: type[_Message], value: JsonValue) -> _Message:
    """Take a message of the child's for what it should be; the child is not trusted."""
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        raise MediaRejected(Reason.DAMAGED) from error


def _taken(value: JsonValue) -> Taken:
    taken = _checked(Taken, value)
    named = {*taken.wanted, *(taken.reading.pages() if taken.reading else ())}
    if any(not 1 <= page <= taken.pages for page in named):
        raise MediaRejected(Reason.DAMAGED)
    return taken


def _marks(reading: Reading) -> Iterator[Mark]:
    """Give what the picture shows: each value where it stands, and what stands nowhere."""
    failed: dict[str, Finding] = {}
    for finding in reading.findings:
        worst = failed.get(finding.field or "")
        if worst is None or worst.severity != "error" == finding.severity:
            failed[finding.field or ""] = finding
    placed: set[str] = set()
    for field, places in reading.evidence.items():
        ranked = _signs(places, reading, failed) if field == "currency" else places
        for place in _shown(field, ranked):
            placed.add(field)
            yield _mark(field, failed.get(field), place)
    for field, finding in failed.items():
        if field not in placed:
            yield Mark(field=field, tone=finding.severity, rule=finding.rule)


def _signs(
    places: Sequence[Evidence], reading: Reading, failed: Collection[str]
) -> Sequence[Evidence]:
    """Put the signs of a currency first that stand in sound amounts, and those in failed ones last.

    A frame within another fights with it.
    """
    amounts = {name: _first_box(reading, name) for name in AMOUNTS}

    def rank(place: Evidence) -> int:
        around = [name for name, one in amounts.items() if one and _within(place, one)]
        if any(name in failed for name in around):
            return 2
        return 0 if around else 1

    return sorted(places, key=rank)


def _first_box(reading: Reading, field: str) -> Evidence | None:
    """Give where a value is shown."""
    return next((one for one in reading.evidence.get(field, ()) if one.box is not None), None)


def _within(place: Evidence, other: Evidence) -> bool:
    """Tell whether the middle of a place lies in another."""
    if place.box is None or other.box is None or place.page != other.page:
        return False
    x, y = (place.box.x0 + place.box.x1) / 2, (place.box.y0 + place.box.y1) / 2
    return other.box.x0 <= x <= other.box.x1 and other.box.y0 <= y <= other.box.y1


def _shown(field: str, places: Sequence[Evidence]) -> Iterator[Evidence]:
    """Give the best place on a page and the element, where there are such.

    The same amount may stand in other places by chance: to show them all would mislead. What a
    line of goods says may go on in the next row of its page.
    """
    boxed = [place for place in places if place.box is not None]
    whole = field.startswith(LINES)
    yield from [place for place in boxed[: None if whole else 1] if place.page == boxed[0].page]
    yield from [place for place in places if place.path is not None][:1]


def _mark(field: str, failed: Finding | None, place: Evidence) -> Mark:
    return Mark(
        field=field,
        tone="good" if failed is None else failed.severity,
        rule=None if failed is None else failed.rule,
        text=(place.text or "")[:200],
        page=place.page,
        box=place.box,
        path=place.path,
    )
