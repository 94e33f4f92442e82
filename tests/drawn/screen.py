"""Films of shared screens, with what is true of them: python -m tests.drawn.screen OUT."""

import argparse
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image

from tests.drawn.screen_plan import Display, Talk, scrolled, talk, write_truth
from tests.drawn.screen_slides import Size, document, talkers
from tests.drawn.screen_voices import RATE, Line, captions, lines, sound

Planes = NDArray[np.uint8]  # (height * 3 / 2, width): brightness, then the two colours at half size
Shown = Literal["slides", "scroll", "head"]

_POINTER = 50  # of them fit on a screen, one above the other
_TURN_S = 90  # after which another talker is in the corner


@dataclass(frozen=True)
class Style:
    """What is shown and how it is encoded.

    `gop`: key frames where the scene is cut and every 250 frames ("cut"), or every 4 s and nowhere
    else as hardware encoders do ("fixed"). The codec follows the file's ending: .webm is VP9.
    """

    shown: Shown = "slides"
    size: Size = (1280, 720)
    fps: int = 15
    gop: Literal["cut", "fixed"] = "cut"
    webcam: bool = True
    pointer: bool = True
    pace: float = 38.0
    suffix: str = ".mp4"


STYLES = {
    "slides": Style(),
    "fixed": Style(gop="fixed"),
    "scroll": Style(shown="scroll"),
    "hd": Style(size=(1920, 1080)),
    "webm": Style(suffix=".webm"),
    "head": Style(shown="head", webcam=False, pointer=False),
}
TINY = Style(size=(640, 360), fps=10, pace=5.0)


@dataclass(frozen=True)
class Share:
    """A film that was made, and what is true of it."""

    path: Path
    seconds: float
    displays: tuple[Display, ...]
    lines: tuple[Line, ...] = ()


def screen_share(
    path: Path, *, seed: int = 1, seconds: float = 20.0, style: Style = TINY, voices: bool = False
) -> Share:
    """Film a screen into `path`, whose ending says the container: .mp4, .mkv or .webm.

    `voices` adds sound: something like speech with pauses, told apart by `Share.lines`.
    """
    total = round(seconds * style.fps)
    frames, displays = _content(style, seed, total)
    said = lines(seed, total / style.fps) if voices else []
    with av.open(str(path), "w") as film:
        pictures = _pictures(film, style, path.suffix)
        voice = _voice(film, path.suffix) if voices else None
        for number, planes in enumerate(frames):
            if voice is not None and number % style.fps == 0:
                end_s = min(number / style.fps + 1, total / style.fps)
                film.mux(voice.encode(_heard(said, seed, number // style.fps, end_s)))
            frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, style.fps)
            film.mux(pictures.encode(frame))
        film.mux(pictures.encode(None))
        if voice is not None:
            film.mux(voice.encode(None))
    return Share(path, total / style.fps, tuple(displays), tuple(said))


def _pictures(film: OutputContainer, style: Style, suffix: str) -> VideoStream:
    every = str(250 if style.gop == "cut" else 4 * style.fps)
    options = {"crf": "28", "g": every}
    if suffix == ".webm":
        options |= {"deadline": "realtime", "cpu-used": "8", "b": "0"}
    elif style.gop == "cut":
        options |= {"preset": "superfast"}
    else:
        options |= {"preset": "ultrafast", "sc_threshold": "0", "keyint_min": every}
    codec: Literal["libvpx-vp9", "libx264"] = "libvpx-vp9" if suffix == ".webm" else "libx264"
    stream = film.add_stream(codec, rate=style.fps)
    assert isinstance(stream, VideoStream)
    stream.options = dict[str, object](options)
    stream.width, stream.height = style.size
    stream.pix_fmt = "yuv420p"
    stream.codec_context.thread_count = 1
    return stream


def _voice(film: OutputContainer, suffix: str) -> AudioStream:
    stream = film.add_stream("libopus" if suffix == ".webm" else "aac", rate=RATE)
    assert isinstance(stream, AudioStream)
    return stream


def _heard(said: list[Line], seed: int, second: int, end_s: float) -> av.AudioFrame:
    samples = sound(said, seed + second, second, end_s)
    piece = av.AudioFrame.from_ndarray(samples[None, :], format="s16", layout="mono")
    piece.sample_rate, piece.pts, piece.time_base = RATE, second * RATE, Fraction(1, RATE)
    return piece


def _content(style: Style, seed: int, total: int) -> tuple[Iterator[Planes], list[Display]]:
    if style.shown == "head":
        return _talking(style, seed, total), []
    if style.shown == "scroll":
        frames = _scrolling(style, seed, total)
        displays = [Display(1, 0.0, total / style.fps)]
    else:
        shown = talk(seed, style.size, total / style.fps, style.pace)
        displays = [_on_frames(one, style.fps) for one in shown.displays]
        frames = _presenting(Talk(shown.pictures, displays), style)
    return _alive(frames, style, seed), displays


def _on_frames(display: Display, fps: int) -> Display:
    first, last = (round(one * fps) / fps for one in (display.first_s, display.last_s))
    return replace(display, first_s=first, last_s=last)


def _presenting(shown: Talk, style: Style) -> Iterator[Planes]:
    for one in shown.displays:
        planes = _planes(shown.pictures[one.slide - 1])
        yield from itertools.repeat(planes, round((one.last_s - one.first_s) * style.fps))


def _scrolling(style: Style, seed: int, total: int) -> Iterator[Planes]:
    width, height = style.size
    page = _planes(document(seed, style.size, screens := 12))
    long = height * screens
    grey, colours = page[:long], page[long:].reshape(2, long // 2, width // 2)
    for offset in itertools.islice(scrolled(seed, long - height, height, total, style.fps), total):
        seen = colours[:, offset // 2 : (offset + height) // 2]
        yield np.concatenate([grey[offset : offset + height], seen.reshape(height // 2, width)])


def _talking(style: Style, seed: int, total: int) -> Iterator[Planes]:
    """Show one talker at a time, as large as the screen; sometimes another one."""
    chance = random.Random(f"{seed} talking")
    width, height = style.size
    people = talkers(seed, style.size, 3, 12)
    colours = np.full((height // 2, width), 128, np.uint8)
    who, left, moment = 0, 0, 0
    for _ in range(total):
        if left == 0:
            who, left = (
                (who + 1) % len(people),
                round(chance.lognormvariate(3, 0.8) * style.fps) + 1,
            )
        left -= 1
        moment += chance.choice((-1, 0, 1, 1))
        yield np.concatenate([people[who][moment % len(people[who])], colours])


def _alive(frames: Iterator[Planes], style: Style, seed: int) -> Iterator[Planes]:
    """Put a talker into a corner and move a pointer, each as the style wants it."""
    chance = random.Random(f"{seed} alive")
    width, height = style.size
    side = height // _POINTER
    tile = width * 9 // 50 // 2 * 2, height * 11 // 50 // 2 * 2
    people = talkers(seed, tile, 2) if style.webcam else []
    pointer = _pointer(chance, style)
    moment = 0
    for number, planes in enumerate(frames):
        picture = planes.copy()
        if people:
            moments = people[number // (style.fps * _TURN_S) % len(people)]
            moment += chance.choice((-1, 0, 0, 1, 1))
            talker = moments[moment % len(moments)]
            top, left = height - tile[1] - 8, width - tile[0] - 8
            picture[top : top + tile[1], left : left + tile[0]] = talker
        if style.pointer:
            x, y = next(pointer)
            picture[y : y + side, x : x + side] = 20
            picture[y + 3 : y + side - 3, x + 3 : x + side - 3] = 230
        yield picture


def _pointer(chance: random.Random, style: Style) -> Iterator[tuple[int, int]]:
    width, height = (one - style.size[1] // _POINTER for one in style.size)
    x, y = width // 2, height // 2
    while True:
        for _ in range(round(chance.lognormvariate(0.5, 1) * style.fps)):
            yield x, y
        to = chance.randrange(width), chance.randrange(height)
        steps = chance.randint(3, 2 * style.fps)
        for step in range(1, steps + 1):
            yield x + (to[0] - x) * step // steps, y + (to[1] - y) * step // steps
        x, y = to


def _planes(picture: Image.Image) -> Planes:
    frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
    return np.asarray(frame.reformat(format="yuv420p").to_ndarray(), np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.drawn.screen", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--style", choices=sorted(STYLES), default="slides")
    parser.add_argument("--voices", action="store_true", help="with sound and captions")
    options = parser.parse_args()
    style = STYLES[options.style]
    options.folder.mkdir(parents=True, exist_ok=True)
    path = options.folder / f"{options.style}-{options.seed}{style.suffix}"
    share = screen_share(
        path, seed=options.seed, seconds=60 * options.minutes, style=style, voices=options.voices
    )
    write_truth(path.with_suffix(".slides.json"), list(share.displays))
    if options.voices:
        path.with_suffix(".vtt").write_text(captions(list(share.lines)))
    print(f"{path}: {share.seconds:.0f} s, {len(share.displays)} displays")


if __name__ == "__main__":
    main()
