"""What people press, submit, type and pick in Slack, read into ours."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.slack.payloads import VOICE, Asked
from bot.slack.shapes import Json, id_, listed, place, spoken, sub, tenant_of, text, ts
from handlers.chat import Command, MessageRef, Place, Press, Upload

Reading = Callable[[Json], tuple[str, str]]
Surface = Literal["message", "private", "home", "modal"]
_MOST = 2000  # characters of a button's value
_MOST_FILES = 50


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press, and what it can be answered with.

    `surface` is what the button stands on: a message, one that only they see, their own page, or
    a modal, and then `view` is its id. `trigger` opens one modal within three seconds;
    `response_url` answers only whoever pressed, and can replace what only they see.
    """

    press: Press
    surface: Surface
    trigger: str | None
    response_url: str | None
    view: str | None = None


@dataclass(frozen=True, slots=True)
class Submitted:
    """A modal that somebody sent off: who, in which workspace, and the view as Slack has it."""

    tenant: str
    user: str
    view: Json
    trigger: str | None


@dataclass(frozen=True, slots=True)
class Picked:
    """A shortcut that somebody picked on a message: its name, and the files of the message.

    The files are whose message it is; where that is nobody's, theirs who picked it.
    """

    name: str
    place: Place
    user: str
    uploads: tuple[Upload, ...]
    message: str
    trigger: str | None
    response_url: str | None


def pressed(body: Json, read: Reading) -> Pressed | None:
    """Give a press; None for what is no press of a button of Clerk's.

    `read` gives what an element does, and on what.
    """
    tenant, user = tenant_of(body), id_(body, "user")
    action = next(listed(body, "actions"), {})
    surface = _surface(body)
    if tenant is None or user is None or surface is None or not text(action, "action_id"):
        return None
    name, value = read(action)
    # Pages and modals stand in no channel: their place is the person.
    where = place(tenant, user) if surface in {"home", "modal"} else _where(tenant, body)
    if where is None or len(value) > _MOST:
        return None
    message = _message(where, body) if surface == "message" else None
    press = Press(where, user, name, value, message=message)
    view = id_(sub(body, "view"), "id")
    return Pressed(press, surface, _trigger(body), _response_url(body), view)


def submitted(body: Json) -> Submitted | None:
    """Give a modal that was sent off."""
    tenant, user, view = tenant_of(body), id_(body, "user"), sub(body, "view")
    if tenant is None or user is None or not view:
        return None
    return Submitted(tenant, user, view, _trigger(body))


def commanded(body: Json) -> Asked | None:
    """Give a slash command."""
    tenant, user, channel = tenant_of(body), id_(body, "user_id"), id_(body, "channel_id")
    if tenant is None or user is None or channel is None:
        return None
    words = spoken(body, "text").strip()
    if text(body, "command", most=100) == VOICE:
        words = f"voice {words}"
    command = Command(place(tenant, channel), user, words)
    return Asked(command, None, _trigger(body), _response_url(body))


def picked(body: Json) -> Picked | None:
    """Give a shortcut that was picked on a message."""
    tenant, user, channel = tenant_of(body), id_(body, "user"), id_(body, "channel")
    message = sub(body, "message")
    root, name = ts(body, "message_ts") or ts(message, "ts"), text(body, "callback_id", most=255)
    if tenant is None or user is None or channel is None or root is None:
        return None
    where = place(tenant, channel, ts(message, "thread_ts") or root)
    author = id_(message, "user") or user
    uploads = tuple(
        Upload(where, author, file, text(one, "name", "title", most=255) or file)
        for one in [*listed(message, "files")][:_MOST_FILES]
        if (file := id_(one, "id")) is not None
    )
    return Picked(name, where, user, uploads, root, _trigger(body), _response_url(body))


def _surface(body: Json) -> Surface | None:
    container = sub(body, "container")
    view = sub(body, "view").get("type")
    if view == "home":
        return "home"
    if view == "modal" and container.get("type") != "message":
        return "modal"
    if container.get("type") not in {"message", None} or "view" in body:
        return None
    return "private" if container.get("is_ephemeral") is True else "message"


def _where(tenant: str, body: Json) -> Place | None:
    """Give where a message stands; one that heads a thread stands in none."""
    container, message = sub(body, "container"), sub(body, "message")
    channel = id_(body, "channel") or id_(container, "channel_id")
    if channel is None:
        return None
    root = ts(message, "thread_ts") or ts(container, "thread_ts")
    own = ts(container, "message_ts") or ts(message, "ts")
    return place(tenant, channel, None if root == own else root)


def _message(where: Place, body: Json) -> MessageRef | None:
    found = ts(sub(body, "container"), "message_ts") or ts(sub(body, "message"), "ts")
    return None if found is None else MessageRef(where, found)


def _trigger(body: Json) -> str | None:
    return text(body, "trigger_id", most=500) or None


def _response_url(body: Json) -> str | None:
    return text(body, "response_url", most=2000) or None
