"""How people write what they decide in settings: lists, limits, channels, times and zones."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, time
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from bot.addresses import host_of
from handlers.chat import Place
from handlers.people import person_id
from pipelines.document.currencies import exists

# What is written for nothing at all: an empty variable stands for the default.
OFF = "off"

PERSON = re.compile(r"[a-z][a-z0-9_-]*:[!-~]+")
_PLATFORM = re.compile(r"[a-z][a-z0-9_-]*")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
# The people of the local workspace have roles of their own: a setting must not give them others.
_OWN_ROLES = "local"
# Whom Slack knows: a person or a user group by its id, a person by the address they sign in with.
_SLACK = "slack"
_ID_IN_SLACK = re.compile(r"[UWS][A-Z0-9]+")
_ADDRESS = re.compile(r"[^\s:@]+@[^\s:@]+\.[^\s:@]+")
_LOOKED_UP_IN_SLACK = re.compile(r"S[A-Z0-9]+|.*@.*")
# What Entra calls tenants, people and groups by; Microsoft's own Playground writes a digit more.
_TEAMS = "teams"
_ID_IN_TEAMS = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12,13}")
# What is copied with the id of a channel: a link, its signs written out, a thread.
_MORE_THAN_A_CHANNEL = re.compile(r"https?:|%[0-9A-Fa-f]{2}|;messageid=")

# What pydantic writes before the words of a check of ours.
_RAISED = "Value error, "


def listed(value: object) -> object:
    """Take a comma-separated list apart; `off` is an empty one."""
    return _parts(value) if isinstance(value, str) else value


def _parts(written: str) -> tuple[str, ...]:
    if written.strip() == OFF:
        return ()
    return tuple(one.strip() for one in written.split(",") if one.strip())


def member(written: str) -> str:
    """Check PLATFORM:TENANT:USER; a user's id may hold colons.

    In Slack a user group or an e-mail address may stand for the user, in Teams an Entra group too.
    """
    platform = _platform(written, "PLATFORM:TENANT:USER, such as slack:T024BE7LD:U024BE7LH")
    if platform == _OWN_ROLES:
        raise ValueError(f"{written!r}: the people of the local workspace have their roles there")
    name = written.split(":", 2)[2]
    if platform == _SLACK and not (_ID_IN_SLACK.fullmatch(name) or _ADDRESS.fullmatch(name)):
        raise ValueError(
            f"{written!r}: {name!r} is no user (U...), no user group (S...) and no e-mail address"
        )
    if platform == _TEAMS and not (_ID_IN_TEAMS.fullmatch(name) or _ADDRESS.fullmatch(name)):
        raise ValueError(f"{written!r}: {name!r} is no object id of Entra and no e-mail address")
    return _as_entra_writes(written)


def host(written: str) -> str:
    """Check the name or the number of a machine."""
    try:
        return host_of(written.removeprefix("[").removesuffix("]"))
    except ValueError:
        why = f"{written!r} is no host: write one such as gpu.example, without http:// and port"
        raise ValueError(why) from None


def people(members: tuple[str, ...], *, besides: Iterable[str] = ()) -> frozenset[tuple[str, str]]:
    """Give the tenants that `members` name, each with the id of its person.

    Those of the platforms `besides` are left out, and whoever must be asked for there.
    """
    named = (one.split(":", 2) for one in members)
    return frozenset(
        (tenant, person_id(platform, user))
        for platform, tenant, user in named
        if platform not in set(besides)
        and not (platform == _SLACK and _LOOKED_UP_IN_SLACK.fullmatch(user))
        and not (platform == _TEAMS and _ADDRESS.fullmatch(user))
    )


def named_in(platform: str, members: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """Give the tenants of one platform that `members` name, each with what stands for somebody."""
    named = (one.split(":", 2) for one in members)
    return frozenset((tenant, name) for where, tenant, name in named if where == platform)


def channel(written: str) -> str:
    """Check PLATFORM:TENANT:CHANNEL; a channel's id may hold colons."""
    platform = _platform(written, "PLATFORM:TENANT:CHANNEL, such as local:local:accounting")
    if platform == _TEAMS and _MORE_THAN_A_CHANNEL.search(written):
        raise ValueError(
            f"{written!r} is more than the id of a channel: of its link write what stands after"
            " /channel/, with : for %3A and @ for %40, such as 19:...@thread.tacv2"
        )
    return _as_entra_writes(written)


def _platform(written: str, form: str) -> str:
    """Check that three parts are written, and give the first."""
    platform, _, rest = written.partition(":")
    tenant, _, id_ = rest.partition(":")
    if not _PLATFORM.fullmatch(platform) or not tenant or not id_:
        raise ValueError(f"{written!r} is not {form}")
    if platform == _TEAMS and not _ID_IN_TEAMS.fullmatch(tenant):
        raise ValueError(f"{written!r}: {tenant!r} is no tenant id of Entra, as TEAMS_TENANT_ID is")
    return platform


def _as_entra_writes(written: str) -> str:
    """Write the tenant of Teams in small letters, as whatever comes from there names it."""
    platform, tenant, rest = written.split(":", 2)
    return f"{platform}:{tenant.lower()}:{rest}" if platform == _TEAMS else written


def one_a_tenant(channels: tuple[str, ...]) -> tuple[str, ...]:
    """Check that no two of `channels` are the same tenant's."""
    tenants = [one.split(":")[1] for one in channels]
    for tenant in tenants:
        if tenants.count(tenant) > 1:
            raise ValueError(f"the tenant {tenant!r} has two channels: give it one")
    return channels


def places(channels: tuple[str, ...]) -> dict[str, Place]:
    """Give the places that `channels` name, by their tenants."""
    named = (Place(*one.split(":", 2)) for one in channels)
    return {place.tenant: place for place in named}


def limits(value: object) -> object:
    """Take CURRENCY:AMOUNT, comma-separated, apart."""
    if not isinstance(value, str):
        return value
    found: dict[str, Decimal] = {}
    for written in _parts(value):
        currency, _, figure = written.partition(":")
        amount = _amount(figure)
        if not (currency == "*" or exists(currency)) or amount is None:
            raise ValueError(f"{written!r} is not CURRENCY:AMOUNT, such as EUR:10000 or *:5000")
        if currency in found:
            raise ValueError(f"{currency} has two amounts: give it one")
        found[currency] = amount
    return found


def _amount(written: str) -> Decimal | None:
    try:
        amount = Decimal(written)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None


def time_of_day(value: object) -> object:
    """Take HH:MM apart; `off` is never."""
    if not isinstance(value, str):
        return value
    if value.strip() == OFF:
        return None
    found = _TIME.fullmatch(value.strip())
    if found is None:
        raise ValueError(f"{value!r} is not a time of day: write HH:MM, such as 08:00, or off")
    return time(int(found[1]), int(found[2]))


def zone(value: object) -> object:
    """Find a time zone by its name; UTC needs no files."""
    if not isinstance(value, str):
        return value
    if value == "UTC":
        return UTC
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # Whatever a wrong name leads to: no file, a folder, a file of another kind.
        why = f"no time zone is called {value!r}; write for instance UTC or Europe/Berlin"
        raise ValueError(why) from None


def spelled(value: object) -> str:
    """Write a value of a setting as people write it."""
    match value:
        case None:
            text = ""
        case bool():
            text = str(value).lower()
        case tuple():
            text = ",".join(map(spelled, value))
        case Mapping():
            text = ",".join(f"{name}:{spelled(one)}" for name, one in value.items())
        case time():
            text = value.strftime("%H:%M")
        case _:
            text = str(value)
    return text


def explain_settings(error: ValidationError) -> str:
    """Say which settings are wrong, and why, without their values: they may be secrets."""
    return "; ".join(
        ": ".join(
            filter(
                None,
                (".".join(str(part) for part in one["loc"]), one["msg"].removeprefix(_RAISED)),
            )
        )
        for one in error.errors()
    )
