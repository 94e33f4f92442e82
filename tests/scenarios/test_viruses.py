"""From drop to card behind a virus scanner: clean, infected, and away until it is back."""

import hashlib
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import aiohttp
import pytest
import pytest_asyncio
import sqlalchemy as sa

from bot.commands.doctor_viruses import eicar
from handlers.texts.catalogue import texts
from pipelines.backends.clamd import Deadlines
from tests.doubles.clamd import FakeClamd, fake_clamd
from tests.drawn.collection import draw
from tests.scenarios.dropping import found
from tests.scenarios.offices import PLATFORMS, Office
from tests.scenarios.offices import office as office_on
from tests.scenarios.people import says

pytestmark = pytest.mark.asyncio(loop_scope="module")

INVOICE = draw(11, "ubl").documents[0]
SAID = texts("en").scanning


class Scanner(FakeClamd):
    """Finds the test file."""

    def verdict(self, content: bytes) -> bytes:
        return b"stream: Eicar-Test FOUND\0" if eicar() in content else self.answer


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def clamd() -> AsyncIterator[FakeClamd]:
    async with fake_clamd(Scanner()) as started:
        yield started


@pytest.fixture(scope="module")
def shortly() -> Iterator[None]:
    """A scanner that is away is asked again at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handlers.waiting.SOONEST", timedelta(seconds=0.2))
        patch.setattr("handlers.waiting.LATEST", timedelta(seconds=0.2))
        patch.setattr("bot.viruses.DEADLINES", Deadlines(rest=0))
        yield


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=PLATFORMS)
async def office(
    request: pytest.FixtureRequest,
    clamd: FakeClamd,
    shortly: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Office]:
    """A whole Clerk that has one worker, so that one that waits would hold up all others."""
    scanned = {"BOT_CLAMD": clamd.address, "BOT_PROFILE": "production", "BOT_JOBS": 1}
    async with office_on(request.param, tmp_path_factory.mktemp("data"), **scanned) as opened:
        yield opened


async def stands(office: Office) -> object:
    """Give what /healthz says of the scan."""
    listener = office.house.platforms.listener
    assert listener is not None
    async with aiohttp.ClientSession() as session, session.get(f"{listener.url}/healthz") as said:
        assert said.status == 200
        return (await said.json())["virus_scan"]


async def test_what_is_clean_is_read_and_says_so(office: Office) -> None:
    head = await office.lena.drop(("clean.xml", INVOICE.content))
    card = await office.lena.answered(head, files=2)
    assert "virus scan: clean" in card.words
    data = next(one for one in await office.lena.below(head) if one.file.endswith(".json"))
    assert b'"scan": "clean"' in await office.lena.fetch(data)
    if office.platform != "local":  # what operators look at there is the page itself
        assert await stands(office) == "clamd answers"


async def test_what_is_infected_is_gone_and_told(office: Office) -> None:
    canary = b"Canary-8842 "
    head = await office.lena.drop(("bad.xml", canary + eicar()))
    card = await office.lena.answered(head, until=says("I could not read bad.xml"))
    assert "The virus scanner found Eicar-Test in it." in card.words
    assert len(await office.lena.below(head)) == 1
    assert await found(office.data_dir, "Canary-8842") == []
    told = await office.arun.said(None, SAID.infected, "accounting")
    assert all(word in told.words for word in ("bad.xml", "Eicar-Test"))
    query = "SELECT detail FROM audit WHERE action = 'document.rejected'"
    async with office.house.ledger.database.session() as session:
        [detail] = await session.scalars(sa.text(query))
    assert hashlib.sha256(canary + eicar()).hexdigest() in detail


async def test_a_file_waits_for_the_scanner_and_goes_on_by_itself(
    clamd: FakeClamd, office: Office
) -> None:
    content = INVOICE.content + b"<!-- waits -->"
    clamd.pong = b""
    heads = [await office.lena.drop((f"{n}.xml", content)) for n in range(3)]
    before = len(clamd.heard)
    for number, head in enumerate(heads):  # one after the other, though there is one worker
        card = await office.lena.said(head, SAID.waiting.format(name=f"{number}.xml"))
        assert card.is_busy
        assert "try until" in card.words
    assert len(clamd.heard) == before
    if office.platform != "local":
        assert await stands(office) == "clamd does not answer: files wait"
    clamd.pong = b"PONG\0"
    for head in heads:
        await office.lena.answered(head)
    filed = [[one for one in await office.lena.below(head) if one.file] for head in heads]
    assert sum(map(bool, filed)) == 1, "the same bytes are one document"


async def test_it_may_die_in_the_middle_of_a_scan(clamd: FakeClamd, office: Office) -> None:
    clamd.ending = "resets"
    head = await office.lena.drop(("died.xml", INVOICE.content + b"<!-- died -->"))
    await office.lena.said(head, SAID.waiting.format(name="died.xml"))
    clamd.ending = "answers"
    card = await office.lena.answered(head, until=says("virus scan: clean"))
    assert "I could not read" not in card.words
