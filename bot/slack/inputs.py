"""One input of a form as a block of a modal, and what a person left in it.

A block is named by its input. The element in it is named by how its value is written and by what
it was: one that shows something else is another element, or Slack would keep what was typed.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.slack.actions import MOST_LABEL, MOST_OPTION
from bot.slack.plainly import plain
from bot.slack.rendered import Block
from bot.words import length
from bot.written import escaped, is_plain, unescaped
from handlers.chat import Input
from handlers.texts.fitting import FittingTexts

INPUT = "input:"
MOST_WRITTEN, MOST_NAME, MOST_HINT = 3000, 2000, 2000
MOST_CHOICES = 100
_FEW = 5  # options that are shown beside each other
_CHOSEN = "="  # Slack takes no empty value, and an empty one may be chosen
_USER = re.compile(r"[UW][A-Z0-9]{2,}", re.ASCII)
_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}", re.ASCII)


def input_block(one: Input, phrases: FittingTexts) -> Block | None:
    """Give the block of an input; None where there is no room for what it holds."""
    if one.kind == "choice" and (choices := _choices(one)):
        return _labelled(one, _choice(one, choices, phrases), one.hint)
    if one.kind == "date" and _is_day(one.value):
        return _labelled(one, _day(one), one.hint)
    if one.kind == "person" and (not one.value or _USER.fullmatch(one.value)):
        return _labelled(one, _person(one), one.hint)
    element = text_element(one.value, lines=one.kind == "note")
    if element is None:
        return None
    hints = [one.hint] if one.hint else []
    if not is_plain(one.value, lines=one.kind == "note"):
        hints.append(phrases.unseen)
    return _labelled(one, element, "\n".join(hints))


def text_element(value: str, *, lines: bool) -> Block | None:
    """Give what a value is written into; None where it is too long for that."""
    is_as_is = is_plain(value, lines=lines)
    shown = value if is_as_is else escaped(value, lines=lines)
    if length(shown) > MOST_WRITTEN:
        return None
    element: Block = {
        "type": "plain_text_input",
        "action_id": named("plain" if is_as_is else "escaped", value),
        "multiline": lines,
    }
    return element | {"initial_value": shown} if shown else element


def named(way: str, value: str) -> str:
    """Name an element by how its value is written, and by the value."""
    return f"{way}.{zlib.crc32(value.encode(errors='surrogatepass')):08x}"


def element_of(view: Mapping[str, Any], block_id: str) -> tuple[str, Mapping[str, Any]]:
    """Give how the element of a block is named, and its state.

    Raises ValueError where there is none.
    """
    values = _mapping(_mapping(view.get("state")).get("values"))
    for action_id, state in _mapping(values.get(block_id)).items():
        return str(action_id), _mapping(state)
    raise ValueError("a form came back without one of its inputs")


def value_in(action_id: str, state: Mapping[str, Any]) -> str:
    """Read what a person left in an element."""
    match state.get("type"):
        case "datepicker":
            return str(state.get("selected_date") or "")
        case "users_select":
            return str(state.get("selected_user") or "")
        case "radio_buttons" | "static_select":
            chosen = _mapping(state.get("selected_option")).get("value") or _CHOSEN
            return str(chosen).removeprefix(_CHOSEN)
        case _:
            written = str(state.get("value") or "")
            return unescaped(written) if action_id.startswith("escaped.") else written


def blocks_of(view: Mapping[str, Any]) -> Iterator[str]:
    """Name the blocks of a view that hold an input, in their order."""
    for block in view.get("blocks") or ():
        if block.get("type") == "input":
            yield str(block.get("block_id"))


def _labelled(one: Input, element: Block, hint: str | None) -> Block:
    block: Block = {
        "type": "input",
        "block_id": f"{INPUT}{one.name}",
        "label": plain(one.label, MOST_NAME, lines=False),
        "element": element,
        "optional": not one.required,
    }
    return block | {"hint": plain(hint, MOST_HINT)} if hint else block


def _is_day(value: str) -> bool:
    if not value:
        return True
    try:
        return bool(_DAY.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _day(one: Input) -> Block:
    element: Block = {"type": "datepicker", "action_id": named("day", one.value)}
    return element | {"initial_date": one.value} if one.value else element


def _person(one: Input) -> Block:
    element: Block = {"type": "users_select", "action_id": named("person", one.value)}
    return element | {"initial_user": one.value} if one.value else element


def _choices(one: Input) -> tuple[str, ...]:
    """Give what can be chosen, what the input holds among it; nothing where it must be typed."""
    nothing = () if one.required else ("",)
    choices = tuple(dict.fromkeys((*one.options, *([one.value] if one.value else []), *nothing)))
    fit = all(length(one) < MOST_OPTION and is_plain(one) for one in choices)
    return choices if one.options and fit and len(choices) <= MOST_CHOICES else ()


def _choice(one: Input, choices: tuple[str, ...], phrases: FittingTexts) -> Block:
    options = {
        choice: {
            "text": plain(choice or phrases.no_choice, MOST_LABEL, lines=False),
            "value": f"{_CHOSEN}{choice}",
        }
        for choice in choices
    }
    element: Block = {"action_id": named("choice", one.value), "options": list(options.values())}
    if one.value in options:
        element["initial_option"] = options[one.value]
    if len(choices) <= _FEW:
        return {"type": "radio_buttons"} | element
    placeholder = plain(phrases.choose, MOST_OPTION, lines=False)
    return {"type": "static_select", "placeholder": placeholder} | element


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
