"""About how many tokens a text is for a model: rather too many than too few."""

import re

# A token of its own each: characters of Chinese and its neighbours, figures, signs. Of Latin
# letters three and more are one; of other scripts two.
_ALONE = re.compile(r"[\u2e80-\U0010ffff]|[0-9]|[!-/:-@\[-`{-~]")
_LATIN = re.compile(r"[A-Za-z]")
_OTHERS = re.compile(r"[\u0080-\u2e7f]")
_LATIN_LETTERS, _OTHER_LETTERS = 3, 2
_LEAST = 1


def tokens(text: str) -> int:
    """Give about how many tokens a text is."""
    alone = len(_ALONE.findall(text))
    latin = len(_LATIN.findall(text))
    others = len(_OTHERS.findall(text))
    return _LEAST + alone + -(-latin // _LATIN_LETTERS) + -(-others // _OTHER_LETTERS)
