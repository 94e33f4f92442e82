"""Pictures of slides in full resolution, taken once the encoder has refined them."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from pipelines.meeting.slides.film import Film, Shot
from pipelines.meeting.slides.looks import Look

_QUALITY = 90


class Picture(NamedTuple):
    """A file in the folder and its pixels."""

    name: str
    width: int
    height: int


def leave(film: Film, looks: Sequence[Look], folder: Path) -> list[Picture]:
    """Leave what each look saw as a JPEG, named by its number from 1, upright.

    The looks are in the order of time; each key frame before them is decoded once.
    """
    left: list[Picture] = []
    for key, near in groupby(looks, key=lambda look: _key(film, look)):
        wanted = list(near)
        moments = [look.at for look in wanted if look.key is None]
        shots = list(film.shots(key, moments))
        for look in wanted:
            shot = min(shots, key=lambda one: abs(one.at - look.at), default=None)
            left.append(_leave(shot, look, folder, len(left) + 1))
    return left


def best(looks: Sequence[Look]) -> Look:
    """Choose the last key frame of a display, else its last look: encoders refine what stays."""
    return next((look for look in reversed(looks) if look.key is not None), looks[-1])


def _key(film: Film, look: Look) -> int:
    return film.key_before(look.at) if look.key is None else look.key


def _leave(shot: Shot | None, look: Look, folder: Path, number: int) -> Picture:
    """Write a frame; where it could not be decoded a second time, what the look kept."""
    pixels = look.grid
    if shot is not None:
        frame = np.asarray(shot.frame.to_ndarray(format="bgr24"), np.uint8)
        pixels = np.ascontiguousarray(np.rot90(frame, shot.frame.rotation // 90))
    name = f"slide-{number:03}.jpg"
    cv2.imwrite(str(folder / name), pixels, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return Picture(name, pixels.shape[1], pixels.shape[0])
