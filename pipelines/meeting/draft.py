"""What a writer is to answer: statements about a meeting, each with the segments it cites.

Nothing in it is believed: every id, quote, name, number and date is held against the transcript
before anybody reads it. The descriptions are what models are told of each field.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(description="the id of a segment, such as S0012")]
Quote = Annotated[
    str,
    Field(
        description="the words that say so, copied from one cited segment, or from two that follow "
        "each other; nothing left out and nothing put together"
    ),
]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Point(_Strict):
    """One sentence about a topic."""

    text: str = Field(description="one sentence, in the language of the meeting")
    cites: tuple[Id, ...]
    quote: Quote


class DraftTopic(_Strict):
    """What was talked about from one segment to another."""

    title: str = Field(description="a few words, in the language of the meeting")
    first: Id
    last: Id
    points: tuple[Point, ...]


class Claim(_Strict):
    """A decision, or a question that stayed open."""

    text: str = Field(description="one sentence, in the language of the meeting")
    cites: tuple[Id, ...]
    quote: Quote


class Task(_Strict):
    """Something that somebody is to do."""

    text: str = Field(description="what is to be done, without who and when")
    owner: str | None = Field(
        description="who is to do it: a speaker as the transcript writes it, or a name as it is "
        "spoken; null where nobody is named"
    )
    due: str | None = Field(
        description="when it is due, in the words that were spoken (by Friday), never a date that "
        "was reckoned; null where nobody says"
    )
    cites: tuple[Id, ...]
    quote: Quote


class Draft(_Strict):
    """The minutes of a meeting, or of a part of it."""

    language: str = Field(description="the language of the meeting, as ISO 639-1: en, zh, de")
    topics: tuple[DraftTopic, ...]
    decisions: tuple[Claim, ...]
    actions: tuple[Task, ...]
    questions: tuple[Claim, ...] = Field(description="questions that nobody answered")
