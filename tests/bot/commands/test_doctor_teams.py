"""What `doctor` says of Teams, asked of an Entra, a connector and a Graph of ours."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import open_ledger
from bot.book import Account, Conversation
from bot.commands.check import Check
from bot.commands.doctor_reviews import rules
from bot.commands.doctor_teams import teams, teams_people
from bot.ledger.book import SqlBook
from bot.settings import Settings
from bot.teams import checkup, gateway, reach, roles
from bot.teams.consents import ADMINS
from tests.doubles.teams.double import TeamsDouble, teams_double

# What the command imports late, here early: in a loop that must not be blocked nobody may read.
LATE = (checkup, gateway, reach, roles)
OFF = (
    "off: no files in channels and group chats, no transcripts of Teams' own, no Entra groups"
    " (BOT_TEAMS_GRAPH)"
)
PUBLIC = {"BOT_PUBLIC_URL": "https://clerk.sample.test"}


@pytest.fixture
async def there() -> AsyncIterator[TeamsDouble]:
    async with teams_double() as opened:
        yield opened


def lines(checks: list[Check]) -> list[str]:
    return [f"{one.state} {one.what}: {one.detail}" for one in checks]


async def said(settings: Settings) -> list[str]:
    return lines([check async for check in teams(settings)])


def configured(there: TeamsDouble, **more: str) -> Settings:
    tenant = next(iter(there.world.tenants.values()), None) or there.world.tenant()
    return Settings.model_validate({**there.environment(tenant), **PUBLIC, **more})


async def test_nothing_is_said_where_teams_is_not_configured() -> None:
    assert await said(Settings.model_validate({})) == []


async def test_what_works(there: TeamsDouble) -> None:
    given = configured(there)
    assert await said(given) == [
        f"ok Teams: as {given.teams_app_id} by TEAMS_APP_PASSWORD, in the cloud public",
        "ok Teams address: register https://clerk.sample.test/teams/messages",
        "ok Teams token: Entra gives one for the connector",
        "ok Teams keys: Microsoft's signature can be checked",
        f"note Teams Graph: {OFF}",
    ]


async def test_what_no_admin_consented_to_is_named(there: TeamsDouble) -> None:
    given = configured(there, BOT_TEAMS_GRAPH="on")
    [tenant] = there.world.tenants.values()
    tenant.consented |= {"Files.Read.All"}
    told = (await said(given))[-1]
    assert told.startswith("note Teams Graph: no admin consented to: GroupMember.Read.All (Entra")
    assert "Files.Read.All" not in told
    tenant.consented |= set(ADMINS)
    assert (await said(given))[-1].startswith("ok Teams Graph: an admin consented")


@pytest.mark.parametrize(
    ("changed", "cure"),
    [
        ({"TEAMS_APP_PASSWORD": "of-last-year"}, "the secret is wrong, or expired"),
        ({"TEAMS_APP_ID": "99999999-2222-4222-8222-222222222222"}, "TEAMS_APP_ID is no app of"),
        ({"TEAMS_TENANT_ID": "99999999-2222-4222-8222-222222222222"}, "TEAMS_TENANT_ID"),
    ],
)
async def test_why_there_is_no_token_is_told_and_no_secret(
    there: TeamsDouble, changed: dict[str, str], cure: str
) -> None:
    told = await said(configured(there, **changed))
    [token] = [one for one in told if "Teams token" in one]
    assert token.startswith("FAIL Teams token: Entra gives none: ")
    assert cure in token
    assert "of-last-year" not in " ".join(told)


async def test_an_address_that_microsoft_does_not_reach_is_told(there: TeamsDouble) -> None:
    def address(url: str) -> Settings:
        return configured(there, BOT_PUBLIC_URL=url)

    given = there.environment(there.world.tenant())
    [unset] = [one for one in await said(Settings.model_validate(given)) if "address" in one]
    assert unset.startswith("FAIL Teams address: BOT_PUBLIC_URL is not set")
    [plain] = [one for one in await said(address("http://10.0.0.1")) if "address" in one]
    assert plain == "note Teams address: http://10.0.0.1: Teams calls https:// only"


async def test_nobody_is_answered_whose_keys_cannot_be_read(there: TeamsDouble) -> None:
    given = configured(there, BOT_TEAMS_OPENID_URL="http://127.0.0.1:9/none")
    [keys] = [one for one in await said(given) if "keys" in one]
    assert keys.startswith("FAIL Teams keys: the keys of who calls cannot be read")


async def test_the_playground_is_told_and_what_speaks_against_it() -> None:
    told = await said(Settings.model_validate({"BOT_TEAMS_PLAYGROUND": "on"}))
    assert told == ["ok Teams: Agents Playground: whoever is on this machine is believed"]
    given = {"BOT_TEAMS_PLAYGROUND": "on", "BOT_WEB_HOST": "0.0.0.0"}
    _, fault = await said(Settings.model_validate(given))
    assert fault.startswith("FAIL Teams settings: BOT_TEAMS_PLAYGROUND=on believes whoever calls")


async def test_a_tenant_whose_people_nobody_answers_is_told(
    there: TeamsDouble, tmp_path: Path
) -> None:
    tenant, other = there.world.tenant(), "99999999-2222-4222-8222-222222222222"

    async def told(name: str, **more: str) -> list[str]:
        named = {"BOT_DATA_DIR": str(tmp_path), "BOT_ACCOUNTANTS": f"teams:{name}:lena@sample.test"}
        given = configured(there, **named, **more)
        return lines([check async for check in teams_people(given)])

    assert (await told(other))[0].startswith(f"FAIL Teams tenant: {other}: its people are not")
    assert not any("FAIL" in one for one in await told(tenant.id.upper()))
    assert not any("FAIL" in one for one in await told(other, BOT_TEAMS_TENANTS=other))


async def test_nobody_known_is_not_counted_as_fine(there: TeamsDouble, tmp_path: Path) -> None:
    tenant = there.world.tenant()
    named = {"BOT_ACCOUNTANTS": f"teams:{tenant.id}:11111111-2222-4222-8222-000000000000"}
    given = configured(there, BOT_DATA_DIR=str(tmp_path), **named)
    [told] = [check async for check in teams_people(given)]
    assert (told.state, told.what) == ("note", "Teams accountants and admins")


def test_an_accounting_channel_of_teams_is_one_that_is_served(there: TeamsDouble) -> None:
    place = f"teams:{there.world.tenant().id}:19:a@thread.tacv2"
    told = lines([*rules(configured(there, BOT_ACCOUNTING_CHANNELS=place))])
    assert f"ok accounting channel: {place}" in told
    told += lines([*rules(configured(there))])
    assert any(one.startswith("note accounting channel: none is set") for one in told)
    assert not any("local" in one or "FAIL" in one for one in told)


async def test_who_decides_and_where_it_is_told(there: TeamsDouble, tmp_path: Path) -> None:
    tenant = there.world.tenant()
    ann = tenant.person("Ann")
    channel = tenant.channel("Books", ann)
    known, unknown = f"teams:{tenant.id}:{channel.id}", f"teams:{tenant.id}:19:none@thread.tacv2"
    named = (ann.id, "11111111-2222-4222-8222-000000000000", "lena@sample.test")
    people = ",".join(f"teams:{tenant.id}:{one}" for one in named)

    async def looked(place: str) -> list[str]:
        given = configured(
            there, BOT_DATA_DIR=str(tmp_path), BOT_ACCOUNTANTS=people, BOT_ACCOUNTING_CHANNELS=place
        )
        async with open_ledger(given) as ledger:
            where = Conversation(
                tenant.id, channel.id, "channel", there.world.service_url(tenant), "28:clerk"
            )
            met = Account(tenant.id, ann.id, ann.account, channel.id)
            await SqlBook(ledger.database).heard(where, met)
        return lines([check async for check in teams_people(given)])

    place, stranger, sound = await looked(known)
    assert place.startswith("ok Teams accounting channel: ")
    assert "nobody it met so far" in stranger
    assert sound.startswith("ok Teams accountants and admins: 1 known; e-mail addresses, ")
    assert "add it to the team" in (await looked(unknown))[0]
