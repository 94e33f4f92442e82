"""How far the words that were heard are from those that were said: WER, and CER for Chinese."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Levenshtein

Unit = Literal["word", "character"]

_APOSTROPHES = frozenset("'’ʼ`")
_MOST_SHOWN = 40  # characters on each side


@dataclass(frozen=True)
class Words:
    """How many units were said, and how many were left out, put in, or heard as others.

    `wrong` are the stretches that differ: what was said, and what was heard.
    """

    unit: Unit
    said: int
    errors: int
    wrong: tuple[tuple[str, str], ...] = ()

    @property
    def rate(self) -> float:
        """The errors for each unit that was said; it may be above 1. Of nothing said: 0 or 1."""
        return self.errors / self.said if self.said else float(self.errors > 0)


def compared(said: str, heard: str) -> Words:
    """Hold what was heard against what was said, in the unit of what was said."""
    unit = unit_of(said)
    wanted, given = units(said, unit), units(heard, unit)
    changes = Levenshtein.opcodes(wanted, given)
    glue = " " if unit == "word" else ""
    wrong = tuple(
        (_shown(wanted[one.src_start : one.src_end], glue),
         _shown(given[one.dest_start : one.dest_end], glue))
        for one in changes
        if one.tag != "equal"
    )  # fmt: skip
    return Words(unit, len(wanted), Levenshtein.distance(wanted, given), wrong)


def unit_of(said: str) -> Unit:
    """Count in characters where Chinese ones are more than all words of other scripts."""
    chinese = sum(map(_is_chinese, said))
    rest = "".join(" " if _is_chinese(one) else one for one in said)
    return "character" if chinese > len(units(rest, "word")) else "word"


def units(text: str, unit: Unit) -> list[str]:
    """Take a text apart: NFKC, lower case, no punctuation; numbers stay as they are written."""
    told = "".join(_plain(unicodedata.normalize("NFKC", text).casefold()))
    return told.split() if unit == "word" else ["".join(one) for one in told if not one.isspace()]


def _plain(text: str) -> Iterator[str]:
    """Leave punctuation out: an apostrophe joins, what stands in a number stays, all else parts."""
    for at, one in enumerate(text):
        inside = text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
        if one.isalnum() or (one in ".,:" and inside) or unicodedata.category(one).startswith("M"):
            yield one
        elif one not in _APOSTROPHES:
            yield " "


def _is_chinese(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("CJK UNIFIED")


def _shown(some: Sequence[str], glue: str) -> str:
    told = glue.join(some)
    return told if len(told) <= _MOST_SHOWN else f"{told[: _MOST_SHOWN - 1]}…"
