"""A Clerk in Teams that starts: beside Slack, not let in by Entra, and without an app."""

from pathlib import Path
from typing import Any

import aiohttp

from bot.app import House, build
from bot.settings import Settings
from tests.doubles.slack.double import slack_double
from tests.doubles.teams.double import teams_double
from tests.scenarios.in_slack import inhabited
from tests.scenarios.in_slack import settings as slack_settings


async def health(house: House) -> tuple[int, Any]:
    """Ask a Clerk how it stands."""
    assert house.platforms.listener is not None
    url = f"{house.platforms.listener.url}/healthz"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.json()


async def test_slack_and_teams_are_heard_at_once_and_one_out_of_order_stops_nothing(
    tmp_path: Path,
) -> None:
    async with slack_double() as slack, teams_double() as teams:
        tenant = teams.world.tenant()
        ann = tenant.person("Ann")
        told = teams.environment(tenant) | {"TEAMS_APP_PASSWORD": "of-yesterday"}
        given = slack_settings(slack, inhabited(slack), tmp_path, "http", **told)
        async with build(given) as house:
            assert house.platforms.listener is not None
            teams.deliveries.url = f"{house.platforms.listener.url}/teams/messages"
            status, said = await health(house)
            assert (status, said["slack"]) == (503, "listening by HTTP")
            assert said["teams"] == "listening by HTTP, but token: 401 invalid_client AADSTS7000215"
            # Whoever is let in is told by the keys of who calls, whatever Clerk's own secret is.
            update = teams.told.envelope(tenant, tenant.personal(ann), ann)
            update |= {"type": "conversationUpdate", "membersRemoved": [{"id": "29:x"}]}
            assert (await teams.deliveries.send(update)).status == 200
            assert (await teams.deliveries.send(update, token="forged")).status == 401
            teams.login.secret = "of-yesterday"
            status, said = await health(house)
            assert (status, said["teams"]) == (200, "listening by HTTP")


async def test_without_an_app_the_playground_is_heard_and_nobody_else_is_asked(
    tmp_path: Path,
) -> None:
    async with teams_double() as teams:
        tenant = teams.world.tenant()
        ann = tenant.person("Ann")
        given = {"BOT_TEAMS_PLAYGROUND": "on", "BOT_WEB_PORT": 0, "BOT_DATA_DIR": tmp_path}
        async with build(Settings.model_validate(given)) as house:
            assert house.platforms.listener is not None
            assert house.workspace is None
            teams.deliveries.url = f"{house.platforms.listener.url}/api/messages"
            update = teams.told.envelope(tenant, tenant.personal(ann), ann)
            update |= {"type": "conversationUpdate", "membersRemoved": [{"id": "29:x"}]}
            assert (await teams.deliveries.send(update, token="")).status == 200
            assert (await health(house))[0] == 200
            assert teams.calls == []
