"""Whether an Adaptive Card holds words and nothing else where a document says something."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from tests.bot.teams.filled import objects

OURS = "\u2060\u2068\u2069\u00a0"  # joiners, isolates, the spaces that code begins with: Clerk's
_SHAPES = {
    "AdaptiveCard", "Action.Execute", "Action.OpenUrl", "Action.Submit",
    "Action.ToggleVisibility", "ActionSet", "Column", "ColumnSet", "Container", "Data.Query",
    "Input.ChoiceSet", "Input.Date",
    "Input.Text", "RichTextBlock", "Table", "TableCell", "TableRow", "TextRun",
}  # fmt: skip
_RUN = {"type", "text", "weight", "size", "color", "isSubtle", "fontType"}
_WORDS = ("title", "label", "placeholder", "value", "text", "errorMessage")
_SENT = {"a", "v", "p", "f"}
_SENT_BY_OLDER = {"k", "a", "v"}
_PERHAPS_MARKUP = set("*_[]<>`#~|\\:/{}")


def faults(card: Any) -> Iterator[str]:
    """Say what on a card is more than words."""
    for one in objects(card):
        kind = one.get("type")
        if kind is not None and kind not in _SHAPES:
            yield f"{kind} is more than words"
        if kind == "TextRun" and not set(one) <= _RUN:
            yield f"words that do something: {sorted(set(one) - _RUN)}"
        if kind == "Action.Execute" and not set(one["data"]) <= _SENT:
            yield f"a press says {sorted(one['data'])}"
        if kind == "Action.Submit" and set(one["data"]) != _SENT_BY_OLDER:
            yield f"an older press says {sorted(one['data'])}"
        if kind == "Input.ChoiceSet" and one["style"] == "expanded":
            titles = "".join(choice["title"] for choice in one["choices"])
            yield from (f"{sign} in a choice" for sign in _PERHAPS_MARKUP & set(titles))
        yield from _said(one)


def _said(one: dict[str, Any]) -> Iterator[str]:
    said = [one[name] for name in _WORDS if isinstance(one.get(name), str)]
    said += [words for words in one.get("inlines", ()) if isinstance(words, str)]
    for words in said:
        if not all(map(_is_seen, set(words))):
            yield f"unseen in {words!r}"
        if "{{" in words and words != one.get("value"):
            yield f"{words!r} would be replaced"


def _is_seen(sign: str) -> bool:
    return sign in OURS or sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}
