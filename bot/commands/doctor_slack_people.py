"""What `doctor` says of the people, groups and addresses that decide in Slack."""

from collections.abc import AsyncIterator, Mapping

from pydantic import SecretStr

from bot.commands.check import Check
from bot.settings import Settings
from bot.spelling import named_in
from handlers.chat import ChatError

_WHAT = "Slack accountants and admins"
_WHY: Mapping[str, str] = {
    "missing_scope": "Clerk may not look it up: add the scopes of the manifest, and reinstall",
    "no_such_subteam": "there is no such user group",
    "subteam_disabled": "this user group is disabled",
    "plan_upgrade_required": "this workspace has no user groups",
    "users_not_found": "nobody there has this address",
    "user_not_found": "there is no such person",
}


async def deciders(token: SecretStr, tenant: str, settings: Settings) -> AsyncIterator[Check]:
    """Look up whom the settings name in a workspace: what cannot be looked up raises nobody."""
    from bot.slack.installed import OneWorkspace
    from bot.slack.roles import Roles
    from bot.slack.workspaces import PLATFORM

    accountants, admins = (
        frozenset(one for one in named_in(PLATFORM, named) if one[0] == tenant)
        for named in (settings.accountants, settings.admins)
    )
    if not accountants | admins:
        return  # how many are listed at all is said with the rules of reviews
    roles = Roles(OneWorkspace(token, settings.slack_api_url), accountants, admins)
    sound = 0
    try:
        async for _, name, fault in roles.faults():
            sound += fault is None
            if fault is not None:
                why = _WHY.get(fault, fault)
                yield Check("FAIL", _WHAT, f"{name} of {tenant} raises nobody: {why}")
    except ChatError as fault:
        yield Check("FAIL", _WHAT, f"they cannot be looked up: {fault}")
        return
    yield Check("ok", _WHAT, f"{sound} looked up in {tenant}")


def strangers(tenant: str, settings: Settings) -> Check | None:
    """Tell of names in other workspaces than the one that a token is of."""
    named = (*settings.accountants, *settings.admins)
    elsewhere = sorted({where for where, _ in named_in("slack", named)} - {tenant})
    if not elsewhere:
        return None
    said = f"some are of {', '.join(elsewhere)}, and Clerk works in {tenant}"
    return Check("FAIL", _WHAT, f"{said}; see BOT_ACCOUNTANTS and BOT_ADMINS")
