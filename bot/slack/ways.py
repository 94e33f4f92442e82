"""By which way the settings connect Clerk with Slack, and what they lack for it."""

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

from bot.settings import Settings

# One workspace over a socket that Clerk opens; one over HTTP; many that install it, over HTTP.
Way = Literal["socket", "http", "many"]

_TOKENS = re.compile(r"(?:xox[a-z]|xapp|xoxe)[.-]")
_SIGNING_SECRET = re.compile(r"[0-9a-f]{32}")
_OWN_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})


def way_of(settings: Settings) -> Way | None:
    """Give the way; None where Slack is not configured, or not enough for any."""
    if settings.slack_client_id is not None:
        return "many"
    if settings.slack_bot_token is None:
        return None
    if settings.slack_app_token is not None:
        return "socket"
    return None if settings.slack_signing_secret is None else "http"


def faults(settings: Settings) -> Iterator[str]:
    """Say what must be set, or set otherwise, before Clerk can work in Slack."""
    if not settings.is_slack_configured:
        return
    way = way_of(settings)
    if way is None:
        yield "SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)"
    if way == "many" and settings.slack_bot_token is not None:
        yield "SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for many: unset one of them"
    yield from _tokens(settings)
    if way in {"http", "many"}:
        yield from _lacking(settings, way)
    # Over a socket Slack does not need it: people who open the player do.
    yield from _address(settings)


def doubts(settings: Settings) -> Iterator[str]:
    """Say what looks wrong and may still be right, as where Slack is not the real one."""
    secret = settings.slack_signing_secret
    if secret is not None and not _SIGNING_SECRET.fullmatch(secret.get_secret_value()):
        yield "SLACK_SIGNING_SECRET is not as Slack's are: 32 digits and letters from a to f"
    if settings.slack_signing_secret is not None and way_of(settings) == "socket":
        yield "SLACK_SIGNING_SECRET is not used: SLACK_APP_TOKEN turns Socket Mode on"


def _tokens(settings: Settings) -> Iterator[str]:
    bot, app = settings.slack_bot_token, settings.slack_app_token
    if bot is not None and not bot.get_secret_value().startswith("xoxb-"):
        yield "SLACK_BOT_TOKEN is the Bot User OAuth Token, which begins with xoxb-"
    if app is not None and not app.get_secret_value().startswith("xapp-"):
        yield "SLACK_APP_TOKEN is an App-Level Token, which begins with xapp-"
    for name, one in (
        ("SLACK_SIGNING_SECRET", settings.slack_signing_secret),
        ("SLACK_CLIENT_SECRET", settings.slack_client_secret),
    ):
        if one is not None and _TOKENS.match(one.get_secret_value()):
            yield f"{name} holds a token: take the secret from Basic Information"


def _lacking(settings: Settings, way: Way) -> Iterator[str]:
    needed = {"SLACK_SIGNING_SECRET": settings.slack_signing_secret}
    if way == "many":
        needed["SLACK_CLIENT_SECRET"] = settings.slack_client_secret
    names = [name for name, value in needed.items() if value is None]
    if settings.public_url is None:
        names.append("BOT_PUBLIC_URL")
    if names:
        yield f"{' and '.join(names)} must be set for HTTP"


def _address(settings: Settings) -> Iterator[str]:
    if settings.public_url is None:
        return
    parts = urlsplit(settings.public_url)
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _OWN_MACHINE)
    if not secure or not parts.hostname or parts.query or parts.fragment:
        yield (
            f"BOT_PUBLIC_URL {settings.public_url!r} is no address of the form"
            " https://clerk.example.com"
        )
