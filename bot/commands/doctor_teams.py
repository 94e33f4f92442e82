"""What `doctor` says of Teams: as whom, whether tokens and keys are had, what nobody agreed to."""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from bot.commands.check import Check
from bot.settings import Settings
from bot.spelling import named_in
from handlers.chat import ChatError, ChatRefused, ChatUnavailable

if TYPE_CHECKING:
    from bot.teams.checkup import Checkup
    from bot.teams.reach import Reach

_PLATFORM = "teams"
_WHO = "Teams accountants and admins"
_PROOF = {
    "single_tenant": "by TEAMS_APP_PASSWORD",
    "managed_identity": "by the identity of this machine",
}
# What Entra says of an app that it gives no token, and what to do about it.
_WHY: Mapping[str, str] = {
    "invalid_client": "the secret is wrong, or expired: make a new one, and set TEAMS_APP_PASSWORD",
    "unauthorized_client": "TEAMS_APP_ID is no app of the tenant TEAMS_TENANT_ID",
    "invalid_request": "TEAMS_TENANT_ID, or BOT_TEAMS_CLOUD, is another one's",
    "invalid_tenant": "there is no tenant TEAMS_TENANT_ID in this cloud (BOT_TEAMS_CLOUD)",
}


async def teams(settings: Settings) -> AsyncIterator[Check]:
    """Look at the settings, and at what Microsoft gives to the app among them."""
    if not settings.is_teams_configured:
        return
    # Imported here: what Teams needs takes a while, and most houses begin without it.
    from bot.teams.checkup import checkup
    from bot.teams.ways import faults

    yield Check("ok", "Teams", _where(settings))
    for why in faults(settings):
        yield Check("FAIL", "Teams settings", why)
    if settings.teams_app_id is None:
        return
    for check in _address(settings):
        yield check
    async with checkup(settings) as looked:
        yield await _token(looked)
        yield await _callers(looked)
        yield await _graph(looked, settings)


async def teams_people(settings: Settings) -> AsyncIterator[Check]:
    """Look up who decides, and where it is told; the tables are of today."""
    named = [
        *named_in(_PLATFORM, settings.accountants),
        *named_in(_PLATFORM, settings.admins),
    ]
    places = [one for one in settings.accounting.values() if one.platform == _PLATFORM]
    if settings.teams_app_id is None or not (named or places):
        return
    for tenant in sorted({tenant for tenant, _ in named} | {one.tenant for one in places}):
        if tenant not in _answered(settings):
            why = "its people are not answered: see TEAMS_TENANT_ID and BOT_TEAMS_TENANTS"
            yield Check("FAIL", "Teams tenant", f"{tenant}: {why}")
    from bot.app import open_ledger
    from bot.teams.reach import reach

    async with open_ledger(settings) as ledger:
        opened = reach(settings, ledger.database)
        try:
            for place in places:
                yield await _channel(opened, place.tenant, place.channel)
            if named:
                async for check in _deciders(opened, settings):
                    yield check
        finally:
            await opened.close()


def _answered(settings: Settings) -> Collection[str]:
    return settings.teams_tenants or (settings.teams_tenant_id or "",)


def _where(settings: Settings) -> str:
    if settings.teams_app_id is None:
        return "Agents Playground: whoever is on this machine is believed"
    who = f"as {settings.teams_app_id} {_PROOF[settings.teams_app_type]}"
    return f"{who}, in the cloud {settings.teams_cloud}"


def _address(settings: Settings) -> Iterator[Check]:
    """Tell what is to be registered, and who is answered."""
    from bot.teams.gateway import PATHS

    what = "Teams address"
    if settings.public_url is None:
        why = "BOT_PUBLIC_URL is not set: Teams must reach Clerk, and files go out by links to it"
        yield Check("FAIL", what, why)
    elif not settings.public_url.startswith("https://"):
        yield Check("note", what, f"{settings.public_url}: Teams calls https:// only")
    else:
        yield Check("ok", what, f"register {settings.public_url.rstrip('/')}{PATHS[0]}")


async def _token(looked: "Checkup") -> Check:
    what = "Teams token"
    try:
        await looked.prove()
    except ChatError as fault:
        return Check("FAIL", what, _told(fault))
    return Check("ok", what, "Entra gives one for the connector")


async def _callers(looked: "Checkup") -> Check:
    if await looked.are_callers_known():
        return Check("ok", "Teams keys", "Microsoft's signature can be checked")
    why = "the keys of who calls cannot be read: nobody is answered; may this machine reach them?"
    return Check("FAIL", "Teams keys", why)


async def _graph(looked: "Checkup", settings: Settings) -> Check:
    """Tell what nobody agreed to; what owners agree to is known only where it is missed."""
    from bot.teams.consents import ADMINS

    what = "Teams Graph"
    if settings.teams_graph == "off":
        why = (
            "off: no files in channels and group chats, no transcripts of Teams' own, no Entra"
            " groups (BOT_TEAMS_GRAPH)"
        )
        return Check("note", what, why)
    try:
        missing = await looked.missing()
    except ChatError as fault:
        return Check("FAIL", what, _told(fault))
    if not missing:
        return Check("ok", what, "an admin consented to everything that is asked for")
    named = ", ".join(f"{one} ({ADMINS[one]})" for one in missing)
    return Check("note", what, f"no admin consented to: {named}; see docs/teams.md")


async def _channel(opened: "Reach", tenant: str, channel: str) -> Check:
    what = "Teams accounting channel"
    place = f"{channel} of {tenant}"
    from bot.teams.posting import supposed

    book = opened.book
    known = await book.conversation(tenant, channel) or supposed(await book.any(tenant), channel)
    why = "Clerk is not there, as far as it knows: add it to the team, and write @Clerk help there"
    if known is None:
        return Check("FAIL", what, f"{place}: {why}")
    try:
        await opened.connector.members(known, 1)
    except ChatRefused as fault:
        return Check("FAIL", what, f"{place}: {why} ({fault})")
    except ChatError as fault:
        return Check("FAIL", what, f"{place}: {fault}")
    return Check("ok", what, place)


async def _deciders(opened: "Reach", settings: Settings) -> AsyncIterator[Check]:
    """Look up whom the settings name: what cannot be looked up raises nobody."""
    from bot.teams.roles import NOBODY, Roles

    accountants, admins = (
        named_in(_PLATFORM, one) for one in (settings.accountants, settings.admins)
    )
    roles = Roles(opened.graph, accountants, admins)
    sound = addresses = 0
    try:
        async for tenant, name, fault in roles.faults(opened.book):
            is_address = "@" in name
            sound, addresses = sound + (fault is None and not is_address), addresses + is_address
            if fault == NOBODY:
                why = (
                    "no group that Clerk may look up, and nobody it met so far; a person counts"
                    " from the first word to Clerk on"
                )
                yield Check("note", _WHO, f"{name} of {tenant}: {why}")
            elif fault is not None:
                yield Check("FAIL", _WHO, f"{name} of {tenant} raises nobody: {fault}")
    except ChatError as fault:
        yield Check("FAIL", _WHO, f"they cannot be looked up: {fault}")
        return
    said = [f"{sound} known"] if sound else []
    said += [f"e-mail addresses, compared with whoever presses: {addresses}"] if addresses else []
    if said:
        yield Check("ok", _WHO, "; ".join(said))


def _told(fault: ChatError) -> str:
    """Say why there is no token; where Entra said nothing, there is nothing to cure in it."""
    if isinstance(fault, ChatUnavailable):
        return f"Microsoft gave no answer: {fault}"
    said = str(fault)
    cure = next((one for code, one in _WHY.items() if code in said.split()), "see docs/teams.md")
    return f"Entra gives none: {said}; {cure}"
