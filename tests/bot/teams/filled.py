"""A form as Teams sends it back: what a person left as it was, and what they wrote."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.teams.verbs import SUBMIT


def objects(shown: Any) -> Iterator[dict[str, Any]]:
    """Give every object of what is shown, in their order."""
    if isinstance(shown, dict):
        yield shown
    for one in shown.values() if isinstance(shown, dict) else shown:
        if isinstance(one, dict | list):
            yield from objects(one)


def of_type(shown: Any, kind: str) -> list[Any]:
    """Give the objects of a type, in their order."""
    return [one for one in objects(shown) if one.get("type") == kind]


def words(shown: Any) -> list[str]:
    """Give every paragraph, without what only a client sees that draws no tables."""
    if isinstance(shown, dict) and shown.get("type") == "RichTextBlock":
        runs = [one if isinstance(one, str) else one["text"] for one in shown["inlines"]]
        return ["".join(runs)]
    if isinstance(shown, dict):
        return [said for key, one in shown.items() if key != "fallback" for said in words(one)]
    return [said for one in shown for said in words(one)] if isinstance(shown, list) else []


def inputs(shown: Any) -> dict[str, Any]:
    """Give what there is to be filled in, by its id."""
    found = (one for one in objects(shown) if str(one.get("type")).startswith("Input."))
    return {one["id"]: one for one in found}


def sent(shown: Any, written: Mapping[str, str] | None = None, *, empty: bool = False) -> Any:
    """Give the data of a form that is sent off, with what was `written` by id.

    `empty`: the client sends what is empty, too.
    """
    [submit] = [one for one in objects(shown) if one.get("verb") == SUBMIT]
    assert not set(written or {}) - set(inputs(shown))
    values = {name: str(one.get("value", "")) for name, one in inputs(shown).items()}
    values |= written or {}
    return submit["data"] | {name: one for name, one in values.items() if one or empty}
