"""A recording as small as a browser still plays it: three colours and a tone, in WebM."""

import math
from fractions import Fraction
from functools import cache
from io import BytesIO

import av
import numpy as np

SECONDS = 60
COLOURS = ((200, 40, 40), (40, 160, 60), (40, 70, 200))
_RATE = 48_000
_SIZE = (160, 90)


def colour_at(second: float) -> tuple[int, int, int]:
    """Give what is seen at a time: the slides of a timeline whose steps are a fifth of it."""
    fifth = second / SECONDS * 5
    return COLOURS[0 if fifth < 1 else 1 if fifth < 3 else 2]


@cache
def film(container: str = "webm", video: str = "libvpx", audio: str = "libopus") -> bytes:
    """Encode it: one frame a second, a key frame each ten."""
    written = BytesIO()
    with av.open(written, "w", format=container) as out:
        seen = out.add_stream(video, rate=1, options={"deadline": "realtime", "cpu-used": "8"})
        heard = out.add_stream(audio, rate=_RATE, layout="mono")
        assert isinstance(seen, av.VideoStream)
        assert isinstance(heard, av.AudioStream)
        seen.width, seen.height, seen.pix_fmt = *_SIZE, "yuv420p"
        seen.codec_context.gop_size = 10
        heard.bit_rate = 16_000
        for second in range(SECONDS):
            picture = np.full((_SIZE[1], _SIZE[0], 3), colour_at(second), np.uint8)
            for packet in seen.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
                out.mux(packet)
            for packet in heard.encode(_tone(second)):
                out.mux(packet)
        out.mux(seen.encode(None))
        out.mux(heard.encode(None))
    return written.getvalue()


def _tone(second: int) -> av.AudioFrame:
    times = np.arange(_RATE) / _RATE
    wave = (np.sin(2 * math.pi * 440 * times) * 2000).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(wave.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate, frame.pts = _RATE, second * _RATE
    return frame


@cache
def picture(number: int) -> bytes:
    """Give the picture of a slide as PNG: its colour, and as many bars as its number."""
    pixels = np.full((360, 640, 3), COLOURS[number - 1], np.uint8)
    for bar in range(number):
        pixels[60 + bar * 80 : 100 + bar * 80, 60:580] = 240
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
    codec = av.CodecContext.create("png", "w")
    codec.width, codec.height, codec.pix_fmt = 640, 360, "rgb24"
    codec.time_base = Fraction(1)
    return b"".join(bytes(packet) for packet in [*codec.encode(frame), *codec.encode(None)])
