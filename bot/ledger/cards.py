"""Cards as JSON, and back: what was said is kept so that it can be drawn again."""

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

from handlers.chat import Button, Buttons, Card, Code, Entry, Fields, Part, Table, Text

Json = dict[str, object]


def written(card: Card) -> Json:
    """Give a card as JSON."""
    return {
        "title": card.title,
        "tone": card.tone,
        "parts": [_part(part) for part in card.parts],
        "footer": card.footer,
    }


def read(kept: Mapping[str, Any]) -> Card:
    """Give the card that was written."""
    parts = tuple(_read_part(dict(part)) for part in kept["parts"])
    return Card(kept["title"], parts, kept["tone"], kept["footer"])


def _part(part: Part) -> Json:
    match part:
        case Buttons():
            return {"kind": "buttons", "row": [_button(button) for button in part.row]}
        case Entry():
            return _entry(part)
        case _:
            return _said(part)


def _said(part: Text | Fields | Table | Code) -> Json:
    match part:
        case Text():
            return {"kind": "text", "text": part.text, "tone": part.tone}
        case Fields():
            return {"kind": "fields", "rows": [list(row) for row in part.rows]}
        case Table():
            return {
                "kind": "table",
                "columns": list(part.columns),
                "rows": [list(row) for row in part.rows],
                "numeric": sorted(part.numeric),
            }
        case Code():
            return {"kind": "code", "title": part.title, "text": part.text}
        case _:
            assert_never(part)


def _entry(entry: Entry) -> Json:
    return {
        "kind": "entry",
        "title": entry.title,
        "detail": entry.detail,
        "button": None if entry.button is None else _button(entry.button),
        "tone": entry.tone,
    }


def _button(button: Button) -> Json:
    return {
        "action": button.action,
        "value": button.value,
        "label": button.label,
        "tone": button.tone,
        "url": button.url,
    }


def _read_part(kept: dict[str, Any]) -> Part:
    kind = kept.pop("kind")
    if kind == "buttons":
        return Buttons(tuple(Button(**one) for one in kept["row"]))
    if kind == "entry":
        button = kept.pop("button")
        return Entry(**kept, button=None if button is None else Button(**button))
    if kind == "fields":
        return Fields(tuple((name, value) for name, value in kept["rows"]))
    if kind == "table":
        return Table(tuple(kept["columns"]), _rows(kept["rows"]), frozenset(kept["numeric"]))
    return _PLAIN[kind](**kept)


_PLAIN: Mapping[str, type[Text] | type[Code]] = {"text": Text, "code": Code}


def _rows(kept: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in kept)
