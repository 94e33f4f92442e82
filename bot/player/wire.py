"""A meeting as the page of the player reads it."""

from collections.abc import Sequence

from bot.player.told import Json, minutes_json
from handlers.meetings.records import Meeting, Picture, Piece
from pipelines.media import RECORDINGS, MediaType
from pipelines.meeting.model import Segment, Slide, Speaker, Timeline
from pipelines.meeting.outcome import Standing
from pipelines.meeting.timeline import renamed


def meeting_json(meeting: Meeting, standings: Sequence[Standing] = ()) -> Json:
    """Give what there is to see; `timeline` is None until the recording was read.

    `standings` are what people decided of decisions and actions.
    """
    timeline = known_of(meeting)
    return {
        "id": meeting.id,
        "revision": meeting.revision,
        "state": meeting.state,
        "language": meeting.language,
        "received_at": meeting.received_at.isoformat(),
        "name": title_of(meeting),
        "recording": _recording(recording_of(meeting)),
        "was_recorded": meeting.piece("recording") is not None,
        "timeline": None if timeline is None else _timeline(meeting, timeline, standings),
    }


def known_of(meeting: Meeting) -> Timeline | None:
    """Give what is known of a meeting, with the names that people said."""
    timeline = meeting.timeline
    return None if timeline is None else renamed(timeline, meeting.names)


def title_of(meeting: Meeting) -> str:
    """Give what the meeting is called: its timeline's title, or the name of its file."""
    if meeting.timeline is not None:
        return meeting.timeline.title
    piece = meeting.piece("recording") or meeting.piece("transcript")
    return meeting.id if piece is None else piece.drop.name


def recording_of(meeting: Meeting) -> Piece | None:
    """Give the recording, while it is kept."""
    piece = meeting.piece("recording")
    is_kept = piece is not None and piece.sha256 is not None
    return piece if is_kept and type_of(piece) in RECORDINGS else None


def type_of(piece: Piece | Picture | None) -> MediaType | None:
    """Give what a file is by its bytes; None: nothing that is shown."""
    said = "" if piece is None else piece.media_type
    return next((one for one in MediaType if one.value == said), None)


def picture_of(meeting: Meeting, number: int) -> Picture | None:
    """Give the picture of a slide, while it is kept."""
    slides = () if meeting.timeline is None else meeting.timeline.slides
    names = [one.image for one in slides if one.number == number]
    return next((one for one in meeting.pictures if one.image in names), None)


def _recording(piece: Piece | None) -> Json | None:
    if piece is None:
        return None
    told = {"name": piece.drop.name, "type": piece.media_type, "size": piece.size}
    return {**told, "version": _version(piece.sha256)}


def _version(sha256: str | None) -> str | None:
    """Tell one file from another that is at the same address later: browsers keep them a while."""
    return None if sha256 is None else sha256[:16]


def _timeline(meeting: Meeting, timeline: Timeline, standings: Sequence[Standing]) -> Json:
    said, minutes = timeline.transcript, timeline.minutes
    kept = {one.image: one.sha256 for one in meeting.pictures}
    return {
        "duration": timeline.duration_s,
        "speakers": [_speaker(one) for one in timeline.speakers],
        "slides": [_slide(one, kept) for one in timeline.slides],
        "chapters": [
            {"start": one.start_s, "end": one.end_s, "slide": one.slide, "cites": one.cites}
            for one in timeline.chapters
        ],
        "minutes": None if minutes is None else minutes_json(timeline, minutes, standings),
        "commitments": [
            {"start": one.start_s, "speaker": timeline.called(one.speaker), "quote": one.quote}
            for one in timeline.commitments
            if minutes is None
        ],
        "segments": [] if said is None else [_segment(one) for one in said.segments],
        "transcript": None
        if said is None
        else {
            "kind": said.kind,
            "source": said.source,
            "model": said.model,
            "language": said.language,
            "timed": said.timed,
        },
    }


def _speaker(one: Speaker) -> Json:
    labels = [one.label, *one.also]
    return {"labels": labels, "name": one.name, "talk": one.talk_s, "turns": one.turns}


def _slide(one: Slide, kept: dict[str, str]) -> Json:
    return {
        "number": one.number,
        "shown": [[span.start_s, span.end_s] for span in one.shown],
        "width": one.width,
        "height": one.height,
        "kept": one.image in kept,
        "version": _version(kept.get(one.image)),
    }


def _segment(one: Segment) -> Json:
    return {
        "id": one.id,
        "start": one.start_s,
        "end": one.end_s,
        "speaker": one.speaker,
        "text": one.text,
    }
