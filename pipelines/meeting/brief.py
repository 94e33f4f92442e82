"""What there is to write about: one meeting, as far as it is known for certain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from pipelines.consulted import Consulted
from pipelines.meeting.minutes import Dated, Minutes
from pipelines.meeting.model import Lack, Slide, Transcript
from pipelines.ports import Film, Image


@dataclass(frozen=True, slots=True)
class Brief:
    """One meeting to be written about.

    `names` are what people said who the labels of the transcript are; `pictures` some of the
    slides, small enough for models, by the slides' numbers. `film` is the recording, for writers
    that watch.
    """

    title: str
    transcript: Transcript
    duration_s: float
    dated: Dated
    zone: tzinfo
    names: Mapping[str, str] = field(default_factory=dict)
    slides: tuple[Slide, ...] = ()
    pictures: Mapping[int, Image] = field(default_factory=dict)
    film: Film | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: `minutes` are None where nobody wrote any, and `lack` says why.

    `consulted` tells of each writer that is listed, what it used and what that cost.
    """

    minutes: Minutes | None
    consulted: tuple[Consulted, ...]
    lack: Lack | None = None
