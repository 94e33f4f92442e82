"""What `/clerk` answers, to the person who asked alone."""

from dataclasses import replace
from datetime import UTC

import pytest

from handlers.backlog import Backlog
from handlers.chat import Card, Command, Language, Text
from handlers.commands import Commands
from handlers.sellers import Sellers
from tests.fake_chat import FakeChat
from tests.fake_ledger import FakeAudit
from tests.fake_vendors import FakeVendors
from tests.handlers.pile import ARUN, HERE, POLICY, Paper, Pile, StillClock, pressable, titles


async def ask(pile: Pile, words: str, language: Language = "en", user: str = "arun") -> Card:
    """Say `/clerk WORDS`; gives the one card that comes of it."""
    chat = FakeChat()
    backlog = Backlog(pile.reviews, pile.ledger, pile.directory, POLICY, StillClock(), FakeAudit())
    sellers = Sellers(FakeVendors(pile.ledger), pile.directory, FakeAudit(), UTC)
    await Commands(chat, backlog, sellers).on_command(Command(HERE, user, words, language))
    [said] = chat.said
    assert said.audience == user
    assert isinstance(said.content, Card)
    return said.content


@pytest.fixture
async def pile() -> Pile:
    pile = Pile()
    await pile.put(Paper(vendor="Acme GmbH"), "F1")
    await pile.put(Paper(vendor="Zeta Ltd", user="arun"), "F2")
    return pile


@pytest.mark.parametrize(
    ("words", "view"),
    [
        ("queue", "all"),
        ("  QUEUE  ", "all"),
        ("queue all", "all"),
        ("queue mine", "mine"),
        ("queue  Vendor", "vendor"),
        ("queue seller", "vendor"),
        ("待审", "all"),
        ("队列 全部", "all"),
        ("待审 我的", "mine"),
        ("待审　销售方", "vendor"),
        ("待审 供应商", "vendor"),
        ("ｑｕｅｕｅ ｍｉｎｅ", "mine"),
    ],
)
async def test_the_queue(pile: Pile, words: str, view: str) -> None:
    card = await ask(pile, words)
    chosen = [button.value for button in pressable(card).values() if button.tone == "good"]
    assert chosen == [f"{view}:0"]
    assert len(titles(card)) == (1 if view == "mine" else 2)


async def test_the_queue_is_the_askers_own(pile: Pile) -> None:
    assert (await ask(pile, "queue", user="otto")).title == "Nothing is waiting"
    assert (await ask(pile, "待审", "zh")).title == "2 份文件等待审核"


async def test_the_queue_is_of_the_tenant_that_asks(pile: Pile) -> None:
    pile.directory.people[ARUN.id] = replace(ARUN, role="admin")
    await pile.put(Paper(tenant="t2"), "F3")
    assert (await ask(pile, "queue")).title == "2 documents are waiting"


@pytest.mark.parametrize("words", ["", "help", " Help ", "帮助"])
async def test_help(pile: Pile, words: str) -> None:
    card = await ask(pile, words)
    assert card.title == "What Clerk does"
    assert any("/clerk queue" in part.text for part in card.parts if isinstance(part, Text))
    assert not any("do not know" in part.text for part in card.parts if isinstance(part, Text))


@pytest.mark.parametrize("words", ["queue yesterday", "queue mine all", "help me", "Drop Table"])
async def test_what_is_not_known_is_said_to_be(pile: Pile, words: str) -> None:
    card = await ask(pile, words)
    assert card.parts[0] == Text(f"I do not know “{words}”.")


async def test_a_long_command_is_not_repeated_whole(pile: Pile) -> None:
    card = await ask(pile, "x" * 5000)
    assert isinstance(card.parts[0], Text)
    assert len(card.parts[0].text) < 120
