"""What `doctor` says of reviews: who decides, over what, where accounting is, and what waits."""

from collections.abc import AsyncIterator, Iterator

from bot.commands.check import Check
from bot.local.roster import CHANNELS
from bot.local.roster import PLATFORM as LOCAL
from bot.local.roster import TENANT as LOCAL_TENANT
from bot.secret import SecretError
from bot.settings import Settings
from bot.spelling import spelled
from handlers.chat import Place

_UNSEEN = "what waits is seen only where it was dropped"


def rules(settings: Settings) -> Iterator[Check]:
    """Look at what the settings say."""
    yield _deciders(settings)
    yield _limits(settings)
    yield from _channels(settings)
    yield _times(settings)


async def kept_reviews(settings: Settings) -> AsyncIterator[Check]:
    """Look at what waits, and at the audit log; the tables are of today."""
    # Imported here: the database takes a second, and `doctor` is to answer where it cannot open.
    from bot.app import open_ledger
    from bot.ledger.vouching import SqlVouching

    try:
        async with open_ledger(settings) as ledger:
            heads = await ledger.audit.heads()
            waiting = sum([len(await ledger.kept.reviews.waiting(tenant)) for tenant in heads])
            yield Check("ok", "waiting for accounting", f"documents: {waiting}")
            checked = await ledger.audit.verify()
            doubts = await SqlVouching(ledger.database, ledger.audit).doubts()
    except SecretError:
        return  # said already; without the key nobody can tell
    broken = checked.broken
    if broken is not None:
        where = f"{broken.tenant}, link {broken.position}: {broken.why}"
        yield Check("FAIL", "audit log", f"{where}; see: python -m bot audit verify")
    elif doubts:
        said = f"{len(doubts)} not kept as the log says"
        yield Check("FAIL", "audit log", f"documents: {said}; see: python -m bot audit verify")
    else:
        yield Check("ok", "audit log", f"intact, links: {checked.links}")


def _deciders(settings: Settings) -> Check:
    listed = len(settings.accountants), len(settings.admins)
    is_local = settings.serves_local_workspace
    here = "besides the people of the local workspace, " if is_local else ""
    said = (
        f"{spelled(settings.review_roles)}; {here}{listed[0]} listed as accountants"
        f" and {listed[1]} as admins"
    )
    if settings.review_own:
        return Check("note", "who decides", f"{said}; also on what they dropped (BOT_REVIEW_OWN)")
    return Check("ok", "who decides", f"{said}; nobody on what they dropped or edited last")


def _limits(settings: Settings) -> Check:
    if not settings.review_two_over:
        return Check("note", "two people", "never needed (BOT_REVIEW_TWO_OVER)")
    said = f"over {spelled(settings.review_two_over)}"
    if "*" not in settings.review_two_over:
        said = f"{said}, and in every other currency"
    return Check("ok", "two people", said)


def _channels(settings: Settings) -> Iterator[Check]:
    if "accounting_channels" not in settings.model_fields_set and not _is_local(settings):
        yield Check(
            "note",
            "accounting channel",
            f"none is set: {_UNSEEN}; set BOT_ACCOUNTING_CHANNELS",
        )
        return
    for place in settings.accounting.values():
        name = f"{place.platform}:{place.tenant}:{place.channel}"
        why = _unserved(settings, place)
        if why is None:
            yield Check("ok", "accounting channel", name)
        else:
            yield Check("FAIL", "accounting channel", f"{name}: {why}; set BOT_ACCOUNTING_CHANNELS")
    if not settings.accounting:
        yield Check("note", "accounting channel", f"none: {_UNSEEN}")


def _unserved(settings: Settings, place: Place) -> str | None:
    """Say why nobody would see what is said in a channel; None: somebody would."""
    served = {"slack": settings.is_slack_configured, "teams": settings.is_teams_configured}
    if served.get(place.platform):
        return None  # what that says of it is looked at with the rest of it
    if place.platform != LOCAL or not settings.serves_local_workspace:
        return f"no platform {place.platform!r} is served here"
    if place.tenant != LOCAL_TENANT or place.channel not in {one.id for one in CHANNELS}:
        return "the local workspace has no such channel"
    return None


def _is_local(settings: Settings) -> bool:
    """Tell whether the channel that is meant where none is set can be seen."""
    elsewhere = settings.is_slack_configured or settings.is_teams_configured
    return settings.serves_local_workspace or not elsewhere


def _times(settings: Settings) -> Check:
    digest = "off" if settings.digest_at is None else f"at {spelled(settings.digest_at)}"
    hours = settings.remind_after_hours
    reminders = f"after {hours} hours" if hours else "off"
    said = f"digest {digest} ({spelled(settings.zone)}), reminders {reminders}"
    return Check("ok", "digest and reminders", said)
