"""Each thing is said once, on a platform that knows nothing of keys when it is spoken to."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

import pytest

from handlers.chat import (
    Attachment,
    Card,
    Chat,
    ChatRefused,
    ChatUnavailable,
    MessageRef,
    Place,
    Upload,
)
from handlers.replies import Replies
from tests.fake_ledger import FakeLedger, a_drop

PLACE = Place("forgetful", "t1", "invoices", "thread")
CARD = Card("Reading acme.pdf…")
PICTURE = Attachment("acme.png", "image/png", b"a picture", "acme")
JOB = "forgetful:t1:invoices:F1"
KEY = f"{JOB}:card"

Call = Literal["post", "send_file"]
Say = Callable[[Replies], Awaitable[MessageRef]]


def _nothing() -> None:
    """Nothing happens while a call is under way."""


@dataclass
class ForgetfulChat:
    """A platform on which the same call twice is two messages; `find` looks them through.

    `weather` tells what becomes of each call, in turn: it "arrives", its "answer is lost", or it
    is "lost" itself. After the last one every call arrives. `meanwhile` happens before the answer.
    """

    weather: list[str] = field(default_factory=list)
    said: list[tuple[Call, MessageRef, str, Card | Attachment]] = field(default_factory=list)
    looked: list[str] = field(default_factory=list)
    edits: list[tuple[MessageRef, Card]] = field(default_factory=list)
    retracted: list[MessageRef] = field(default_factory=list)
    meanwhile: Callable[[], None] = _nothing

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:
        return self._say("post", place, key, card)

    async def send_file(self, place: Place, attachment: Attachment, *, key: str) -> MessageRef:
        return self._say("send_file", place, key, attachment)

    async def find(self, place: Place, *, key: str) -> MessageRef | None:
        self.looked.append(key)
        found = [ref for _, ref, known, _ in self.said if (ref.place, known) == (place, key)]
        return found[0] if found else None

    async def edit(self, message: MessageRef, card: Card) -> None:
        self.edits.append((message, card))

    async def retract(self, message: MessageRef) -> None:
        self.retracted.append(message)

    async def post_privately(self, place: Place, user: str, card: Card) -> None:
        raise AssertionError("the outbox has no business with this")

    async def direct(self, place: Place, user: str) -> Place:
        raise AssertionError("the outbox has no business with this")

    def download(self, upload: Upload) -> AsyncIterator[bytes]:
        raise AssertionError("the outbox has no business with this")

    def _say(self, call: Call, place: Place, key: str, content: Card | Attachment) -> MessageRef:
        weather = self.weather.pop(0) if self.weather else "arrives"
        if weather == "lost":
            raise ChatUnavailable(f"{call}: timeout")
        ref = MessageRef(place, f"m{len(self.said) + 1}")
        self.said.append((call, ref, key, content))
        self.meanwhile()
        if weather == "answer is lost":
            raise ChatUnavailable(f"{call}: timeout")
        return ref


@pytest.fixture
def chat() -> ForgetfulChat:
    return ForgetfulChat()


@pytest.fixture
def outbox() -> FakeLedger:
    """An outbox that knows of the arrivals: what is about none is not said."""
    outbox = FakeLedger()
    for tenant in ("t1", "t2"):
        outbox.drops[tenant, JOB] = (a_drop(tenant, "F1"), None)
    return outbox


@pytest.fixture
def replies(chat: ForgetfulChat, outbox: FakeLedger) -> Replies:
    platform: Chat = chat
    return Replies(platform, outbox)


@pytest.fixture(params=["post", "send_file"])
def call(request: pytest.FixtureRequest) -> Call:
    which: Call = request.param
    return which


@pytest.fixture
def say(call: Call) -> Say:
    """Say the same thing under the same key."""
    if call == "post":
        return lambda replies: replies.post(PLACE, CARD, key=KEY, job=JOB)
    return lambda replies: replies.send_file(PLACE, PICTURE, key=KEY, job=JOB)


async def test_what_was_said_is_not_said_again(
    chat: ForgetfulChat, outbox: FakeLedger, call: Call, say: Say
) -> None:
    # Another Replies each time: a process that started again remembers nothing.
    answers = [await say(Replies(chat, outbox)) for _ in range(3)]
    content = CARD if call == "post" else PICTURE
    assert chat.said == [(call, answers[0], KEY, content)]
    assert answers == [answers[0]] * 3
    assert chat.looked == [], "the outbox knows; the platform is not asked"


async def test_an_arrival_is_noted_for_its_job(
    outbox: FakeLedger, replies: Replies, say: Say
) -> None:
    message = await say(replies)
    assert outbox.outbox == {("t1", KEY): (JOB, message)}


async def test_what_arrived_though_its_answer_was_lost_is_found(
    chat: ForgetfulChat, outbox: FakeLedger, replies: Replies, say: Say
) -> None:
    chat.weather = ["answer is lost"]
    with pytest.raises(ChatUnavailable):
        await say(replies)
    assert await outbox.sent("t1", KEY) is None
    found = await say(replies)
    assert [ref for _, ref, _, _ in chat.said] == [found]
    assert await outbox.sent("t1", KEY) == found
    await say(replies)
    assert chat.looked == [KEY], "noted, once it was found"


async def test_what_was_sent_and_not_noted_is_found(
    chat: ForgetfulChat, outbox: FakeLedger, replies: Replies, say: Say
) -> None:
    """The process died between the platform's answer and the note of it."""
    sent = await say(replies)
    outbox.outbox["t1", KEY] = (JOB, PLACE)
    assert await say(replies) == sent
    assert len(chat.said) == 1
    assert await outbox.sent("t1", KEY) == sent


async def test_what_never_arrived_is_said_again(
    chat: ForgetfulChat, outbox: FakeLedger, replies: Replies, say: Say
) -> None:
    chat.weather = ["lost", "lost"]
    for _ in range(2):
        with pytest.raises(ChatUnavailable):
            await say(replies)
    message = await say(replies)
    assert [ref for _, ref, _, _ in chat.said] == [message]
    assert await outbox.sent("t1", KEY) == message


async def test_it_is_noted_as_about_to_be_sent_before_it_is_sent(
    chat: ForgetfulChat, outbox: FakeLedger, replies: Replies, say: Say
) -> None:
    """Otherwise a message whose sender died could never be found, nor taken back."""
    chat.weather = ["answer is lost"]
    with pytest.raises(ChatUnavailable):
        await say(replies)
    assert outbox.outbox == {("t1", KEY): (JOB, PLACE)}


async def test_tenants_and_keys_are_kept_apart(chat: ForgetfulChat, replies: Replies) -> None:
    theirs = Place("forgetful", "t2", "invoices", "thread")
    for place, key in ((PLACE, KEY), (theirs, KEY), (PLACE, f"{JOB}:json")):
        await replies.post(place, CARD, key=key, job=JOB)
    assert [(ref.place, key) for _, ref, key, _ in chat.said] == [
        (PLACE, KEY), (theirs, KEY), (PLACE, f"{JOB}:json"),
    ]  # fmt: skip


LATER = Card("Approved")


async def test_what_is_shown_is_posted_first_and_edited_from_then_on(
    chat: ForgetfulChat, replies: Replies
) -> None:
    message = await replies.show(PLACE, CARD, key=KEY, job=JOB)
    assert chat.edits == [], "it says that already"
    assert await replies.show(PLACE, LATER, key=KEY, job=JOB) == message
    assert chat.edits == [(message, LATER)]
    assert [one for one, *_ in chat.said] == ["post"]
    assert await replies.sent("t1", KEY) == message


async def test_what_is_shown_again_after_its_answer_was_lost_is_found_and_edited(
    chat: ForgetfulChat, outbox: FakeLedger, replies: Replies
) -> None:
    """What arrived may be long out of date."""
    chat.weather = ["answer is lost"]
    with pytest.raises(ChatUnavailable):
        await replies.show(PLACE, CARD, key=KEY, job=JOB)
    message = await replies.show(PLACE, LATER, key=KEY, job=JOB)
    assert chat.edits == [(message, LATER)]
    assert outbox.outbox == {("t1", KEY): (JOB, message)}
    assert len(chat.said) == 1


async def test_what_was_never_shown_is_not_there(replies: Replies) -> None:
    assert await replies.sent("t1", KEY) is None


async def test_what_was_forgotten_while_it_was_said_is_taken_back(
    chat: ForgetfulChat, outbox: FakeLedger, replies: Replies, say: Say
) -> None:
    chat.meanwhile = outbox.outbox.clear
    with pytest.raises(ChatRefused):
        await say(replies)
    assert chat.retracted == [ref for _, ref, _, _ in chat.said]
    assert outbox.outbox == {}


async def test_of_what_was_forgotten_nothing_is_said(
    chat: ForgetfulChat, outbox: FakeLedger, replies: Replies, say: Say
) -> None:
    outbox.drops.clear()
    with pytest.raises(ChatRefused):
        await say(replies)
    with pytest.raises(ChatRefused):
        await replies.show(PLACE, CARD, key=KEY, job=JOB)
    assert (chat.said, outbox.outbox) == ([], {})


async def test_what_is_of_a_forgotten_arrival_too_is_taken_back(
    chat: ForgetfulChat, outbox: FakeLedger, replies: Replies
) -> None:
    other = "the other"
    outbox.drops["t1", other] = (a_drop("t1", "F2"), None)
    message = await replies.send_file(PLACE, PICTURE, key=KEY, job=JOB)
    await replies.bind(message, key=f"{other}:file", job=other)
    assert await replies.sent("t1", f"{other}:file") == message
    assert chat.retracted == []
    del outbox.outbox["t1", f"{other}:file"]
    del outbox.drops["t1", other]
    with pytest.raises(ChatRefused):
        await replies.bind(message, key=f"{other}:file", job=other)
    assert chat.retracted == [message]


async def test_what_is_about_no_file_is_said_all_the_same(
    chat: ForgetfulChat, outbox: FakeLedger, replies: Replies
) -> None:
    outbox.drops.clear()
    message = await replies.post(PLACE, CARD, key="digest", job=None)
    assert await replies.sent("t1", "digest") == message


@pytest.mark.parametrize("fault", [None, ChatUnavailable("away"), ChatRefused("gone")], ids=repr)
async def test_a_way_to_a_message_is_a_courtesy(fault: Exception | None) -> None:
    async def address(message: MessageRef) -> str | None:
        if fault is not None:
            raise fault
        return f"https://forgetful.example/{message.id}"

    ledger = FakeLedger()
    replies = Replies(ForgetfulChat(), ledger, address)
    assert await replies.link("t1", KEY) is None, "nothing is said under it yet"
    message = await replies.post(PLACE, CARD, key=KEY, job=None)
    found = None if fault else f"https://forgetful.example/{message.id}"
    assert await replies.link("t1", KEY) == found
    assert await Replies(ForgetfulChat(), ledger).link("t1", KEY) is None
