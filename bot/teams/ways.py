"""What settings lack, or have too much of, before Clerk can work in Teams."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.addresses import is_loopback
from bot.settings import Settings

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SAMPLE = "22222222-2222-4222-8222-222222222222"


def faults(settings: Settings) -> Iterator[str]:
    """Say what must be set, or set otherwise; nobody is ever let in without being checked."""
    if settings.teams_playground == "on":
        yield from _believing(settings)
    for name, given in (
        ("TEAMS_APP_ID", settings.teams_app_id),
        ("TEAMS_TENANT_ID", settings.teams_tenant_id),
    ):
        if settings.teams_app_id is not None and not _ID.fullmatch(given or ""):
            yield f"{name} is no id, such as {_SAMPLE}: copy it from Azure"


def _believing(settings: Settings) -> Iterator[str]:
    """Say what speaks against believing whoever calls."""
    what = "BOT_TEAMS_PLAYGROUND=on believes whoever calls"
    if settings.teams_app_id is not None:
        yield f"{what}, and TEAMS_APP_ID is set: unset one of them"
    if not is_loopback(settings.web_host):
        yield f"{what}: set BOT_WEB_HOST=127.0.0.1, or TEAMS_APP_ID"
    public = settings.public_url
    if public is not None and not is_loopback(urlsplit(public).hostname or ""):
        yield f"{what}, and others reach Clerk at BOT_PUBLIC_URL: unset one of them"
