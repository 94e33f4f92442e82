"""The ports on a recording: opened once, looked at and listened to piece by piece."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from pipelines.media import Media
from pipelines.meeting.model import Probe, Slide, Transcript
from pipelines.ports import Audio, Image

SHEET = "sheet.png"  # what a child leaves the contact sheet as
SOUND = "sound.pcm"  # what a child leaves the samples of a window as


def small_of(picture: str) -> str:
    """Name the file that a child leaves a small picture as."""
    return f"small-{picture}.jpg"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the sound, cut where nobody speaks; the next begins where it ends.

    `speech_s` is how long somebody speaks in it: of one with none, nothing is transcribed.
    """

    number: int
    start_s: float
    end_s: float
    speech_s: float


@dataclass(frozen=True, slots=True)
class Shown:
    """The slides of a recording, and their pictures by the names that the slides give (JPEG/PNG).

    `left_out` is how many distinct ones there were beyond those that are kept.
    """

    slides: tuple[Slide, ...]
    images: dict[str, bytes]
    left_out: int = 0


class Recording(Protocol):
    """A recording that is open. All may raise MediaRejected and SandboxUnavailable."""

    probe: Probe

    async def captions(self) -> Transcript | None:
        """Give the words of the text track in it; None where there is none that says anything."""
        ...

    async def windows(self, longest_s: float) -> Sequence[Window]:
        """Cut the sound into windows of at most `longest_s`, at silence where there is any."""
        ...

    async def audio(self, window: Window) -> Audio:
        """Give the sound of a window."""
        ...

    async def slides(self) -> Shown:
        """Give the distinct slides, and when each was shown."""
        ...


class Studio(Protocol):
    """Opens recordings, and reads transcripts, in children of their own."""

    def open(self, media: Media) -> AbstractAsyncContextManager[Recording]:
        """Look at a recording and keep it open. Raises MediaRejected where it is none."""
        ...

    async def transcript(self, media: Media, duration_s: float | None = None) -> Transcript:
        """Read a transcript (VTT, SRT, text). Raises MediaRejected where it is none."""
        ...

    async def contact_sheet(self, shown: Shown) -> bytes | None:
        """Draw all slides on one PNG, each with its number and its times; None: there are none."""
        ...

    async def reduced(
        self, shown: Shown, numbers: Collection[int], edge: int
    ) -> Mapping[int, Image]:
        """Make small pictures of the slides of these numbers: JPEG, the longer side at most `edge`.

        Raises MediaRejected and SandboxUnavailable.
        """
        ...
