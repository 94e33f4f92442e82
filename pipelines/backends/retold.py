"""What was said before a voice model came, told again in as many tokens as it may take."""

from collections.abc import Mapping

from pipelines.voice import ASSISTANT, Brief, Line

# A guess that is rather too high: characters of words without spaces are a token each.
_PLAIN = 3.5  # characters a token
_AROUND = 4  # tokens that say who speaks


def retold(brief: Brief, *, tokens: int, lines: int) -> list[tuple[bool, str]]:
    """Give the newest lines, oldest first, and whether the assistant said each.

    What others said begins with their names.
    """
    given: list[tuple[bool, str]] = []
    for line in reversed(brief.before):
        said = _said(line, brief.names or {})
        tokens -= _AROUND + _weight(said)
        if tokens < 0 or len(given) == lines:
            break
        given.append((line.who == ASSISTANT, said))
    return given[::-1]


def shortened(text: str, tokens: int) -> str:
    """Give as much of a text as so many tokens hold."""
    while _weight(text) > tokens:
        text = text[: int(len(text) * 0.9)]
    return text


def _said(line: Line, names: Mapping[str, str]) -> str:
    name = names.get(line.who, "")
    return f"{name}: {line.text}" if name and line.who != ASSISTANT else line.text


def _weight(text: str) -> int:
    plain = sum(character.isascii() for character in text)
    return round(plain / _PLAIN) + len(text) - plain
