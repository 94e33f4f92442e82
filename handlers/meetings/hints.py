"""Which dropped files may be a meeting's, by what they are called; what they are, bytes say."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.attention import heeds
from handlers.chat import Upload
from handlers.meetings.records import Role

_RECORDINGS = frozenset({
    "mp4", "mov", "m4v", "webm", "mkv", "m4a", "mp3", "wav", "ogg", "opus", "flac",
})  # fmt: skip
_TRANSCRIPTS = frozenset({"vtt", "srt", "txt"})
_SPOKEN = ("video/", "audio/")
# Words of a transcript, for whoever shares one under a name without an ending.
_CAPTIONS = frozenset({"text/vtt", "application/x-subrip"})
_TEXT = "txt"


def role_of(upload: Upload) -> Role | None:
    """Tell what a file may be of a meeting; None: nothing."""
    ending = _ending(upload.name)
    if ending in _RECORDINGS:
        return "recording"
    if ending in _TRANSCRIPTS:
        return "transcript"
    kind = upload.kind.casefold()
    if kind in _CAPTIONS:
        return "transcript"
    return "recording" if kind.startswith(_SPOKEN) else None


def may_be_wanted(upload: Upload) -> bool:
    """Tell a document, or what a meeting may want, from what is shared in passing."""
    return heeds(upload) or role_of(upload) is not None


def together(uploads: Sequence[Upload]) -> tuple[Upload, ...]:
    """Give the files of one message; with a recording among them, all came beside it."""
    beside = any(role_of(one) == "recording" for one in uploads)
    return tuple(replace(one, beside=True) for one in uploads) if beside else tuple(uploads)


def is_any_text(upload: Upload) -> bool:
    """Tell a file that may hold anybody's notes as well from one that only a meeting has."""
    return _ending(upload.name) == _TEXT


def _ending(name: str) -> str:
    return name.rpartition(".")[2].casefold() if "." in name else ""
