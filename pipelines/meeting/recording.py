"""The Studio: recordings are opened, one sandbox each, and looked into by its children."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Annotated, NamedTuple, Self, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from pipelines.errors import MediaRejected, Reason
from pipelines.media import TRANSCRIPTS, Media, MediaType
from pipelines.meeting import plausible
from pipelines.meeting.model import Probe, Slide, Transcript
from pipelines.meeting.studio import SHEET, SOUND, Recording, Shown, Window, small_of
from pipelines.ports import Audio, Image
from pipelines.sandbox.limits import Limits, Within
from pipelines.sandbox.pool import Answer, Sandbox
from pipelines.sandbox.wire import LONG, JsonValue

MODULE = "pipelines.meeting.child"
# Of one call, however long the recording; most are held to less.
LIMITS = Limits(
    memory_mb=1536, cpu_seconds=3600, seconds=3600.0, files=512, files_mb=192, start_seconds=120.0
)
_LOOKING = Within(cpu_seconds=120, seconds=300.0)
_BASE_S, _SHARE = 120, 0.5  # of what goes through all of it: so much, and this part of its length
_PICTURES_AND_SOUND = 2
_IDLE_SECONDS = 60.0

_Message = TypeVar("_Message")


class _Found(NamedTuple):
    """What a child answers of slides."""

    slides: tuple[Slide, ...]
    left_out: Annotated[int, Field(ge=0)]


_PROBE = TypeAdapter(Probe)
_CAPTIONS = TypeAdapter(Transcript | None)
_TRANSCRIPT = TypeAdapter(Transcript)
_WINDOWS = TypeAdapter(tuple[Window, ...])
_CUTS = TypeAdapter(tuple[float, ...])
_FOUND = TypeAdapter(_Found)

# How a type is called by what takes it apart: only that is tried, whatever the file holds.
FORMS = {
    MediaType.MP4: "mov",
    MediaType.MOV: "mov",
    MediaType.M4A: "mov",
    MediaType.WEBM: "matroska",
    MediaType.MKV: "matroska",
    MediaType.MP3: "mp3",
    MediaType.AAC: "aac",
    MediaType.WAV: "wav",
    MediaType.OGG: "ogg",
    MediaType.FLAC: "flac",
}


class SandboxedStudio:
    """Opens recordings, `at_once` of them; what is asked of one runs in two children of its own.

    One may last `longest_s`. `scratch` is where the folders of the children are made. A call that
    is cancelled ends its child at once.
    """

    def __init__(self, *, scratch: Path, longest_s: float, at_once: int = 2) -> None:
        """Remember what is allowed; nothing is started before it is needed."""
        self._scratch = scratch
        self._desk = Sandbox(
            MODULE, limits=LIMITS, workers=1, scratch=scratch, idle_seconds=_IDLE_SECONDS
        )
        self._longest_s = longest_s
        self._places = asyncio.Semaphore(at_once)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """End the child that reads transcripts and draws; an open recording ends its own."""
        await self._desk.aclose()

    @asynccontextmanager
    async def open(self, media: Media) -> AsyncIterator[Recording]:
        """Look at a recording and keep it open; waits while too many are."""
        form = FORMS.get(media.type)
        if form is None:
            raise MediaRejected(Reason.UNSUPPORTED_TYPE, type=media.type.name)
        path = await asyncio.to_thread(media.path.resolve)
        limits = replace(LIMITS, readable=(path,))
        async with (
            self._places,
            Sandbox(
                MODULE, limits=limits, workers=_PICTURES_AND_SOUND, scratch=self._scratch
            ) as sandbox,
        ):
            about: dict[str, JsonValue] = {"path": str(path), "form": form}
            args = about | {"longest_s": self._longest_s}
            answer = await sandbox.call("probe", args=args, within=_LOOKING)
            probe = _checked(_PROBE, answer.value)
            if probe.duration_s > self._longest_s:
                raise MediaRejected(Reason.DAMAGED)
            yield _Opened(sandbox, about, probe)

    async def transcript(self, media: Media, duration_s: float | None = None) -> Transcript:
        """Read a transcript (VTT, SRT, text)."""
        if media.type not in TRANSCRIPTS:
            raise MediaRejected(Reason.UNSUPPORTED_TYPE, type=media.type.name)
        args: dict[str, JsonValue] = {"type": media.type.value, "duration_s": duration_s}
        answer = await self._desk.call("transcript", file=media.path, args=args, within=_LOOKING)
        return await _taken(_TRANSCRIPT, answer)

    async def contact_sheet(self, shown: Shown) -> bytes | None:
        """Draw all slides on one PNG; None: there are none."""
        if not shown.slides:
            return None
        args: dict[str, JsonValue] = {"slides": [one.model_dump() for one in shown.slides]}
        answer = await self._desk.call("sheet", args=args, given=shown.images, within=_LOOKING)
        return answer.files.get(SHEET)

    async def reduced(
        self, shown: Shown, numbers: Collection[int], edge: int
    ) -> Mapping[int, Image]:
        """Make small pictures of some slides, for models."""
        wanted = {
            one.number: one.image
            for one in shown.slides
            if one.number in numbers and one.image in shown.images
        }
        if not wanted:
            return {}
        given = {name: shown.images[name] for name in wanted.values()}
        answer = await self._desk.call("reduce", args={"edge": edge}, given=given, within=_LOOKING)
        return {
            number: plausible.picture(answer.files.get(small_of(name), b""), edge)
            for number, name in wanted.items()
        }


class _Opened:
    """A recording that is open: `about` is what each task is told of it."""

    def __init__(self, sandbox: Sandbox, about: Mapping[str, JsonValue], probe: Probe) -> None:
        self.probe = probe
        self._sandbox = sandbox
        self._about = about

    async def captions(self) -> Transcript | None:
        if not self.probe.subtitles:
            return None
        answer = await self._ask("captions", _LOOKING, duration_s=self.probe.duration_s)
        return await _taken(_CAPTIONS, answer)

    async def windows(self, longest_s: float) -> Sequence[Window]:
        if not self.probe.audio:
            return ()
        answer = await self._ask(
            "windows",
            self._all_through(),
            longest_s=longest_s,
            duration_s=self.probe.duration_s,
        )
        found = _checked(_WINDOWS, answer.value)
        return plausible.windows(found, longest_s, self.probe.duration_s)

    async def audio(self, window: Window) -> Audio:
        answer = await self._ask("audio", _LOOKING, start_s=window.start_s, end_s=window.end_s)
        cuts = _checked(_CUTS, answer.value)
        return plausible.audio(answer.files.get(SOUND, b""), window, cuts)

    async def slides(self) -> Shown:
        if not self.probe.video:
            return Shown((), {})
        answer = await self._ask(
            "slides", self._all_through(), probe=self.probe.model_dump(mode="json")
        )
        found = _checked(_FOUND, answer.value)
        if any(one.image not in answer.files for one in found.slides):
            raise MediaRejected(Reason.DAMAGED)
        images = {one.image: answer.files[one.image] for one in found.slides}
        return Shown(found.slides, images, found.left_out)

    async def _ask(self, task: str, within: Within, **args: JsonValue) -> Answer:
        return await self._sandbox.call(task, args={**self._about, **args}, within=within)

    def _all_through(self) -> Within:
        """Give what a task may use that goes through all of it."""
        seconds = _BASE_S + int(self.probe.duration_s * _SHARE)
        return Within(cpu_seconds=seconds, seconds=2.0 * seconds)


async def _taken(shape: TypeAdapter[_Message], answer: Answer) -> _Message:
    """Check a message that may be a long one."""
    if answer.size > LONG:
        return await asyncio.to_thread(_checked, shape, answer.value)
    return _checked(shape, answer.value)


def _checked(shape: TypeAdapter[_Message], value: JsonValue) -> _Message:
    """Take a message of the child's for what it should be; the child is not trusted."""
    try:
        return shape.validate_python(value)
    except ValidationError as error:
        raise MediaRejected(Reason.DAMAGED) from error
