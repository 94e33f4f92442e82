"""Slack's manifest as its reference describes it: which names there are, and how long they may be.

https://docs.slack.dev/reference/app-manifest
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Rule = Callable[[Any], bool] | Mapping[str, Any]


def text(most: int, least: int = 1) -> Callable[[Any], bool]:
    return lambda said: isinstance(said, str) and least <= len(said) <= most


def matching(pattern: str) -> Callable[[Any], bool]:
    return lambda said: isinstance(said, str) and re.fullmatch(pattern, said) is not None


def truth(said: object) -> bool:
    return isinstance(said, bool)


def listing(rule: Rule, most: int) -> Callable[[Any], bool]:
    return lambda said: (
        isinstance(said, list)
        and len(said) <= most
        and not [why for one in said for why in faults(one, rule)]
    )


_ADDRESS = matching(r"https://[a-z0-9.-]+(:\d+)?/[a-z_/]*")
_COMMAND = {
    "command": matching(r"/[a-z0-9_-]{1,31}"),
    "url": _ADDRESS,
    "description": text(2000),
    "usage_hint": text(1000),
    "should_escape": truth,
}
_SHORTCUT = {
    "name": text(24),
    "type": matching("message|global"),
    "callback_id": text(255),
    "description": text(150),
}
_PROMPT = {"title": text(150), "message": text(2000)}

MANIFEST: Rule = {
    "_metadata": {
        "major_version": lambda said: said in {1, 2},
        "minor_version": lambda said: said == 1,
    },
    "display_information": {
        "name": text(35),
        "description": text(140),
        "long_description": text(4000, least=174),
        "background_color": matching("#[0-9A-F]{6}"),
    },
    "features": {
        "app_home": {
            "home_tab_enabled": truth,
            "messages_tab_enabled": truth,
            "messages_tab_read_only_enabled": truth,
        },
        "bot_user": {"display_name": text(80), "always_online": truth},
        "agent_view": {"agent_description": text(300), "suggested_prompts": listing(_PROMPT, 4)},
        "shortcuts": listing(_SHORTCUT, 10),
        "slash_commands": listing(_COMMAND, 50),
    },
    "oauth_config": {
        "redirect_urls": listing(_ADDRESS, 1000),
        "scopes": {"bot": listing(matching(r"[a-z_]+(:[a-z_.]+)*"), 255)},
    },
    "settings": {
        "event_subscriptions": {
            "request_url": _ADDRESS,
            "bot_events": listing(matching(r"[a-z_]+(\.[a-z]+)?"), 100),
        },
        "interactivity": {"is_enabled": truth, "request_url": _ADDRESS},
        "org_deploy_enabled": truth,
        "socket_mode_enabled": truth,
        "token_rotation_enabled": truth,
    },
}


def faults(said: object, rule: Rule = MANIFEST, where: str = "manifest") -> Iterator[str]:
    """Say what a manifest has that Slack does not take."""
    if callable(rule):
        if not rule(said):
            yield f"{where}: {said!r}"
        return
    if not isinstance(said, Mapping):
        yield f"{where}: not an object"
        return
    for name, one in said.items():
        if name not in rule:
            yield f"{where}.{name}: unknown"
        else:
            yield from faults(one, rule[name], f"{where}.{name}")
