"""A modal as Slack sends it back: what a person left as it was, and what they wrote."""

import copy
from collections.abc import Mapping
from typing import Any

from bot.slack.rendered import Origin
from handlers.chat import MessageRef, Place

PLACE = Place("slack", "T0HOUSE", "C0BILLS", "1795346688.000100")
ORIGIN = Origin(PLACE, MessageRef(PLACE, "1795346689.000300"))


def state_of(element: Mapping[str, Any]) -> dict[str, Any]:
    """Give the state of an element that nobody touched."""
    match element["type"]:
        case "plain_text_input":
            return {"type": element["type"], "value": element.get("initial_value")}
        case "datepicker":
            return {"type": element["type"], "selected_date": element.get("initial_date")}
        case "users_select":
            return {"type": element["type"], "selected_user": element.get("initial_user")}
        case _:
            return {"type": element["type"], "selected_option": element.get("initial_option")}


def sent(view: Mapping[str, Any], written: Mapping[str, str | None] | None = None) -> Any:
    """Give a view as it is submitted, with what was `written` by block."""
    back = copy.deepcopy(dict(view))
    values: dict[str, dict[str, Any]] = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            values[block["block_id"]] = {element["action_id"]: state_of(element)}
    for block_id, text in (written or {}).items():
        [state] = values[block_id].values()
        match state["type"]:
            case "plain_text_input":
                state["value"] = text
            case "datepicker":
                state["selected_date"] = text
            case "users_select":
                state["selected_user"] = text
            case _:
                state["selected_option"] = text and {"value": text}
    return back | {"state": {"values": values}, "id": "V0FORM", "team_id": "T0HOUSE"}
