"""The words of a report, in the language of whoever reads it; handlers bring them along."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.meeting.minutes import Doubt


@dataclass(frozen=True, slots=True)
class MinutesWording:
    """Headings and phrases of minutes; `{names}` in them are filled in.

    `dated` go by who says on which `{day}` it was, `weekdays` from Monday. `author` says who wrote
    them, `checked` what was looked after, `left_out` how much
    there was no room for. `due` puts a `{day}` beside the `{words}` that said it.
    `kinds` name what stands where it was not found, or was dropped; `doubts` say why, `states`
    what people decided, `earlier` that it was in a run before. `says` is `{who}` and the `{words}`,
    `quotes` the words that nobody says.
    """

    dated: Mapping[str, str]
    weekdays: tuple[str, str, str, str, str, str, str]
    day: str
    author: str
    writer: str
    checked: str
    left_out: str
    topics: str
    untitled: str
    decisions: str
    actions: str
    questions: str
    none: str
    action_columns: tuple[str, str, str, str, str]
    state_column: str
    nobody: str
    due: str
    owned: str
    by_day: str
    unverified: str
    unverified_why: str
    dropped: str
    kinds: Mapping[str, str]
    doubts: Mapping[Doubt, str]
    states: Mapping[str, str]
    edited: str
    earlier: str
    says: str
    quotes: str
    aside: str


@dataclass(frozen=True, slots=True)
class Wording:
    """Headings and phrases of a report; `{names}` in them are filled in.

    `kinds` go by where the words come from and may name the `{source}` and its `{model}`; `lacks`
    by what is missing. `no_summary` says what this is not, `generated` that words were written
    down by AI, `here` and `there` where, the latter at a `{host}`. `quote` goes around words that
    were said. `minutes` are said of what a writer made of it.
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
    minutes: MinutesWording
