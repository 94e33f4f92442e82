"""What people press, fill in, turn and answer in Teams, read into ours: pure."""

from dataclasses import dataclass

from bot.teams.frames import Frame, frame_of, id_of, is_id, language_of
from bot.teams.offering import CONSENT, GET
from bot.teams.shapes import Json, sub, text
from bot.teams.verbs import BACK, FILE, PAGE, PRESS, SUBMIT
from handlers.chat import Language, MessageRef, Press

ACTION = "adaptiveCard/action"
_REFRESH = "clerk.refresh"
_MOST_ACTION, _MOST_VALUE, _MOST_PAGES = 200, 2000, 10_000


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press of one of Clerk's buttons; `alone`: nobody but who pressed reads there."""

    press: Press
    alone: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was sent off; `data` is what was filled in, and what the form was about."""

    frame: Frame
    message: MessageRef | None
    data: Json


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody wants to see a message as it is: from the beginning, or another page of it."""

    message: MessageRef | None
    user: str
    language: Language
    page: int = 0


@dataclass(frozen=True, slots=True)
class Consented:
    """Somebody answered to a card that asks where a file may be put."""

    frame: Frame
    message: MessageRef | None
    value: Json


@dataclass(frozen=True, slots=True)
class Strange:
    """Something was done to a card that no card of Clerk's lets people do."""

    language: Language


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something else was asked, which Clerk does not know."""


Invoke = Pressed | Filled | Looked | Consented | Strange | Unknown


def invoke_of(activity: Json) -> Invoke:
    """Give what an invoke asks for."""
    frame, name = frame_of(activity), activity.get("name")
    if name not in (ACTION, CONSENT):
        return Unknown()
    if frame is None or frame.is_bot:
        return Strange(language_of(activity))
    if name == CONSENT:
        return Consented(frame, _message(frame, activity), sub(activity, "value"))
    value = sub(activity, "value")
    return _done(frame, _message(frame, activity), sub(value, "action"), value)


def submitted_of(activity: Json) -> Pressed | None:
    """Give a press by a client that knows no Action.Execute; None: a message is none."""
    frame, data = frame_of(activity), sub(activity, "value")
    if activity.get("type") != "message" or frame is None or frame.is_bot:
        return None
    if text(data, "k", most=80) != PRESS:
        return None
    message = _message(frame, activity)
    found = _pressed(frame, message, text(data, "a", most=_MOST_ACTION + 1), data)
    return found if isinstance(found, Pressed) else None


def _done(frame: Frame, message: MessageRef | None, action: Json, value: Json) -> Invoke:
    data, verb = sub(action, "data"), text(action, "verb", most=80)
    # A client draws a card again by itself, to see what it has become.
    verb = BACK if verb == _REFRESH or value.get("trigger") == "automatic" else verb
    match verb:
        case _ if verb == PRESS:
            return _pressed(frame, message, text(data, "a", most=_MOST_ACTION + 1), data)
        case _ if verb == FILE:
            return _pressed(frame, message, GET, data)
        case _ if verb == SUBMIT:
            return Filled(frame, message, data)
        case _ if verb in {BACK, PAGE}:
            page = _page(data.get("p")) if verb == PAGE else 0
            return Looked(message, frame.user, frame.language, page)
        case _:
            return Strange(frame.language)


def _pressed(frame: Frame, message: MessageRef | None, action: str, data: Json) -> Invoke:
    value = text(data, "v", most=_MOST_VALUE + 1)
    if not action or len(action) > _MOST_ACTION or len(value) > _MOST_VALUE:
        return Strange(frame.language)
    press = Press(frame.place(), frame.user, action, value, frame.language, message)
    return Pressed(press, frame.kind == "personal")


def _page(given: object) -> int:
    """Give the number of a page; the first, for what is none."""
    return min(max(given, 0), _MOST_PAGES) if isinstance(given, int) else 0


def _message(frame: Frame, activity: Json) -> MessageRef | None:
    """Give the message that the card stands on."""
    found = id_of({"id": activity.get("replyToId")})
    return frame.message(found) if is_id(found) else None
