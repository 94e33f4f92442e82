"""A recording as a film: where its packets lie, and the frames at the moments that are wanted."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Discard
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from pipelines.meeting.container import opened, packets, picture

_SPARSE = 0.5  # of the packets that the frame rate promises: an index of fewer is none
_INSIDE_S = 1.0


@dataclass(frozen=True)
class Packets:
    """The packets of the pictures by time: seconds, ticks to seek to, bytes, and which are keys."""

    at: NDArray[np.float64]
    ticks: NDArray[np.int64]
    size: NDArray[np.float64]
    key: NDArray[np.bool_]


@dataclass(frozen=True)
class Shot:
    """A frame and its second in the recording."""

    at: float
    frame: VideoFrame


class Film:
    """A recording that is open, for its pictures only."""

    def __init__(self, container: InputContainer, stream: VideoStream) -> None:
        """Find out where its packets lie; of containers that do not tell, all are read."""
        self._container, self._stream = container, stream
        assert stream.time_base is not None
        self._tick = float(stream.time_base)
        self.packets = self._listed()
        self.keys = np.flatnonzero(self.packets.key)
        self.keys_at = self.packets.at[self.keys]

    @property
    def end_s(self) -> float:
        """The second after the last packet, as far as the packets say."""
        at = self.packets.at
        return float(at[-1] + np.median(np.diff(at))) if len(at) > 1 else 0.0

    def shots(self, key: int, moments: Sequence[float] = ()) -> Iterator[Shot]:
        """Give the frame of the `key`th key frame, then the first one at or after each moment.

        The moments rise and come before the next key frame. What cannot be decoded is left out.
        """
        try:
            self._container.seek(self._inside(key), stream=self._stream, backward=True)
            if moments:
                yield from self._until(moments)
            else:
                yield from self._alone()
        except FFmpegError:
            return

    def key_before(self, at: float) -> int:
        """Give the number of the last key frame at or before a second."""
        return max(0, int(np.searchsorted(self.keys_at, at, "right")) - 1)

    def through(self, every_s: float) -> Iterator[Shot]:
        """Decode all of it, and give a frame every so many seconds."""
        try:
            self._container.seek(int(self.packets.ticks[0]), stream=self._stream, backward=True)
            due = float("-inf")
            for frame in self._container.decode(self._stream):
                at = self._second(frame.pts)
                if at is not None and at >= due:
                    due = at + every_s - 1e-6
                    yield Shot(at, frame)
        except FFmpegError:
            return

    def _inside(self, key: int) -> int:
        """Give a tick after a key frame and before the next, whatever order its frames come in."""
        ticks = self.packets.ticks
        here = int(ticks[self.keys[key]])
        after = int(ticks[self.keys[key + 1]] if key + 1 < len(self.keys) else ticks[-1])
        return here + min((after - here) // 2, round(_INSIDE_S / self._tick))

    def _alone(self) -> Iterator[Shot]:
        """Decode one packet, the key frame's, and nothing after it."""
        codec = self._stream.codec_context
        for packet in self._container.demux(self._stream):
            if packet.is_keyframe and (at := self._second(packet.pts)) is not None:
                frames = codec.decode(packet) or codec.decode(None)
                codec.flush_buffers()
                yield from (Shot(at, frame) for frame in frames[:1])
                return

    def _until(self, moments: Sequence[float]) -> Iterator[Shot]:
        waiting = list(moments)
        first = True
        for frame in self._container.decode(self._stream):
            at = self._second(frame.pts)
            if at is None:
                continue
            if first or at >= waiting[0]:
                yield Shot(at, frame)
                while not first and waiting and at >= waiting[0]:
                    waiting.pop(0)
                first = False
            if not waiting:
                return

    def _second(self, pts: int | None) -> float | None:
        return None if pts is None else max(0.0, pts * self._tick)

    def _listed(self) -> Packets:
        stream = self._stream
        rows = [(one.timestamp, one.size, one.is_keyframe) for one in stream.index_entries]
        rate = float(stream.average_rate or 0)
        long_s = (self._container.duration or 0) / av.time_base
        if len(rows) < max(2.0, _SPARSE * rate * long_s):
            rows = list(self._read_through())
        rows.sort()
        ticks = np.array([tick for tick, _, _ in rows], np.int64)
        first_s = (stream.start_time or 0) * self._tick
        return Packets(
            # Ticks are those of decoding: the first one's frame is the first that is shown.
            np.maximum((ticks - ticks[:1]) * self._tick + first_s, 0.0),
            ticks,
            np.array([size for _, size, _ in rows], np.float64),
            np.array([key for _, _, key in rows], np.bool_),
        )

    def _read_through(self) -> Iterator[tuple[int, int, bool]]:
        """Read every packet: containers other than MP4 index key frames only."""
        for packet in packets(self._container, self._stream):
            tick = packet.dts if packet.dts is not None else packet.pts
            if tick is not None:
                yield tick, packet.size, packet.is_keyframe


@contextmanager
def film(path: Path, form: str) -> Iterator[Film | None]:
    """Open the pictures of a recording, as `form` and nothing else; None: it has none.

    Raises MediaRejected where it cannot be opened.
    """
    with opened(path, form) as container:
        stream = picture(container)
        if stream is None:
            yield None
            return
        for other in container.streams:
            other.discard = Discard.default if other is stream else Discard.all
        stream.codec_context.skip_frame = "NONREF"
        yield Film(container, stream)
