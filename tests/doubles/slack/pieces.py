"""The pieces that blocks and elements of Slack's have in common: keys, lists, texts, options."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]


def units(text: object) -> int:
    """Count a text in UTF-16 units; -1 where it is none."""
    if not isinstance(text, str):
        return -1
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def strings(value: object) -> Iterator[str]:
    """Give every string in a payload."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings(one)


def keys(value: Json, needed: set[str], allowed: set[str]) -> Iterator[str]:
    """Say what lacks, and what Slack does not know: it refuses either."""
    yield from (f"no {one}" for one in sorted(needed - set(value)))
    yield from (f"unknown {one}" for one in sorted(set(value) - needed - allowed))


def array(value: object, least: int, most: int) -> Iterator[str]:
    if not isinstance(value, list) or not least <= len(value) <= most:
        yield f"a list of {len(value) if isinstance(value, list) else value!r}"


def text_faults(
    value: object, most: int, *, kinds: Sequence[str] = ("plain_text",)
) -> Iterator[str]:
    """Say what is wrong with a text object; only a plain one says what becomes of emoji."""
    if not isinstance(value, Mapping):
        yield "no text"
        return
    allowed = {"emoji"} if value.get("type") == "plain_text" else {"verbatim"}
    yield from keys(value, {"type", "text"}, allowed)
    if value.get("type") not in kinds:
        yield f"no {value.get('type')} here"
    if not 0 < units(value.get("text")) <= most:
        yield f"a text of {units(value.get('text'))}"
    elif not value["text"].strip():
        yield "a text of nothing"


def options_faults(element: Json, least: int, most: int) -> Iterator[str]:
    """Say what is wrong with options; what is chosen at first is one of them to the letter."""
    options = element.get("options", [])
    yield from array(options, least, most)
    for one in options:
        yield from keys(one, {"text", "value"}, {"description"})
        yield from text_faults(one.get("text"), 75)
        if not 0 < units(one.get("value")) <= 150:
            yield f"an option's value of {units(one.get('value'))}"
    values = [one.get("value") for one in options]
    if len(set(values)) < len(values):
        yield "options of one value"
    if "initial_option" in element and element["initial_option"] not in options:
        yield "what is chosen at first is no option"
