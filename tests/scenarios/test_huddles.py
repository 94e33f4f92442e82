"""Voice rooms, over local, Slack and Teams: opened, joined by who may, ended, told of."""

import pytest

from handlers.huddles.cards import END, JOIN
from handlers.review_parts import LINK
from tests.scenarios.offices import PUBLIC, Office
from tests.scenarios.people import Answer, Seen, Somebody, says

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def opened(office: Office, topic: str, who: Somebody | None = None) -> Seen:
    """Let somebody open a room; gives its card, as everybody sees it."""
    await (who or office.lena).asks(f"voice {topic}", "The room is open")
    return await office.lena.said(None, f"Voice room: {topic}")


def link(office: Office, answer: Seen | None) -> str:
    """Give the link that somebody was told alone."""
    assert answer is not None
    [url] = [found for one in answer.buttons if "/voice/" in (found := url_of(one.raw))]
    door = "http://127.0.0.1:8092" if office.platform == "local" else PUBLIC
    assert url.startswith(f"{door}/voice/H-"), url
    return url


def url_of(raw: object) -> str:
    """Give the address that a button opens, whatever its platform calls it."""
    return str(raw.get("url") or "") if isinstance(raw, dict) else ""


async def test_one_opens_a_room_and_others_join_it(office: Office) -> None:
    card = await opened(office, "Budget")
    assert {JOIN, END} <= card.actions
    assert "simulated assistant" in card.words
    assert "No sound is kept" in card.words
    again = await office.arun.asks("voice Lunch", "A room is open here already", "Budget")
    links = {link(office, (await office.arun.press(again, JOIN)).seen)}
    links |= {link(office, (await one.press(card, JOIN)).seen) for one in (office.lena, office.mei)}
    assert len(links) == 3
    denied: Answer = await office.mei.press(card, END)
    assert "administrator" in denied.words
    ended = await office.sofia.press(card, END)
    assert "ends now" in ended.words
    told = await office.lena.said(None, "Voice room: Budget has ended")
    assert says("nobody joined", "Nothing was said")(told)
    assert told.id == card.id
    assert told.actions == set()
    assert LINK not in told.actions
    assert "has ended" in (await office.arun.press(card, JOIN)).words
