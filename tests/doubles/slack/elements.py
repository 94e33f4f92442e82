"""What Slack takes of the elements in its blocks: buttons, menus, inputs."""

import re
from collections.abc import Iterator
from datetime import date

from tests.doubles.slack.pieces import Json, keys, options_faults, text_faults, units


def element_faults(element: Json, allowed: set[str]) -> Iterator[str]:
    """Say what is wrong with an element; `allowed` are those that its block takes."""
    kind = str(element.get("type"))
    if kind not in allowed:
        yield f"no {kind} here"
        return
    if not 0 < units(element.get("action_id")) <= 255:
        yield "no action_id, or one too long"
    yield from (f"{kind}: {fault}" for fault in _ELEMENTS[kind](element))


def _button(element: Json) -> Iterator[str]:
    yield from keys(element, {"type", "action_id", "text"}, {"value", "style", "confirm", "url"})
    yield from text_faults(element.get("text"), 75)
    if not 0 < units(element.get("url", "-")) <= 3000:
        yield f"a url of {units(element['url'])}"
    if "value" in element and not 0 < units(element["value"]) <= 2000:
        yield f"a value of {units(element['value'])}"
    if element.get("style", "primary") not in {"primary", "danger"}:
        yield "no such style"


def _overflow(element: Json) -> Iterator[str]:
    yield from keys(element, {"type", "action_id", "options"}, {"confirm"})
    yield from options_faults(element, 2, 5)


def _static_select(element: Json) -> Iterator[str]:
    known = {"placeholder", "initial_option", "confirm"}
    yield from keys(element, {"type", "action_id", "options"}, known)
    yield from options_faults(element, 1, 100)
    if "placeholder" in element:
        yield from text_faults(element["placeholder"], 150)


def _radio_buttons(element: Json) -> Iterator[str]:
    yield from keys(element, {"type", "action_id", "options"}, {"initial_option", "confirm"})
    yield from options_faults(element, 1, 10)


def _datepicker(element: Json) -> Iterator[str]:
    known = {"placeholder", "initial_date", "confirm"}
    yield from keys(element, {"type", "action_id"}, known)
    day = element.get("initial_date", "2026-11-22")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        yield "no day"
    else:
        date.fromisoformat(day)


def _users_select(element: Json) -> Iterator[str]:
    known = {"placeholder", "initial_user", "confirm", "focus_on_load"}
    yield from keys(element, {"type", "action_id"}, known)
    if not re.fullmatch(r"[UW][A-Z0-9]+", element.get("initial_user", "U0ANNA")):
        yield "no user"


def _plain_text_input(element: Json) -> Iterator[str]:
    known = {"multiline", "initial_value", "placeholder", "min_length", "max_length"}
    yield from keys(element, {"type", "action_id"}, known)
    most = element.get("max_length", 3000)
    if not 0 < most <= 3000 or not 0 <= element.get("min_length", 0) <= 3000:
        yield "lengths that there are not"
    if "initial_value" in element and not 0 < units(element["initial_value"]) <= most:
        yield f"a first value of {units(element['initial_value'])}"
    if not element.get("multiline") and "\n" in element.get("initial_value", ""):
        yield "lines in one line"


_ELEMENTS = {
    "button": _button,
    "datepicker": _datepicker,
    "overflow": _overflow,
    "plain_text_input": _plain_text_input,
    "radio_buttons": _radio_buttons,
    "static_select": _static_select,
    "users_select": _users_select,
}
