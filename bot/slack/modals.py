"""A form as a modal of Slack's, and what comes back of it: a submission, and what is wrong with it.

What is not touched comes back exactly as it was. What a modal has no room for is left out, and
said to stay as it is: a submission without an input does not change it.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from bot.slack.classic import header, toned
from bot.slack.grids import grid_blocks, grid_in, place_in
from bot.slack.inputs import INPUT, blocks_of, element_of, input_block, value_in
from bot.slack.plainly import plain
from bot.slack.rendered import Block, Origin
from bot.slack.workspaces import PLATFORM
from bot.words import cut, length, seen
from handlers.chat import (
    Errors,
    Form,
    Grid,
    Language,
    MessageRef,
    Place,
    Submission,
    Text,
)
from handlers.texts.catalogue import texts

CALLBACK = "form"
_MOST_TITLE, _MOST_BLOCKS, _MOST_METADATA = 24, 100, 3000
_MOST_PARTS = 30  # sentences before the inputs
_MOST_SAID, _MOST_MISTAKES = 500, 3


class Unreadable(Exception):
    """A form came back that Clerk did not send, or sent to another workspace."""


def view_of(form: Form, origin: Origin, language: Language) -> Block:
    """Show a form.

    Raises ValueError where its action and value are too long to come back with it.
    """
    phrases = texts(language).fitting
    inputs, missing = _inputs(form, language)
    said = [block for part in form.parts for block in toned(part)][:_MOST_PARTS]
    if missing:
        names = ", ".join(missing)
        said += toned(Text(phrases.too_much.format(names=names), "bad"))
    title = seen(form.title, lines=False)
    whole = header(title) if length(title) > _MOST_TITLE else ()
    view: Block = {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": _metadata(form, origin, language),
        "title": plain(title, _MOST_TITLE),
        "close": plain(phrases.cancel, _MOST_TITLE),
        "blocks": [*whole, *said, *inputs],
    }
    # A form without inputs asks for a yes; one that lost all of them has nothing to send off.
    is_sent = bool(inputs) or not form.inputs
    return view | {"submit": plain(form.submit, _MOST_TITLE)} if is_sent else view


def submission_of(
    view: Mapping[str, Any], *, tenant: str, user: str, language: Language
) -> Submission:
    """Read a form that came back; `tenant` and `user` are who Slack signed that it came from.

    Raises Unreadable.
    """
    try:
        kept = json.loads(str(view.get("private_metadata")))
        place, message = _origin(kept)
        values = dict(_values(view))
        rows = {name: grid_in(view, name, len(columns)) for name, columns in kept["grids"].items()}
        action, value = str(kept["action"]), str(kept["value"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable("a form came back that Clerk did not send") from error
    if place.tenant != tenant:
        raise Unreadable("a form came back from another workspace than it was sent to")
    filled = {name: table for name, table in rows.items() if table is not None}
    return Submission(place, user, action, value, values, filled, language, message)


def errors_of(errors: Errors, view: Mapping[str, Any]) -> dict[str, str]:
    """Say what is wrong at the blocks of a view as it came back.

    A mistake in a table is said at the lines that it stands in, by its row and column; one of the
    form as a whole, or of what is not shown, at the first input.
    """
    kept = json.loads(str(view.get("private_metadata")))
    phrases = texts("zh" if kept["language"] == "zh" else "en").fitting
    shown = list(blocks_of(view))
    said = defaultdict[str, list[str]](list)
    for name, mistake in errors.by_input.items():
        block, sentence = f"{INPUT}{name}", mistake
        for grid, columns in kept["grids"].items():
            if name == grid or name.startswith(f"{grid}."):
                at, row, column = place_in(view, grid, columns, name.removeprefix(grid))
                block = at
                if column:
                    sentence = phrases.cell.format(row=row, column=column, mistake=mistake)
        for first in shown[:1]:
            said[block if block in shown else first].append(seen(sentence, lines=False))
    return {block: _together(several, phrases.more_mistakes) for block, several in said.items()}


def _together(sentences: list[str], more: str) -> str:
    named = [cut(one, _MOST_SAID) for one in sentences[:_MOST_MISTAKES]]
    hidden = len(sentences) - len(named)
    return " ".join([*named, *([more.format(count=hidden)] if hidden else [])])


def _inputs(form: Form, language: Language) -> tuple[list[Block], list[str]]:
    """Give the blocks of inputs, and the labels of those that there is no room for."""
    phrases = texts(language).fitting
    room = _MOST_BLOCKS - _MOST_PARTS - 4
    blocks: list[Block] = []
    missing: list[str] = []
    for one in form.inputs:
        if isinstance(one, Grid):
            shown = list(grid_blocks(one, phrases))
        else:
            block = input_block(one, phrases)
            shown = [] if block is None else [block]
        if shown and len(blocks) + len(shown) <= room:
            blocks += shown
        else:
            missing.append(one.label)
    return blocks, missing


def _values(view: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for block in view["state"]["values"]:
        if block.startswith(INPUT):
            yield block.removeprefix(INPUT), value_in(*element_of(view, block))


def _metadata(form: Form, origin: Origin, language: Language) -> str:
    place, message = origin.place, origin.message
    kept = {
        "action": form.action,
        "value": form.value,
        "language": language,
        "place": [place.tenant, place.channel, place.thread],
        "message": message and [message.place.channel, message.place.thread, message.id],
        "grids": {one.name: one.columns for one in form.inputs if isinstance(one, Grid)},
    }
    written = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    if length(written) > _MOST_METADATA:
        raise ValueError(f"the form {form.action!r} says more than can come back with it")
    return written


def _origin(kept: Mapping[str, Any]) -> tuple[Place, MessageRef | None]:
    tenant, channel, thread = kept["place"]
    place = Place(PLATFORM, tenant, channel, thread)
    if kept["message"] is None:
        return place, None
    its_channel, its_thread, id_ = kept["message"]
    return place, MessageRef(Place(PLATFORM, tenant, its_channel, its_thread), id_)
