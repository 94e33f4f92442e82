"""Whatever Teams sends is heard or answered; what cannot be kept now is not acknowledged."""

import asyncio
from dataclasses import dataclass, field
from itertools import islice

import pytest

from bot.background import Background
from bot.book import Account, Book, Conversation
from bot.ledger.faults import DatabaseBusy
from bot.teams import replies
from bot.teams.chat import TeamsChat
from bot.teams.hearing import Handlers, Hearing
from bot.teams.shapes import Answer
from handlers.chat import ChatUnavailable, Command, Outcome, Place, Press, Submission, Told, Upload
from handlers.ports import QueueUnavailable
from handlers.withdrawals import Withdrawal
from tests import virtual_time
from tests.bot.teams.answering import INVOICE, TOLD, card_of
from tests.bot.teams.filled import words
from tests.bot.teams.speaking import Room
from tests.bot.teams.staged import Paper, attachment
from tests.doubles.teams.world import Json
from tests.fake_book import FakeBook


@dataclass
class House:
    """A Clerk that hears; `fault` is what comes of every event.

    What comes of a press comes once `gate` is open.
    """

    room: Room = field(default_factory=Room)
    paper: Paper = field(default_factory=Paper)
    background: Background = field(default_factory=Background)
    fault: Exception | None = None
    events: list[object] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()
        self.chat: TeamsChat = self.room.chat
        self.book: Book = self.room.book
        handlers = Handlers(self._event, self._done, self._done)
        self.hearing = Hearing(self, handlers, self.background)

    async def _event(self, event: Upload | Command | Withdrawal) -> None:
        if self.fault is not None:
            raise self.fault
        self.events.append(event)

    async def _done(self, by: Press | Submission) -> Outcome:
        self.events.append(by)
        await self.gate.wait()
        return Told(TOLD)

    async def pressed(self) -> Answer | None:
        """Have Ann, whom nobody met, press what Clerk said."""
        paper = self.paper
        await self.book.heard(
            Conversation(paper.tenant.id, paper.alone.id, "personal", "https://s.example", "28:b")
        )
        place = Place("teams", paper.tenant.id, paper.alone.id)
        message = await self.chat.post(place, INVOICE, key="k")
        activity = paper.pressed(paper.alone, "clerk.press", {"a": "review.approve", "v": "D-1:2"})
        return await self.hearing.hear(activity | {"replyToId": message.id})


class Later(FakeBook):
    """A Book that takes for ever to keep people, or cannot for now."""

    fault: Exception | None = None

    async def user(self, tenant: str, account: str) -> str | None:
        if self.fault is not None:
            raise self.fault
        return await super().user(tenant, account)

    async def heard(self, conversation: Conversation, *accounts: Account) -> None:
        if accounts and self.fault is not None:
            raise self.fault
        if accounts:
            await asyncio.Event().wait()
        await super().heard(conversation, *accounts)


@pytest.fixture
async def house() -> House:
    return House()


@pytest.mark.parametrize(
    "fault", [DatabaseBusy("locked"), ChatUnavailable("x"), QueueUnavailable("x")]
)
async def test_what_cannot_be_kept_now_is_not_acknowledged(house: House, fault: Exception) -> None:
    dropped = house.paper.said(house.paper.alone) | {"attachments": [attachment("a.pdf")]}
    house.fault = fault
    with pytest.raises(QueueUnavailable):
        await house.hearing.hear(dropped)
    house.fault = None
    assert await house.hearing.hear(dropped) is None
    [upload] = house.events
    assert isinstance(upload, Upload)


async def test_who_presses_is_met_too(house: House) -> None:
    paper = house.paper
    await house.hearing.hear(paper.said(paper.group, "x", mention=True))
    await house.background.settled()
    await house.book.left(paper.tenant.id, paper.group.id)
    answer = await house.hearing.hear(paper.pressed(paper.group, "clerk.press", {"a": "x"}))
    assert isinstance(answer, Answer)
    assert answer.status == 200
    await house.background.settled()
    assert await house.book.conversation(paper.tenant.id, paper.group.id) is not None


async def test_who_presses_before_they_said_a_word_is_known_by_then(house: House) -> None:
    met: list[Account | None] = []

    async def look(press: Press) -> Outcome:
        met.append(await house.book.account(press.place.tenant, press.user))
        return None

    house.hearing = Hearing(house, Handlers(house._event, look, house._done), house.background)
    await house.pressed()
    ann = house.paper.ann
    assert met == [Account(house.paper.tenant.id, ann.id, ann.account, house.paper.alone.id)]


async def test_who_is_named_by_the_connectors_id_alone_is_who_they_were_before(
    house: House,
) -> None:
    paper = house.paper

    def unnamed(activity: Json) -> Json:
        who = {name: one for name, one in activity["from"].items() if name != "aadObjectId"}
        return {**activity, "from": who}

    await house.hearing.hear(paper.said(paper.channel, "status", mention=True))
    for said in (paper.said(paper.alone, "queue"), paper.said(paper.alone, files=("a.pdf",))):
        await house.hearing.hear(unnamed(said))
    message = await house.chat.post(
        Place("teams", paper.tenant.id, paper.alone.id), INVOICE, key="k"
    )
    press = paper.pressed(paper.alone, "clerk.press", {"a": "review.approve", "v": "D-1:2"})
    await house.hearing.hear(unnamed(press) | {"replyToId": message.id})
    older = {"k": "clerk.press", "a": "review.approve", "v": "D-1:2"}
    said = paper.said(paper.alone) | {"value": older, "replyToId": message.id}
    await house.hearing.hear(unnamed(said))
    await house.background.settled()
    by = [one.user for one in house.events if isinstance(one, Command | Upload | Press)]
    assert by == [paper.ann.id] * 5
    alone = await house.book.personal(paper.tenant.id, paper.ann.id)
    assert alone is not None
    assert alone.channel == paper.alone.id


async def test_while_nobody_can_be_recognised_a_press_comes_to_nothing() -> None:
    house = House(Room(book=Later()))
    assert isinstance(house.book, Later)
    house.book.fault = DatabaseBusy("locked")
    activity = house.paper.pressed(house.paper.alone, "clerk.press", {"a": "x"})
    del activity["from"]["aadObjectId"]
    answer = await house.hearing.hear(activity)
    assert answer == replies.busy("en")
    assert house.events == []


async def test_a_press_is_dealt_with_where_nobody_can_be_met() -> None:
    house = House(Room(book=Later()))
    assert isinstance(house.book, Later)
    house.book.fault = DatabaseBusy("locked")
    answer = await house.pressed()
    assert answer is not None
    assert "She approved it." in words(card_of(answer))


def test_whatever_takes_long_who_presses_is_answered_within_five_seconds() -> None:
    async def slow() -> None:
        house = House(Room(book=Later()))
        house.gate.clear()
        began = asyncio.get_running_loop().time()
        answer = await house.pressed()
        assert asyncio.get_running_loop().time() - began < 5.0
        assert answer is not None
        assert "One moment" in " ".join(words(card_of(answer)))
        house.gate.set()
        await house.background.settled()

    virtual_time.run(slow())


async def test_a_press_is_answered_with_what_comes_of_it(house: House) -> None:
    paper = house.paper
    await house.hearing.hear(paper.said(paper.alone, "queue"))
    place = Place("teams", paper.tenant.id, paper.alone.id)
    message = await house.chat.post(place, INVOICE, key="k")
    pressed = paper.pressed(paper.alone, "clerk.press", {"a": "review.approve", "v": "D-1:2"})
    answer = await house.hearing.hear(pressed | {"replyToId": message.id})
    assert answer is not None
    assert {"She approved it.", "Invoice 4711"} <= {*words(card_of(answer))}


async def test_what_is_none_of_teams_is_heard_without_a_word(house: House) -> None:
    assert await house.hearing.hear({}) is None
    assert await house.hearing.hear({"type": "invoke"}) == Answer(501)
    assert house.events == []


def test_whatever_is_anywhere_is_heard_or_answered() -> None:
    async def everything() -> None:
        house = House()
        statuses = set[int]()
        for activity in islice(house.paper.spoilt(), 0, None, 7):
            answer = await house.hearing.hear(activity)
            statuses |= set() if answer is None else {answer.status}
            await house.background.settled()
        assert statuses == {200, 501}
        tenants = {said.message.place.tenant for said in house.room.book.messages.values()}
        assert tenants == {house.paper.tenant.id}

    virtual_time.run(everything())
