"""Words out of documents, made such that they are words and nothing else in an Adaptive Card."""

import re

from bot.words import JOINER

# What a client puts a date in the place of, wherever it stands: {{DATE(...)}}.
_BRACES = re.compile(r"\{(?=\{)")


def defused(text: str) -> str:
    """Write a text such that nothing in it is replaced when it is shown."""
    return _BRACES.sub("{" + JOINER, text)
