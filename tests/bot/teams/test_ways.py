"""Whether Clerk may listen in Teams: never to whoever calls, but on this machine alone."""

import pytest

from bot.settings import Settings
from bot.teams.ways import faults
from tests.doubles.teams.world import APP, guid

ID = guid("tenant")
WITH_APP = {"TEAMS_APP_ID": APP, "TEAMS_APP_PASSWORD": "sample", "TEAMS_TENANT_ID": ID}
NEAR = {"BOT_TEAMS_PLAYGROUND": "on"}


@pytest.mark.parametrize(
    "told",
    [
        {},
        WITH_APP,
        WITH_APP | {"BOT_WEB_HOST": "0.0.0.0", "BOT_PUBLIC_URL": "https://clerk.example.com"},
        NEAR,
        NEAR | {"BOT_WEB_HOST": "127.0.0.1", "BOT_PUBLIC_URL": "http://127.0.0.1:8090"},
        NEAR | {"BOT_WEB_HOST": "::1"},
        NEAR | {"BOT_WEB_HOST": "localhost"},
    ],
)
def test_nothing_speaks_against_listening(told: dict[str, str]) -> None:
    assert list(faults(Settings.model_validate(told))) == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (NEAR | {"BOT_WEB_HOST": "0.0.0.0"}, "set BOT_WEB_HOST=127.0.0.1"),
        (NEAR | {"BOT_WEB_HOST": "::"}, "set BOT_WEB_HOST=127.0.0.1"),
        (NEAR | {"BOT_WEB_HOST": "192.168.1.2"}, "set BOT_WEB_HOST=127.0.0.1"),
        (NEAR | {"BOT_WEB_HOST": "clerk.example.com"}, "set BOT_WEB_HOST=127.0.0.1"),
        (NEAR | {"BOT_PUBLIC_URL": "https://clerk.example.com"}, "BOT_PUBLIC_URL"),
        (NEAR | WITH_APP, "TEAMS_APP_ID is set: unset one of them"),
        (WITH_APP | {"TEAMS_APP_ID": "7"}, "TEAMS_APP_ID is no id"),
        (WITH_APP | {"TEAMS_TENANT_ID": "common"}, "TEAMS_TENANT_ID is no id"),
    ],
)
def test_what_speaks_against_it_is_one_plain_line(told: dict[str, str], said: str) -> None:
    [fault] = faults(Settings.model_validate(told))
    assert said in fault
    assert "\n" not in fault
