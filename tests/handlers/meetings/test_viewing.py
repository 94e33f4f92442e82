"""Who is let into the player, and what they get for pressing its button."""

import pytest

from handlers.chat import Button, Buttons, Card, ChatUnavailable, Place, Press, Told
from handlers.meetings.links import Door
from handlers.meetings.viewing import OPEN, Viewing
from handlers.review_parts import LINK
from handlers.texts.catalogue import texts
from tests.fake_viewing import ADDRESS, MEETING, Screening, a_meeting


def press(user: str = "U1", tenant: str = "T1", value: str = MEETING) -> Press:
    return Press(Place("slack", tenant, "C1"), user, OPEN, value, "en")


async def told(here: Screening, pressed: Press) -> Card:
    outcome = await here.viewing.on_press(pressed)
    assert isinstance(outcome, Told)
    return outcome.card


async def test_a_press_gives_a_link_of_ones_own() -> None:
    here = Screening()
    card = await told(here, press())
    (button,) = next(part for part in card.parts if isinstance(part, Buttons)).row
    assert button.action == LINK
    assert button.url is not None
    pass_ = here.links.exchange(button.url.partition("#k=")[2], MEETING)
    assert pass_ is not None
    assert here.links.visitor(pass_, MEETING) == here.ada
    assert here.audit.links == [
        ("T1", "slack:U1", "meeting.opened", MEETING, {"what": OPEN}),
    ]


@pytest.mark.parametrize(
    "pressed",
    [
        pytest.param(press(user="U2"), id="somebody of another channel"),
        pytest.param(press(tenant="T2"), id="somebody of another tenant"),
        pytest.param(press(value="M-ZZZZZZZZ77"), id="another meeting"),
        pytest.param(press(value=""), id="nothing"),
    ],
)
async def test_who_may_not_is_told_the_same_whatever_the_reason(pressed: Press) -> None:
    here = Screening()
    card = await told(here, pressed)
    ((_, _, action, subject, _),) = here.audit.links
    assert (action, len(subject)) == ("meeting.refused", 64)
    assert (card.title, card.tone) == (texts("en").playing.gone, "bad")
    assert not any(isinstance(part, Buttons) for part in card.parts)


async def test_a_deleted_meeting_opens_nothing() -> None:
    here = Screening()
    here.meeting = None
    assert (await told(here, press())).tone == "bad"
    assert await here.viewing.seen(here.ada) is None


async def test_who_leaves_the_channel_sees_nothing_any_more() -> None:
    here = Screening()
    assert await here.viewing.seen(here.ada) is not None
    here.directory.reading["C1"].clear()
    assert await here.viewing.seen(here.ada) is None


async def test_while_nobody_knows_who_reads_a_channel_nothing_is_shown() -> None:
    here = Screening()
    here.directory.is_away = True
    with pytest.raises(ChatUnavailable):
        await here.viewing.seen(here.ada)


@pytest.mark.parametrize(
    ("door", "button"),
    [
        (Door(ADDRESS, ADDRESS), Button(OPEN, MEETING, "Open player")),
        (
            Door("", None, personal=False),
            Button(LINK, "", "Open player", url=f"/player/{MEETING}"),
        ),
    ],
)
def test_the_button_on_the_card_asks_or_opens(door: Door, button: Button) -> None:
    here = Screening(door=door)
    assert here.viewing.button(a_meeting(), "en") == button


def test_without_a_page_there_is_no_button() -> None:
    here = Screening()
    here.links.doors = {}
    viewing = Viewing(here.find, here.directory, here.links, here.audit)
    assert viewing.button(a_meeting(), "zh") is None
