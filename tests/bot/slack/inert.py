"""Whether a payload of Slack's holds words and nothing else."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

OURS = "\u2060\u2068\u2069"  # joiners and isolates: Clerk's own, against what others might do
_WORDS = {"plain_text", "text", "raw_text"}
_SHAPES = {
    "actions", "button", "context", "datepicker", "emoji", "header", "home", "input", "modal",
    "overflow", "plain_text_input", "radio_buttons", "rich_text", "rich_text_preformatted",
    "rich_text_section", "section", "static_select", "table",
}  # fmt: skip
_ICONS = {"white_check_mark", "warning", "hourglass_flowing_sand"}
_MARKUP = re.compile(
    r"[<>*＊~～`｀＿@#|\n]|^\s*(?:&gt;|＞)|&(?!amp;|lt;|gt;)|://|(?<!\w)_|_(?!\w)|:[\w+＋'-]+:"
    r"|\w\.[^\W\d]|[a-z]:\w"
)


def is_seen(sign: str) -> bool:
    """Tell whether a sign is one of those that can be seen."""
    return sign in OURS or sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}


def faults(payload: object) -> Iterator[str]:
    """Say what in blocks or a view is more than words."""
    if isinstance(payload, Mapping):
        yield from _object(payload)
        for one in payload.values():
            yield from faults(one)
    elif isinstance(payload, list | tuple):
        for one in payload:
            yield from faults(one)


def _object(value: Mapping[str, Any]) -> Iterator[str]:
    kind = value.get("type")
    if kind is not None and kind not in _WORDS | _SHAPES:
        yield f"{kind} is more than words"
    if isinstance(value.get("text"), str):
        if kind not in _WORDS:
            yield f"words in {kind}"
        if not all(map(is_seen, set(value["text"]))):
            yield f"unseen in {value['text']!r}"
    if kind == "plain_text" and value.get("emoji") is not False:
        yield "names between colons would be drawn"
    if kind == "text" and set(value) != {"type", "text"}:
        yield "words with a style"
    if kind == "emoji" and value["name"] not in _ICONS:
        yield f"{value['name']} is no sign of ours"


def is_inert(fallback: str) -> bool:
    """Tell whether Slack's markup finds nothing to read in a text."""
    return _MARKUP.search(fallback) is None and all(map(is_seen, set(fallback)))
