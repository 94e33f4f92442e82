"""Voice rooms, over local, Slack and Teams: opened, joined by who may, ended, told of."""

from decimal import Decimal

import pytest
import sqlalchemy as sa

from bot.bridge.wire import Ended, Enter, Found, Join, Look, Said, Used, Visitor, Words
from bot.household import OwnHousehold
from handlers.huddles.cards import END, JOIN
from handlers.review_parts import LINK
from pipelines.voice import ASSISTANT
from tests.scenarios.gathered import DELETE
from tests.scenarios.idle import idle
from tests.scenarios.offices import PUBLIC, Office
from tests.scenarios.people import Answer, Seen, Somebody, looking, says

pytestmark = pytest.mark.asyncio(loop_scope="module")

LINES = (
    Words(at_s=1, lasts_s=3, who="", text="I will send the draft by Friday."),
    Words(at_s=5, lasts_s=2, who=ASSISTANT, text="Noted."),
)

# What somebody is told who does not read a channel: the workspace shows them no message of it.
_REFUSED = "There is no such room, or you do not read the channel that it is for."
UNSEEN = {"local": "there is no such message", "slack": _REFUSED, "teams": _REFUSED}


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
    over = await office.sofia.press(card, END)
    assert "ends now" in over.words
    told = await office.lena.said(None, "Voice room: Budget has ended")
    assert says("nobody joined", "Nothing was said")(told)
    assert told.id == card.id
    assert told.actions == set()
    assert LINK not in told.actions
    assert "has ended" in (await office.arun.press(card, JOIN)).words


async def test_whoever_does_not_read_the_channel_is_not_let_in(office: Office) -> None:
    await office.arun.say("voice Payroll", "accounting")
    card = await office.arun.said(None, "Voice room: Payroll", "accounting")
    [room] = {one.value for one in card.buttons if one.action == JOIN}
    # They cannot see its card: what a colleague's client would send is sent in their name.
    assert await office.lena.read("accounting") == []
    denied = await office.lena.press(card, JOIN)
    assert UNSEEN[office.platform] in denied.words
    for one in [*await office.lena.alone(), *filter(None, [denied.seen])]:
        assert not [raw for raw in one.buttons if f"/voice/{room}" in url_of(raw.raw)]
        assert f"/voice/{room}" not in one.words
    link(office, (await office.mei.press(card, JOIN)).seen)
    assert "ends now" in (await office.arun.press(card, END)).words


async def test_what_is_said_becomes_minutes_and_goes_with_them(office: Office) -> None:
    card = await opened(office, "Quillfeather")
    household = OwnHousehold(office.house.router.huddles)
    room = await sat_in(office, household, card)
    document = await office.dropped()
    person = f"{office.platform}:{office.lena.id}"
    look = Look(room=room, person=person, name="document", arguments=f'{{"id": "{document}"}}')
    told_aloud = await household.ask(look)
    assert isinstance(told_aloud, Found)
    assert "it waits for a decision" in told_aloud.text
    assert document in (await office.lena.said(card.id, "Asked for in the voice room")).words
    await household.ask(Said(room=room, first=0, lines=LINES))
    await household.ask(Used(room=room, number=0, seconds=60, cost_usd=Decimal("0.05")))
    for _ in range(2):
        await household.ask(Ended(room=room, ending="over"))
    told = await office.lena.said(None, "Voice room: Quillfeather has ended")
    assert says("Arun", "Lena", "$0.05", "What was said stands below")(told)
    report = await office.lena.said(card.id, "AI wrote the words down")
    assert "AI wrote the words down" in report.words
    assert "no AI transcribed" not in report.words
    asked = await office.lena.form(report, DELETE)
    assert (await office.lena.submit(asked, {})).kind == "told"
    async with looking("the end of the room") as left:
        while seen := [one for one in await office.lena.read() if "Quillf" in one.words]:
            left.seen = seen
            await left.looks.again()
    await idle(office.data_dir)
    assert await kept(office, room) == []


async def kept(office: Office, room: str) -> list[str]:
    """Give the tables that have anything of a room."""
    tables = {"huddles": "id", "attendees": "huddle_id", "lines": "huddle_id", "drops": "file"}
    tables |= {"outbox": "job"}
    found = []
    async with office.house.ledger.database.session() as session:
        for table, column in tables.items():
            query = sa.text(f"SELECT count(*) FROM {table} WHERE {column} IN (:room, :key)")
            of = {"room": room, "key": f"huddle:{room}"}
            found += [table] * bool(await session.scalar(query, of))
    return found


async def sat_in(office: Office, household: OwnHousehold, card: Seen) -> str:
    """Let Lena and Arun come in and agree to be heard; gives the room's id."""
    room = ""
    for one in (office.lena, office.arun):
        url = link(office, (await one.press(card, JOIN)).seen)
        page, _, token = url.partition("#k=")
        room = page.rpartition("/")[2]
        entered = await household.ask(Enter(room=room, token=token))
        assert isinstance(entered, Visitor)
        assert isinstance(await household.ask(Join(room=room, token=entered.token)), Visitor)
    return room
