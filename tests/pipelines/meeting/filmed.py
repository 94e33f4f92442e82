"""Small recordings, made for a test: a few seconds, a few pixels, in any container."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.subtitles.stream import SubtitleStream
from av.video.stream import VideoStream
from numpy.typing import NDArray

Samples = NDArray[np.int16]
Said = list[tuple[str, float, float]]  # words, at which second, for how many
_FRAME = 1024


@dataclass(frozen=True)
class Seen:
    """Grey pictures, a shade each, at `times` (frames of `rate`); `turn` is how it is to be set."""

    seconds: float = 2.0
    size: tuple[int, int] = (64, 48)
    rate: int = 10
    codec: str = "libx264"
    times: Sequence[int] = ()
    turn: int = 0
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Heard:
    """Samples, a row a channel."""

    samples: Samples
    rate: int = 16_000
    codec: str = "aac"
    layout: str = "mono"
    bit_rate: int | None = None


def hum(seconds: float, rate: int = 16_000) -> Samples:
    """Give a tone."""
    at = np.arange(round(seconds * rate)) / rate
    tone: Samples = np.rint(np.sin(2 * np.pi * 440 * at) * 8000).astype(np.int16)
    return tone[None]


def film(
    path: Path,
    seen: Seen | None = None,
    heard: Heard | None = None,
    *,
    form: str | None = None,
    start_s: float = 0.0,
    options: dict[str, str] | None = None,
    metadata: dict[str, str] | None = None,
) -> Path:
    """Write a recording that begins at `start_s`; `form` and `options` are the container's."""
    with av.open(str(path), "w", format=form, options=options or {}) as container:
        container.metadata.update(metadata or {})
        video = None if seen is None else _screen(container, seen)
        audio = None if heard is None else _ear(container, heard)
        if seen is not None and video is not None:
            _show(container, video, seen, start_s)
        if heard is not None and audio is not None:
            _play(container, audio, heard, start_s)
    return path


def _screen(container: OutputContainer, seen: Seen) -> VideoStream:
    video = container.add_stream(seen.codec, rate=seen.rate, options=seen.options)
    assert isinstance(video, VideoStream)
    video.width, video.height = seen.size
    video.pix_fmt = "yuv420p"
    if seen.turn:
        video.set_display_rotation(seen.turn)
    return video


def _ear(container: OutputContainer, heard: Heard) -> AudioStream:
    audio = container.add_stream(heard.codec, rate=heard.rate)
    assert isinstance(audio, AudioStream)
    audio.layout = heard.layout
    if heard.bit_rate:
        audio.bit_rate = heard.bit_rate
    return audio


def _show(container: OutputContainer, video: VideoStream, seen: Seen, start_s: float) -> None:
    width, height = seen.size
    for number, at in enumerate(seen.times or range(round(seen.seconds * seen.rate))):
        shade = np.full((height * 3 // 2, width), 40 + number * 9 % 180, np.uint8)
        frame = av.VideoFrame.from_ndarray(shade, format="yuv420p")
        frame.pts = at + round(start_s * seen.rate)
        frame.time_base = Fraction(1, seen.rate)
        container.mux(video.encode(frame))
    container.mux(video.encode(None))


def _play(container: OutputContainer, audio: AudioStream, heard: Heard, start_s: float) -> None:
    for at in range(0, heard.samples.shape[1], _FRAME):
        packed = np.ascontiguousarray(heard.samples[:, at : at + _FRAME].T).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format="s16", layout=heard.layout)
        frame.sample_rate = heard.rate
        frame.pts = at + round(start_s * heard.rate)
        frame.time_base = Fraction(1, heard.rate)
        container.mux(audio.encode(frame))
    container.mux(audio.encode(None))


def track(container: OutputContainer, codec: str = "srt") -> SubtitleStream:
    """Add a text track."""
    made = container.add_stream(codec)
    assert isinstance(made, SubtitleStream)
    made.codec_context.subtitle_header = b"[Script Info]\n"
    return made


def cue(
    track: SubtitleStream, text: bytes | str, at_s: float = 0.0, seconds: float = 1.0
) -> "av.Packet[av.stream.Stream]":
    """Write one thing that a text track says."""
    said = av.Packet(text if isinstance(text, bytes) else text.encode())
    said.stream = track
    said.time_base = Fraction(1, 1000)
    said.pts = said.dts = round(at_s * 1000)
    said.duration = round(seconds * 1000)
    return said


def boxed(text: str) -> bytes:
    """Write as MP4 does: the length, the text, and a style behind it."""
    content = text.encode()
    return len(content).to_bytes(2, "big") + content + b"\x00\x00\x00\x0cstyl\x00\x00\x00\x00"


def subtitled(
    path: Path, *tracks: tuple[str, Said, dict[str, str]], seen: Seen | None = None
) -> Path:
    """Write a file of text tracks: the coding of each, what it says, its metadata."""
    with av.open(str(path), "w") as container:
        video = None if seen is None else _screen(container, seen)
        made = [track(container, coding) for coding, _, _ in tracks]
        for one, (_, _, about) in zip(made, tracks, strict=True):
            one.metadata.update({k: v for k, v in about.items() if k != "disposition"})
            if "disposition" in about:
                one.disposition = av.stream.Disposition[about["disposition"]]
        for one, (coding, said, _) in zip(made, tracks, strict=True):
            for text, at, seconds in said:
                content = boxed(text) if coding == "mov_text" else text.encode()
                container.mux(cue(one, content, at, seconds))
        if seen is not None and video is not None:
            _show(container, video, seen, 0.0)
    return path


def looped(source: Path, path: Path, times: int) -> tuple[Path, float]:
    """Write the sound of an M4A over and over, not encoded again; give how long one round is."""
    at, length, base = 0, 0, Fraction(1)
    with av.open(str(path), "w", format="ipod") as container:
        made: AudioStream | None = None
        for _ in range(times):
            with av.open(str(source), format="mov") as one:
                audio = one.streams.audio[0]
                made = made or container.add_stream_from_template(audio)
                began = at
                for packet in one.demux(audio):
                    if packet.size:
                        packet.pts = packet.dts = at
                        packet.duration = audio.codec_context.frame_size
                        packet.stream = made
                        at += packet.duration
                        container.mux(packet)
                length = at - began
                base = audio.time_base or base
    return path, float(length * base)
