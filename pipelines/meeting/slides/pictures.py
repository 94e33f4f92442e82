"""Pictures of slides in full resolution, taken once the encoder has refined them."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from pipelines.meeting.slides.film import Film
from pipelines.meeting.slides.looks import Look, jpeg


def leave(film: Film, looks: Sequence[Look], folder: Path) -> list[str]:
    """Leave what each look saw as a JPEG, named by its number from 1, upright; give the names.

    The looks are in the order of time; each key frame before them is decoded once. One that cannot
    be decoded a second time leaves nothing: its name is "".
    """
    names: list[str] = []
    for key, near in groupby(looks, key=lambda look: _key(film, look)):
        wanted = list(near)
        moments = [look.at for look in wanted if look.key is None and look.jpeg is None]
        known = all(look.jpeg is not None for look in wanted)
        shots = [] if known else list(film.shots(key, moments))
        for look in wanted:
            shot = min(shots, key=lambda one: abs(one.at - look.at), default=None)
            content = look.jpeg or (jpeg(shot.frame) if shot is not None else b"")
            names.append(f"slide-{len(names) + 1:03}.jpg" if content else "")
            if content:
                (folder / names[-1]).write_bytes(content)
    return names


def best(looks: Sequence[Look]) -> Look:
    """Choose the last key frame of a display, else its last look: encoders refine what stays."""
    return next((look for look in reversed(looks) if look.key is not None), looks[-1])


def _key(film: Film, look: Look) -> int:
    return film.key_before(look.at) if look.key is None else look.key
