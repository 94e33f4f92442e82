"""What Slack sent, taken apart with care: whatever is missing or of a wrong type is not there."""

import re
from collections.abc import Iterator
from typing import Any

from bot.slack.workspaces import PLATFORM
from handlers.chat import Place

Json = dict[str, Any]

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TS = re.compile(r"[0-9]{1,20}\.[0-9]{1,12}")
# What Bolt and its matchers look into before anybody of ours is asked.
_OBJECTS = ("event", "view", "message", "previous_message", "container", "item", "assistant_thread")
_NAMED = ("team", "enterprise", "user", "channel", "function_data")
_LISTS = ("authorizations", "actions", "response_urls")
_STRINGS = (
    "type",
    "subtype",
    "channel_type",
    "command",
    "callback_id",
    "action_id",
    "block_id",
    "response_url",
    "thread_ts",
    "team_id",
    "enterprise_id",
    "user_id",
    "channel_id",
    "bot_id",
    "challenge",
    "ssl_check",
    "token",
    "id",
    "app_installed_team_id",
)


def sound(body: object) -> Json | None:
    """Give a payload that is shaped as Slack's are, as deep as Bolt itself looks into it.

    Bolt takes what is null for what is there: it is left out. None: it is shaped otherwise.
    """
    try:
        return _sound(body)
    except RecursionError:  # nested much deeper than Slack does
        return None


def _sound(body: object) -> Json | None:
    if not isinstance(body, dict):
        return None
    found = {
        name: _sound(value) if name in _OBJECTS else value
        for name, value in body.items()
        if value is not None
    }
    if not all(_fits(name, value) for name, value in found.items()):
        return None
    if "view" in found and "type" not in sub(found, "view"):
        return None
    if found.get("type") == "block_actions":
        is_named = [isinstance(one.get("action_id"), str) for one in listed(found, "actions")]
        return found if is_named and all(is_named) else None
    return found


def _fits(name: str, value: object) -> bool:
    if name in _OBJECTS:
        return value is not None
    if name in _STRINGS:
        return isinstance(value, str)
    if name in _NAMED:  # told by its id, or as an object that has one
        return isinstance(value, str) or _sound(value) is not None
    if name in _LISTS:
        return isinstance(value, list) and _are_objects(value, name)
    return True


def _are_objects(value: list[object], name: str) -> bool:
    is_enough = bool(value) or name != "actions"
    return is_enough and all(_sound(one) is not None for one in value)


def sub(given: object, *names: str) -> Json:
    """Give the object under a path of names; an empty one where there is none."""
    for name in names:
        given = given.get(name) if isinstance(given, dict) else None
    return given if isinstance(given, dict) else {}


def listed(given: Json, name: str) -> Iterator[Json]:
    """Give the objects of a list."""
    found = given.get(name)
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict):
            yield one


def id_(given: Json, *names: str) -> str | None:
    """Give the first id under `names`: written plainly, or as the `id` of an object."""
    for name in names:
        found = given.get(name)
        found = found.get("id") if isinstance(found, dict) else found
        if isinstance(found, str) and _ID.fullmatch(found):
            return found
    return None


def ts(given: Json, *names: str) -> str | None:
    """Give the first name of a message under `names`: seconds and a counter, as in 17.000100."""
    for name in names:
        found = given.get(name)
        if isinstance(found, str) and _TS.fullmatch(found):
            return found
    return None


def text(given: Json, *names: str, most: int = 4000) -> str:
    """Give the first words under `names`, empty where there are none.

    Half a character (a lone surrogate), which no database takes, becomes a question mark.
    """
    for name in names:
        found = given.get(name)
        if isinstance(found, str) and found:
            return found[:most].encode("utf-8", "replace").decode()
    return ""


def spoken(given: Json, name: str) -> str:
    """Give words that a person typed, as they typed them: Slack escapes three characters."""
    words = text(given, name)
    for escaped, plain in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        words = words.replace(escaped, plain)
    return words


def tenant_of(body: Json) -> str | None:
    """Give the workspace that a payload was sent for: what Clerk is installed in.

    In a channel that companies share, the workspace of who speaks there may be another one.
    """
    view = id_(sub(body, "view"), "app_installed_team_id")
    if view is not None:
        return view
    if "team" in body:
        found = id_(body, "team")
        if found is not None:
            return found
    for authorization in listed(body, "authorizations"):
        return id_(authorization, "team_id")
    return id_(body, "team_id") or id_(sub(body, "user"), "team_id")


def place(tenant: str, channel: str, thread: str | None = None) -> Place:
    """Name a place in Slack."""
    return Place(PLATFORM, tenant, channel, thread)
