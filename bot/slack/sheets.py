"""A card as a modal: what people are told where there is no channel to tell it in."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from bot.slack.classic import toned
from bot.slack.inputs import blocks_of
from bot.slack.plainly import plain
from bot.slack.rendered import Block
from bot.slack.room import Layout, Room
from handlers.chat import Card, Language, Text
from handlers.texts.catalogue import texts

CALLBACK = "sheet"
_TITLE = "Clerk"
_MOST_BLOCKS, _MOST_CHARACTERS = 100, 60_000
# Under which name an element takes what somebody left in it, by the name it comes back under.
_LEFT: Mapping[str, str] = {
    "value": "initial_value",
    "selected_date": "initial_date",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
}


def sheet_of(card: Card, language: Language) -> Block:
    """Show a card to one person; its buttons can be pressed."""
    blocks = Layout(card, "classic", Room(_MOST_BLOCKS, _MOST_CHARACTERS)).blocks()
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain(_TITLE, 24),
        "close": plain(texts(language).status.close, 24),
        "blocks": blocks,
    }


def form_again(view: Mapping[str, Any], mistakes: Mapping[str, str]) -> Block:
    """Show a form as somebody left it, with what is wrong in it above.

    At its fields that can be said in an acknowledgement only. `mistakes` go by the ids of blocks.
    """
    blocks = [dict(_as_left(block, view)) for block in view.get("blocks") or ()]
    said = [one for part in _said(view, mistakes) for one in toned(part)]
    kept = ("callback_id", "private_metadata", "title", "submit", "close")
    shown = {name: copy.deepcopy(view[name]) for name in kept if view.get(name) is not None}
    return {"type": "modal", **shown, "blocks": [*said, *blocks][:_MOST_BLOCKS]}


def _said(view: Mapping[str, Any], mistakes: Mapping[str, str]) -> Iterator[Text]:
    labels = {one.get("block_id"): _label(one) for one in view.get("blocks") or ()}
    for block in blocks_of(view):
        if block in mistakes:
            yield Text(f"{labels[block]}: {mistakes[block]}", "bad")


def _label(block: Mapping[str, Any]) -> str:
    return str((block.get("label") or {}).get("text") or "")


def _as_left(block: Mapping[str, Any], view: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give a block with what somebody left in it in the place of what stood there."""
    for name, value in block.items():
        if name != "element" or not isinstance(value, Mapping):
            yield name, copy.deepcopy(value)
            continue
        state = _state(view, block.get("block_id"), value.get("action_id"))
        element = {
            one: copy.deepcopy(given) for one, given in value.items() if one not in _LEFT.values()
        }
        left = {_LEFT[one]: given for one, given in state.items() if one in _LEFT and given}
        yield name, {**element, **left}


def _state(view: Mapping[str, Any], block: object, action: object) -> Mapping[str, Any]:
    found: object = view.get("state")
    for name in ("values", block, action):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else {}
