"""What `doctor` says of Slack: by which way, as whom, with what scopes, installed where."""

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.commands.check import Check
from bot.commands.doctor_slack_people import deciders, strangers
from bot.secret import SecretError
from bot.settings import Settings
from handlers.chat import ChatError, ChatUnavailable

if TYPE_CHECKING:
    from bot.slack.checkup import Looked, Reached
    from bot.slack.ways import Way

_WAYS: Mapping["Way", str] = {
    "socket": "one workspace over Socket Mode",
    "http": "one workspace over HTTP",
    "many": "many workspaces over HTTP",
}
_AGAIN = {
    "one": "add them from the manifest, and reinstall the app in its settings",
    "many": "install it there again, at BOT_PUBLIC_URL/slack/install",
}


async def slack(settings: Settings) -> AsyncIterator[Check]:
    """Look at the settings, and at what Slack says to the tokens among them."""
    if not settings.is_slack_configured:
        return
    # Imported here: Slack's packages take a while, and most houses begin without them.
    from bot.slack.ways import way_of

    way = way_of(settings)
    if way is not None:
        yield Check("ok", "Slack", _where(settings, way))
    for check in _settings(settings):
        yield check
    if settings.slack_bot_token is not None:
        async for check in _token(settings.slack_bot_token, settings):
            yield check
    if settings.slack_app_token is not None:
        yield await _socket(settings.slack_app_token, settings)


async def slack_installed(settings: Settings) -> AsyncIterator[Check]:
    """Look at each workspace that installed Clerk; the tables are of today."""
    client = settings.slack_client_id
    if client is None:
        return
    from bot.app import open_ledger
    from bot.slack.checkup import look

    found = 0
    try:
        async with open_ledger(settings) as ledger:
            where = ledger.database, ledger.secret
            async for one in look(*where, client, settings.slack_api_url, now=datetime.now(UTC)):
                found += 1
                yield _installed(one)
                if one.token is not None:
                    async for check in _company(one.token, one.tenant, settings):
                        yield check
    except SecretError:
        return  # said already; without the key nobody can tell
    if not found:
        address = f"{settings.public_url or 'BOT_PUBLIC_URL'}/slack/install"
        yield Check("note", "Slack workspaces", f"none; install Clerk at {address}")


def _where(settings: Settings, way: "Way") -> str:
    from bot.connected import SLACK_API
    from bot.slack.credentials import EVENTS

    said = _WAYS[way]
    if way != "socket" and settings.public_url is not None:
        said = f"{said}, which Slack sends to {settings.public_url.rstrip('/')}{EVENTS}"
    if settings.slack_api_url != SLACK_API:
        said = f"{said}; at {settings.slack_api_url}, which is not Slack (SLACK_API_URL)"
    return said


def _settings(settings: Settings) -> Iterator[Check]:
    from bot.slack.ways import doubts, faults

    for why in faults(settings):
        yield Check("FAIL", "Slack settings", why)
    for why in doubts(settings):
        yield Check("note", "Slack settings", why)


async def _token(token: SecretStr, settings: Settings) -> AsyncIterator[Check]:
    from bot.slack.checkup import reach

    what = "Slack token"
    try:
        reached = await reach(token.get_secret_value(), settings.slack_api_url)
    except ChatError as fault:
        yield Check("FAIL", what, _told("SLACK_BOT_TOKEN is not taken", fault))
        return
    yield _granted(what, reached, _AGAIN["one"])
    async for check in _company(token, reached.tenant, settings):
        yield check
    stray = strangers(reached.tenant, settings)
    if stray is not None:
        yield stray
    for place in settings.accounting.values():
        if place.platform == "slack" and place.tenant != reached.tenant:
            why = f"{place.tenant} is another workspace than {reached.tenant}"
            yield Check("FAIL", "Slack accounting channel", f"{place.channel}: {why}")


async def _company(token: SecretStr, tenant: str, settings: Settings) -> AsyncIterator[Check]:
    async for check in _channel(token, tenant, settings):
        yield check
    async for check in deciders(token, tenant, settings):
        yield check


async def _channel(token: SecretStr, tenant: str, settings: Settings) -> AsyncIterator[Check]:
    """Look at the accounting channel of a workspace."""
    from bot.slack.checkup import hear

    place = settings.accounting.get(tenant)
    if place is None or place.platform != "slack":
        return
    what = "Slack accounting channel"
    try:
        why = await hear(token.get_secret_value(), settings.slack_api_url, place.channel)
    except ChatError as fault:
        why = str(fault)
    if why is None:
        yield Check("ok", what, f"{place.channel} of {tenant}")
    else:
        yield Check("FAIL", what, f"{place.channel} of {tenant}: {why}")


async def _socket(token: SecretStr, settings: Settings) -> Check:
    from bot.slack.checkup import try_socket

    what = "Slack socket"
    try:
        await try_socket(token.get_secret_value(), settings.slack_api_url)
    except ChatError as fault:
        needs = "it needs the scope connections:write"
        return Check("FAIL", what, _told("SLACK_APP_TOKEN opens no connection", fault, needs))
    return Check("ok", what, "SLACK_APP_TOKEN opens connections")


def _installed(one: "Looked") -> Check:
    what = f"Slack workspace {one.tenant}"
    if one.reached is not None:
        return _granted(what, one.reached, _AGAIN["many"])
    if one.expired:
        return Check("ok", what, f"{one.name}; its token expired, and is renewed at its next use")
    if one.fault is not None:
        return Check("FAIL", what, _told(one.name, one.fault, _AGAIN["many"]))
    return Check("FAIL", what, f"{one.name}: {one.why}; {_AGAIN['many']}")


def _told(refused: str, fault: ChatError, cure: str = "") -> str:
    """Say what Slack has against a token; where it said nothing, there is nothing to cure in it."""
    if isinstance(fault, ChatUnavailable):
        return f"Slack gave no answer that says whether it works: {fault}"
    return f"{refused}: {fault}; {cure}" if cure else f"{refused}: {fault}"


def _granted(what: str, reached: "Reached", again: str) -> Check:
    who = f"{reached.name} ({reached.tenant}), as {reached.user}"
    if reached.missing:
        return Check("FAIL", what, f"{who}; missing scopes: {', '.join(reached.missing)}; {again}")
    if reached.beyond:
        more = f"granted and not used: {', '.join(reached.beyond)}"
        return Check("note", what, f"{who}; {more}")
    return Check("ok", what, f"{who}, with every scope of the manifest")
