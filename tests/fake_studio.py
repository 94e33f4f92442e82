"""A Studio by hand: recordings and transcripts are what a test says their bytes are."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from pipelines.errors import MediaRejected, Reason
from pipelines.media import Media
from pipelines.meeting.model import Probe, Segment, Slide, Span, Transcript
from pipelines.meeting.studio import Shown, Window
from pipelines.ports import Audio, Image

Given = TypeVar("Given")

MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(16)
VTT = b"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ana>We ship on Friday.\n"
JPEG = b"\xff\xd8\xff small "
PNG = b"\x89PNG\r\n\x1a\n slide "


def a_transcript(*said: tuple[str, str], source: str = "vtt") -> Transcript:
    """Make a transcript of speakers and what each says, ten seconds each."""
    segments = tuple(
        Segment(
            id=f"S{number:04}",
            start_s=10.0 * number,
            end_s=10.0 * number + 8,
            text=text,
            speaker=speaker,
        )
        for number, (speaker, text) in enumerate(said, start=1)
    )
    return Transcript(segments=segments, kind="supplied", source=source, language="en")


def slides(count: int, minute: float = 60.0) -> Shown:
    """Make slides of a minute each; the first is shown again at the end."""
    spans = [Span(start_s=minute * one, end_s=minute * (one + 1)) for one in range(count + 1)]
    shown = tuple(
        Slide(
            number=number,
            shown=(spans[number - 1], *([spans[count]] if number == 1 else [])),
            image=f"slide-{number:03}.png",
            width=1280,
            height=720,
        )
        for number in range(1, count + 1)
    )
    return Shown(shown, {one.image: PNG + str(one.number).encode() for one in shown})


@dataclass
class FakeRecording:
    """A recording of `probe`; windows of `grain` seconds, in each of which somebody speaks."""

    probe: Probe = field(
        default_factory=lambda: Probe(duration_s=900, width=1280, height=720, audio=True)
    )
    embedded: Transcript | MediaRejected | None = None
    shown: Shown | MediaRejected = field(default_factory=lambda: slides(2))
    silent: frozenset[int] = frozenset()
    broken: frozenset[int] = frozenset()
    listened: list[int] = field(default_factory=list)
    gate: asyncio.Event | None = None

    async def captions(self) -> Transcript | None:
        return _given(self.embedded)

    async def windows(self, longest_s: float) -> Sequence[Window]:
        count = -(-int(self.probe.duration_s) // int(longest_s))
        ends = [min((one + 1) * longest_s, self.probe.duration_s) for one in range(count)]
        return [
            Window(number, number * longest_s, end, 0.0 if number in self.silent else longest_s / 2)
            for number, end in enumerate(ends)
        ]

    async def audio(self, window: Window) -> Audio:
        self.listened.append(window.number)
        if window.number in self.broken:
            raise MediaRejected(Reason.DAMAGED)
        if self.gate is not None:
            await self.gate.wait()
        return Audio(bytes(32_000), window.start_s)

    async def slides(self) -> Shown:
        return _given(self.shown)


@dataclass
class FakeStudio:
    """Opens what it is told to: `recording`, or why it cannot; and reads `written`."""

    recording: FakeRecording | MediaRejected = field(default_factory=FakeRecording)
    written: Transcript | MediaRejected = field(
        default_factory=lambda: a_transcript(("Ana", "We ship on Friday."), ("Ben", "Good."))
    )
    opened: int = 0
    read: int = 0

    @asynccontextmanager
    async def open(self, media: Media) -> AsyncIterator[FakeRecording]:
        assert await asyncio.to_thread(media.path.exists)
        self.opened += 1
        yield _given(self.recording)

    async def transcript(self, media: Media, duration_s: float | None = None) -> Transcript:
        assert await asyncio.to_thread(media.path.exists)
        self.read += 1
        return _given(self.written)

    async def contact_sheet(self, shown: Shown) -> bytes | None:
        return PNG + b"sheet" if shown.slides else None

    async def reduced(
        self, shown: Shown, numbers: Collection[int], edge: int
    ) -> Mapping[int, Image]:
        there = [one for one in shown.slides if one.number in numbers]
        return {one.number: Image(JPEG + str(one.number).encode(), "image/jpeg") for one in there}


def _given(what: Given | MediaRejected) -> Given:
    if isinstance(what, MediaRejected):
        raise what
    return what
