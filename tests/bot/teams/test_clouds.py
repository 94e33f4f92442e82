"""Where tokens and files may go: to the cloud that settings name, and nowhere else."""

import pytest

from bot.settings import Settings
from bot.teams.clouds import cloud_of, is_among

APP = {"TEAMS_APP_ID": "app", "TEAMS_APP_PASSWORD": "secret", "TEAMS_TENANT_ID": "t"}


@pytest.mark.parametrize("cloud", ["public", "gcc", "gcc_high", "dod", "china"])
def test_a_cloud_keeps_its_addresses_to_itself(cloud: str) -> None:
    found = cloud_of(Settings.model_validate({**APP, "BOT_TEAMS_CLOUD": cloud}))
    end = {"public": ".com", "gcc": ".com", "china": ".cn"}.get(cloud, ".us")
    addresses = (found.login, found.scope, found.openid, found.issuer, found.graph)
    hosts = [one.removeprefix("https://").split("/")[0] for one in addresses]
    assert all(one.startswith("https://") and not one.endswith("/") for one in addresses)
    assert [one for one in hosts if not one.endswith(end)] == []
    assert found.has_files == (end == ".com")
    assert found.graph.startswith(found.graph_scope.removesuffix("/.default"))


def test_settings_put_other_addresses_in_their_place() -> None:
    told = {
        "BOT_TEAMS_LOGIN_URL": "https://login.example/",
        "BOT_TEAMS_OPENID_URL": "https://keys.example/openid",
        "BOT_TEAMS_GRAPH_URL": "https://graph.example/v1.0",
        "BOT_TEAMS_SERVICE_HOSTS": "connector.example",
        "BOT_TEAMS_FILE_HOSTS": ".files.example",
    }
    found = cloud_of(Settings.model_validate({**APP, **told}))
    assert found.login == "https://login.example"
    assert found.openid == "https://keys.example/openid"
    assert found.graph == "https://graph.example/v1.0"
    assert found.issuer == "https://api.botframework.com"
    assert is_among("https://connector.example/x", found.services)
    assert is_among("https://smba.trafficmanager.net/emea/", found.services)
    assert is_among("https://a.files.example/x", found.files)


def test_without_an_app_nothing_is_sent_off_this_machine() -> None:
    found = cloud_of(Settings.model_validate({"BOT_TEAMS_PLAYGROUND": "on"}))
    assert is_among("http://localhost:56150/_connector", found.services)
    assert not is_among("https://smba.trafficmanager.net/emea/", found.services)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://smba.example/emea/", True),
        ("https://SMBA.example/emea/", True),
        ("https://smba.example:8443/", True),
        ("https://deep.down.files.example/x?y=z", True),
        ("http://127.0.0.1:5000/", True),
        ("http://smba.example/emea/", False),
        ("https://smba.example.evil.example/", False),
        ("https://evil-smba.example/", False),
        ("https://files.example/", False),
        ("https://evilfiles.example/", False),
        ("https://smba.example@evil.example/", False),
        ("https://evil.example\\@smba.example/", False),
        ("https://user:word@smba.example/", False),
        ("https://smba.example%2eevil.example/", False),
        ("https://smba。example/", False),
        ("https://smba.example\t.evil.example/", False),
        ("https://a.files.example/發票.pdf", True),
        ("https://127.0.0.2/", False),
        ("ftp://smba.example/", False),
        ("//smba.example/", False),
        ("https://[smba.example/", False),
        ("smba.example", False),
        ("", False),
    ],
)
def test_an_address_is_allowed_by_its_host(address: str, allowed: bool) -> None:
    assert is_among(address, ("smba.example", ".files.example", "127.0.0.1")) == allowed
