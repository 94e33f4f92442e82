"""One input of a form as one of an Adaptive Card, and what a person left in it.

An id says how the value is written: as it is, or with what cannot be seen of it written out. A
client leaves out what is empty.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.teams.elements import Element
from bot.teams.shapes import text
from bot.teams.wording import defused
from bot.words import cut, length, seen
from bot.written import escaped, is_plain, unescaped
from handlers.chat import Input
from handlers.texts.fitting import FittingTexts

MOST_LABEL = 200
_AS_IT_IS, _WRITTEN_OUT = "i.", "e."
_NOTHING = "(nothing)"  # a client takes no empty value, and an empty one may be chosen
_MOST_CHOICES, _MOST_CHOICE = 100, 100
_MOST_WRITTEN = 100_000
_FEW = 5  # choices that are shown beside each other
_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}", re.ASCII)
_PERSON = re.compile(r"[0-9a-fA-F-]{8,64}")  # an object id of Entra's
# A choice that is shown beside others is markup to some clients.
_UNMARKED = re.compile(r"[(（]?[^\W_]+(?:[ '’-][^\W_]+)*[)）]?")
# Whom a client finds by the name: in a chat with Clerk alone the others would not be among those
# who read it. Whoever is picked is looked at again.
_PEOPLE = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}


def input_element(one: Input, phrases: FittingTexts) -> Element:
    """Give what a value is written into, or picked in."""
    if one.kind == "choice" and (choices := _choices(one)):
        shown = _choice(one, choices, phrases)
    elif one.kind == "date" and _is_day(one.value):
        shown = _valued({"type": "Input.Date", "id": f"{_AS_IT_IS}{one.name}"}, one.value)
    elif one.kind == "person" and (not one.value or _PERSON.fullmatch(one.value)):
        shown = _valued(_picker(one), one.value)
    else:
        shown = _text(one)
    shown["label"] = labelled(one.label)
    if one.required:
        shown |= {"isRequired": True, "errorMessage": phrases.needed}
    return shown


def is_as_it_is(one: Input) -> bool:
    """Tell whether all of what an input holds can be seen."""
    return is_plain(one.value, lines=one.kind == "note")


def value_in(data: Mapping[str, Any], name: str) -> str:
    """Read what a person left in an input."""
    if f"{_WRITTEN_OUT}{name}" in data:
        return unescaped(written(data, f"{_WRITTEN_OUT}{name}"))
    value = written(data, f"{_AS_IT_IS}{name}")
    return "" if value == _NOTHING else value


def written(data: Mapping[str, Any], name: str) -> str:
    """Give what stands in an input; nothing where neither a text nor a figure came back."""
    value = data.get(name)
    return str(value) if isinstance(value, int | float) else text(data, name, most=_MOST_WRITTEN)


def labelled(text: str) -> str:
    """Give the name of an input."""
    return defused(cut(seen(text, lines=False), MOST_LABEL)) or "–"


def _valued(element: Element, value: str) -> Element:
    return element | {"value": value} if value else element


def _text(one: Input) -> Element:
    is_note = one.kind == "note"
    way, value = _AS_IT_IS, one.value
    # What says that nothing is chosen would be read as that.
    if not is_as_it_is(one) or value == _NOTHING:
        way, value = _WRITTEN_OUT, escaped(value, lines=is_note)
    element: Element = {"type": "Input.Text", "id": f"{way}{one.name}"}
    if is_note:
        element["isMultiline"] = True
    return _valued(element, value)


def _is_day(value: str) -> bool:
    if not value:
        return True
    try:
        return bool(_DAY.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _picker(one: Input) -> Element:
    """Give what somebody of the company is picked in, by the name."""
    return {
        "type": "Input.ChoiceSet",
        "id": f"{_AS_IT_IS}{one.name}",
        "style": "filtered",
        "choices": [],
        "choices.data": _PEOPLE,
    }


def _choices(one: Input) -> tuple[str, ...]:
    """Give what can be chosen, what the input holds among it; nothing where it must be typed."""
    nothing = () if one.required else ("",)
    choices = tuple(dict.fromkeys((*one.options, *([one.value] if one.value else []), *nothing)))
    fit = all(length(one) <= _MOST_CHOICE and is_plain(one) for one in choices)
    fit = fit and _NOTHING not in choices and len(choices) <= _MOST_CHOICES
    return choices if one.options and fit else ()


def _choice(one: Input, choices: tuple[str, ...], phrases: FittingTexts) -> Element:
    titles = [defused(choice) or phrases.no_choice for choice in choices]
    is_open = len(choices) <= _FEW and all(map(_UNMARKED.fullmatch, titles))
    shown = [
        {"title": title, "value": choice or _NOTHING}
        for title, choice in zip(titles, choices, strict=True)
    ]
    element: Element = {
        "type": "Input.ChoiceSet",
        "id": f"{_AS_IT_IS}{one.name}",
        "style": "expanded" if is_open else "compact",
        "placeholder": phrases.choose,
        "choices": shown,
    }
    if one.value in choices:
        element["value"] = one.value or _NOTHING
    return element
