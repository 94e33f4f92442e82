"""What Clerk says of voice rooms, in one language: part of its `Texts`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HuddleTexts:
    """Phrases of cards and answers about voice rooms; `{names}` are filled in by whoever speaks.

    `places` go by whose machine a model works on, `endings` by why a room ended, `refusals` by why
    nothing comes of a press or a command. `buttons` go by what they do.
    """

    title: str
    titled: str
    started: str
    topic: str
    listens: str
    nobody: str
    simulated: str
    places: Mapping[str, str]
    then: str
    hears: str
    kept: str
    limits: str
    limit_money: str
    end_of_sentence: str
    buttons: Mapping[str, str]
    ready: str
    ready_why: str
    ready_again: str
    go: str
    began: str
    is_open: str
    is_open_why: str
    ended: str
    endings: Mapping[str, str]
    length: str
    people: str
    no_people: str
    cost: str
    cost_unknown: str
    wordless: str
    minutes_follow: str
    refused: str
    refusals: Mapping[str, str]
    ending_now: str
    file: str
    assistant: str
    source: str
    source_ai: str
