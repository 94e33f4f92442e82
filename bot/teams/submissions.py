"""What comes back of a form: what is not touched, exactly as it was.

What was asked comes back with the answer, so that nothing has to be remembered to read it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.teams.grids import grid_in
from bot.teams.inputs import value_in
from bot.teams.shapes import sub, text
from handlers.chat import Language, MessageRef, Place, Submission

_MOST_INPUTS, _MOST_CELLS, _MOST_ROWS = 500, 50, 10_000


class Unreadable(Exception):
    """What came back is no form that Clerk sent."""


@dataclass(frozen=True, slots=True)
class Size:
    """A table that was asked for: of `width` columns, `count` rows of inputs or, 0, of lines.

    `shown`: it stands for so many of its first rows; None: for all.
    """

    width: int
    count: int
    shown: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asked for: inputs by their names, and grids."""

    inputs: tuple[str, ...]
    grids: Mapping[str, Size]


def submission_of(
    data: Mapping[str, Any],
    *,
    place: Place,
    user: str,
    language: Language,
    message: MessageRef | None = None,
) -> Submission:
    """Read the data of a form that was sent off by who Teams says. Raises Unreadable."""
    action, value = text(data, "a"), text(data, "v")
    if not action or not isinstance(data.get("v"), str):
        raise Unreadable("a form came back that Clerk did not send")
    asked = asked_in(data)
    values = {name: value_in(data, name) for name in asked.inputs}
    rows = {name: grid_in(data, name, one.width, one.count) for name, one in asked.grids.items()}
    shown = {name: one.shown for name, one in asked.grids.items() if one.shown is not None}
    return Submission(place, user, action, value, values, rows, language, message, shown)


def asked_in(data: Mapping[str, Any]) -> Asked:
    """Give what a form asked for, out of what came back with it. Raises Unreadable."""
    asked = sub(data, "f")
    names, grids = asked.get("i"), sub(asked, "g")
    sizes = dict(_sizes(grids))
    is_ours = isinstance(names, list) and all(isinstance(one, str) for one in names)
    if names is None or not is_ours or len(sizes) < len(grids) or len(names) > _MOST_INPUTS:
        raise Unreadable("a form came back without what it asked for")
    return Asked(tuple(names), sizes)


def _sizes(grids: Mapping[str, Any]) -> Iterator[tuple[str, Size]]:
    """Give the sizes of grids, such as Clerk has them."""
    most = (_MOST_CELLS, _MOST_CELLS, _MOST_ROWS)
    for name, size in grids.items():
        is_size = isinstance(size, list) and len(size) in {2, 3}
        if is_size and all(
            isinstance(one, int) and 0 <= one <= limit
            for one, limit in zip(size, most, strict=False)
        ):
            width, count, *shown = size
            yield name, Size(max(1, width), count, *shown)
