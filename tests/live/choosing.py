"""Which tests with the mark `live(provider)` run: those asked for whose key or address is given."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import pytest

MARK = "live"
# What must be in the environment for a provider to be asked.
WANTED: Mapping[str, str] = {
    "qwen": "QWEN_VL_URL",
    "claude": "ANTHROPIC_API_KEY",
    "gpt": "OPENAI_API_KEY",
    "gemini": "GEMINI_API_KEY",
    "gemini-video": "GEMINI_API_KEY",
    "whisper": "WHISPER_URL",
}
READING = ("qwen", "claude", "gpt", "gemini")
HEARING = ("whisper", "gpt", "gemini")
WRITING = (*READING, "gemini-video")


class Marked(Protocol):
    """A collected test."""

    def get_closest_marker(self, name: str) -> pytest.Mark | None: ...


def provider(item: Marked) -> str | None:
    """Give whom a test asks; None: nobody."""
    mark = item.get_closest_marker(MARK)
    return None if mark is None else str(mark.args[0])


def is_asked(marks: str, name: str, environment: Mapping[str, str]) -> bool:
    """Tell whether a provider is to be asked; `marks` is what was written behind -m."""
    return MARK in marks.split() and bool(environment.get(WANTED[name]))


def unasked(
    items: Sequence[Marked], marks: str, environment: Mapping[str, str]
) -> dict[str, list[Marked]]:
    """Give the tests that do not run, by provider."""
    found: dict[str, list[Marked]] = {}
    for item in items:
        name = provider(item)
        if name is not None and not is_asked(marks, name, environment):
            found.setdefault(name, []).append(item)
    return found
