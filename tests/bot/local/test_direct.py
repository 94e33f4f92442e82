"""The channels in which Clerk speaks with one person alone: nobody else knows of them."""

import pytest
from playwright.async_api import Browser, expect

from bot.local.directory import LocalDirectory
from bot.local.roster import MEMBERS, direct
from handlers.chat import Attachment, Button, Buttons, Card, Place
from tests.bot.local.conftest import Rig
from tests.bot.local.house import House
from tests.bot.local.test_feed import listening
from tests.browser import workspace_page

GENERAL = Place("local", "local", "general", "m1")


async def test_everybody_has_one_and_only_they_are_told_of_it(rig: Rig) -> None:
    assert direct("ghost") is None
    told = await (await rig.get("/api/workspace")).json()
    assert not any(one["direct"] for one in told["channels"])
    for who in MEMBERS:
        told = await (await rig.get(f"/api/workspace?as={who.id}")).json()
        found = [one for one in told["channels"] if one["direct"]]
        assert found == [{"id": direct(who.id), "restricted": True, "direct": True}]


@pytest.mark.parametrize("user", [one.id for one in MEMBERS])
async def test_what_is_said_there_is_for_one_person(rig: Rig, user: str) -> None:
    place = await rig.chat.direct(GENERAL, "employee")
    button = Button("task.done", "T-A:1", "Done")
    await rig.chat.post(place, Card("Yours", (Buttons((button,)),)), key="a")
    await rig.chat.send_file(place, Attachment("a.ics", "text/calendar", b"x", "a"), key="f")
    mine = user == "employee"
    history = await rig.get(f"/api/channels/{place.channel}/messages?as={user}")
    assert history.status == (200 if mine else 404)
    card, file = (await rig.history(place.channel, "employee"))["messages"]
    fetched = await rig.get(f"/api/files/{file['body']['file']}?as={user}")
    assert fetched.status == (200 if mine else 404)
    [row] = [part for part in card["body"]["parts"] if part["kind"] == "buttons"]
    shown = row["row"][0]
    press = {name: shown[name] for name in ("action", "value", "seal")}
    pressed = await rig.post(
        "/api/presses", {**press, "user": user, "language": "en", "message": card["id"]}
    )
    assert pressed.status == (200 if mine else 404)
    person = f"local:{user}"
    assert await LocalDirectory().sees("local", person, place) is mine


async def test_the_feed_tells_nobody_else(rig: Rig) -> None:
    place = await rig.chat.direct(GENERAL, "employee")
    async with listening(rig, viewer="employee") as mine, listening(rig, viewer="admin") as theirs:
        await rig.chat.post(place, Card("A"), key="A")
        await rig.chat.post(GENERAL, Card("B"), key="B")
        assert await mine.titles(2) == ["A", "B"]
        assert await theirs.titles(1) == ["B"]


@pytest.mark.asyncio(loop_scope="module")
async def test_a_person_finds_what_clerk_told_them_alone(house: House, browser: Browser) -> None:
    place = await house.chat.direct(GENERAL, "employee")
    await house.chat.post(place, Card("Due today: the draft"), key="a")
    async with workspace_page(house.server.url, browser=browser) as page:
        link = page.locator("#channels a", has_text="Clerk")
        await link.click()
        await expect(page.locator("#channel-name")).to_have_text("Clerk")
        await expect(page.locator("#channel-purpose")).to_contain_text("nobody else")
        await expect(page.locator("#messages .card")).to_contain_text("Due today: the draft")
        await expect(page.locator("#composer textarea")).to_have_attribute(
            "placeholder", "Message Clerk, or /clerk help"
        )
        await page.locator("#people [role=radio]").last.click()
        await expect(page.locator("#messages .card")).to_have_count(0)
        await expect(page.locator("#channel-name")).to_have_text("# invoices")
