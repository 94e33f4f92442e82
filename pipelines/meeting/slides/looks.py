"""Small pictures of the screen at the moments that tell: a few hundred an hour."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from pipelines.meeting.slides.bursts import Burst
from pipelines.meeting.slides.film import Film, Shot

WIDTH, HEIGHT = 320, 180

_QUALITY = 90
_APART_S = 15.0  # between looks while nothing happens
_SHORT_S, _APART_SHORT_S, _SOON_SHORT_S = 600.0, 5.0, 2.0  # a short film is looked at closer
_OTHER = 0.08  # of the size of a key frame: something else is on it
_SETTLED_S, _TWIN_S = 0.4, 1.0  # after a burst: the encoder has refined; it still is so
_EVERY, _EVERY_SHORT, _MOVED_S = 4, 2, 0.5
_MARGIN_S = 0.1  # before the next burst
_LONG_S = 30.0  # a stretch between key frames that is not left unseen
_STEP_S = 0.5  # where all of it is decoded

Grid = NDArray[np.uint8]

_EIGHT_BITS = frozenset({"yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p",
                         "nv12", "gray"})  # fmt: skip


@dataclass(frozen=True, eq=False)
class Look:
    """What the screen showed at a second; `stretch` counts the bursts before it.

    `key` is the number of the key frame where it is to be had without decoding others, else None;
    `jpeg` the picture in full resolution where it would be dear to get again.
    """

    at: float
    grid: Grid
    stretch: int
    key: int | None = None
    jpeg: bytes | None = None


def jpeg(frame: VideoFrame) -> bytes:
    """Give a frame as a picture, upright and in full resolution."""
    pixels = np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)
    upright = np.ascontiguousarray(np.rot90(pixels, frame.rotation // 90))
    _, encoded = cv2.imencode(".jpg", upright, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return encoded.tobytes()


def small(frame: VideoFrame) -> Grid:
    """Give the brightness of a frame, small; colours are never converted for it."""
    if frame.format.name not in _EIGHT_BITS:
        frame = frame.reformat(format="gray")
    plane = frame.planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    seen = rows[: frame.height, : frame.width]
    return np.asarray(cv2.resize(seen, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)


def look_at(shot: Shot, stretch: int, key: int | None = None) -> Look:
    """Keep what a frame shows."""
    return Look(shot.at, small(shot.frame), stretch, key)


def everything(film: Film) -> list[Look]:
    """Look twice a second."""
    return [look_at(shot, 0) for shot in film.through(_STEP_S)]


def telling(film: Film, bursts: Sequence[Burst]) -> list[Look]:
    """Look at key frames, and between bursts that have none between them."""
    edges = [one.at for one in bursts]
    chosen = list(_chosen(film, edges))
    wanted = _between(film, bursts, [key for key, _ in chosen])
    looks: list[Look] = []
    for key, twin in chosen:
        moments = wanted.pop(key, [])
        if twin:
            moments = sorted([*moments, float(film.keys_at[key]) + _MOVED_S])
        looks += _looks(film.shots(key, moments), edges, key)
    for key, moments in wanted.items():
        looks += _looks(film.shots(key, moments), edges, key)
    return sorted(looks, key=lambda look: look.at)


def _looks(shots: Iterator[Shot], edges: list[float], key: int) -> Iterator[Look]:
    """Look at a key frame and after it; of what came up after it, a picture is kept."""
    begun: int | None = None
    for shot in shots:
        stretch = bisect_right(edges, shot.at)
        if begun is None:
            begun = stretch
            yield look_at(shot, stretch, key)
        else:
            kept = jpeg(shot.frame) if stretch != begun else None
            yield Look(shot.at, small(shot.frame), stretch, None, kept)


def _chosen(film: Film, edges: list[float]) -> Iterator[tuple[int, bool]]:
    """Choose the first key frame after each burst, those of another size, and some in between.

    The first ones, and some of the others, are looked at twice, to learn what moves.
    """
    stretch, last, size = -1, float("-inf"), 0.0
    sizes = film.packets.size[film.keys]
    apart_s = _APART_SHORT_S if film.end_s < _SHORT_S else _APART_S
    count, every = 0, _EVERY_SHORT if film.end_s < _SHORT_S else _EVERY
    for number, at in enumerate(film.keys_at):
        here = bisect_right(edges, at)
        other = abs(sizes[number] - size) > _OTHER * size
        if here != stretch or other or at - last >= apart_s:
            yield number, here != stretch or count % every == 0
            stretch, last, size = here, float(at), float(sizes[number])
            count += 1


def _between(film: Film, bursts: Sequence[Burst], chosen: list[int]) -> dict[int, list[float]]:
    """Give moments for stretches without a key frame soon, and for long ones, by key frame."""
    keys = film.keys_at
    soon_s = _SOON_SHORT_S if film.end_s < _SHORT_S else float("inf")
    seen = np.array([float(keys[number]) for number in chosen])
    wanted: list[float] = []
    for number, burst in enumerate(bursts):
        after = bursts[number + 1].at if number + 1 < len(bursts) else film.end_s
        inside = seen[(seen >= burst.at) & (seen < min(after, burst.until_s + soon_s))]
        if not len(inside):
            wanted += _within(burst.until_s, after - _MARGIN_S)
    for at, after in zip(keys, [*keys[1:], film.end_s], strict=True):
        if after - at > _LONG_S:
            wanted += np.arange(at + _APART_S, after, _APART_S).tolist()
    found: dict[int, list[float]] = {}
    for moment in sorted(wanted):
        found.setdefault(film.key_before(moment), []).append(moment)
    return found


def _within(start_s: float, end_s: float) -> list[float]:
    moments = [start_s + after for after in (_SETTLED_S, _TWIN_S) if start_s + after < end_s]
    return moments or ([(start_s + end_s) / 2] if end_s > start_s else [])
