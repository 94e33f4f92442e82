"""What was heard in the windows of a recording: written down for the ledger, and put together."""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from handlers.meetings.records import Passage
from pipelines.meeting.engine import Engine
from pipelines.meeting.heard import together
from pipelines.meeting.hearing import Transcribed
from pipelines.meeting.model import Transcript
from pipelines.ports import Heard, Said


class Words(BaseModel):
    """Words as they were heard, from one second of the recording to another."""

    model_config = ConfigDict(frozen=True)

    start_s: float
    end_s: float
    text: str
    speaker: str = ""


class Written(BaseModel):
    """One window as a transcriber wrote it down; `by` is how that is listed."""

    model_config = ConfigDict(frozen=True)

    by: str
    model: str
    language: str | None = None
    said: tuple[Words, ...] = ()


def written(transcribed: Transcribed) -> str | None:
    """Write down what was heard in a window; None: nobody heard it."""
    heard = transcribed.heard
    if heard is None:
        return None
    said = tuple(
        Words(start_s=one.start_s, end_s=one.end_s, text=one.text, speaker=one.speaker)
        for one in heard.said
    )
    by = transcribed.by or ""
    return Written(by=by, model=heard.model, language=heard.language, said=said).model_dump_json()


def basis_of(sha256: str, engines: Iterable[Engine]) -> str:
    """Name what windows were heard of, and by whom: on the same basis none is heard twice."""
    return "\n".join((sha256, *(f"{one.name} {one.model}" for one in engines)))


def transcript_of(passages: Sequence[Passage]) -> Transcript | None:
    """Put the windows of a recording together; None where nobody wrote anything down."""
    read = [Written.model_validate_json(one.said) for one in passages if one.said is not None]
    heard = [(one.by, _heard(one)) for one in read]
    return together(heard, told_apart=len(passages) == 1)


def _heard(window: Written) -> Heard:
    said = tuple(Said(one.start_s, one.end_s, one.text, one.speaker) for one in window.said)
    return Heard(said, window.model, window.language)
