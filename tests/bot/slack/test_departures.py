"""Where Clerk was removed its tokens are gone, whatever else happens at that moment."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from pathlib import Path

import pytest

from bot.ledger.installations import Installed, SqlInstallations
from bot.slack.departures import Departures
from bot.slack.grants import PURPOSE, Grants
from bot.wrapping import Wrapping
from handlers.chat import ChatRefused
from tests.bot.slack.installing_double import CLIENT, SECRET, Premises, install, premises, token


@pytest.fixture
async def there(tmp_path: Path, migrated: Path) -> AsyncIterator[Premises]:
    async with premises(tmp_path, migrated) as opened:
        opened.slack.world.rotates = True
        await install(opened, "T0OURS")
        yield opened


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
async def test_where_clerk_is_removed_its_tokens_are_gone_at_once(
    there: Premises, kind: str
) -> None:
    await install(there, "T0THEIRS")
    said = await token(there)
    event = {"type": kind, "tokens": {"bot": ["U0CLERK"]}}
    body = {"event": event, "event_time": int(there.watch.now().timestamp())}
    leave = there.app.departures.on_event
    assert await leave("T0OURS", body)
    for app in (there.app, there.second()):
        with pytest.raises(ChatRefused, match="not installed in T0OURS"):
            await app.workspaces.get("T0OURS")
    assert await token(there, "T0THEIRS") != said
    assert not await leave("T0OURS", body)
    assert (await there.audit.heads())["T0OURS"].links == 2
    assert (await there.browser().install("T0OURS")).status == 200
    assert await token(there)


async def test_an_old_word_of_removal_does_not_remove_what_was_installed_since(
    there: Premises,
) -> None:
    at = int(there.watch.now().timestamp()) - 60
    told = {"event": {"type": "app_uninstalled"}, "event_time": at}
    assert not await there.app.departures.on_event("T0OURS", told)
    persons = {"type": "tokens_revoked", "tokens": {"oauth": ["U0ANN"]}}
    others = [persons, {"type": "app_home_opened"}, {}]
    for event in others:
        body = {"event": event, "event_time": at + 3600}
        assert not await there.app.departures.on_event("T0OURS", body)
    assert await token(there)
    assert not await there.app.departures.on_event(
        "no team", {"event": {"type": "app_uninstalled"}}
    )


class Overtaken(SqlInstallations):
    """A ledger in which something happens right after an installation was looked at."""

    def __init__(self, there: Premises, happens: Callable[[], Awaitable[object]]) -> None:
        super().__init__(there.database)
        self._happens = iter([happens])

    async def get(self, tenant: str, client: str) -> Installed | None:
        found = await super().get(tenant, client)
        for happens in self._happens:
            await happens()
        return found


async def departs(
    there: Premises, told: datetime, happens: Callable[[], Awaitable[object]]
) -> bool:
    """Tell of a removal while something else happens."""
    grants = Grants(CLIENT, Wrapping(SECRET.derive(PURPOSE)))
    departures = Departures(Overtaken(there, happens), grants, there.audit)
    body = {"event": {"type": "app_uninstalled"}, "event_time": int(told.timestamp())}
    return await departures.on_event("T0OURS", body)


async def test_installed_anew_while_its_removal_is_told_the_newer_one_stays(
    there: Premises,
) -> None:
    told = there.watch.now()
    there.watch.on(minutes=1)
    assert not await departs(there, told, lambda: there.browser().install("T0OURS"))
    assert await token(there) == there.slack.world.teams["T0OURS"].token


async def test_renewed_while_its_removal_is_told_it_is_gone_all_the_same(there: Premises) -> None:
    there.watch.on(hours=10.5)
    assert await departs(there, there.watch.now(), lambda: token(there))
    assert len(there.slack.asked("oauth.v2.access")) == 1
    with pytest.raises(ChatRefused, match="not installed in T0OURS"):
        await token(there)
