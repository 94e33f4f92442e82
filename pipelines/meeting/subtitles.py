"""The text tracks in a recording: which of them says something, and what."""

from collections.abc import Iterator
from pathlib import Path

from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition
from av.subtitles.stream import SubtitleStream

from pipelines.errors import MediaRejected, Reason
from pipelines.meeting.blocks import MOST_CUES, voices
from pipelines.meeting.captions import MOST_BYTES, gathered
from pipelines.meeting.container import decodable, opened, packets
from pipelines.meeting.cue import Cue
from pipelines.meeting.model import Transcript

_ASS = frozenset({"ass", "ssa"})
_TEXTS = frozenset({"mov_text", "webvtt", "subrip", "srt", "text"}) | _ASS
_ASS_FIELDS, _ASS_NAME = 8, 3  # order, layer, style, name, three margins, effect; then the text
# Files name languages by three letters (ISO 639-2, of which some have two codes), we by two.
_LANGUAGES = {
    "eng": "en", "zho": "zh", "chi": "zh", "cmn": "zh", "deu": "de", "ger": "de", "fra": "fr",
    "fre": "fr", "spa": "es", "por": "pt", "ita": "it", "nld": "nl", "dut": "nl", "jpn": "ja",
    "kor": "ko", "rus": "ru", "pol": "pl", "tur": "tr", "ara": "ar", "hin": "hi", "swe": "sv",
    "dan": "da", "nor": "no", "fin": "fi", "ces": "cs", "cze": "cs", "ukr": "uk", "vie": "vi",
}  # fmt: skip


def texts(container: InputContainer) -> list[SubtitleStream]:
    """Give the text tracks, those first that are meant to be read.

    Tracks that are pictures of words say nothing that can be read here; one that is forced on
    every viewer has only what is foreign in the film.
    """
    found = [
        one
        for one in container.streams.subtitles
        if decodable(one) and one.codec_context.name in _TEXTS
    ]
    return sorted(found, key=_rank)


def _rank(track: SubtitleStream) -> tuple[bool, bool]:
    forced = bool(track.disposition & Disposition.forced)
    return forced, not track.disposition & Disposition.default


def embedded(path: Path, form: str, duration_s: float) -> Transcript | None:
    """Give what the first text track says that says anything; None where there is none."""
    with opened(path, form) as container:
        tracks = texts(container)
        said: dict[int, list[Cue]] = {track.index: [] for track in tracks}
        for track, cue in _cues(container, tracks):
            said[track.index].append(cue)
        for track in tracks:
            if any(cue.text.strip() for cue in said[track.index]):
                made = gathered(said[track.index], "embedded", _coding(track), duration_s)
                language = _language(track) or made.language
                return made.model_copy(update={"language": language})
    return None


def _cues(
    container: InputContainer, tracks: list[SubtitleStream]
) -> Iterator[tuple[SubtitleStream, Cue]]:
    """Read all tracks in one go. Raises MediaRejected where they say too much."""
    count = size = 0
    for packet in packets(container, *tracks):
        count, size = count + 1, size + packet.size
        if count > MOST_CUES or size > MOST_BYTES:
            raise MediaRejected(Reason.TOO_LONG)
        track = packet.stream
        for cue in _said(packet, _coding(track)):
            yield track, cue


def _said(packet: "Packet[SubtitleStream]", coding: str) -> Iterator[Cue]:
    if packet.pts is None or packet.time_base is None:
        return
    start = max(float(packet.pts * packet.time_base), 0.0)
    end = start + float((packet.duration or 0) * packet.time_base)
    content, speaker = bytes(packet), ""
    if coding == "mov_text":  # styles may follow
        content = content[2 : 2 + int.from_bytes(content[:2], "big")]
    text = content.decode("utf-8", "replace").replace("\0", "")
    if coding in _ASS:
        fields = text.split(",", _ASS_FIELDS)
        if len(fields) <= _ASS_FIELDS:
            return
        speaker, text = fields[_ASS_NAME], fields[-1].replace("\\N", "\n").replace("\\n", "\n")
    yield from voices(start, max(start, end), text, speaker)


def _coding(track: SubtitleStream) -> str:
    return track.codec_context.name


def _language(track: SubtitleStream) -> str | None:
    said = (track.language or "").lower().partition("-")[0]
    return said if said in _LANGUAGES.values() else _LANGUAGES.get(said)
