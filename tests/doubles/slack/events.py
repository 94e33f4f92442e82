"""What Slack tells Clerk: payloads of events, presses, submissions and commands."""

import copy
from typing import Any

from tests.doubles.slack.chats import shown_message
from tests.doubles.slack.files import absolute, shares, shown_file
from tests.doubles.slack.state import APP, File, Json, Message, Team, World

TOKEN = "verification-sample"


def envelope(world: World, team: Team, event: Json) -> Json:
    """Put an event into what it is delivered in."""
    return {
        "token": TOKEN,
        "team_id": team.id,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": world.new_id("Ev"),
        "event_time": 1_800_000_000,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team.id,
                "user_id": team.user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def file_share(world: World, team: Team, channel: str, message: Message) -> Json:
    """Tell of a message with files."""
    files = [_whole(world, team, team.files[one]) for one in message.files]
    event: Json = {
        "type": "message",
        "subtype": "file_share",
        "channel": channel,
        "channel_type": _channel_type(team, channel),
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "event_ts": message.ts,
        "files": files,
        "upload": True,
        "display_as_bot": False,
    }
    return envelope(world, team, event | ({"thread_ts": message.thread} if message.thread else {}))


def file_shared(world: World, team: Team, channel: str, file: File) -> Json:
    """Tell of a file that was shared, by its ids only."""
    event: Json = {
        "type": "file_shared",
        "channel_id": channel,
        "file_id": file.id,
        "user_id": file.user,
        "file": {"id": file.id},
        "event_ts": world.ts(),
    }
    return envelope(world, team, event)


def said(world: World, team: Team, channel: str, message: Message) -> Json:
    """Tell of a message without files."""
    event = shown_message(team, message, with_metadata=False) | {
        "channel": channel,
        "channel_type": _channel_type(team, channel),
        "event_ts": message.ts,
    }
    return envelope(world, team, event)


def mention(world: World, team: Team, channel: str, message: Message) -> Json:
    """Tell of a message that names Clerk."""
    event = shown_message(team, message, with_metadata=False)
    event |= {"type": "app_mention", "channel": channel, "event_ts": message.ts}
    return envelope(world, team, event)


def deleted(world: World, team: Team, channel: str, message: Message) -> Json:
    """Tell of a message that somebody deleted."""
    event: Json = {
        "type": "message",
        "subtype": "message_deleted",
        "channel": channel,
        "ts": world.ts(),
        "deleted_ts": message.ts,
        "previous_message": shown_message(team, message, with_metadata=False),
    }
    return envelope(world, team, event)


def file_deleted(world: World, team: Team, file: str) -> Json:
    """Tell of a file that somebody deleted."""
    return envelope(world, team, {"type": "file_deleted", "file_id": file, "event_ts": world.ts()})


def home_opened(world: World, team: Team, user: str, tab: str = "home") -> Json:
    """Tell that somebody looks at Clerk's home."""
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": team.dm(user).id,
        "tab": tab,
        "event_ts": world.ts(),
    }
    return envelope(world, team, event)


def _interaction(world: World, team: Team, user: str, type_: str) -> Json:
    return {
        "type": type_,
        "api_app_id": APP,
        "token": TOKEN,
        "team": {"id": team.id, "domain": "sample"},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": team.id},
        "trigger_id": world.trigger(team),
    }


def press(
    world: World, team: Team, user: str, spot: tuple[str, Message], action: Json, **more: Any
) -> Json:
    """Tell of a press on an element of a message; `action` is the element, with its block_id."""
    channel, message = spot
    shown = shown_message(team, message, with_metadata=False)
    private = message.ephemeral is not None
    ts = world.ts()
    thread = {"thread_ts": message.thread} if message.thread else {}
    return _interaction(world, team, user, "block_actions") | {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel,
            "is_ephemeral": private,
            **thread,
        },
        "channel": {"id": channel, "name": channel.lower()},
        **({} if private else {"message": shown}),
        "state": {"values": {}},
        "response_url": f"{world.url}/hooks/{team.id}/{channel}/{message.ts}/{user}",
        "actions": [{"action_ts": ts, **copy.deepcopy(action)}],
        **more,
    }


def view_press(world: World, team: Team, user: str, view: Json, action: Json) -> Json:
    """Tell of a press on an element of a modal or of the home."""
    return _interaction(world, team, user, "block_actions") | {
        "container": {"type": "view", "view_id": view["id"]},
        "view": copy.deepcopy(view),
        "actions": [{"action_ts": world.ts(), **copy.deepcopy(action)}],
    }


def submission(world: World, team: Team, user: str, view: Json, values: Json) -> Json:
    """Tell that a modal was filled in; `values` by block_id and action_id, as in Slack's state."""
    filled = {**copy.deepcopy(view), "state": {"values": values}}
    return _interaction(world, team, user, "view_submission") | {
        "view": filled,
        "response_urls": [],
    }


def shortcut(world: World, team: Team, user: str, spot: tuple[str, Message], name: str) -> Json:
    """Tell of a shortcut that was chosen on a message."""
    channel, message = spot
    shown = shown_message(team, message, with_metadata=False)
    if message.files:
        shown["files"] = [_whole(world, team, team.files[one]) for one in message.files]
    return _interaction(world, team, user, "message_action") | {
        "callback_id": name,
        "action_ts": world.ts(),
        "message_ts": message.ts,
        "channel": {"id": channel, "name": channel.lower()},
        "message": shown,
        "response_url": f"{world.url}/hooks/{team.id}/{channel}/{message.ts}/{user}",
    }


def command(world: World, team: Team, user: str, channel: str, text: str) -> Json:
    """Tell of `/clerk TEXT`."""
    return {
        "token": TOKEN,
        "team_id": team.id,
        "team_domain": "sample",
        "channel_id": channel,
        "channel_name": channel.lower(),
        "user_id": user,
        "user_name": user.lower(),
        "command": "/clerk",
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": f"{world.url}/hooks/{team.id}/{channel}/-/{user}",
        "trigger_id": world.trigger(team),
    }


def _whole(world: World, team: Team, file: File) -> Json:
    return absolute(world, shown_file(team, file.id)) | shares(team, file)


def _channel_type(team: Team, channel: str) -> str:
    kinds = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}
    return kinds[team.channels[channel].kind]
