"""What `/clerk` answers, to the person who asked alone."""

from dataclasses import replace
from datetime import UTC
from typing import Any, Literal, get_args

import pytest

from handlers.backlog import Backlog
from handlers.cards import help_card
from handlers.chat import Card, Command, Fields, Language, Place, Table, Text
from handlers.commands import RECORDINGS, Commands
from handlers.forgetting import Forgetting
from handlers.sellers import Sellers
from handlers.status import About, Status, Unread
from handlers.texts.catalogue import texts
from tests.fake_chat import FakeChat
from tests.fake_ledger import FakeAudit
from tests.fake_vendors import FakeVendors
from tests.fake_withdrawing import FakeWithdrawing
from tests.handlers.pile import ARUN, HERE, POLICY, Paper, Pile, StillClock, pressable, titles

ABOUT = About("1.2.3", (), "when_flagged", scans=False)


class Dropped:
    """What is still to be done: two of Arun's files in t1 wait, and one failed."""

    async def of(self, tenant: str, person: str) -> Unread:
        return Unread(2, 1) if (tenant, person) == ("t1", ARUN.id) else Unread(0, 0)


class Nobody:
    """Stands for who is not asked."""

    async def card(self, command: Command, rest: str) -> Card:
        return Card(f"recordings {rest}")


async def ask(
    pile: Pile,
    words: str,
    language: Language = "en",
    user: str = "arun",
    place: Place = HERE,
    about: About | None = None,
) -> Card:
    """Say `/clerk WORDS`; gives the one card that comes of it."""
    chat = FakeChat()
    backlog = Backlog(pile.reviews, pile.ledger, pile.directory, POLICY, StillClock(), FakeAudit())
    sellers = Sellers(FakeVendors(pile.ledger), pile.directory, FakeAudit(), UTC)
    status = Status(about or ABOUT, backlog, Dropped())
    nobody: Any = Nobody()  # who forgets, and who deals with recordings, is not asked here
    withdrawing = FakeWithdrawing(pile.ledger)
    forgetting = Forgetting(withdrawing, nobody, pile.directory, FakeAudit())
    ways = {"elsewhere": ("home", "direct")}
    commands = Commands(chat, status, sellers, forgetting, {RECORDINGS: nobody.card}, ways)
    await commands.on_command(Command(place, user, words, language))
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
    assert "/clerk queue" in _said(card)
    assert not any("do not know" in part.text for part in card.parts if isinstance(part, Text))


@pytest.mark.parametrize("words", ["queue yesterday", "queue mine all", "help me", "Drop Table"])
async def test_what_is_not_known_is_said_to_be(pile: Pile, words: str) -> None:
    card = await ask(pile, words)
    assert card.parts[0] == Text(f"I do not know “{words}”.")


async def test_a_long_command_is_not_repeated_whole(pile: Pile) -> None:
    card = await ask(pile, "x" * 5000)
    assert isinstance(card.parts[0], Text)
    assert len(card.parts[0].text) < 120


@pytest.mark.parametrize("language", get_args(Language))
async def test_help_says_commands_as_a_platform_takes_them(language: Language) -> None:
    word = {"en": "queue", "zh": "待审"}[language]
    for ways in ((), ("home", "direct")):
        assert f"/clerk {word}" in _said(help_card(language, ways=ways))
    spoken = _said(help_card(language, ways=("direct", "mention")))
    assert "/clerk" not in spoken
    assert "{" not in spoken


@pytest.mark.parametrize("said", ["https://x.sharepoint.com/a/Weekly.mp4", "look HTTP://x.example"])
async def test_a_link_that_somebody_drops_is_said_to_be_none_of_a_file(
    pile: Pile, said: str
) -> None:
    card = await ask(pile, said)
    assert card.title.casefold().startswith("i could not read http")
    assert "download it, and drop it here" in _said(card)
    assert card.title != (await ask(pile, "weekly.mp4")).title


def _said(card: Card) -> str:
    texts = [part.text for part in card.parts if isinstance(part, Text)]
    tables = [part for part in card.parts if isinstance(part, Table)]
    return "\n".join([*texts, *(cell for one in tables for row in one.rows for cell in row)])


async def test_help_tells_what_a_platform_has_besides(pile: Pile) -> None:
    elsewhere = await ask(pile, "help", place=replace(HERE, platform="elsewhere"))
    assert [part.text for part in elsewhere.parts[-2:] if isinstance(part, Text)] == [
        "My Home tab shows what is waiting, and what you can do about it.",
        texts("en").helping.where["direct"],
    ]
    assert len((await ask(pile, "help")).parts) == len(elsewhere.parts) - 2


def rows(card: Card) -> dict[str, str]:
    [fields] = card.parts
    assert isinstance(fields, Fields)
    return dict(fields.rows)


@pytest.mark.parametrize("words", ["status", " STATUS ", "状态"])
async def test_status(pile: Pile, words: str) -> None:
    card = await ask(pile, words)
    assert card.title == "Clerk 1.2.3"
    assert rows(card) == {
        "Read by": "the embedded reader, on Clerk's own machine",
        "Asked besides": "nobody: what you drop stays on Clerk's own machine",
        "Virus scan": "not configured: files are read unscanned",
        "Waiting for accounting": "2 documents, 1 for you to decide",
        "Your files": "2 are waiting to be read, 1 failed",
    }


@pytest.mark.parametrize(
    ("user", "waits", "files"),
    [
        (
            "eva",
            "2 documents, 1 dropped by you",
            "none is waiting to be read, none failed",
        ),
        ("otto", "nothing that you can see", "none is waiting to be read, none failed"),
    ],
)
async def test_status_is_the_askers_own(pile: Pile, user: str, waits: str, files: str) -> None:
    told = rows(await ask(pile, "status", user=user))
    assert (told["Waiting for accounting"], told["Your files"]) == (waits, files)


@pytest.mark.parametrize(
    ("asks", "besides"),
    [
        ("always", "Claude, other, about each document"),
        ("when_flagged", "Claude, other, where a check failed or a contract was not understood"),
        ("never", "nobody: what you drop stays on Clerk's own machine"),
    ],
)
async def test_status_tells_who_sees_what_is_dropped(
    pile: Pile, asks: Literal["always", "when_flagged", "never"], besides: str
) -> None:
    told = rows(await ask(pile, "status", about=About("1", ("claude", "other"), asks, scans=True)))
    assert told["Asked besides"] == besides
    assert told["Virus scan"] == "each file, before it is read"


async def test_status_in_chinese(pile: Pile) -> None:
    told = rows(await ask(pile, "status", "zh", user="eva"))
    assert told["等待财务审核"] == "2 份文件、1 份由您上传"


@pytest.mark.parametrize(
    ("words", "language", "title"),
    [
        ("forget", "en", "Not forgotten"),
        ("Forget D-NOTHING", "en", "Not forgotten"),
        ("忘记 D-NOTHING", "zh", "未忘记"),
    ],
)
async def test_forget_is_answered_by_who_forgets(
    pile: Pile, words: str, language: Language, title: str
) -> None:
    assert (await ask(pile, words, language)).title == title


async def test_forget_names_a_document_as_it_is_written(pile: Pile) -> None:
    document = await pile.put(Paper(user="arun"), "F3")
    card = await ask(pile, f"forget  {document.id}")
    assert pressable(card)["Forget"].value == document.id
