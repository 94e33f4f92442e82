"""In Slack, behind a virus scanner: infected, away until it is back, and what /healthz says."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.commands.doctor_viruses import eicar
from handlers.texts.catalogue import texts
from pipelines.backends.clamd import Deadlines
from tests.doubles.clamd import FakeClamd, fake_clamd
from tests.doubles.slack.double import slack_double
from tests.doubles.slack.gestures import Dropped
from tests.scenarios.bills import bill
from tests.scenarios.in_slack import ACCOUNTING, Scene, inhabited, opened, settings


class Scanner(FakeClamd):
    """Finds the test file."""

    def verdict(self, content: bytes) -> bytes:
        return b"stream: Eicar-Test FOUND\0" if eicar() in content else self.answer


@pytest.fixture(autouse=True)
def _shortly() -> Iterator[None]:
    """A scanner that is away is asked again at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handlers.waiting.SOONEST", timedelta(seconds=0.2))
        patch.setattr("bot.viruses.DEADLINES", Deadlines(rest=0))
        yield


async def stands(scene: Scene) -> object:
    """Give what /healthz says of the scan."""
    listener = scene.house.platforms.listener
    assert listener is not None
    async with aiohttp.ClientSession() as session, session.get(f"{listener.url}/healthz") as said:
        assert said.status == 200
        return (await said.json())["virus_scan"]


async def says(scene: Scene, dropped: Dropped, *words: str) -> None:
    """Wait until the one card of a drop says all of it."""
    await scene.card(dropped, lambda card: all(one in str(card.blocks) for one in words))


async def test_a_scanned_slack(tmp_path: Path) -> None:
    said = texts("en").scanning
    async with fake_clamd(Scanner()) as clamd, slack_double() as slack:
        team = inhabited(slack)
        given = settings(
            slack, team, tmp_path, "http", BOT_CLAMD=clamd.address, BOT_PROFILE="production"
        )
        async with opened(slack, given) as house:
            scene = Scene(house, slack, team)
            assert await stands(scene) == "clamd answers"

            infected = await scene.drop(("bad.xml", b"<!-- " + eicar()))
            await says(scene, infected, "I could not read bad.xml", "found Eicar-Test in it")
            assert len(scene.answers(infected)) == 1
            told = team.channels[ACCOUNTING].messages
            [notice] = await scene.until(lambda: [one for one in told if said.infected in one.text])
            assert all(word in str(notice.blocks) for word in ("bad.xml", "Eicar-Test"))

            clamd.pong = b""
            waiting = await scene.drop(("late.xml", bill("S-1", "100.00")))
            await says(scene, waiting, said.waiting.format(name="late.xml"), "try until")
            assert await stands(scene) == "clamd does not answer: files wait"
            clamd.pong = b"PONG\0"
            card = await scene.whole(waiting)
            assert "virus scan: clean" in str(card.blocks)
