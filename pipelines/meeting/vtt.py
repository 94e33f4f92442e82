"""A transcript as WebVTT, for players and other programs; it reads back as what it was."""

from collections.abc import Iterator, Mapping

from pipelines.meeting.model import Segment, Transcript


def written(transcript: Transcript, names: Mapping[str, str]) -> str:
    """Write a transcript, each segment a cue of its own; `names` says who a label is."""
    blocks = ("\n".join(_cue(one, names)) for one in transcript.segments)
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def _cue(segment: Segment, names: Mapping[str, str]) -> Iterator[str]:
    who = names.get(segment.speaker, segment.speaker)
    yield segment.id
    yield f"{_time(segment.start_s)} --> {_time(segment.end_s)}"
    # Escaped, no text can end a cue ("-->"), open a tag, or begin a cue of its own.
    yield f"<v {_escaped(who)}>{_escaped(segment.text)}" if who else _escaped(segment.text)


def _time(seconds: float) -> str:
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def _escaped(text: str) -> str:
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return line.replace("{\\", "&#123;\\")  # else a mark of films, which readers take out
