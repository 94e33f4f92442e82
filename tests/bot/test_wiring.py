"""What is wired to what, as the settings have it."""

import pytest

from bot.settings import Settings
from bot.wiring import directory
from handlers.people import Role
from tests.bot.slack.scripted import ScriptedSlack


def settings(**given: str) -> Settings:
    return Settings.model_validate({"BOT_ACCOUNTANTS": "slack:T1:U1,teams:t:9", **given})


@pytest.mark.parametrize(("guest", "role"), [(False, "accountant"), (True, "employee")])
async def test_who_is_listed_in_slack_is_looked_at_there(guest: bool, role: Role) -> None:
    slack = ScriptedSlack()
    slack.know("T1", "U1", is_restricted=guest)
    known = directory(settings(), slack)
    assert (await known.directory.person("T1", "slack:U1")).role == role
    assert (await known.directory.person("t", "teams:9")).role == "accountant"
    assert (await known.directory.person("local", "local:admin")).role == "admin"
    assert known.slack is not None


async def test_without_slack_the_lists_alone_say_who_somebody_is() -> None:
    known = directory(settings(), None)
    assert (await known.directory.person("T1", "slack:U1")).role == "accountant"
    assert known.slack is None
