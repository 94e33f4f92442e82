"""The text tracks in a recording: what they say, cue by cue."""

from av.container import InputContainer
from av.subtitles.stream import SubtitleStream

from pipelines.meeting.container import decodable

_TEXTS = frozenset({"mov_text", "webvtt", "subrip", "srt", "text", "ass", "ssa"})


def texts(container: InputContainer) -> list[SubtitleStream]:
    """Give the text tracks: those that are pictures of words say nothing that can be read."""
    return [
        one
        for one in container.streams.subtitles
        if decodable(one) and one.codec_context.name in _TEXTS
    ]
