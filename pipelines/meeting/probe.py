"""What a recording holds, found out before anything of it is decoded at length."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import av
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from pipelines.errors import MediaRejected, Reason
from pipelines.meeting.container import UNTIMED, failure, fits, opened, packets, picture, sound
from pipelines.meeting.model import Probe
from pipelines.meeting.subtitles import texts

# What a header says of the end is believed so far; then the player would not notice either.
_NEAR = 2.0  # seconds
_TAIL = 10  # seconds before the announced end from which the end is looked for
_TRIES = 600  # packets that may go by before there is a picture
_HOUR = 3600
# Apple writes the time with its zone; what is called creation_time is in UTC.
_MADE = ("com.apple.quicktime.creationdate", "creation_time")
_LONGEST = 40  # letters of a moment
# Clocks that were never set begin in 1904 or 1970; others are a little ahead.
_EARLIEST, _AHEAD = datetime(2000, 1, 1, tzinfo=UTC), timedelta(days=1)


def probe(path: Path, form: str, longest_s: float) -> Probe:
    """Look at a recording that lasts `longest_s` at most.

    Raises MediaRejected: there is neither sound nor picture, or too much of something.
    """
    with opened(path, form) as container:
        seen, heard = picture(container), sound(container)
        shown = [one for one in (seen, heard) if one is not None]
        if not shown:
            raise MediaRejected(Reason.NOTHING_IN_IT)
        duration = _duration(container, form, shown, longest_s)
        width, height = (0, 0) if seen is None else _size(container, seen)
        if not width and heard is None:
            raise MediaRejected(Reason.NOTHING_IN_IT)
        return Probe(
            duration_s=round(duration, 3),
            width=width,
            height=height,
            fps=round(float(seen.average_rate or 0), 3) if seen and width else 0,
            audio=heard is not None,
            subtitles=len(texts(container)),
            recorded_at=_made(container),
        )


def _made(container: InputContainer) -> datetime | None:
    """Give when it says that it was made; clocks that were never set and days to come are none."""
    of_streams = (one.metadata.get("creation_time") for one in container.streams)
    said = (*(container.metadata.get(key) for key in _MADE), *of_streams)
    for words in filter(None, said):
        try:
            moment = datetime.fromisoformat(words[:_LONGEST])
        except ValueError:
            continue
        moment = moment.replace(tzinfo=moment.tzinfo or UTC)
        if _EARLIEST <= moment <= datetime.now(UTC) + _AHEAD:
            return moment.astimezone(UTC)
    return None


def _duration(
    container: InputContainer, form: str, shown: Sequence[Stream], longest_s: float
) -> float:
    """Give when the last thing ends, in seconds of the player's."""
    announced = (container.duration or 0) / av.time_base + max(
        (container.start_time or 0) / av.time_base, 0
    )
    found = 0.0
    if form not in UNTIMED and announced > 0:
        found = _end(container, shown, announced)
    if not found:
        found = _end(container, shown, 0.0)
    if not found:
        raise MediaRejected(Reason.NOTHING_IN_IT)
    duration = announced if abs(announced - found) < _NEAR else found
    if duration > longest_s:
        hours, limit = int(-(-duration // _HOUR)), int(longest_s // _HOUR)
        raise MediaRejected(Reason.TOO_MANY_HOURS, hours=min(hours, 10**6), limit=limit)
    return duration


def _end(container: InputContainer, shown: Sequence[Stream], near_s: float) -> float:
    """Read on from shortly before a moment to the end of the file; 0.0 where nothing is there."""
    try:
        container.seek(int(max(near_s - _TAIL, 0) * av.time_base), backward=True)
    except (av.FFmpegError, OverflowError):
        return 0.0
    end = 0.0
    for packet in packets(container, *shown):
        at = packet.pts if packet.pts is not None else packet.dts
        if at is not None and packet.time_base is not None:
            end = max(end, float((at + (packet.duration or 0)) * packet.time_base))
    return end


def _size(container: InputContainer, video: VideoStream) -> tuple[int, int]:
    """Give the width and the height as it is shown, upright; 0 and 0 where nothing can be seen."""
    container.seek(0)
    for packet in islice(packets(container, video), _TRIES):
        for frame in _frames(video, packet):
            fits(frame.width, frame.height)
            lying = frame.rotation % 180 != 0
            return (frame.height, frame.width) if lying else (frame.width, frame.height)
    return 0, 0


def _frames(video: VideoStream, packet: "Packet[VideoStream]") -> list[VideoFrame]:
    try:
        return video.decode(packet)
    except av.FFmpegError as error:
        if failure(error) is Reason.EXHAUSTED:
            raise
        return []  # one picture that is damaged says nothing of the others
