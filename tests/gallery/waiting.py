"""The cards of all that waits, what reminds of it, and what is remembered of sellers."""

from collections.abc import AsyncIterator

from handlers.backlog import Backlog
from handlers.chat import Card, Entry, Language
from tests.fake_ledger import FakeAudit
from tests.gallery.documents import findings, long
from tests.handlers.pile import ARUN, HERE, POLICY, Paper, Pile, StillClock
from tests.handlers.test_sellers import ANNA, Archive
from tests.handlers.watch import ACCOUNTING, Watch

LANGUAGES: tuple[Language, ...] = ("en", "zh")


async def queues(voice: str) -> AsyncIterator[Card]:
    """Give pages of what waits, and what reminds of it."""
    watch, pile = Watch(), Pile()
    for at in range(20):
        paper = Paper(
            vendor=long(voice, 290) + str(at), number=long(voice, 100), hours=40,
            findings=findings(voice),
        )  # fmt: skip
        await pile.put(paper, f"F{at}")
        await watch.pile.put(paper, f"F{at}")
    backlog = Backlog(pile.reviews, pile.ledger, pile.directory, POLICY, StillClock(), FakeAudit())
    for language in LANGUAGES:
        for view, offset in (("all", 8), ("mine", 0), ("vendor", 8), ("all", 0)):
            yield await backlog.card(HERE, ARUN.id, view, offset, language)
    await watch.day()
    await watch.tick()
    assert len(watch.cards()) > 20
    assert watch.chat.cards(ACCOUNTING)
    for card in watch.cards():
        yield card


async def sellers(voice: str) -> AsyncIterator[Card]:
    """Give what is remembered of sellers: pages of all, and each of them."""
    archive = Archive()
    for at in range(9):
        await archive.approve(f"{at} {long(voice, 290)}", long(voice, 280))
    for language in LANGUAGES:
        for offset in (0, 8):
            listed = await archive.sellers.listed("t1", ANNA, language, offset)
            yield listed.card
            for entry in listed.card.parts:
                if isinstance(entry, Entry) and entry.button is not None:
                    name = entry.button.value
                    yield (await archive.sellers.shown("t1", ANNA, language, name)).card
