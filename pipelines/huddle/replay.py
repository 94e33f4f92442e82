"""What a voice model is told of a conversation that went on without it."""

from collections.abc import Callable, Mapping, Sequence

from pipelines.huddle.sitting import Sitting
from pipelines.voice import Line

# The last words of a conversation: more than any provider takes at once is of no use, and is paid
# for again with every answer.
MOST_LINES = 40
MOST_CHARACTERS = 8000


def last_words(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give the newest lines, as many as a model is told of, oldest first."""
    kept = list[Line]()
    left = MOST_CHARACTERS
    for line in reversed(lines[-MOST_LINES:]):
        left -= len(line.text)
        if left < 0 and kept:
            break
        kept.append(line)
    return tuple(reversed(kept))


def since(lines: Sequence[Line], told: Sequence[Line]) -> list[Line]:
    """Give the lines that came after those that were told."""
    known = set(map(id, told))
    newest = max((at for at, line in enumerate(lines) if id(line) in known), default=-1)
    return list(lines[newest + 1 :])


def as_read(line: Line, names: Mapping[str, str]) -> str:
    """Give a line as a model reads it."""
    return f"{names.get(line.who, line.who) or '?'}: {line.text}"


async def catch_up(
    sitting: Sitting,
    lines: Sequence[Line],
    names: Mapping[str, str],
    is_alone: Callable[[], bool],
) -> None:
    """Tell somebody who came what was said since their brief, and who is there now.

    While they are told, more happens: once this returns they know all of it.
    """
    told, alone = sitting.brief.before, sitting.brief.alone
    while (missed := since(lines, told)) or alone != is_alone():
        for line in missed:
            await read(sitting, as_read(line, names))
        told = (*told, *missed)
        if alone != is_alone():
            alone = not alone
            await accompany(sitting, alone=alone)


async def read(sitting: Sitting, text: str) -> None:
    """Let it read something."""
    await sitting.do(lambda session: session.read(text))


async def accompany(sitting: Sitting, *, alone: bool) -> None:
    """Let it know who is there."""
    await sitting.do(lambda session: session.company(alone=alone))
