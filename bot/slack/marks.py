"""By what Clerk knows its own messages and files again in Slack, which keeps no keys of ours.

A message carries the key in its metadata, a file a part of it in its name, which Slack shows only
when it is downloaded: what people read is its title. Both are digests, and count only on what
Clerk itself has posted.
"""

import hashlib
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from bot.slack.faults import SlackRefused, asked
from bot.slack.workspaces import Workspace
from handlers.chat import ChatRefused, MessageRef, Place

EVENT = "clerk_message"
_PAGE = 200  # messages a call
_PAGES = 5  # calls in a channel, from its end
_MOST_PAGES = 50  # calls in a thread, which is told from its beginning
_RECENT = 100  # files of Clerk's that are looked through
_SHORT = 12

Message = Mapping[str, Any]


def mark_of(tenant: str, key: str) -> str:
    """Give the digest that stands for a key in Slack."""
    return hashlib.sha256(f"{tenant}\0{key}".encode()).hexdigest()[:40]


def metadata_of(mark: str) -> dict[str, object]:
    """Give what a message is marked with."""
    return {"event_type": EVENT, "event_payload": {"key": mark}}


def file_name(name: str, mark: str) -> str:
    """Put the mark into the name of a file, before its ending."""
    stem, point, ending = name.rpartition(".")
    return f"{stem}.{mark[:_SHORT]}{point}{ending}" if stem else f"{name}.{mark[:_SHORT]}"


async def found(workspace: Workspace, place: Place, mark: str) -> MessageRef | None:
    """Look for what was posted under a mark: in its thread or near the end of its channel.

    A file may be there before the message that shows it: then it is found among Clerk's files.
    Raises ChatRefused where a thread is too long to know.
    """
    async for message in _said(workspace, place):
        known = _known(message, workspace, mark)
        if known is not None:
            return MessageRef(place, known)
    answer = await asked(
        "files.list", workspace.reading.files_list(user=workspace.user, count=_RECENT)
    )
    file = _file_in(answer.get("files"), mark)
    return None if file is None else MessageRef(place, file)


async def _said(workspace: Workspace, place: Place) -> AsyncIterator[Message]:
    cursor = ""
    for _ in range(_MOST_PAGES if place.thread else _PAGES):
        page = await _page(workspace, place, cursor)
        for message in page.get("messages") or ():
            yield message
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return
    if place.thread:
        # What was said last is what was not seen: to say it again may be to say it twice.
        raise ChatRefused("conversations.replies: too many messages")


async def _page(workspace: Workspace, place: Place, cursor: str) -> Mapping[str, Any]:
    reading, channel = workspace.reading, place.channel
    if place.thread is None:
        recent = reading.conversations_history(
            channel=channel, cursor=cursor or None, limit=_PAGE, include_all_metadata=True
        )
        return await asked("conversations.history", recent)
    replies = reading.conversations_replies(
        channel=channel,
        ts=place.thread,
        cursor=cursor or None,
        limit=_PAGE,
        include_all_metadata=True,
    )
    try:
        return await asked("conversations.replies", replies)
    except SlackRefused as error:
        if error.code == "thread_not_found":
            return {}
        raise


def _known(message: Message, workspace: Workspace, mark: str) -> str | None:
    """Give the id of a message, or of the file in it, if Clerk posted it under the mark."""
    is_ours = message.get("user") == workspace.user or (
        workspace.bot and message.get("bot_id") == workspace.bot
    )
    if not is_ours:
        return None
    told = message.get("metadata") or {}
    if told.get("event_type") == EVENT and (told.get("event_payload") or {}).get("key") == mark:
        return str(message["ts"])
    return _file_in(message.get("files"), mark)


def _file_in(files: object, mark: str) -> str | None:
    marked = (str(one["id"]) for one in _files(files) if _is_marked(str(one.get("name")), mark))
    return next(marked, None)


def _files(files: object) -> Iterator[Message]:
    told = files if isinstance(files, list) else []
    return (one for one in told if isinstance(one, dict) and one.get("id"))


def _is_marked(name: str, mark: str) -> bool:
    # Where file_name() puts it: what stands before is after the file that somebody dropped.
    return mark[:_SHORT] in name.split(".")[-2:]
