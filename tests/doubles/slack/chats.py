"""chat.*, reactions.* and conversations.*, as Slack documents them."""

from collections.abc import Sequence

from tests.doubles.slack.files import look, shown_file
from tests.doubles.slack.state import APP, Asked, Channel, Json, Message, SlackSays, Team

HISTORY = {
    "public": "channels:history",
    "private": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}


def shown_message(team: Team, message: Message, *, with_metadata: bool) -> Json:
    """Give a message as Slack sends it."""
    shown: Json = {
        "type": "message",
        "ts": message.ts,
        "user": message.user,
        "team": team.id,
        "text": message.text,
    }
    if message.bot:
        shown |= {"bot_id": message.bot, "app_id": APP}
    if message.thread:
        shown["thread_ts"] = message.thread
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.files:
        shown |= {"files": [shown_file(team, one) for one in message.files], "upload": True}
    if message.metadata and with_metadata:
        shown["metadata"] = message.metadata
    if message.edits:
        shown["edited"] = {"user": message.user, "ts": message.ts}
    return shown


def _content(asked: Asked) -> tuple[str, list[Json]]:
    text, blocks = str(asked.args.get("text") or ""), asked.args.get("blocks") or []
    if not text and not blocks:
        raise SlackSays("no_text")
    if len(text) > 40_000:
        raise SlackSays("msg_too_long")
    wrong = asked.world.check(blocks, "message")
    if wrong is not None:
        raise SlackSays(wrong)
    return text, blocks


def _thread(asked: Asked, channel: Channel) -> str | None:
    """Give the root of the thread that is asked for: a reply is in its root's thread."""
    ts = asked.args.get("thread_ts")
    if not ts:
        return None
    found = next((one for one in channel.messages if one.ts == ts), None)
    return str(ts) if found is None or found.thread is None else found.thread


def post_message(asked: Asked) -> Json:
    asked.need("chat:write")
    channel = asked.team.joined(asked.text("channel"))
    if channel.is_archived:
        raise SlackSays("is_archived")
    text, blocks = _content(asked)
    message = Message(
        asked.world.ts(),
        asked.team.user,
        text,
        _thread(asked, channel),
        blocks,
        asked.args.get("metadata") or None,
        bot=asked.team.bot,
        said=dict(asked.args),
    )
    channel.messages.append(message)
    shown = shown_message(asked.team, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def post_ephemeral(asked: Asked) -> Json:
    asked.need("chat:write")
    channel, user = asked.team.joined(asked.text("channel")), asked.text("user")
    if user not in channel.members:
        raise SlackSays("user_not_in_channel")
    text, blocks = _content(asked)
    message = Message(
        asked.world.ts(),
        asked.team.user,
        text,
        _thread(asked, channel),
        blocks,
        bot=asked.team.bot,
        ephemeral=user,
        said=dict(asked.args),
    )
    channel.messages.append(message)
    return {"message_ts": message.ts}


def _own(asked: Asked, refusal: str) -> tuple[Channel, Message]:
    channel = asked.team.channel(asked.text("channel"))
    ts = asked.text("ts")
    for message in channel.messages:
        if message.ts == ts and message.ephemeral is None:
            if message.user != asked.team.user:
                raise SlackSays(refusal)
            return channel, message
    raise SlackSays("message_not_found")


def update(asked: Asked) -> Json:
    asked.need("chat:write")
    channel, message = _own(asked, "cant_update_message")
    message.text, message.blocks = _content(asked)
    message.metadata = asked.args.get("metadata", message.metadata) or None
    message.edits += 1
    shown = shown_message(asked.team, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(asked: Asked) -> Json:
    asked.need("chat:write")
    channel, message = _own(asked, "cant_delete_message")
    channel.messages.remove(message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(asked: Asked) -> Json:
    channel, ts = asked.team.channel(asked.text("channel")), asked.text("message_ts")
    if all(one.ts != ts for one in channel.messages):
        raise SlackSays("message_not_found")
    link = f"{asked.world.url}/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def react(asked: Asked) -> Json:
    asked.need("reactions:write")
    channel, name = asked.team.joined(asked.text("channel")), asked.text("name")
    message = next((one for one in channel.messages if one.ts == asked.text("timestamp")), None)
    if message is None:
        raise SlackSays("message_not_found")
    users = message.reactions.setdefault(name, set())
    if asked.team.user in users:
        raise SlackSays("already_reacted")
    users.add(asked.team.user)
    return {}


def _visible(team: Team, channel: Channel) -> list[Message]:
    """Give what stands in a channel for everybody; what is shared late comes with the looks."""
    late = {one for message in channel.messages for one in message.files if look(team.files[one])}
    return [
        one
        for one in channel.messages
        if one.ephemeral is None and not late.intersection(one.files)
    ]


def _page(asked: Asked, found: Sequence[Message]) -> Json:
    oldest, latest = (str(asked.args.get(name) or "") for name in ("oldest", "latest"))
    inclusive = asked.truth("inclusive")
    within = [
        one
        for one in found
        if (not oldest or one.ts > oldest or (inclusive and one.ts == oldest))
        and (not latest or one.ts < latest or (inclusive and one.ts == latest))
    ]
    start, limit = int(asked.args.get("cursor") or 0), asked.number("limit", 100)
    page, more = within[start : start + limit], len(within) > start + limit
    shown = [
        shown_message(asked.team, one, with_metadata=asked.truth("include_all_metadata"))
        for one in page
    ]
    next_cursor = str(start + limit) if more else ""
    return {
        "messages": shown,
        "has_more": more,
        "response_metadata": {"next_cursor": next_cursor},
    }


def history(asked: Asked) -> Json:
    channel = asked.team.joined(asked.text("channel"))
    asked.need(HISTORY[channel.kind])
    found = [one for one in _visible(asked.team, channel) if one.thread in {None, one.ts}]
    return _page(asked, found[::-1])


def replies(asked: Asked) -> Json:
    channel, root = asked.team.joined(asked.text("channel")), asked.text("ts")
    asked.need(HISTORY[channel.kind])
    found = [one for one in _visible(asked.team, channel) if root in {one.ts, one.thread}]
    if not found:
        raise SlackSays("thread_not_found")
    return _page(asked, found)


def members(asked: Asked) -> Json:
    asked.need("channels:read", "groups:read", "im:read")
    channel = asked.team.channel(asked.text("channel"))
    if channel.kind == "private" and asked.team.user not in channel.members:
        raise SlackSays("channel_not_found")
    everybody = sorted(channel.members)
    start, limit = int(asked.args.get("cursor") or 0), asked.number("limit", 100)
    more = len(everybody) > start + limit
    cursor = str(start + limit) if more else ""
    page = everybody[start : start + limit]
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def info(asked: Asked) -> Json:
    asked.need("channels:read", "groups:read", "im:read")
    channel = asked.team.channel(asked.text("channel"))
    is_member = asked.team.user in channel.members
    if channel.kind == "private" and not is_member:
        raise SlackSays("channel_not_found")
    shown: Json = {
        "id": channel.id,
        "name": channel.id.lower(),
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "is_archived": channel.is_archived,
        "is_ext_shared": channel.is_ext_shared,
        "is_member": is_member,
        "context_team_id": asked.team.id,
    }
    if channel.kind == "im":
        shown["user"] = next(iter(channel.members - {asked.team.user}))
    return {"channel": shown}


def open_(asked: Asked) -> Json:
    asked.need("im:write")
    users = asked.text("users").split(",")
    if any(one not in asked.team.people for one in users):
        raise SlackSays("user_not_found")
    return {"channel": {"id": asked.team.dm(users[0]).id}}
