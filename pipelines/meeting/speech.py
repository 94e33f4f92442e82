"""Words as they are spoken: counted where blanks part them, by the letter in Chinese."""

import re

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = re.compile(f"[{_HAN}]")
_WORD = re.compile(f"[{_HAN}]|[^\\W_{_HAN}]+(?:['\u2019-][^\\W_{_HAN}]+)*")
_WORDS_A_SECOND = 2.5
_LETTERS_A_SECOND = 4.5


def words(text: str) -> list[str]:
    """Give the words, in lower case and without what stands between them."""
    return _WORD.findall(text.lower())


def lasts(text: str) -> float:
    """Reckon how many seconds it takes to say this."""
    letters = len(_LETTER.findall(text))
    others = len(_WORD.findall(text)) - letters
    return letters / _LETTERS_A_SECOND + others / _WORDS_A_SECOND
