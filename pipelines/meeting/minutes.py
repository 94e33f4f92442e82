"""What was discussed, decided and promised in a meeting, each with the words that say so.

Times are seconds of the recording, citations are ids of segments ("S0123").
"""

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Doubt(StrEnum):
    """Why a statement is not verified: what of it could not be found in the transcript."""

    NO_SUCH_PLACE = "no_such_place"  # it cites nothing that there is
    NOT_SAID = "not_said"  # nobody says its quote
    SAID_ELSEWHERE = "said_elsewhere"  # its quote is said, and not where it is cited
    NUMBER = "number"  # a number, an amount or a date in it is not said there
    NAME = "name"  # a name in it is not said there
    OWNER = "owner"  # nothing there says that this person is to do it
    DUE = "due"  # nobody says that it is due then
    UNSUPPORTED = "unsupported"  # what is said there is about something else
    OPPOSITE = "opposite"  # what is said there is the opposite
    OPEN = "open"  # what is said there is asked, or supposed, and not settled
    ORDERED = "ordered"  # what is said there speaks to whoever writes the minutes


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Dated(_Frozen):
    """The day on which a meeting was held, in the zone of whoever held it, and who says so.

    `by` is the file's `name`, the `recording` itself, or the day of its `arrival` in the channel.
    """

    day: date
    by: Literal["name", "recording", "arrival"]


class Due(_Frozen):
    """When something is due, and the words that say so; `at` of None: by its end."""

    day: date
    words: str
    at: time | None = None


class Statement(_Frozen):
    """One thing that is told of a meeting, the segments that say it, and their words.

    `start_s` is where the first of them begins. It is verified where nothing is doubtful.
    """

    text: str
    cites: tuple[str, ...]
    quote: str
    start_s: Seconds
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_verified(self) -> bool:
        """Whether everything in it was found where it is cited."""
        return not self.doubts


class Action(Statement):
    """Something that somebody is to do.

    `owner` is a label of the transcript, or a name as it is spoken; "" is nobody in particular.
    """

    owner: str = ""
    due: Due | None = None


class Topic(_Frozen):
    """What was talked about for a while: from the first to the last of the segments that say so.

    `doubts` are those of its title and of its time; its points have their own.
    """

    title: str
    start_s: Seconds
    end_s: Seconds
    cites: tuple[str, ...]
    points: tuple[Statement, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_verified(self) -> bool:
        """Whether its title and its time were found in the transcript."""
        return not self.doubts


class Minutes(_Frozen):
    """What a writer made of a meeting, after each word of it was held against the transcript.

    `writer` is as it is listed ("gpt"), `model` the one that says it answered. `language` is that
    of the meeting (ISO 639-1), in which it is written. What is doubtful stands beside the rest,
    with its doubts. `left_out` counts what the writer told beyond what a report holds.
    """

    writer: str
    model: str
    language: str
    dated: Dated
    topics: tuple[Topic, ...] = ()
    decisions: tuple[Statement, ...] = ()
    actions: tuple[Action, ...] = ()
    questions: tuple[Statement, ...] = ()
    left_out: Annotated[int, Field(ge=0)] = 0
