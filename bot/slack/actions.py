"""Buttons and the options of menus as Slack has them, and what was meant when one is pressed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.slack.plainly import plain
from bot.slack.rendered import Block
from bot.words import length
from handlers.chat import Button, Tone

MOST_ACTION, MOST_VALUE, MOST_LABEL, MOST_URL = 255, 2000, 75, 3000
MOST_OPTION, MOST_OPTIONS = 150, 5
MOST_IN_A_ROW = 25
_SIDE_BY_SIDE = 5  # with more of them, all but the first go into menus
_BEFORE_MENU = 4
_STYLES: Mapping[Tone, str] = {"good": "primary", "bad": "danger"}
_MENU = "menu"
_MARK = "#"
_PARTED = "|"


def action_id(button: Button, index: int) -> str:
    """Name a button such that no other in its block is named so; the end is cut off when read."""
    return f"{button.action}{_MARK}{index}"


def pressed(action: Mapping[str, Any]) -> tuple[str, str]:
    """Give the action and the value of what was pressed, as Slack reports it.

    Of what Clerk never showed, that is an action that nobody knows.
    """
    if action.get("type") == "overflow":
        option = action.get("selected_option")
        said = option.get("value") if isinstance(option, Mapping) else None
        name, _, value = str(said or "").partition(_PARTED)
        return name, value
    name, _, _ = str(action.get("action_id") or "").rpartition(_MARK)
    return name, str(action.get("value") or "")


def is_shown(button: Button) -> bool:
    """Tell whether Slack has room for what a button means."""
    is_named = 0 < length(button.action) <= MOST_ACTION - 4
    return is_named and length(button.value) <= MOST_VALUE


def button_element(button: Button, index: int = 0) -> Block:
    """Give a button as Slack has it."""
    element: Block = {
        "type": "button",
        "action_id": action_id(button, index),
        "text": plain(button.label, MOST_LABEL, lines=False),
    }
    if button.value:
        element["value"] = button.value
    if button.url and length(button.url) <= MOST_URL:
        element["url"] = button.url
    if button.tone in _STYLES:
        element["style"] = _STYLES[button.tone]
    return element


def actions(row: Sequence[Button]) -> Iterator[Block]:
    """Give the blocks of a row of buttons; of many, the later ones are in menus."""
    elements = list(_elements([one for one in row if is_shown(one)]))
    for start in range(0, len(elements), MOST_IN_A_ROW):
        yield {"type": "actions", "elements": elements[start : start + MOST_IN_A_ROW]}


def _elements(row: Sequence[Button]) -> Iterator[Block]:
    if len(row) <= _SIDE_BY_SIDE:
        yield from (button_element(one, at) for at, one in enumerate(row))
        return
    beside, later = list(row[:_BEFORE_MENU]), dict[str, Button]()
    for one in row[_BEFORE_MENU:]:
        if _is_optional(one):
            later.setdefault(_option_value(one), one)
        else:
            beside.append(one)
    if len(later) % MOST_OPTIONS == 1:
        beside.append(later.popitem()[1])  # a menu of one is a button
    yield from (button_element(one, at) for at, one in enumerate(beside))
    options = [_option(one) for one in later.values()]
    for start in range(0, len(options), MOST_OPTIONS):
        yield {
            "type": "overflow",
            "action_id": f"{_MENU}{_MARK}{len(beside) + start}",
            "options": options[start : start + MOST_OPTIONS],
        }


def _is_optional(button: Button) -> bool:
    is_named = _PARTED not in button.action and button.url is None
    return is_named and length(_option_value(button)) <= MOST_OPTION


def _option(button: Button) -> Block:
    return {
        "text": plain(button.label, MOST_LABEL, lines=False),
        "value": _option_value(button),
    }


def _option_value(button: Button) -> str:
    return f"{button.action}{_PARTED}{button.value}"
