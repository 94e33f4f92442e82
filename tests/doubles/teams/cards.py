"""What Teams takes of a message and of its Adaptive Cards, version 1.5, at its strictest."""

import json
from collections.abc import Iterator
from typing import Any

from tests.doubles.teams.world import CARD, Json

_ELEMENTS = {
    "ActionSet", "Column", "ColumnSet", "Container", "FactSet", "Image", "ImageSet",
    "Input.ChoiceSet", "Input.Date", "Input.Number", "Input.Text", "Input.Time", "Input.Toggle",
    "RichTextBlock", "Table", "TableCell", "TableRow", "TextBlock", "TextRun",
}  # fmt: skip
_ACTIONS = {
    "Action.Execute", "Action.OpenUrl", "Action.ShowCard", "Action.Submit",
    "Action.ToggleVisibility",
}  # fmt: skip
_INNER = ("body", "items", "columns", "rows", "cells", "inlines", "images")
_NEEDED = {
    "Table": "columns",
    "FactSet": "facts",
    "RichTextBlock": "inlines",
    "Input.ChoiceSet": "choices",
    "Action.Execute": "verb",
    "Action.OpenUrl": "url",
    "Action.Submit": "data",
}
_VERSIONS = {"1.0", "1.1", "1.2", "1.3", "1.4", "1.5"}
FILE = "clerk.file"  # what a button does that gives a file
MOST_ACTIONS = 6  # of a row: Teams folds the others away


def size(value: object) -> int:
    """Give how many bytes something has on its way, as UTF-16."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le"))


def refusal(activity: Json, most: int, most_card: int) -> str | None:
    """Say why a message is not taken; None: it is."""
    cards = [
        one.get("content") or {}
        for one in activity.get("attachments") or []
        if one.get("contentType") == CARD
    ]
    if size(activity) > most or any(size(card) > most_card for card in cards):
        return "MessageSizeTooBig"
    if activity.get("type") != "message":
        return f"an activity of type {activity.get('type')!r}"
    if not activity.get("text") and not activity.get("attachments"):
        return "a message that says nothing"
    return next((wrong for card in cards for wrong in violations(card)), None)


def violations(card: Json) -> Iterator[str]:
    """Say what is wrong with a card."""
    if card.get("type") != "AdaptiveCard" or card.get("version") not in _VERSIONS:
        yield f"{card.get('type')} {card.get('version')}"
    every = list(elements(card))
    every += [one for instead in map(_instead, every) for one in instead]
    ids = [one["id"] for one in every if "id" in one]
    yield from (f"two of id {one!r}" for one in sorted(set(ids)) if ids.count(one) > 1)
    for one in every:
        kind = str(one.get("type"))
        if kind not in _ELEMENTS | _ACTIONS:
            yield f"no {kind} in Teams"
        # Whom a client finds, as it is typed, stands on no card.
        is_found = kind == "Input.ChoiceSet" and one.get("choices.data")
        if kind in _NEEDED and not one.get(_NEEDED[kind]) and not is_found:
            yield f"{kind} without {_NEEDED[kind]}"
        if kind.startswith("Input.") and not one.get("id"):
            yield f"{kind} without id"
        if kind in {"TextBlock", "TextRun"} and not isinstance(one.get("text"), str):
            yield f"{kind} without text"


def elements(card: Any) -> Iterator[Json]:
    """Give all that stands on a card, its actions too, in order."""
    for name in _INNER:
        for one in card.get(name) or [] if isinstance(card, dict) else []:
            if name == "inlines" and isinstance(one, str):
                yield {"type": "TextRun", "text": one}
            if isinstance(one, dict):
                kind = {"columns": "Column", "rows": "TableRow", "cells": "TableCell"}.get(name)
                if card.get("type") == "Table" and name == "columns":
                    continue
                yield {**one, "type": one.get("type") or kind}
                yield from elements(one)
    for one in (card.get("actions") or []) if isinstance(card, dict) else []:
        yield one
        yield from elements(one.get("card") or {})
    inner = card.get("selectAction") if isinstance(card, dict) else None
    if inner:
        yield inner


def _instead(one: Json) -> list[Json]:
    """Give what a client shows that does not know an element, or an action."""
    fallback = one.get("fallback")
    return [fallback, *elements(fallback)] if isinstance(fallback, dict) else []


def texts(card: Json) -> list[str]:
    """Give the words that stand on a card, in order."""
    found: list[str] = []
    for one in elements(card):
        found += [str(one[name]) for name in ("text", "title", "label", "value") if one.get(name)]
        for fact in one.get("facts") or []:
            found += [str(fact.get("title")), str(fact.get("value"))]
    return found


def words(card: Json) -> str:
    """Give the words of a card as one text."""
    return "\n".join(texts(card))


def inputs(card: Json) -> list[Json]:
    """Give what there is to be filled in."""
    return [one for one in elements(card) if str(one.get("type")).startswith("Input.")]


def files(card: Json) -> Iterator[tuple[Json, str]]:
    """Give the lines of a card that offers several files, each with the name of its file."""
    for line in card.get("body") or ():
        alone = {"body": [line]}
        given = [one for one in buttons(alone) if (one.get("data") or {}).get("a") == FILE]
        if given and line.get("type") == "ColumnSet":
            yield alone, texts(alone)[0]


def buttons(card: Json) -> list[Json]:
    """Give what there is to be pressed."""
    return [one for one in elements(card) if str(one.get("type")).startswith("Action.")]
