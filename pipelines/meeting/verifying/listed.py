"""Tables of words, written in a row."""


def listed(words: str) -> frozenset[str]:
    """Give the words that blanks part."""
    return frozenset(words.split())


def ordered(words: str) -> tuple[str, ...]:
    """Give the words that blanks part, in their order."""
    return tuple(words.split())
