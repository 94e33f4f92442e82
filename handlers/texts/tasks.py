"""What Clerk says of decisions and of things to do, in one language: part of its `Texts`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaskTexts:
    """Phrases of cards, forms, messages and lists; `{names}` are filled in by whoever speaks.

    `kinds` go by kind, `finders` by who found something, `states` and `refusals` by the state that
    something is in or why a press comes to nothing, `buttons` by what they do, `views` by what a
    list shows, `files` by the form of a file. `left` and `listed` are said of one and many.
    """

    title: str
    nothing: str
    left: tuple[str, str]
    none_left: str
    how: str
    by_rules: str
    by_ai: str
    finders: Mapping[str, str]
    kinds: Mapping[str, str]
    entry: str
    owner: str
    owner_named: str
    nobody: str
    due: str
    due_said: str
    no_due: str
    quote: str
    verified: str
    apart: str
    edited: str
    doubtful: str
    states: Mapping[str, str]
    told: str
    untold: str
    own: str
    buttons: Mapping[str, str]
    page: str
    last_page: str
    files: Mapping[str, str]
    sending: str
    sending_why: str
    file_alt: str
    no_direct: str
    refused: str
    refusals: Mapping[str, str]
    text: str
    person: str
    person_hint: str
    free: str
    free_hint: str
    day: str
    said_then: str
    wrong: Mapping[str, str]
    for_you: str
    done_title: str
    meeting: str
    confirmed_by: str
    not_theirs: str
    due_today: str
    overdue: str
    late: str
    listed: Mapping[str, tuple[str, str]]
    list_empty: Mapping[str, str]
    views: Mapping[str, str]
