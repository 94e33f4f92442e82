"""The sound of a recording as samples at their times, decoded piece by piece."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from av.audio.fifo import AudioFifo
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from numpy.typing import NDArray

from pipelines.errors import MediaRejected, Reason
from pipelines.meeting.container import RATES, UNTIMED, failure, opened, packets, sound

Samples = NDArray[np.int16]
RATE = 16_000

# What a decoder gives first after a jump is not yet what was recorded: so much is let go by.
_RUN_UP_S = 1.0
# Times in a file are rounded; what is further off is a gap, or sound that was there already.
_OFF_S = 0.1


class Stretch(NamedTuple):
    """Samples, mono, 16,000 a second; the first is number `at` of the recording."""

    at: int
    samples: Samples


def heard(path: Path, form: str, start_s: float, end_s: float) -> Iterator[Stretch]:
    """Give the sound between two moments in order of time, each moment once.

    Where nothing is given nothing is heard. A file that was cut off ends where it was.
    """
    first, end = round(start_s * RATE), round(end_s * RATE)
    with opened(path, form) as container:
        stream = sound(container)
        if stream is None:
            return
        for stretch in placed(_frames(container, stream, form, start_s)):
            if stretch.at >= end:
                return
            skipped = max(first - stretch.at, 0)
            samples = stretch.samples[skipped : end - stretch.at]
            if len(samples):
                first = stretch.at + skipped + len(samples)
                yield Stretch(stretch.at + skipped, samples)


def _frames(
    container: InputContainer, stream: AudioStream, form: str, start_s: float
) -> Iterator[AudioFrame]:
    """Decode from shortly before a moment on.

    Where the file has no times of its own, a jump would be a guess: all before is read, and not
    decoded.
    """
    from_s = start_s - _RUN_UP_S
    if from_s > 0 and form not in UNTIMED:
        container.seek(int(from_s * av.time_base), backward=True)
        frames = _decoded(container, stream, 0.0)
        found = next(frames, None)
        if found is not None and _time(found) <= start_s:
            yield found
            yield from frames
            return
        container.seek(0)
        stream.codec_context.flush_buffers()
    yield from _decoded(container, stream, from_s)


def _decoded(container: InputContainer, stream: AudioStream, from_s: float) -> Iterator[AudioFrame]:
    for packet in packets(container, stream):
        if (
            packet.pts is not None
            and packet.time_base
            and float(packet.pts * packet.time_base) < from_s
        ):
            continue
        try:
            frames = stream.decode(packet)
        except av.FFmpegError as error:
            if failure(error) is Reason.EXHAUSTED:
                raise
            continue  # what is damaged is silent
        yield from (frame for frame in frames if frame.samples)
    yield from (frame for frame in stream.decode(None) if frame.samples)


def _time(frame: AudioFrame) -> Fraction:
    return (frame.pts or 0) * (frame.time_base or Fraction(0))


def _form(frame: AudioFrame) -> tuple[int, str, str]:
    return frame.sample_rate, frame.format.name, frame.layout.name


class _Run:
    """Frames that follow on each other, on their way through one resampler."""

    def __init__(self, first: AudioFrame, at_s: Fraction) -> None:
        if not RATES.start <= first.sample_rate < RATES.stop:
            raise MediaRejected(Reason.DAMAGED)
        self._first = first
        self._like = _form(first)
        self._waiting = AudioFifo()  # resampled frame by frame it would take four times as long
        self._resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
        self._start_s = at_s
        self._taken = 0
        self._at = round(at_s * RATE)

    @property
    def end_s(self) -> Fraction:
        """When the next frame is due."""
        return self._start_s + Fraction(self._taken, self._first.sample_rate)

    def goes_on(self, frame: AudioFrame) -> bool:
        """Whether a frame is the next one."""
        near = frame.pts is None or abs(float(_time(frame) - self.end_s)) <= _OFF_S
        return near and _form(frame) == self._like

    def take(self, frame: AudioFrame) -> Iterator[Stretch]:
        """Give what a frame makes available."""
        self._taken += frame.samples
        frame.pts = None  # the queue would stumble over a small gap
        self._waiting.write(frame)
        if self._waiting.samples >= self._first.sample_rate:
            yield from self._resampled(self._waiting.read())

    def rest(self) -> Iterator[Stretch]:
        """Give what has not been given yet."""
        if self._waiting.samples:
            yield from self._resampled(self._waiting.read())
        yield from self._resampled(None)

    def _resampled(self, frame: AudioFrame | None) -> Iterator[Stretch]:
        for made in self._resampler.resample(frame):
            samples = made.to_ndarray().reshape(-1).astype(np.int16, copy=False)
            yield Stretch(self._at, samples)
            self._at += len(samples)


def placed(frames: Iterator[AudioFrame]) -> Iterator[Stretch]:
    """Bring sound to the one form that is listened to, where its times say.

    A gap stays one; of what goes back in time, only what is new is given.
    """
    given = 0
    for stretch in _runs(frames):
        late = max(given - stretch.at, 0)
        if late < len(stretch.samples):
            yield Stretch(stretch.at + late, stretch.samples[late:])
            given = stretch.at + len(stretch.samples)


def _runs(frames: Iterator[AudioFrame]) -> Iterator[Stretch]:
    run: _Run | None = None
    for frame in frames:
        if run is None or not run.goes_on(frame):
            due = run.end_s if run else Fraction(0)
            yield from run.rest() if run else ()
            run = _Run(frame, due if frame.pts is None else _time(frame))
        yield from run.take(frame)
    yield from run.rest() if run else ()
