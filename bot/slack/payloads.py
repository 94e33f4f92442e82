"""Events of Slack, read into ours: pure, and whatever is not understood is left out."""

import re
from dataclasses import dataclass

from bot.slack.shapes import Json, id_, listed, place, spoken, sub, tenant_of, text, ts
from bot.slack.workspaces import PLATFORM
from handlers.chat import Command, Upload
from handlers.meetings.hints import together
from handlers.withdrawals import Withdrawal

LEAVING = frozenset({"app_uninstalled", "tokens_revoked"})
# Every event that a manifest subscribes to. One of them that nothing listened to would be answered
# with 404, and Slack would send it again; what is not listed in `happenings` is acknowledged only.
EVENTS = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "file_deleted",
        "file_shared",
        "message.channels",
        "message.groups",
        "message.im",
        "message.mpim",
    }
    | LEAVING
)
COMMAND, VOICE = "/clerk", "/voice"

_SAID = {"", "file_share", "thread_broadcast"}  # the subtypes of what a person says
_SLACKBOT = "USLACKBOT"
_MOST_FILES = 50
_ADDRESSED = re.compile(r"\s*<@([A-Za-z0-9]+)(?:\|[^>]*)?>[\s,:，：]*")
_GONE = frozenset({"tombstone"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A command, and what it was said with.

    `message` is what it was typed in, None for a slash command; `trigger` opens one modal within
    three seconds; `response_url` answers only whoever asked, for half an hour.
    """

    command: Command
    message: str | None = None
    trigger: str | None = None
    response_url: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody opened Clerk's own pages; `tab` is home or messages."""

    tenant: str
    user: str
    tab: str


Happening = Upload | Asked | Withdrawal | Opened


def happenings(body: Json) -> tuple[Happening, ...]:
    """Give what an event tells; nothing for what is Clerk's own, another bot's, or not for us."""
    tenant, event, own = tenant_of(body), sub(body, "event"), _own(body)
    if tenant is None or body.get("type") != "event_callback":
        return ()
    if event.get("type") == "message":
        return _of_message(tenant, event, own)
    if event.get("type") == "app_mention":
        return _of_mention(tenant, event, own)
    return _of_another(tenant, event)


def key_of(body: Json) -> str | None:
    """Name a delivery, the same each time that Slack sends it; None where it has no name.

    An event has its own id; what somebody pressed, typed or sent off opens one modal by a trigger
    that is made for it alone.
    """
    event, trigger = text(body, "event_id", most=200), text(body, "trigger_id", most=200)
    if event:
        return f"{tenant_of(body)} {event}"
    return f"{tenant_of(body)} {body.get('type')} {trigger}" if trigger else None


def message_at(body: Json) -> tuple[str, str, str] | None:
    """Give workspace, channel and name of the message that an event is about."""
    event, tenant = sub(body, "event"), tenant_of(body)
    channel, message = id_(event, "channel"), ts(event, "ts")
    if tenant is None or channel is None or message is None:
        return None
    return tenant, channel, message


def words_in(event: Json) -> str:
    """Give what was said to Clerk, without the mention that addresses it."""
    said = text(event, "text")
    addressed = _ADDRESSED.match(said)
    return spoken({"text": said[addressed.end() :] if addressed else said}, "text").strip()


def _own(body: Json) -> str | None:
    """Give Clerk's own id in the workspace, where the payload names it."""
    for authorization in listed(body, "authorizations"):
        return id_(authorization, "user_id") if authorization.get("is_bot") is True else None
    return None


def _person(event: Json, own: str | None) -> str | None:
    """Give who spoke; None for bots, Clerk itself among them."""
    user = id_(event, "user")
    if event.get("bot_id") or event.get("bot_profile") or user in {own, _SLACKBOT}:
        return None
    return user


def _of_message(tenant: str, event: Json, own: str | None) -> tuple[Happening, ...]:
    subtype = text(event, "subtype")
    if subtype == "message_deleted":
        return _taken_back(tenant, event, sub(event, "previous_message"), own)
    if subtype == "message_changed":
        return _of_change(tenant, event, own)
    if subtype not in _SAID or event.get("hidden"):
        return ()
    uploads = _uploads(tenant, event, own)
    if uploads or event.get("files") or event.get("channel_type") != "im":
        return uploads
    return _said(tenant, event, own)


def _of_another(tenant: str, event: Json) -> tuple[Happening, ...]:
    user, file = id_(event, "user"), id_(event, "file_id", "file")
    if event.get("type") == "file_deleted" and file is not None:
        return (Withdrawal(PLATFORM, tenant, file),)
    if event.get("type") == "app_home_opened" and user is not None:
        return (Opened(tenant, user, text(event, "tab")),)
    return ()


def _of_mention(tenant: str, event: Json, own: str | None) -> tuple[Happening, ...]:
    # With the files of the message where Slack has them by then: the same jobs as the message's.
    return (
        _uploads(tenant, event, own) or ("files" not in event and _said(tenant, event, own)) or ()
    )


def _uploads(tenant: str, event: Json, own: str | None) -> tuple[Upload, ...]:
    """Give the files that a person shared in a message; they are answered in its thread."""
    user, channel, message = _person(event, own), id_(event, "channel"), ts(event, "ts")
    if user is None or channel is None or message is None:
        return ()
    where = place(tenant, channel, ts(event, "thread_ts") or message)
    addressed = _is_addressed(event, own)
    return together(
        [
            Upload(
                where,
                user,
                file,
                text(one, "name", "title", most=255) or file,
                kind=text(one, "mimetype", most=100),
                addressed=addressed,
            )
            for one in [*listed(event, "files")][:_MOST_FILES]
            if text(one, "mode") not in _GONE and (file := id_(one, "id")) is not None
        ]
    )


def _is_addressed(event: Json, own: str | None) -> bool:
    """Tell whether something was said to Clerk: to it alone, or by its name."""
    channel = id_(event, "channel") or ""
    if event.get("type") == "app_mention" or channel.startswith("D"):
        return True
    return own is not None and f"<@{own}" in text(event, "text")


def _said(tenant: str, event: Json, own: str | None) -> tuple[Asked, ...]:
    user, channel, message = _person(event, own), id_(event, "channel"), ts(event, "ts")
    if user is None or channel is None or message is None:
        return ()
    where = place(tenant, channel, ts(event, "thread_ts"))
    return (Asked(Command(where, user, words_in(event)), message),)


def _of_change(tenant: str, event: Json, own: str | None) -> tuple[Withdrawal, ...]:
    """Give the files that a message had and has no more; other edits are none of Clerk's."""
    before, after = sub(event, "previous_message"), sub(event, "message")
    if text(after, "subtype") in _GONE:
        return _taken_back(tenant, event, before, own)
    left = {id_(one, "id") for one in listed(after, "files") if text(one, "mode") not in _GONE}
    named = [*listed(before, "files"), *listed(after, "files")]
    gone = {id_(one, "id"): one for one in named if id_(one, "id") not in left}
    # The message stays: whether it still shows a file is for Slack to say.
    return _taken_back(tenant, event, after | {"files": [*gone.values()], "ts": None}, own)


def _taken_back(tenant: str, event: Json, message: Json, own: str | None) -> tuple[Withdrawal, ...]:
    channel = id_(event, "channel")
    if channel is None or id_(message, "user") == own is not None:
        return ()
    where, gone = place(tenant, channel), ts(message, "ts")
    change = None if gone is not None else ts(event, "event_ts")
    files = [id_(one, "id") for one in listed(message, "files")]
    return tuple(
        Withdrawal(PLATFORM, tenant, file, where, message=gone, change=change)
        for file in files
        if file is not None
    )
