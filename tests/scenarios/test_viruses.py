"""From drop to card behind a virus scanner: clean, infected, and away until it is back."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
import sqlalchemy as sa

from bot.app import House, build
from bot.commands.doctor_viruses import eicar
from bot.settings import Settings
from handlers.texts.catalogue import texts
from pipelines.backends.clamd import Deadlines
from tests.doubles.clamd import FakeClamd, fake_clamd
from tests.drawn.collection import draw
from tests.scenarios.dropping import Message, Visitor, found

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
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(clamd: FakeClamd, data_dir: Path, shortly: None) -> AsyncIterator[House]:
    """A whole Clerk that has one worker, so that one that waits would hold up all others."""
    settings = {"BOT_DATA_DIR": data_dir, "BOT_LOCAL_PORT": 0, "BOT_DIGEST_AT": "off"}
    scanned = {"BOT_CLAMD": clamd.address, "BOT_PROFILE": "production", "BOT_JOBS": 1}
    async with build(Settings.model_validate(settings | scanned)) as opened:
        yield opened


@pytest.fixture(scope="module")
def shortly() -> Iterator[None]:
    """A scanner that is away is asked again at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handlers.waiting.SOONEST", timedelta(seconds=0.2))
        patch.setattr("handlers.waiting.LATEST", timedelta(seconds=0.2))
        patch.setattr("bot.viruses.DEADLINES", Deadlines(rest=0))
        yield


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visitor(house: House) -> AsyncIterator[Visitor]:
    assert house.workspace is not None
    async with aiohttp.ClientSession() as session:
        yield Visitor(house.workspace.url, session)


async def drop(visitor: Visitor, folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    head = await visitor.drop(path)
    return str(head["id"])


async def until(visitor: Visitor, root: str, title: str) -> Message:
    """Wait until a card in a thread has a title; gives the card.

    The message that heads the thread may be there no longer.
    """
    async with asyncio.timeout(60):
        while True:
            for one in await visitor.messages():
                card: Message = one["body"]
                if one["thread"] == root and card["kind"] == "card" and card["title"] == title:
                    return card
            await asyncio.sleep(0.05)


async def test_what_is_clean_is_read_and_says_so(visitor: Visitor, tmp_path: Path) -> None:
    root = await drop(visitor, tmp_path, "clean.xml", INVOICE.content)
    thread = await visitor.answered(root)
    assert thread.cards[0]["tone"] == "good"
    assert "virus scan: clean" in thread.cards[0]["footer"]
    assert '"scan": "clean"' in thread.cards[0]["parts"][-1]["text"]


async def test_what_is_infected_is_gone_and_told(
    house: House, visitor: Visitor, tmp_path: Path, data_dir: Path
) -> None:
    canary = b"Canary-8842 "
    root = await drop(visitor, tmp_path, "bad.xml", canary + eicar())
    card = await until(visitor, root, "I could not read bad.xml")
    assert card["tone"] == "bad"
    assert "The virus scanner found Eicar-Test in it." in card["parts"][0]["text"]
    [head] = [one for one in await visitor.messages() if one["id"] == root]
    assert head["body"] == {"kind": "forgotten"}
    assert await found(data_dir, "Canary-8842") == []
    [told] = [one for one in await accounting(visitor) if one["title"] == SAID.infected]
    assert all(word in told["parts"][0]["text"] for word in ("bad.xml", "Eicar-Test"))
    query = "SELECT detail FROM audit WHERE action = 'document.rejected'"
    async with house.ledger.database.session() as session:
        [detail] = await session.scalars(sa.text(query))
    assert hashlib.sha256(canary + eicar()).hexdigest() in detail


async def test_a_file_waits_for_the_scanner_and_goes_on_by_itself(
    clamd: FakeClamd, visitor: Visitor, tmp_path: Path
) -> None:
    content = INVOICE.content + b"<!-- waits -->"
    clamd.pong = b""
    roots = [await drop(visitor, tmp_path, f"{n}.xml", content) for n in range(3)]
    before = len(clamd.heard)
    for number, root in enumerate(roots):  # one after the other, though there is one worker
        card = await until(visitor, root, SAID.waiting.format(name=f"{number}.xml"))
        assert card["tone"] == "busy"
        assert "try until" in card["parts"][0]["text"]
    assert len(clamd.heard) == before
    clamd.pong = b"PONG\0"
    threads = [await visitor.answered(root) for root in roots]
    assert all(len(thread.cards) == 1 for thread in threads)
    assert {thread.cards[0]["tone"] for thread in threads} <= {"good", "bad", "plain"}
    assert sum(bool(thread.files) for thread in threads) == 1, "the same bytes are one document"


async def test_it_may_die_in_the_middle_of_a_scan(
    clamd: FakeClamd, visitor: Visitor, tmp_path: Path
) -> None:
    clamd.ending = "resets"
    root = await drop(visitor, tmp_path, "died.xml", INVOICE.content + b"<!-- died -->")
    await until(visitor, root, SAID.waiting.format(name="died.xml"))
    clamd.ending = "answers"
    thread = await visitor.answered(root)
    assert "virus scan: clean" in thread.cards[0]["footer"]


async def accounting(visitor: Visitor) -> list[Message]:
    """Give the cards in the accounting channel."""
    messages = await visitor.messages("accountant-1", channel="accounting")
    return [one["body"] for one in messages if one["body"]["kind"] == "card"]
