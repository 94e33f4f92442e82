"""What `doctor` says of Slack, asked of a Slack of ours."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import open_ledger
from bot.commands.check import Check
from bot.commands.doctor_reviews import rules
from bot.commands.doctor_slack import slack, slack_installed
from bot.settings import Settings
from bot.slack.manifest import SCOPES
from tests.bot.slack.installing_double import CLIENT, CLIENT_SECRET, Premises, premises
from tests.doubles.faults import Fault
from tests.doubles.slack import faults
from tests.doubles.slack.double import SlackDouble, slack_double

SIGNING = "0123456789abcdef" * 2
ALL = frozenset(SCOPES)
LATE = open_ledger  # which the command imports where no file may be read


@pytest.fixture
async def there() -> AsyncIterator[SlackDouble]:
    async with slack_double() as opened:
        opened.world.add_team("T0OURS", name="Ours", scopes=ALL)
        yield opened


async def said(settings: Settings) -> list[str]:
    return lines([check async for check in slack(settings)])


def lines(checks: list[Check]) -> list[str]:
    return [f"{one.state} {one.what}: {one.detail}" for one in checks]


def settings(**given: str) -> Settings:
    return Settings.model_validate(given)


def socket(there: SlackDouble, **more: str) -> Settings:
    given = {"SLACK_BOT_TOKEN": "xoxb-sample-T0OURS", "SLACK_APP_TOKEN": "xapp-sample"}
    return settings(**{"SLACK_API_URL": there.api_url, **given, **more})


def at(there: SlackDouble) -> str:
    return f"at {there.api_url}, which is not Slack (SLACK_API_URL)"


async def test_nothing_is_said_where_slack_is_not_configured() -> None:
    assert await said(settings()) == []


async def test_what_works_over_the_socket(there: SlackDouble) -> None:
    assert await said(socket(there)) == [
        f"ok Slack: one workspace over Socket Mode; {at(there)}",
        "ok Slack token: Ours (T0OURS), as clerk, with every scope of the manifest",
        "ok Slack socket: SLACK_APP_TOKEN opens connections",
    ]


async def test_missing_scopes_are_named_and_more_are_noted(there: SlackDouble) -> None:
    team = there.world.teams["T0OURS"]
    team.scopes = ALL - {"files:read", "chat:write"}
    _, found, _ = await said(socket(there))
    again = "add them from the manifest, and reinstall the app in its settings"
    missing = "missing scopes: chat:write, files:read"
    assert found == f"FAIL Slack token: Ours (T0OURS), as clerk; {missing}; {again}"
    team.scopes = ALL | {"admin"}
    _, found, _ = await said(socket(there))
    assert found == "note Slack token: Ours (T0OURS), as clerk; granted and not used: admin"


async def test_tokens_that_slack_does_not_take_are_told_and_not_shown(there: SlackDouble) -> None:
    given = {"SLACK_BOT_TOKEN": "xoxb-sample-of-nobody", "SLACK_APP_TOKEN": "xapp-sample-old"}
    _, token, connection = await said(socket(there, **given))
    assert token == "FAIL Slack token: SLACK_BOT_TOKEN is not taken: auth.test: invalid_auth"
    assert connection == (
        "FAIL Slack socket: SLACK_APP_TOKEN opens no connection: apps.connections.open:"
        " invalid_auth; it needs the scope connections:write"
    )


@pytest.mark.parametrize("fault", [faults.html(), faults.limited(3600), faults.cut()])
async def test_nothing_is_said_against_a_token_where_slack_says_nothing(
    there: SlackDouble, fault: Fault
) -> None:
    for call in ("auth.test", "apps.connections.open"):
        there.faults.add(call, fault, times=9)
    for one in (await said(socket(there)))[1:]:
        assert "Slack gave no answer that says whether it works" in one
        assert "not taken" not in one
        assert "scope" not in one


async def test_who_decides_is_told_in_a_channel_that_clerk_is_in(there: SlackDouble) -> None:
    team = there.world.teams["T0OURS"]
    there.act.join(team, "U0ANN", "C0BOOKS")
    team.add_channel("C0EMPTY").members.clear()
    for channel, word in (
        ("T0OURS:C0BOOKS", "ok Slack accounting channel: C0BOOKS of T0OURS"),
        ("T0OURS:C0EMPTY", "C0EMPTY of T0OURS: Clerk is not in it: write /invite @Clerk there"),
        ("T0OURS:C0NONE", "C0NONE of T0OURS: conversations.info: channel_not_found"),
        ("T0THEIRS:C0BOOKS", "C0BOOKS: T0THEIRS is another workspace than T0OURS"),
    ):
        given = socket(there, BOT_ACCOUNTING_CHANNELS=f"slack:{channel}")
        found = await said(given)
        assert word in found[2]
        assert found[2].startswith("ok" if "BOOKS of" in word else "FAIL")
        assert f"ok accounting channel: slack:{channel}" in lines(list(rules(given)))
    assert any("note accounting channel: none" in one for one in lines(list(rules(socket(there)))))


MANY = {
    "SLACK_CLIENT_ID": CLIENT,
    "SLACK_CLIENT_SECRET": CLIENT_SECRET,
    "SLACK_SIGNING_SECRET": SIGNING,
    "BOT_PUBLIC_URL": "https://clerk.example.com",
}
BOT = {"SLACK_BOT_TOKEN": "xoxb-sample", "SLACK_API_URL": "http://127.0.0.1:9/api/"}


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (BOT, "SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)"),
        (MANY | BOT, "SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for many"),
        (BOT | {"SLACK_BOT_TOKEN": "xoxp-sample"}, "SLACK_BOT_TOKEN is the Bot User OAuth Token"),
        (BOT | {"SLACK_APP_TOKEN": "xoxb-sample"}, "SLACK_APP_TOKEN is an App-Level Token"),
        (MANY | {"SLACK_SIGNING_SECRET": "xapp-1"}, "SLACK_SIGNING_SECRET holds a token"),
        (MANY | {"SLACK_CLIENT_SECRET": "xoxb-1"}, "SLACK_CLIENT_SECRET holds a token"),
        ({"SLACK_CLIENT_ID": "1.2"}, "SLACK_SIGNING_SECRET and SLACK_CLIENT_SECRET and BOT_PUBLIC"),
        (BOT | {"SLACK_SIGNING_SECRET": SIGNING}, "BOT_PUBLIC_URL must be set for HTTP"),
        (MANY | {"BOT_PUBLIC_URL": "clerk.example.com"}, "is no address of the form"),
        (MANY | {"BOT_PUBLIC_URL": "http://clerk.example.com"}, "is no address of the form"),
        (MANY | {"BOT_PUBLIC_URL": "https://clerk.example.com/?a"}, "is no address of the form"),
        (
            BOT | {"SLACK_APP_TOKEN": "xapp-1", "BOT_PUBLIC_URL": "http://clerk.example.com"},
            "is no address of the form",
        ),
    ],
)
async def test_what_is_set_wrong_fails_with_what_to_do(given: dict[str, str], word: str) -> None:
    found = await said(settings(**given))
    assert any(one.startswith("FAIL Slack settings") and word in one for one in found)
    assert not [one for one in found for secret in ("xapp-1", "xoxb-1", SIGNING) if secret in one]


async def test_what_only_looks_wrong_is_noted() -> None:
    odd = "note Slack settings: SLACK_SIGNING_SECRET is not as Slack's are"
    given = MANY | {"SLACK_SIGNING_SECRET": "a-secret-of-a-test"}
    assert any(one.startswith(odd) for one in await said(settings(**given)))
    where = "https://clerk.example.com/slack/events"
    assert await said(settings(**MANY)) == [
        f"ok Slack: many workspaces over HTTP, which Slack sends to {where}"
    ]


@pytest.fixture
async def installed(tmp_path: Path, migrated: Path) -> AsyncIterator[Premises]:
    async with premises(tmp_path, migrated) as opened:
        opened.slack.world.add_team("T0OURS", name="Ours", scopes=ALL)
        opened.slack.world.add_team("T0THEIRS", name="Theirs", scopes=ALL - {"commands"})
        yield opened


def many(installed: Premises, key: bytes = b"k") -> Settings:
    more = {"BOT_DATA_DIR": str(installed.folder), "BOT_SECRET_KEY": (key * 32).decode()}
    return settings(**(MANY | more | {"SLACK_API_URL": installed.slack.api_url}))


async def test_each_workspace_that_installed_clerk_is_looked_at(installed: Premises) -> None:
    async def told() -> list[str]:
        return lines([one async for one in slack_installed(many(installed))])

    [none] = await told()
    where = "https://clerk.example.com/slack/install"
    assert none == f"note Slack workspaces: none; install Clerk at {where}"
    for team in ("T0OURS", "T0THEIRS"):
        await installed.browser().install(team)
    installed.slack.world.teams["T0OURS"].revoked = True
    ours, theirs = await told()
    installed.slack.faults.add("auth.test", faults.broken(), times=9)
    for away in await told():
        assert "Slack gave no answer" in away
        assert "install" not in away
    again = "install it there again, at BOT_PUBLIC_URL/slack/install"
    assert ours == f"FAIL Slack workspace T0OURS: Ours: auth.test: token_revoked; {again}"
    missing = "missing scopes: commands"
    assert theirs == (
        f"FAIL Slack workspace T0THEIRS: Theirs (T0THEIRS), as clerk; {missing}; {again}"
    )


async def test_a_workspace_that_strangers_name_steers_no_terminal(installed: Premises) -> None:
    installed.slack.world.teams["T0OURS"].name = "Ours\x1b[2J\n  ok  all of it\u202e"
    await installed.browser().install("T0OURS")
    [found] = [one async for one in slack_installed(many(installed))]
    said = "Ours[2J ok all of it (T0OURS), as clerk, with every scope of the manifest"
    assert found.line() == f"  ok  Slack workspace T0OURS: {said}"


async def test_a_token_under_another_key_is_told(installed: Premises) -> None:
    await installed.browser().install("T0OURS")
    [found] = lines([one async for one in slack_installed(many(installed, b"j"))])
    assert found.startswith(
        "FAIL Slack workspace T0OURS: Ours: its token cannot be read: it was wrapped with another"
        " key; install it there again"
    )


WHO = "Slack accountants and admins"


async def deciding(there: SlackDouble, **given: str) -> list[str]:
    return [line for line in await said(socket(there, **given)) if WHO in line]


async def test_whom_the_settings_name_is_looked_up(there: SlackDouble) -> None:
    team = there.world.teams["T0OURS"]
    there.act.join(team, "U0ANN", "C0BOOKS")
    team.groups["S0BOOKS"] = ("books", {"U0ANN"})
    named = "slack:T0OURS:U0ANN,slack:T0OURS:S0BOOKS"
    assert await deciding(
        there, BOT_ACCOUNTANTS=named, BOT_ADMINS="slack:T0OURS:u0ann@example.com"
    ) == [f"ok {WHO}: 3 looked up in T0OURS"]
    assert await deciding(
        there,
        BOT_ACCOUNTANTS="slack:T0OURS:S0GONE,slack:T0OURS:U0GONE,slack:T0THEIRS:U0ANN",
        BOT_ADMINS="slack:T0OURS:nobody@example.com",
    ) == [
        f"FAIL {WHO}: S0GONE of T0OURS raises nobody: there is no such user group",
        f"FAIL {WHO}: U0GONE of T0OURS raises nobody: there is no such person",
        f"FAIL {WHO}: nobody@example.com of T0OURS raises nobody: nobody there has this address",
        f"ok {WHO}: 0 looked up in T0OURS",
        (
            f"FAIL {WHO}: some are of T0THEIRS, and Clerk works in T0OURS;"
            " see BOT_ACCOUNTANTS and BOT_ADMINS"
        ),
    ]


async def test_whom_clerk_may_not_look_up_is_told(there: SlackDouble) -> None:
    team = there.world.teams["T0OURS"]
    team.scopes = ALL - {"usergroups:read"}
    team.groups["S0BOOKS"] = ("books", set())
    why = "Clerk may not look it up: add the scopes of the manifest, and reinstall"
    told = await deciding(there, BOT_ACCOUNTANTS="slack:T0OURS:S0BOOKS")
    assert told[0] == f"FAIL {WHO}: S0BOOKS of T0OURS raises nobody: {why}"
    there.faults.add("users.lookupByEmail", faults.limited(3600), times=9)
    [away] = await deciding(there, BOT_ACCOUNTANTS="slack:T0OURS:ann@example.com")
    assert away == f"FAIL {WHO}: they cannot be looked up: users.lookupByEmail: ratelimited"
