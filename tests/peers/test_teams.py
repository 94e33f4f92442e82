"""Clerk in a Teams that others wrote: files and pictures, decisions in the card, meetings."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route

from tests.browser import open_browser
from tests.doubles.teams.cards import words
from tests.drawn.screen import TINY, screen_share
from tests.peers.company import ACCOUNTANT, ACCOUNTING, CHANNEL, CHAT, COLLEAGUE, EMPLOYEE, GROUP
from tests.peers.drawings import picture, wrong
from tests.peers.listening import is_alone
from tests.peers.playground import card_of, told
from tests.peers.teams_office import TeamsOffice, has, offered, teams_office
from tests.scenarios.bills import SELLER, bill

pytestmark = pytest.mark.asyncio(loop_scope="module")

_WORDS = (
    "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann Quillfeather>The latency went down.\n\n"
    "00:05.000 --> 00:09.000\n<v Bo Sample>I will send the plan by Friday.\n"
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TeamsOffice]:
    async with teams_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


async def test_nobody_reaches_the_peer_from_another_machine(office: TeamsOffice) -> None:
    assert await is_alone(int(office.peer.url.rpartition(":")[2]))


async def test_a_file_is_answered_with_its_progress_and_given_files(office: TeamsOffice) -> None:
    peer = office.peer
    await peer.drop(("rechnung.xml", bill("T-1")))
    card = await office.card(CHAT, SELLER.name)
    # What was said at first, before there was anything to tell, is the same message.
    first, *_, last = peer.versions[card["messageId"]]
    assert SELLER.name in told(last)
    assert SELLER.name not in told(first)
    asked = await office.want("rechnung.json")
    assert b"T-1" in await office.accept(asked, "rechnung.json")
    # One card has both, and what was taken is on it no more.
    [files] = [one for one in office.said(CHAT) if offered(one)]
    shown = peer.versions[files["messageId"]]
    await peer.until(lambda: len(shown) > 2)
    assert [list(offered(one)) for one in shown] == [
        ["rechnung.evidence.png"],
        ["rechnung.evidence.png", "rechnung.json"],
        ["rechnung.evidence.png"],
    ]


async def test_a_command_in_a_channel_is_answered_in_private(office: TeamsOffice) -> None:
    before = len(office.said(CHAT))
    await office.peer.write("status", CHANNEL, mention=True)
    await office.card(CHAT, "Clerk 0.1.0", before)
    assert [one for one in office.peer.messages if one[0].startswith(CHANNEL)] == []


async def test_a_pasted_picture_is_answered_in_its_thread(office: TeamsOffice) -> None:
    peer = office.peer
    content, drawn = picture()
    root = await peer.write("the receipt", CHANNEL)
    thread = f"{CHANNEL};messageid={root}"
    await peer.paste("receipt.png", content, thread, EMPLOYEE)
    await office.card(thread, drawn.seller.name)
    assert {where for where, _ in peer.messages} <= {CHAT, thread}


async def test_a_flagged_file_is_decided_on_in_its_card(office: TeamsOffice) -> None:
    peer = office.peer
    content, right = wrong()
    await peer.drop(("发票 03.pdf", content), conversation=GROUP, user=EMPLOYEE)
    card = await office.card(GROUP, "review.approve")
    brought = await office.card(ACCOUNTING, "review.approve")

    refused = await peer.press(card, "review.approve", user=EMPLOYEE)
    assert "Only accounting can decide" in words(refused["value"])
    asked = await peer.press(card, "review.reject", user=ACCOUNTANT)
    unsaid = await peer.press(
        card, "clerk.submit", {"reason": ""}, user=ACCOUNTANT, card=asked["value"]
    )
    assert unsaid["type"] == "application/vnd.microsoft.card.adaptive"
    assert "reason" in words(unsaid["value"]).casefold()
    assert len(words(unsaid["value"])) > len(words(asked["value"]))
    back = await peer.press(card, "clerk.back", user=ACCOUNTANT, card=unsaid["value"])
    assert back["value"] == card_of(card)

    form = await peer.press(card, "review.edit", user=ACCOUNTANT)
    odd = await peer.press(
        card, "clerk.submit", {"total": "a lot"}, user=ACCOUNTANT, card=form["value"]
    )
    assert "is not an amount" in words(odd["value"])
    total = str(right.subtotal + right.tax)
    await peer.press(card, "clerk.submit", {"total": total}, user=ACCOUNTANT, card=odd["value"])
    edited = await office.card(GROUP, "by Leah Sample")
    assert edited["messageId"] == card["messageId"]

    await peer.press(edited, "review.approve", user=COLLEAGUE)
    settled = await office.card(GROUP, "by Omar Sample")
    assert settled["messageId"] == card["messageId"]
    assert not has(settled, "review.approve")
    elsewhere = await office.card(ACCOUNTING, "by Omar Sample")
    assert elsewhere["messageId"] == brought["messageId"]


async def test_a_recording_is_asked_about_and_then_told(
    office: TeamsOffice, tmp_path_factory: pytest.TempPathFactory
) -> None:
    peer = office.peer
    film = tmp_path_factory.mktemp("recorded") / "weekly.mp4"
    screen_share(film, seconds=10.0, style=TINY)
    before = len(office.said(CHAT))
    await peer.drop(("weekly.mp4", film.read_bytes()), ("weekly.vtt", _WORDS.encode()))
    asks = await office.card(CHAT, "read the transcript weekly.vtt", before)
    assert "Nothing has been downloaded yet" in told(asks)
    await peer.press(asks, "meeting.start")
    report = await office.card(CHAT, "meeting.rename", before)
    for said in ("Ann Quillfeather", "Bo Sample", "I will send the plan by Friday"):
        assert said in told(report)
    assert report["messageId"] == asks["messageId"]


async def test_people_see_it_on_the_page(office: TeamsOffice, screenshots: Path) -> None:
    peer = office.peer
    content, _ = wrong()
    async with open_browser() as browser:
        page = await browser.new_page(viewport={"width": 1300, "height": 1500})
        await page.route("**/*", _near)
        await page.goto(peer.url)
        await page.get_by_role("treeitem").filter(has_text="Bills").click()
        # It shows what is said from now on.
        await peer.drop(("again.pdf", content + b"\n% again"), conversation=GROUP, user=EMPLOYEE)
        await _shown(page, "Waiting for accounting", screenshots / "teams-card.png")
        for button, words in (
            ("Reject", "Everybody who reads the document's card will read it"),
            ("Reject", "This is needed"),
            ("Cancel", "Waiting for accounting"),
            ("Edit", "Seller's tax number"),
        ):
            await page.get_by_role("button", name=button, exact=True).last.click()
            await _shown(page, words, screenshots / f"teams-{button.lower()}.png")


async def _shown(page: Page, words: str, picture: Path) -> None:
    """Wait until the page says this, and take a picture of it."""
    await page.get_by_text(words).last.wait_for()
    await page.screenshot(path=picture)


async def _near(route: Route) -> None:
    """Let the page load what is on this machine; its typefaces are not."""
    if "://127.0.0.1:" in route.request.url or "://localhost:" in route.request.url:
        await route.continue_()
    else:
        await route.abort()
