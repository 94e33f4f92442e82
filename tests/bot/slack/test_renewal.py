"""Tokens that expire: renewed early, by one at a time, kept before anybody uses them, or missed."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ledger.faults import DatabaseBusy
from bot.ledger.installations import Installed, SqlInstallations
from bot.secret import Secret
from bot.slack.clients import clients
from bot.slack.grants import PURPOSE, Grants
from bot.slack.renewal import Renewal
from bot.wrapping import Wrapping
from handlers.chat import ChatRefused, ChatUnavailable
from tests.bot.slack.installing_double import (
    CLIENT,
    SECRET,
    Premises,
    credentials,
    install,
    premises,
    token,
)
from tests.doubles.faults import Fault
from tests.doubles.server import Reply
from tests.doubles.slack import faults

EARLY, LATE = 10.5, 12.5  # hours after the installation; a token lives for twelve


@pytest.fixture
async def there(tmp_path: Path, migrated: Path) -> AsyncIterator[Premises]:
    async with premises(tmp_path, migrated) as opened:
        opened.slack.world.rotates = True
        await install(opened, "T0OURS")
        yield opened


def refreshes(there: Premises) -> int:
    return len(there.slack.asked("oauth.v2.access"))


async def test_a_token_is_renewed_two_hours_before_its_end_and_not_earlier(
    there: Premises,
) -> None:
    first = await token(there)
    there.watch.on(hours=9.9)
    assert await token(there) == first
    assert refreshes(there) == 0
    there.watch.on(hours=0.6)
    second = await token(there)
    assert second != first
    assert second == there.slack.world.teams["T0OURS"].token
    assert await token(there) == second
    assert refreshes(there) == 1
    there.watch.on(hours=EARLY)
    assert await token(there) not in {first, second}


async def test_one_that_expired_is_renewed_too(there: Premises) -> None:
    there.watch.on(days=30)
    assert await token(there) == there.slack.world.teams["T0OURS"].token
    assert refreshes(there) == 1


async def test_two_processes_renew_a_token_once_and_both_have_it(there: Premises) -> None:
    other = there.second()
    there.watch.on(hours=EARLY)
    ways = [there.app.workspaces, other.workspaces] * 3
    got = await asyncio.gather(*(one.get("T0OURS") for one in ways))
    assert refreshes(there) == 1
    assert len({one.token.get_secret_value() for one in got}) <= 2  # the old one is good as well
    now = {(await one.get("T0OURS")).token.get_secret_value() for one in ways}
    assert now == {there.slack.world.teams["T0OURS"].token}


async def test_whoever_comes_while_an_expired_token_is_renewed_is_told_to_come_again(
    there: Premises,
) -> None:
    there.watch.on(hours=LATE)
    found = await asyncio.gather(
        *(one.workspaces.get("T0OURS") for one in (there.app, there.second())),
        return_exceptions=True,
    )
    kinds = {type(one) for one in found}
    assert refreshes(there) == 1
    assert kinds <= {ChatUnavailable, type(await there.app.workspaces.get("T0OURS"))}


async def test_whoever_stops_waiting_does_not_lose_the_token(there: Premises) -> None:
    answered = asyncio.Event()

    def answer(reply: Reply) -> Reply:
        answered.set()
        return reply

    there.slack.faults.add("oauth.v2.access", Fault(spoils=answer))
    there.watch.on(hours=EARLY)
    waiting = asyncio.ensure_future(there.app.workspaces.get("T0OURS"))
    async with asyncio.timeout(10):
        await answered.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    async with asyncio.timeout(10):
        while await token(there) != there.slack.world.teams["T0OURS"].token:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert refreshes(there) == 1


FAILING = (
    faults.says("internal_error"),
    faults.says("ratelimited"),
    faults.broken(),
    faults.cut(),
    faults.says("bad_client_secret"),
    Fault(Reply(body=b'{"ok":true,"access_token":"xoxb-sample-lonely"}')),
    Fault(Reply(body=b'{"ok":true,"access_token":"x","refresh_token":"y","expires_in":0}')),
)


@pytest.mark.parametrize("fault", FAILING)
async def test_slack_fails_the_old_token_serves_while_it_lives_and_it_is_tried_again(
    there: Premises, fault: Fault
) -> None:
    first = await token(there)
    there.watch.on(hours=EARLY)
    there.slack.faults.add("oauth.v2.access", fault)
    assert await token(there) == first
    assert await token(there) == there.slack.world.teams["T0OURS"].token != first


@pytest.mark.parametrize("fault", FAILING[-4:])
async def test_slack_fails_and_the_token_is_over_so_it_is_asked_again_later(
    there: Premises, fault: Fault
) -> None:
    there.watch.on(hours=LATE)
    there.slack.faults.add("oauth.v2.access", fault)
    with pytest.raises(ChatUnavailable) as caught:
        await token(there)
    assert "sample" not in str(caught.value)
    assert await token(there) == there.slack.world.teams["T0OURS"].token


async def test_what_slack_never_renews_must_be_installed_again(there: Premises) -> None:
    first = await token(there)
    there.slack.world.refreshing.clear()
    there.watch.on(hours=EARLY)
    assert await token(there) == first
    there.watch.on(hours=2)
    with pytest.raises(ChatRefused, match="invalid_refresh_token: install Clerk in T0OURS again"):
        await token(there)
    await there.browser().install("T0OURS")
    assert await token(there) == there.slack.world.teams["T0OURS"].token


class Busy(SqlInstallations):
    """A ledger that two times cannot keep what was renewed."""

    times = 2

    async def renew(self, installed: Installed, wrapped: str) -> bool:
        if self.times:
            self.times -= 1
            raise DatabaseBusy("disk I/O error")
        return await super().renew(installed, wrapped)


async def test_a_ledger_that_is_busy_does_not_lose_the_token(there: Premises) -> None:
    kept = Busy(there.database)
    app = credentials(there.slack, there.url)
    grants = Grants(app.id, Wrapping(SECRET.derive(PURPOSE)))
    _, once = clients("", app.api_url)
    renewal = Renewal(kept, grants, app, once, there.watch)
    there.watch.on(hours=LATE)
    before = await kept.get("T0OURS", CLIENT)
    assert before
    renewed = await renewal.fresh(before, grants.unpack(before))
    assert renewed.bot_token == await token(there) == there.slack.world.teams["T0OURS"].token
    assert (kept.times, refreshes(there)) == (0, 1)


async def test_installed_anew_while_it_is_renewed_the_newer_token_stays(there: Premises) -> None:
    """Slack's answer comes, and meanwhile somebody has installed Clerk once more."""
    there.watch.on(hours=EARLY)
    kept = SqlInstallations(there.database)
    before = await kept.get("T0OURS", CLIENT)
    assert before
    assert await kept.take(before, now=there.watch.now(), until=there.watch.now())
    await there.browser().install("T0OURS")
    assert not await kept.renew(before, "late")
    assert await token(there) == there.slack.world.teams["T0OURS"].token


async def test_renewing_one_workspace_leaves_the_others_alone(there: Premises) -> None:
    await install(there, "T0THEIRS")
    theirs = await token(there, "T0THEIRS")
    there.watch.on(hours=EARLY)
    await token(there)
    assert there.slack.world.teams["T0THEIRS"].token == theirs
    assert refreshes(there) == 1


async def test_with_another_key_it_is_not_installed_and_nothing_of_it_is_told(
    there: Premises,
) -> None:
    stranger = there.second(Secret(b"j" * 32))
    with pytest.raises(ChatRefused, match="the token of T0OURS cannot be read") as caught:
        await stranger.workspaces.get("T0OURS")
    assert "gAAAA" not in str(caught.value)
    with pytest.raises(ChatRefused, match="not installed in T0NOBODY"):
        await there.app.workspaces.get("T0NOBODY")


async def test_a_row_that_was_moved_to_another_tenant_does_not_open(there: Premises) -> None:
    await install(there, "T0THEIRS")
    async with there.database.session() as session:
        await (await session.connection()).exec_driver_sql(
            "UPDATE installations SET wrapped ="
            " (SELECT wrapped FROM installations WHERE tenant = 'T0OURS')"
        )
    with pytest.raises(ChatRefused, match="for another workspace"):
        await there.app.workspaces.get("T0THEIRS")
    assert await token(there)
