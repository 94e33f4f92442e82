"""The words of a report, in the language of whoever reads it; handlers bring them along."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Headings and phrases of a report; `{names}` in them are filled in.

    `kinds` go by where the words come from and may name the `{source}` and its `{model}`; `lacks`
    by what is missing. `no_summary` says what this is not, `generated` that words were written
    down by AI, `here` and `there` where, the latter at a `{host}`. `quote` goes around words that
    were said.
    """

    length: str
    here: str
    there: str
    words: str
    kinds: Mapping[str, str]
    no_words: str
    counted: str
    no_summary: str
    generated: str
    lacking: str
    lacks: Mapping[str, str]
    participants: str
    participant_columns: tuple[str, str, str, str]
    nobody_named: str
    chapters: str
    chapter_columns: tuple[str, str, str]
    no_slide: str
    slides: str
    slide: str
    again: str
    comma: str
    commitments: str
    commitments_why: str
    transcript: str
    reckoned: str
    quote: str
