"""What Slack takes of blocks and views, as it documents it, and the limits it does not document.

Of the surfaces: Slack lists for each block where it is drawn; alert is for modals, tables are for
messages, one of them a message. Lengths are counted in UTF-16 units, the strictest way there is.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from tests.doubles.slack.elements import element_faults
from tests.doubles.slack.pieces import Json, array, keys, strings, text_faults, units

Surface = Literal["message", "modal", "home"]

MOST_BLOCKS: Mapping[str, int] = {"message": 50, "modal": 100, "home": 100}
MOST_CHARACTERS = 9000  # of a message: refused at 11,341 by one report, and documented nowhere
MOST_OF_TABLES = 10_000
MOST_VIEW = 250_000  # bytes
_SURFACES = {
    "actions": "message modal home",
    "alert": "modal",
    "context": "message modal home",
    "data_table": "message",
    "divider": "message modal home",
    "header": "message modal home",
    "input": "message modal home",
    "rich_text": "message modal home",
    "section": "message modal home",
    "table": "message",
}
_TABLES = {"table", "data_table"}
_ANY_TEXT = ("plain_text", "mrkdwn")
_SECTION_ELEMENTS = {"button", "overflow", "static_select", "datepicker", "radio_buttons"}
_ACTION_ELEMENTS = {"button", "overflow", "static_select", "datepicker", "radio_buttons"}
_INPUT_ELEMENTS = {
    "plain_text_input", "static_select", "users_select", "datepicker", "radio_buttons",
}  # fmt: skip


def check(blocks: Sequence[Json], surface: Surface) -> str | None:
    """Give Slack's error for some blocks; None where it takes them."""
    wrong = violations(blocks, surface)
    if any("characters in all" in one for one in wrong):
        return "msg_blocks_too_long"
    return "invalid_blocks" if wrong else None


def violations(blocks: Sequence[Json], surface: Surface) -> list[str]:
    """Say what is wrong with the blocks of a message or a view."""
    found = list(_of_all(blocks, surface))
    for at, block in enumerate(blocks):
        kind = block.get("type")
        if surface not in _SURFACES.get(str(kind), "").split():
            found.append(f"{at}: {kind} is not for a {surface}")
            continue
        found += (f"{at} {kind}: {fault}" for fault in _BLOCKS[str(kind)](block))
    return found


def view_violations(view: Json) -> list[str]:
    """Say what is wrong with a modal or a home."""
    kind = view.get("type")
    if kind not in {"modal", "home"} or not isinstance(view.get("blocks"), list):
        return ["no modal and no home"]
    found = violations(view["blocks"], kind)
    if len(json.dumps(view).encode()) > MOST_VIEW:
        found.append("view: too large")
    for name, most in (("private_metadata", 3000), ("callback_id", 255)):
        if units(view.get(name, "")) > most:
            found.append(f"view: {name} too long")
    texts = {"title", "submit", "close"}
    found += keys(view, {"type", "blocks"} | ({"title"} if kind == "modal" else set()),
                  {"private_metadata", "callback_id", "notify_on_close", "clear_on_close"}
                  | (texts if kind == "modal" else set()))  # fmt: skip
    found += (
        f"view {name}: {fault}"
        for name in texts & set(view)
        for fault in text_faults(view[name], 24)
    )
    if kind == "modal" and "submit" not in view and _has_input(view["blocks"]):
        found.append("view: inputs without submit")
    return found


def characters(blocks: object) -> int:
    """Count the characters that are shown."""
    if isinstance(blocks, Mapping):
        own = sum(units(one) for key, one in blocks.items() if key == "text" and _is_text(one))
        return own + sum(characters(one) for one in blocks.values())
    if isinstance(blocks, list | tuple):
        return sum(map(characters, blocks))
    return 0


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _has_input(blocks: Sequence[Json]) -> bool:
    return any(block.get("type") == "input" for block in blocks)


def _of_all(blocks: Sequence[Json], surface: Surface) -> Iterator[str]:
    if len(blocks) > MOST_BLOCKS[surface]:
        yield f"{len(blocks)} blocks"
    ids = Counter(block["block_id"] for block in blocks if "block_id" in block)
    yield from (f"block_id {one!r} twice" for one, count in ids.items() if count > 1)
    yield from (f"block_id {one!r}" for one in ids if not 0 < units(one) <= 255)
    if surface == "message" and characters(blocks) > MOST_CHARACTERS:
        yield f"{characters(blocks)} characters in all"
    tables = [block for block in blocks if block.get("type") in _TABLES]
    if len(tables) > 1:
        yield "only_one_table_allowed"
    if characters(tables) > MOST_OF_TABLES:
        yield "a table of too many characters"
    for one in strings(blocks):
        if re.search("[\x00\ud800-\udfff]", one):
            yield "what cannot be sent"


def _section(block: Json) -> Iterator[str]:
    yield from keys(block, {"type"}, {"text", "fields", "accessory", "block_id", "expand"})
    if "text" not in block and "fields" not in block:
        yield "says nothing"
    if "text" in block:
        yield from text_faults(block["text"], 3000, kinds=_ANY_TEXT)
    if "fields" in block:
        yield from array(block["fields"], 1, 10)
        for one in block["fields"]:
            yield from text_faults(one, 2000, kinds=_ANY_TEXT)
    if "accessory" in block:
        yield from element_faults(block["accessory"], _SECTION_ELEMENTS)


def _header(block: Json) -> Iterator[str]:
    yield from keys(block, {"type", "text"}, {"block_id"})
    yield from text_faults(block.get("text"), 150)


def _divider(block: Json) -> Iterator[str]:
    yield from keys(block, {"type"}, {"block_id"})


def _context(block: Json) -> Iterator[str]:
    yield from keys(block, {"type", "elements"}, {"block_id"})
    yield from array(block.get("elements"), 1, 10)
    for one in block.get("elements", []):
        yield from text_faults(one, 2000, kinds=_ANY_TEXT)


def _alert(block: Json) -> Iterator[str]:
    yield from keys(block, {"type", "text"}, {"level", "block_id"})
    yield from text_faults(block.get("text"), 200, kinds=_ANY_TEXT)
    if block.get("level", "default") not in {"default", "info", "warning", "error", "success"}:
        yield "no such level"


def _actions(block: Json) -> Iterator[str]:
    yield from keys(block, {"type", "elements"}, {"block_id"})
    elements = block.get("elements", [])
    yield from array(elements, 1, 25)
    for one in elements:
        yield from element_faults(one, _ACTION_ELEMENTS)
    ids = Counter(one.get("action_id") for one in elements)
    yield from (f"action_id {one!r} twice" for one, count in ids.items() if count > 1)


def _input(block: Json) -> Iterator[str]:
    yield from keys(block, {"type", "label", "element"}, {"hint", "optional", "block_id"})
    yield from text_faults(block.get("label"), 2000)
    if "hint" in block:
        yield from text_faults(block["hint"], 2000)
    yield from element_faults(block.get("element", {}), _INPUT_ELEMENTS)


def _rich_text(block: Json) -> Iterator[str]:
    yield from keys(block, {"type", "elements"}, {"block_id"})
    yield from array(block.get("elements"), 1, 100)
    for one in block.get("elements", []):
        yield from keys(one, {"type", "elements"}, {"border"})
        if one.get("type") not in {"rich_text_section", "rich_text_preformatted"}:
            yield f"no {one.get('type')} is used here"
        yield from array(one.get("elements"), 1, 100)
        for word in one.get("elements", []):
            yield from _word(word)


def _word(word: Json) -> Iterator[str]:
    if word.get("type") == "emoji":
        yield from keys(word, {"type", "name"}, set())
        return
    yield from keys(word, {"type", "text"}, {"style"})
    if word.get("type") != "text" or not 0 < units(word.get("text")) <= 3000:
        yield "a word that is none"


def _table(block: Json) -> Iterator[str]:
    yield from keys(block, {"type", "rows"}, {"column_settings", "block_id"})
    rows, settings = block.get("rows", []), block.get("column_settings", [])
    yield from array(rows, 1, 100)
    yield from array(settings, 0, 20)
    if len({len(row) for row in rows}) > 1:
        yield "rows of other lengths"
    for one in settings:
        yield from keys(one, set(), {"align", "is_wrapped"})
        if one.get("align", "left") not in {"left", "center", "right"}:
            yield "no such align"
    for row in rows:
        yield from array(row, 1, 20)
        yield from (fault for cell in row for fault in _cell(cell))


def _cell(cell: Json) -> Iterator[str]:
    yield from keys(cell, {"type", "text"}, set())
    if cell.get("type") != "raw_text" or not units(cell.get("text")):
        yield "a cell without text"


def _data_table(block: Json) -> Iterator[str]:
    wanted = {"type", "rows", "caption"}
    yield from keys(block, wanted, {"page_size", "row_header_column_index", "block_id"})
    rows = block.get("rows", [])
    yield from array(rows, 2, 101)
    if len({len(row) for row in rows}) > 1:
        yield "rows of other lengths"
    for row in rows:
        yield from array(row, 1, 20)
        yield from (fault for cell in row for fault in _cell(cell))


_BLOCKS = {
    "actions": _actions,
    "alert": _alert,
    "context": _context,
    "data_table": _data_table,
    "divider": _divider,
    "header": _header,
    "input": _input,
    "rich_text": _rich_text,
    "section": _section,
    "table": _table,
}
