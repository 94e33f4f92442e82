"""Activities of Teams, read into ours: pure, and whatever is not understood is left out."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.book import Account, Conversation, Source
from bot.teams.addressing import is_named, words_in
from bot.teams.attached import attached, may_hide, names_files
from bot.teams.frames import Frame, frame_of, id_of, is_id, met_in
from bot.teams.shapes import Json, listed, sub, text
from handlers.chat import Command, Language, Place, Upload
from handlers.meetings.hints import together


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that somebody dropped, and where it is to be had."""

    upload: Upload
    source: Source


@dataclass(frozen=True, slots=True)
class Asked:
    """A command, in the message of that id."""

    command: Command
    message: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """A message that may hold files which Teams shows to Graph alone.

    `asked` is what it says to Clerk, if it turns out to hold none; None: it is not said to Clerk.
    `change` tells that it was undeleted from the time that it was written.
    """

    place: Place
    user: str
    message: str
    language: Language
    addressed: bool
    asked: Asked | None = None
    change: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A message was `deleted`, or what it says was changed; `change` tells that from other times.

    `left` are the files that it holds still, None where that is not told; then, `hidden` is what
    Graph may know of it.
    """

    place: Place
    message: str
    change: str
    left: frozenset[str] | None
    hidden: Hidden | None = None
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Met:
    """Clerk heard of a conversation, and of people in it."""

    conversation: Conversation
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Installed:
    """Somebody added Clerk to a conversation; `alone`: to one that nobody else reads."""

    place: Place
    language: Language
    alone: bool


@dataclass(frozen=True, slots=True)
class Left:
    """Clerk was removed from a conversation, or that is gone; with a `team`, from all of it."""

    tenant: str
    channel: str
    team: str = ""


Happening = Met | Brought | Hidden | Asked | Changed | Installed | Left

_DELETED, _UNDELETED = "softDeleteMessage", "undeleteMessage"


def happenings(activity: Json, now: datetime) -> tuple[Happening, ...]:
    """Give what an activity tells, at first where it was; nothing of what bots do."""
    frame = frame_of(activity)
    if frame is None:
        return ()
    match activity.get("type"):
        case "message" if not frame.is_bot:
            told = _of_message(frame, activity, now)
        case "messageUpdate" | "messageDelete" if not frame.is_bot:
            told = _of_change(frame, activity, now)
        case "installationUpdate":
            told = _of_installation(frame, activity)
        case "conversationUpdate":
            told = _of_conversation(frame, activity)
        case _:
            return ()
    left = any(isinstance(one, Left) and one.channel == frame.channel for one in told)
    return told if left else (*met(frame, activity), *told)


def met(frame: Frame, activity: Json) -> tuple[Met, ...]:
    """Give how a conversation is reached; nothing where that is not told."""
    conversation, accounts = met_in(frame, activity)
    return (Met(conversation, accounts),) if conversation.service_url else ()


def _of_message(frame: Frame, activity: Json, now: datetime) -> tuple[Happening, ...]:
    message = id_of(activity)
    if not is_id(message) or isinstance(activity.get("value"), dict):
        return ()  # the second is a press by a client that knows no Action.Execute
    addressed = frame.kind == "personal" or is_named(activity, frame.bot)
    brought = _brought(frame, activity, now, addressed=addressed)
    asked = None
    if addressed and not brought:
        command = Command(frame.place(), frame.user, words_in(activity, frame.bot), frame.language)
        asked = Asked(command, message)
    if frame.kind != "personal" and may_hide(activity, frame.kind):
        return (*brought, _hidden(frame, message, addressed, asked))
    return brought or ((asked,) if asked is not None else ())


def _brought(
    frame: Frame, activity: Json, now: datetime, *, addressed: bool
) -> tuple[Brought, ...]:
    """Give the files that came with a message; they are answered where it stands."""
    message = id_of(activity)
    place = frame.place(message)
    found = attached(activity, frame.channel)
    uploads = together(
        [
            Upload(place, frame.user, one.file, one.name, frame.language, "", one.kind, addressed)
            for one in found
        ]
    )
    return tuple(
        Brought(
            upload,
            Source(
                tenant=frame.tenant,
                channel=frame.channel,
                file=one.file,
                kind=one.source,
                url=one.url,
                message=message,
                thread=frame.thread,
                since=now,
                link=one.link,
            ),
        )
        for upload, one in zip(uploads, found, strict=True)
    )


def _hidden(frame: Frame, message: str, addressed: bool, asked: Asked | None) -> Hidden:
    place = frame.place(message)
    return Hidden(place, frame.user, message, frame.language, addressed, asked)


def _of_change(frame: Frame, activity: Json, now: datetime) -> tuple[Happening, ...]:
    """Give a message that was deleted, undeleted, or that may have lost files.

    An edit brings none: nobody can tell a file that was added from one that was forgotten.
    """
    message, event = id_of(activity), text(sub(activity, "channelData"), "eventType")
    if not is_id(message):
        return ()
    change = text(activity, "timestamp", "localTimestamp", most=100) or now.isoformat()
    if activity.get("type") == "messageDelete" or event == _DELETED:
        return (Changed(frame.place(), message, change, frozenset(), deleted=True),)
    if event == _UNDELETED:
        return _again(frame, activity, now, change)
    hidden = None if frame.kind == "personal" else _hidden(frame, message, False, None)
    left = None if hidden else _left_on(activity, frame.channel)
    return (Changed(frame.place(), message, change, left, hidden),)


def _again(frame: Frame, activity: Json, now: datetime, change: str) -> tuple[Happening, ...]:
    """Give the files that a message which is there already brings by a change; it asks nothing."""
    told = _of_message(frame, activity, now)
    return tuple(
        replace(one, asked=None, change=change) if isinstance(one, Hidden) else one
        for one in told
        if isinstance(one, Brought | Hidden)
    )


def _left_on(activity: Json, channel: str) -> frozenset[str] | None:
    """Give the files that a message holds still; None where that is not told.

    Only a list says that a file is gone, and none whose text names one that it does not hold: a
    word that was put right must take back no invoice.
    """
    left = {one.file for one in attached(activity, channel)}
    is_told = isinstance(activity.get("attachments"), list)
    return frozenset(left) if is_told and (left or not names_files(activity)) else None


def _of_installation(frame: Frame, activity: Json) -> tuple[Happening, ...]:
    match activity.get("action"):
        case "add":
            return (Installed(frame.place(), frame.language, frame.kind == "personal"),)
        case "remove":
            return (_left(frame, activity),)
        case _:
            return ()


def _of_conversation(frame: Frame, activity: Json) -> tuple[Happening, ...]:
    """Give what became of a conversation: people come and go, and so do channels."""
    if any(id_of(one) == frame.bot for one in listed(activity, "membersRemoved")):
        return (_left(frame, activity),)
    data = sub(activity, "channelData")
    gone = id_of(sub(data, "channel"))
    if text(data, "eventType") == "channelDeleted" and is_id(gone):
        return (Left(frame.tenant, gone),)
    return ()


def _left(frame: Frame, activity: Json) -> Left:
    """Give what Clerk was removed from: told of a team's first channel, it is the team."""
    team = sub(activity, "channelData", "team")
    is_all = id_of(team) == frame.channel
    group = text(team, "aadGroupId", most=400) if is_all else ""
    return Left(frame.tenant, frame.channel, group if is_id(group) else "")
