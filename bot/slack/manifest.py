"""What Clerk asks of Slack, from one source: scopes, events, the command, the shortcuts.

`python -m bot.slack.manifest` writes the files in manifests/ that "Create app from manifest" takes.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from bot.slack.credentials import CALLBACK, EVENTS
from bot.slack.payloads import COMMAND, VOICE

Mode = Literal["socket", "http"]
Manifest = dict[str, Any]

FOLDER = Path(__file__).parents[2] / "manifests"
HOST = "https://clerk.example.com"  # to be replaced by BOT_PUBLIC_URL

USAGE = "help | status | queue | tasks | voice | forget <id>"
VOICE_USAGE = "[topic]"
# What may be chosen on a message, by its callback_id: for files from before Clerk was invited.
SHORTCUTS: Mapping[str, tuple[str, str]] = {
    "read_files": ("Read with Clerk", "Reads the invoices, receipts and contracts of a message"),
}

# The events that Slack tells, and the scopes that it tells each under.
EVENT_SCOPES: Mapping[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "app_mention": frozenset({"app_mentions:read"}),
    "app_uninstalled": frozenset(),
    "file_deleted": frozenset({"files:read"}),
    "file_shared": frozenset({"files:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "message.mpim": frozenset({"mpim:history"}),
    "tokens_revoked": frozenset(),
}
# What else the manifest turns on, and the scopes that this takes.
FEATURE_SCOPES: Mapping[str, frozenset[str]] = {
    "agent_view": frozenset({"assistant:write"}),
    "shortcuts": frozenset({"commands"}),
    "slash_commands": frozenset({"commands"}),
}
_HISTORY = frozenset({"channels:history", "groups:history", "im:history", "mpim:history"})
_CONVERSATIONS = frozenset({"channels:read", "groups:read", "im:read", "mpim:read"})
# The calls that Clerk makes with the token of a workspace, and the scopes that they take for every
# kind of conversation, as the page of each in Slack's reference lists them.
CALL_SCOPES: Mapping[str, frozenset[str]] = {
    "auth.revoke": frozenset(),
    "auth.test": frozenset(),
    "chat.delete": frozenset({"chat:write"}),
    "chat.getPermalink": frozenset(),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "conversations.history": _HISTORY,
    "conversations.info": _CONVERSATIONS,
    "conversations.members": _CONVERSATIONS,
    "conversations.open": frozenset({"im:write"}),
    "conversations.replies": _HISTORY,
    "files.completeUploadExternal": frozenset({"files:write"}),
    "files.delete": frozenset({"files:write"}),
    "files.getUploadURLExternal": frozenset({"files:write"}),
    "files.list": frozenset({"files:read"}),
    "files.info": frozenset({"files:read"}),
    "reactions.add": frozenset({"reactions:write"}),
    "usergroups.users.list": frozenset({"usergroups:read"}),
    "users.info": frozenset({"users:read"}),
    "users.lookupByEmail": frozenset({"users:read", "users:read.email"}),
    "views.open": frozenset(),
    "views.publish": frozenset(),
    "views.push": frozenset(),
    "views.update": frozenset(),
}
# Calls with other tokens than that of a workspace, or with none.
OTHER_CALLS = frozenset({"apps.connections.open", "oauth.v2.access"})

_WRITTEN = "Written by: make manifests"
_HEADS: Mapping[Mode, str] = {
    "socket": f"# Clerk in Slack over Socket Mode, which needs no public address. {_WRITTEN}",
    "http": f"# Clerk in Slack over HTTP, for one workspace or many. {_WRITTEN}\n"
    f"# Replace {HOST} by your BOT_PUBLIC_URL, wherever it stands.",
}

EVENT_TYPES: tuple[str, ...] = tuple(sorted(EVENT_SCOPES))
SCOPES: tuple[str, ...] = tuple(
    sorted(
        frozenset().union(*EVENT_SCOPES.values(), *FEATURE_SCOPES.values(), *CALL_SCOPES.values())
    )
)


def manifest(mode: Mode, host: str = HOST) -> Manifest:
    """Give the manifest of Clerk's app; `host` is where Slack reaches it over HTTP."""
    is_http = mode == "http"
    events = f"{host.rstrip('/')}{EVENTS}"
    address = {"url": events} if is_http else {}
    asked = {"request_url": events} if is_http else {}
    oauth: Manifest = {"scopes": {"bot": list(SCOPES)}}
    if is_http:
        oauth = {"redirect_urls": [f"{host.rstrip('/')}{CALLBACK}"], **oauth}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": _display(),
        "features": _features(address),
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": {**asked, "bot_events": list(EVENT_TYPES)},
            "interactivity": {"is_enabled": True, **asked},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not is_http,
            # Tokens that expire are for whoever keeps many; one in a setting must stay what it is.
            "token_rotation_enabled": is_http,
        },
    }


def _display() -> Manifest:
    return {
        "name": "Clerk",
        "description": "Reads invoices, receipts and contracts, and shows where each value stands.",
        "long_description": "Drop an invoice, a receipt or a contract into a channel: Clerk answers"
        " in the thread with the fields, the JSON, and a picture that shows where each value stands"
        " on the page. Whatever fails a check goes to an accountant, with Approve, Reject and Edit."
        " Clerk runs on your own machine; nothing leaves it unless you list a model of others.",
        "background_color": "#1F3A5F",
    }


def _features(address: Mapping[str, str]) -> Manifest:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Clerk", "always_online": True},
        "agent_view": {
            "agent_description": "Drop an invoice, a receipt or a contract here, and Clerk reads it"
            " and shows where each value stands.",
            "suggested_prompts": [
                {"title": "What can you do?", "message": "help"},
                {"title": "What is waiting?", "message": "queue"},
            ],
        },
        "shortcuts": [
            {"name": name, "type": "message", "callback_id": id_, "description": what}
            for id_, (name, what) in SHORTCUTS.items()
        ],
        "slash_commands": [
            {
                "command": COMMAND,
                **address,
                "description": "What Clerk can do, and what waits",
                "usage_hint": USAGE,
                "should_escape": False,
            },
            {
                "command": VOICE,
                **address,
                "description": "Opens a voice room for this channel, with an AI that listens",
                "usage_hint": VOICE_USAGE,
                "should_escape": False,
            },
        ],
    }


def written(mode: Mode, host: str = HOST) -> str:
    """Give the manifest as a YAML file."""
    return "\n".join([_HEADS[mode], *_yaml(manifest(mode, host), "")]) + "\n"


def _yaml(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, one in value.items():
        if isinstance(one, Mapping):
            yield f"{indent}{name}:"
            yield from _yaml(one, f"{indent}  ")
        elif isinstance(one, list):
            yield f"{indent}{name}:"
            for item in one:
                yield from _item(item, f"{indent}  ")
        else:
            # A JSON scalar is a YAML one.
            yield f"{indent}{name}: {json.dumps(one, ensure_ascii=False)}"


def _item(item: object, indent: str) -> Iterator[str]:
    if not isinstance(item, Mapping):
        yield f"{indent}- {json.dumps(item, ensure_ascii=False)}"
        return
    first, *rest = _yaml(item, f"{indent}  ")
    yield f"{indent}- {first.lstrip()}"
    yield from rest


def main() -> None:
    """Write both files."""
    modes: tuple[Mode, ...] = ("socket", "http")
    for mode in modes:
        file = FOLDER / f"slack.{mode}.yaml"
        file.write_text(written(mode), encoding="utf-8")
        sys.stdout.write(f"{file.relative_to(FOLDER.parent)}\n")


if __name__ == "__main__":
    main()
