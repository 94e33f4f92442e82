"""What comes of a press or a form is shown to whoever did it, and in time."""

from dataclasses import dataclass, field, replace

import pytest

from bot.ledger.faults import DatabaseBusy
from bot.teams.answers import SETTLED
from bot.teams.offering import Consent
from handlers.chat import (
    Button,
    Buttons,
    Card,
    ChatUnavailable,
    Entry,
    Errors,
    Form,
    Input,
    MessageRef,
    Outcome,
    Press,
    Text,
    Told,
    Turned,
)
from handlers.ports import QueueUnavailable
from handlers.review_parts import LINK
from tests import virtual_time
from tests.bot.teams.answering import TOLD, Scene, card_of, error_of
from tests.bot.teams.filled import objects, sent, words
from tests.doubles.teams.world import Json

LIST = Card("Waiting", (Entry("D-1", "ACME", Button("queue.show", "D-1", "Show")),))
LINKED = Told(Card("Your link", (Buttons((Button("", "", "Open", url="https://a.example/x"),)),)))
REASON = Form(
    "review.reject",
    "D-1:2",
    "Reject",
    "Send",
    (Input("reason", "Why", kind="note", required=True),),
)


@pytest.fixture
async def scene() -> Scene:
    return Scene()


def verbs(card: Json) -> list[str]:
    return [one["verb"] for one in objects(card) if "verb" in one]


async def test_a_press_reaches_the_handlers_as_it_was_done(scene: Scene) -> None:
    message = await scene.said(scene.paper.channel)
    card = card_of(await scene.pressed(message))
    assert "Invoice 4711" in words(card)
    [press] = scene.done
    assert isinstance(press, Press)
    assert (press.action, press.value, press.user) == (
        "review.approve",
        "D-1:2",
        scene.paper.ann.id,
    )
    assert press.place == replace(message.place, thread=press.place.thread)


async def test_what_only_one_is_told_stands_above_the_card_for_them_alone(scene: Scene) -> None:
    message = await scene.said(scene.paper.channel)
    scene.outcome = Told(TOLD)
    card = card_of(await scene.pressed(message))
    said = words(card)
    assert said.index("She approved it.") < said.index("Invoice 4711")
    await scene.background.settled()
    assert len(scene.room.connector.posted) == 1
    assert "She approved it." not in str(scene.room.connector.posted)


async def test_a_card_of_ones_own_leads_back(scene: Scene) -> None:
    message = await scene.said(scene.paper.channel)
    scene.outcome = Told(LIST)
    card = card_of(await scene.pressed(message))
    assert "Invoice 4711" not in words(card)
    assert verbs(card) == ["clerk.press", "clerk.back"]
    back = card_of(await scene.pressed(message, "clerk.back", {}))
    assert words(back) == words(scene.room.connector.posted[0].activity)


async def test_from_a_list_of_ones_own_it_is_said_that_it_is_done(scene: Scene) -> None:
    paper = scene.paper
    shared, own = await scene.said(paper.alone), await scene.said(paper.alone, TOLD, paper.ann.id)
    for message, says in ((shared, False), (own, True)):
        assert ("✅ Done." in words(card_of(await scene.pressed(message)))) == says


async def test_a_link_alone_is_no_card_of_its_own(scene: Scene) -> None:
    message = await scene.said(scene.paper.channel)
    scene.outcome = LINKED
    said = words(card_of(await scene.pressed(message)))
    assert {"Your link", "Invoice 4711"} <= {*said}


@pytest.mark.parametrize("user", ["", "ann"])
async def test_where_nobody_else_reads_the_card_itself_turns(scene: Scene, user: str) -> None:
    paper = scene.paper
    message = await scene.said(paper.alone, TOLD, user=paper.ann.id if user else "")
    scene.outcome = Turned(LIST)
    assert "Waiting" in words(card_of(await scene.pressed(message)))
    await scene.background.settled()
    [posted] = scene.posted(paper.alone)
    assert "Waiting" in posted
    said = await scene.room.book.said(message)
    assert said is not None
    assert said.card == LIST


async def test_where_others_read_the_card_stays_theirs(scene: Scene) -> None:
    message = await scene.said(scene.paper.group)
    scene.outcome = Turned(LIST)
    assert "Waiting" in words(card_of(await scene.pressed(message)))
    await scene.background.settled()
    assert "Waiting" not in str(scene.room.connector.posted)


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("clerk.press", None),
        ("clerk.back", {}),
        ("clerk.page", {"p": 1}),
        ("clerk.submit", {"a": "x", "v": "y", "f": {"i": [], "g": {}}}),
        ("clerk.file", {"v": "mark"}),
    ],
)
async def test_what_is_none_of_clerks_here_is_stale(
    scene: Scene, verb: str, data: Json | None
) -> None:
    paper = scene.paper
    message = await scene.said(paper.channel)
    private = await scene.said(paper.alone, TOLD, user=paper.ann.id)
    elsewhere = MessageRef(replace(message.place, channel=paper.group.id), message.id)
    nowhere = MessageRef(message.place, "1")
    another = {"from": {"id": paper.li.account, "aadObjectId": paper.li.id}}
    tenant = {
        "channelData": {"tenant": {"id": "another"}},
        "conversation": {
            "id": paper.channel.id, "conversationType": "channel", "tenantId": "another"
        },
    }  # fmt: skip
    for answer in (
        await scene.pressed(elsewhere, verb, data),
        await scene.pressed(nowhere, verb, data),
        await scene.pressed(private, verb, data, **another),
        await scene.pressed(message, verb, data, **tenant),
        await scene.pressed(message, verb, data, replyToId=None),
    ):
        assert error_of(answer)[0] == "stale"
    assert scene.done == []


async def test_pages_are_turned_without_anybody_being_asked(scene: Scene) -> None:
    rows = Card("Invoice", (Text("x"), *(Text(f"{n}") for n in range(3))))
    message = await scene.said(scene.paper.channel, rows)
    for data in ({"p": 0}, {"p": 99}):
        assert "Invoice" in words(card_of(await scene.pressed(message, "clerk.page", data)))
    assert scene.done == []


async def test_a_button_that_opens_an_address_is_nobodys_matter(scene: Scene) -> None:
    message = await scene.said(scene.paper.channel)
    card_of(await scene.pressed(message, data={"a": LINK, "v": ""}))
    assert scene.done == []


@pytest.mark.parametrize(
    "fault", [ChatUnavailable("x"), DatabaseBusy("x"), QueueUnavailable("x"), TimeoutError()]
)
async def test_what_cannot_be_done_now_is_said_so(scene: Scene, fault: Exception) -> None:
    message = await scene.said(scene.paper.channel)
    scene.outcome = REASON
    data = sent(card_of(await scene.pressed(message)), {"i.reason": "because"})
    scene.outcome = fault
    assert "try again" in " ".join(words(card_of(await scene.pressed(message))))
    scene.outcome = REASON
    await scene.pressed(message)
    scene.outcome = fault
    again = card_of(await scene.pressed(message, "clerk.submit", data))
    assert "because" in str(again)
    assert "try again" in " ".join(words(again))


async def test_a_busy_book_is_said_so(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    async def busy(_: MessageRef) -> None:
        raise DatabaseBusy("locked")

    message = await scene.said(scene.paper.channel)
    monkeypatch.setattr(scene.room.book, "said", busy)
    assert error_of(await scene.pressed(message))[0] == "busy"


async def test_a_message_that_is_gone_meanwhile_shows_nothing_of_it(scene: Scene) -> None:
    message = await scene.said(scene.paper.channel)
    await scene.pressed(message)
    scene.gate.clear()
    scene.outcome = None

    async def forget() -> None:
        await scene.room.book.unsay(message)
        scene.gate.set()

    scene.background.start(forget())
    said = words(card_of(await scene.pressed(message)))
    assert "Invoice 4711" not in said
    assert said != []


async def test_what_changed_while_an_answer_was_on_its_way_is_shown_again(scene: Scene) -> None:
    message = await scene.said(scene.paper.channel)
    await scene.pressed(message)
    await scene.background.settled()
    assert scene.room.connector.calls == ["send"], "it did not change"
    await scene.pressed(message)
    settled = Card("Invoice 4711", (Text("Approved."),), "good")
    await scene.room.book.edited(message, settled)
    await scene.background.settled()
    assert scene.pauses == [SETTLED, SETTLED]
    assert "Approved." in " ".join(scene.posted(scene.paper.channel)[0])


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (Told(TOLD), "She approved it."),
        (Turned(LIST), "Waiting"),
        # It is good for minutes, and what one is told stays.
        (LINKED, "press again"),
        (REASON, "press again"),
        (Errors({"": "Say why."}), "Say why."),
        (None, ""),
    ],
)
def test_what_takes_long_is_told_alone_and_later(outcome: Outcome, says: str) -> None:
    async def slow() -> None:
        scene = Scene(outcome=outcome)
        paper = scene.paper
        message = await scene.said(paper.channel)
        scene.gate.clear()
        card = card_of(await scene.pressed(message))
        assert "One moment" in " ".join(words(card))
        scene.gate.set()
        await scene.background.settled()
        alone = await scene.room.book.personal(paper.tenant.id, paper.ann.id)
        told = [] if alone is None else scene.posted_in(alone.channel)
        assert [says in " ".join(one) for one in told] == ([True] if says else [])
        [posted] = scene.posted(paper.channel)
        assert posted == words(card_of(await scene.pressed(message, "clerk.back", {})))

    virtual_time.run(slow())


@dataclass
class Giver:
    """Gives nothing, and remembers who wanted it."""

    asked: list[Press] = field(default_factory=list)
    agreed: list[tuple[Press, Consent]] = field(default_factory=list)

    async def pressed(self, press: Press) -> Outcome:
        self.asked.append(press)
        return Told(TOLD)

    async def consented(self, press: Press, consent: Consent) -> None:
        self.agreed.append((press, consent))


async def test_files_are_given_by_who_gives_them() -> None:
    giver = Giver()
    scene = Scene(giving=giver)
    message = await scene.said(scene.paper.alone)
    card_of(await scene.pressed(message, data={"a": "clerk.file", "v": "mark"}))
    value = {"action": "decline", "context": {"c": "19:x", "m": "mark"}}
    answer = await scene.pressed(message, name="fileConsent/invoke", value=value)
    assert (answer.status, answer.body) == (200, None)
    await scene.background.settled()
    assert [one.value for one in giver.asked] == ["mark"]
    [(press, consent)] = giver.agreed
    assert (press.message and press.message.id, consent) == (
        message.id,
        Consent("19:x", "mark", None),
    )
    assert scene.done == []


async def test_an_unknown_invoke_is_not_implemented(scene: Scene) -> None:
    message = await scene.said(scene.paper.alone)
    for name in ("task/fetch", "fileConsent/invoke", None):
        assert (await scene.pressed(message, name=name)).status == 501
