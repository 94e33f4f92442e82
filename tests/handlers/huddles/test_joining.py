"""Who joins gets a link that is theirs; who reads another channel gets nothing."""

import pytest

from handlers.chat import ChatUnavailable, Place
from handlers.huddles.cards import END, JOIN
from handlers.huddles.records import REPORT
from tests.handlers.huddles.parlour import PLACE, Parlour, buttons, key_in, told, words


@pytest.fixture
async def parlour() -> Parlour:
    parlour = Parlour()
    await parlour.say("voice Budget")
    parlour.audit.links.clear()
    return parlour


async def test_a_member_gets_a_link_of_their_own(parlour: Parlour) -> None:
    tokens = [key_in(told(await parlour.press(JOIN, user=one))) for one in ("eva", "ben", "ben")]
    people = [parlour.links.invited(one, "H-1") for one in tokens]
    assert [one and one.person for one in people] == ["local:eva", "local:ben", "local:ben"]
    assert len(set(tokens)) == 3
    assert len(parlour.chat.said) == 1
    assert parlour.audited()[1] == ("local:ben", "huddle.invited", "H-1")


async def test_what_one_is_told_alone_may_stand_elsewhere(parlour: Parlour) -> None:
    alone = Place("local", "t1", "direct-ben")
    assert key_in(told(await parlour.press(JOIN, user="ben", place=alone)))


@pytest.mark.parametrize("action", [JOIN, END])
@pytest.mark.parametrize(
    ("value", "user", "place"),
    [
        ("H-1", "oscar", PLACE),
        ("H-2", "eva", PLACE),
        ("", "eva", PLACE),
        ("H-1", "eva", Place("local", "t2", "general")),
        ("H-1", "eva", Place("slack", "t1", "general")),
    ],
)
async def test_who_does_not_read_the_channel_gets_nothing(
    parlour: Parlour, action: str, value: str, user: str, place: Place
) -> None:
    card = told(await parlour.press(action, value, user, place))
    assert "no such room" in words(card)
    assert buttons(card) == []
    assert (await parlour.huddle()).ended_at is None
    [(_, what, subject)] = parlour.audited()
    assert what == "huddle.refused"
    assert len(subject) == 64


async def test_who_may_see_it_is_not_known_now(parlour: Parlour) -> None:
    parlour.people.is_away = True
    with pytest.raises(ChatUnavailable):
        await parlour.press(JOIN)


@pytest.mark.parametrize("user", ["eva", "sofia"])
async def test_who_opened_it_and_admins_end_it(parlour: Parlour, user: str) -> None:
    card = told(await parlour.press(END, user=user))
    assert "ends now" in words(card)
    await parlour.queue.settle()
    assert parlour.closed == [("H-1", "people")]
    assert [(one.kind, one.payload["ending"]) for one in parlour.jobs] == [(REPORT, "people")]
    assert (await parlour.huddle()).ending == "people"
    assert "Voice room: Budget has ended" in words(parlour.card())
    assert buttons(parlour.card()) == []
    assert parlour.audited() == [(f"local:{user}", "huddle.ended", "H-1")]


async def test_others_leave_it(parlour: Parlour) -> None:
    assert "administrator" in words(told(await parlour.press(END, user="ben")))
    assert (await parlour.huddle()).ended_at is None
    assert parlour.closed == []


@pytest.mark.parametrize("action", [JOIN, END])
async def test_what_has_ended_is_over(parlour: Parlour, action: str) -> None:
    await parlour.press(END)
    assert "has ended" in words(told(await parlour.press(action)))
    await parlour.queue.settle()
    assert len(parlour.jobs) == 1


async def test_a_channel_opens_another_one_after_it(parlour: Parlour) -> None:
    await parlour.press(END)
    await parlour.say("voice Lunch")
    assert [one.ended_at is None for one in parlour.huddles.kept.values()] == [False, True]
