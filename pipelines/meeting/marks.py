"""How a stranger's text, a moment and a table are written in Markdown."""

import re
from collections.abc import Callable, Iterator, Sequence

from pipelines.meeting.lettering import shown

# Gives the address of a moment of a recording.
Link = Callable[[float], str]

_MARKS = re.compile(r"[\\`*_\[\]<>|~#$]")
_ENTITY = re.compile(r"&(?=#|[A-Za-z])")
_ADDRESS = re.compile(r":(?=//)|\bwww(?=\.)|[\w.+-](?=@)|@(?=\w)", re.IGNORECASE)


def escaped(text: str) -> str:
    """Give a stranger's text so that nothing in it is Markdown, HTML, a link, or calls anybody.

    What cannot be seen, or turns the line around, is left out.
    """
    line = _ENTITY.sub("&amp;", _MARKS.sub(r"\\\g<0>", shown(text)))
    # Programs look for addresses in the text that is left when marks are taken off: only a
    # character in between, which shows nothing, keeps them from making links.
    return _ADDRESS.sub("\\g<0>\u2060", line)


def clock(seconds: float) -> str:
    """Write a moment as people do: 03:07, or 1:02:03."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute:02}:{second:02}"


def at(seconds: float, link: Link | None) -> str:
    """Write a moment that leads into the player where there is one."""
    return f"[{clock(seconds)}]({link(seconds)})" if link else clock(seconds)


def cited(seconds: float, link: Link | None) -> str:
    """Write the moment of something that was said."""
    return at(seconds, link) if link else f"[{clock(seconds)}]"


def span(start_s: float, end_s: float, link: Link | None) -> str:
    """Write from when to when."""
    return f"{at(start_s, link)} – {clock(end_s)}"


def columns(names: Sequence[str], right: int | None = None) -> Iterator[str]:
    """Begin a table; the column numbered `right` is set flush right."""
    yield f"| {' | '.join(names)} |"
    lines = ("---:" if number == right else "---" for number in range(len(names)))
    yield f"| {' | '.join(lines)} |"
