"""A Studio by hand: it opens what a script says there is, and keeps count of what is open."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from pipelines.errors import MediaRejected, Reason
from pipelines.media import Media
from pipelines.meeting.model import Probe, Transcript
from pipelines.meeting.studio import Recording, Shown, Window
from pipelines.ports import Audio, Image

_Answer = TypeVar("_Answer")


@dataclass
class FakeRecording:
    """A recording of silence: what is asked of it is answered, or refused, as it was told."""

    probe: Probe
    found: Shown | MediaRejected = field(default_factory=lambda: Shown((), {}))
    track: Transcript | MediaRejected | None = None
    cut: Sequence[Window] = ()
    spoilt: frozenset[int] = frozenset()

    async def captions(self) -> Transcript | None:
        return _given(self.track)

    async def windows(self, longest_s: float) -> Sequence[Window]:
        assert all(one.end_s - one.start_s <= longest_s for one in self.cut)
        return self.cut

    async def audio(self, window: Window) -> Audio:
        if window.number in self.spoilt:
            raise MediaRejected(Reason.DAMAGED)
        return Audio(bytes(32_000 * int(window.end_s - window.start_s)), window.start_s)

    async def slides(self) -> Shown:
        return _given(self.found)


@dataclass
class FakeStudio:
    """Opens one recording and reads one transcript, whatever it is given."""

    recording: FakeRecording | None = None
    supplied: Transcript | MediaRejected | None = None
    open_now: int = 0
    asked: list[float | None] = field(default_factory=list)

    @asynccontextmanager
    async def open(self, media: Media) -> AsyncIterator[Recording]:
        assert self.recording is not None, media
        self.open_now += 1
        try:
            yield self.recording
        finally:
            self.open_now -= 1

    async def transcript(self, media: Media, duration_s: float | None = None) -> Transcript:
        assert self.supplied is not None, media
        self.asked.append(duration_s)
        return _given(self.supplied)

    async def contact_sheet(self, shown: Shown) -> bytes | None:
        return b"\x89PNG" if shown.slides else None

    async def reduced(
        self, shown: Shown, numbers: Collection[int], edge: int
    ) -> Mapping[int, Image]:
        there = [one for one in shown.slides if one.number in numbers]
        return {one.number: Image(b"\xff\xd8\xff", "image/jpeg") for one in there}


def _given(answer: _Answer | MediaRejected) -> _Answer:
    if isinstance(answer, MediaRejected):
        raise answer
    return answer
