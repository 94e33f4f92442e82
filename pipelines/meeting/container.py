"""A recording, opened as what its bytes say it is, and what in it is to be seen and heard."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar, cast

import av
from av.audio.stream import AudioStream
from av.codec import CodecContext
from av.container import InputContainer
from av.packet import Packet
from av.stream import Discard, Disposition, Stream
from av.video.stream import VideoStream

from pipelines.errors import MediaRejected, Reason

_Kind = TypeVar("_Kind", bound=Stream)

MOST_STREAMS = 32
RATES = range(4_000, 400_000)  # samples a second; others would be a trick
# Containers that hold no times: what they say of their length is a guess, and so is a jump.
UNTIMED = frozenset({"mp3", "aac"})
MOST_MEGAPIXELS = 24  # the largest screens that are sold have 20
_MEGA = 1_000_000
_NEVER_TRUSTED = {"protocol_whitelist": "file", "enable_drefs": "0", "use_absolute_path": "0"}


@contextmanager
def opened(path: Path, form: str) -> Iterator[InputContainer]:
    """Open a recording as the container format `form`; nothing but `path` is ever read.

    Raises MediaRejected where it cannot be opened, or what is in it fails while it is open.
    """
    options = _NEVER_TRUSTED if form == "mov" else {"protocol_whitelist": "file"}
    try:
        with av.open(
            f"file:{path.absolute()}", format=form, options=options, metadata_errors="replace"
        ) as container:
            streams = len(container.streams)
            if streams > MOST_STREAMS:
                raise MediaRejected(Reason.TOO_MANY_STREAMS, streams=streams, limit=MOST_STREAMS)
            yield container
    except av.FFmpegError as error:
        raise MediaRejected(failure(error)) from error


def failure(error: av.FFmpegError) -> Reason:
    """Say why something failed: out of memory, or what is in the file."""
    return Reason.EXHAUSTED if error.errno == errno.ENOMEM else Reason.DAMAGED


def picture(container: InputContainer) -> VideoStream | None:
    """Give the video that is shown; a cover is none. Raises MediaRejected where it is too large.

    Its decoder is told to refuse larger pictures than the container speaks of, and to start no
    threads: each would want its own pictures.
    """
    found = container.streams.best("video")
    if not isinstance(found, VideoStream) or not decodable(found) or not found.width:
        return None
    if found.disposition & Disposition.attached_pic:
        return None
    fits(found.width, found.height)
    found.codec_context.options = {"max_pixels": str(MOST_MEGAPIXELS * _MEGA)}
    found.codec_context.thread_count = 1
    return found


def sound(container: InputContainer) -> AudioStream | None:
    """Give the sound that is played."""
    found = container.streams.best("audio")
    if not isinstance(found, AudioStream) or not decodable(found) or found.rate not in RATES:
        return None
    found.codec_context.thread_count = 1
    return found


def fits(width: int, height: int) -> None:
    """Raise MediaRejected where a picture is larger than one may be."""
    if width * height > MOST_MEGAPIXELS * _MEGA:
        raise MediaRejected(
            Reason.TOO_MANY_PIXELS, width=width, height=height, limit=MOST_MEGAPIXELS
        )


def packets(container: InputContainer, *streams: _Kind) -> "Iterator[Packet[_Kind]]":
    """Give the packets of some streams as far as they can be read; nothing else is looked at.

    A file that was cut off ends where it was.
    """
    for one in container.streams:
        one.discard = Discard.default if one in streams else Discard.all
    reading = cast("Iterator[Packet[_Kind]]", container.demux(*streams))
    while True:
        try:
            packet = next(reading, None)
        except av.FFmpegError as error:
            if failure(error) is Reason.EXHAUSTED:
                raise
            return
        if packet is None:
            return
        if packet.size:
            yield packet


def decodable(stream: Stream) -> bool:
    """Whether there is a decoder; PyAV's types take it for granted."""
    context: CodecContext | None = stream.codec_context
    return context is not None
