"""What is wired to what, as the settings have it."""

from dataclasses import dataclass

import pytest

from bot.settings import Settings
from bot.teams.connector import Member
from bot.wiring import WAYS, directory
from handlers.chat import Language
from handlers.people import Role
from handlers.texts.catalogue import texts
from tests.bot.slack.scripted import ScriptedSlack
from tests.bot.teams.rosters import T1, Rosters
from tests.fake_book import FakeBook

NINE = "99999999-9999-4999-8999-999999999999"


def settings(**given: str) -> Settings:
    return Settings.model_validate({"BOT_ACCOUNTANTS": f"slack:T1:U1,teams:{T1}:{NINE}", **given})


@pytest.mark.parametrize(("guest", "role"), [(False, "accountant"), (True, "employee")])
async def test_who_is_listed_in_slack_is_looked_at_there(guest: bool, role: Role) -> None:
    slack = ScriptedSlack()
    slack.know("T1", "U1", is_restricted=guest)
    known = directory(settings(), slack)
    assert (await known.directory.person("T1", "slack:U1")).role == role
    assert (await known.directory.person(T1, f"teams:{NINE}")).role == "accountant"
    assert (await known.directory.person("local", "local:admin")).role == "admin"
    assert known.slack is not None


@dataclass
class InTeams:
    """What is asked of Teams, without Graph."""

    connector: Rosters
    graph: None = None

    @property
    def book(self) -> FakeBook:
        return self.connector.book


@pytest.mark.parametrize(("there", "role"), [("", "accountant"), ("guest", "employee")])
async def test_who_is_listed_in_teams_is_looked_at_there(there: str, role: Role) -> None:
    rosters, nine = Rosters(), Member("29:nine", NINE, "Nine", role=there)
    await rosters.meet(T1, "19:here@thread.v2", nine)
    await rosters.hear(T1, "19:here@thread.v2", nine)
    slack = ScriptedSlack()
    slack.know("T1", "U1")
    for workspaces in (None, slack):
        known = directory(settings(), workspaces, InTeams(rosters))
        assert (await known.directory.person(T1, f"teams:{NINE}")).role == role
        assert (await known.directory.person("T1", "slack:U1")).role == "accountant"
        assert known.teams is not None


async def test_without_slack_the_lists_alone_say_who_somebody_is() -> None:
    known = directory(settings(), None)
    assert (await known.directory.person("T1", "slack:U1")).role == "accountant"
    assert known.slack is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_platforms_have_besides_commands_has_its_words(language: Language) -> None:
    known = texts(language).helping.where
    assert {way for ways in WAYS.values() for way in ways} == {*known}
