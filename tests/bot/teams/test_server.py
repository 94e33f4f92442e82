"""Teams, served: how it stands is told, and it never listens to whoever calls."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.ledger.database import FILE_NAME, Database
from bot.settings import Settings
from bot.teams.reach import reach
from bot.teams.server import Teams, teams_of
from bot.teams.shapes import Answer, Json
from handlers.chat import ChatRefused
from tests.bot.teams.entrance import Means, means
from tests.doubles import faults as broken


async def hear(activity: Json) -> Answer | None:
    raise AssertionError(activity)


@asynccontextmanager
async def served(given: Means, settings: Settings, folder: Path) -> AsyncIterator[Teams]:
    database = Database(folder / FILE_NAME)
    reached = reach(settings, database)
    try:
        yield teams_of(settings, reached, hear)
    finally:
        await reached.close()
        await database.close()


async def test_it_works_once_there_are_keys_and_a_token(tmp_path: Path) -> None:
    async with means() as given, served(given, given.settings, tmp_path) as teams:
        teams.start()
        standing = await teams.standing()
        assert (standing.works, standing.detail) == (True, "listening by HTTP")
        await teams.stop()
        assert len(given.teams.asked("token")) == len(given.teams.asked("keys")) == 1


async def test_who_cannot_prove_itself_says_so(tmp_path: Path) -> None:
    async with (
        means({"TEAMS_APP_PASSWORD": "wrong"}) as given,
        served(given, given.settings, tmp_path) as teams,
    ):
        standing = await teams.standing()
        said = "listening by HTTP, but token: 401 invalid_client AADSTS7000215"
        assert (standing.works, standing.detail) == (False, said)


async def test_who_can_let_nobody_in_says_so(tmp_path: Path) -> None:
    async with means() as given, served(given, given.settings, tmp_path) as teams:
        given.teams.faults.add("keys", broken.broken(), times=9)
        standing = await teams.standing()
        said = "listening by HTTP, but the keys of who calls cannot be read"
        assert (standing.works, standing.detail) == (False, said)


async def test_the_playground_is_listened_to_on_this_machine_and_nowhere_else(
    tmp_path: Path,
) -> None:
    async with means(has_app=False) as given:
        async with served(given, given.settings, tmp_path) as teams:
            standing = await teams.standing()
            assert (standing.works, given.teams.calls) == (True, [])
            assert {one.path for one in teams.routes} == {"/teams/messages", "/api/messages"}
        wide = given.settings.model_copy(update={"web_host": "0.0.0.0"})
        with pytest.raises(ChatRefused, match="believes whoever calls"):
            async with served(given, wide, tmp_path):
                pass


async def test_what_microsofts_packages_log_is_not_heard(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with means() as given, served(given, given.settings, tmp_path) as teams:
        given.teams.faults.add("token", broken.garbled())
        standing = await teams.standing()
        assert standing.detail == "listening by HTTP, but token: no JSON"
        assert [one.name for one in caplog.records if not one.name.startswith("bot.")] == []
