"""The minutes beside the recording, in a real browser: pressed, searched, and what is doubtful."""

import json
import re
from dataclasses import replace
from typing import get_args

import pytest
from playwright.async_api import expect

from bot.player.told import minutes_json
from bot.player.wire import meeting_json
from pipelines.meeting.minutes import Dated, Doubt, Minutes
from pipelines.meeting.model import Timeline
from pipelines.meeting.outcome import Kind, Standing
from tests.bot.player.conftest import Theatre
from tests.bot.player.film import SECONDS
from tests.bot.player.test_page import at, loaded
from tests.browser import NARROW, sane
from tests.conftest import ROOT
from tests.fake_minutes import CHINESE, ENGLISH, chinese, english
from tests.fake_viewing import a_meeting, a_timeline

browsed = pytest.mark.asyncio(loop_scope="module")


def stretched(known: Timeline) -> Timeline:
    """Let a meeting take as long as the film, with the film's slides."""
    shown = a_timeline(SECONDS / 5)
    by = SECONDS / 150
    told = json.loads(known.model_dump_json(), object_hook=lambda one: _scaled(one, by))
    update = {"slides": shown.slides, "chapters": shown.chapters, "duration_s": SECONDS}
    return Timeline.model_validate(told).model_copy(update=update)


def _scaled(one: dict[str, object], by: float) -> dict[str, object]:
    times = {"start_s", "end_s"}
    return {
        key: value * by if key in times and isinstance(value, float | int) else value
        for key, value in one.items()
    }


def show(theatre: Theatre, known: Timeline) -> None:
    assert theatre.here.meeting is not None
    theatre.here.meeting = replace(theatre.here.meeting, timeline=stretched(known))


@browsed
async def test_whatever_is_pressed_is_gone_to_and_the_topic_is_marked(theatre: Theatre) -> None:
    show(theatre, english())
    async with theatre.page() as page:
        await loaded(page)
        await expect(page.get_by_role("tabpanel", name="Minutes")).to_be_visible()
        await expect(page.locator("#about")).to_contain_text("17 November 2026")
        await expect(page.locator(".topic[aria-current]")).to_contain_text("Launch of the beta")
        await sane(page)
        await page.locator(".topic", has_text="Price of the small plan").click()
        await at(page, 24)
        await expect(page.locator(".topic[aria-current]")).to_contain_text("Price")
        await page.locator(".minutes-decisions .segment", has_text="4 December").click()
        await at(page, 9.6)
        action = page.locator(".minutes-actions .segment").first
        await expect(action).to_contain_text("Bob")
        await expect(action).to_contain_text("due Fri, 20 Nov 2026 (“by Friday”)")
        await expect(action.locator("q")).to_contain_text("I will send the release notes")
        await page.keyboard.press("l")
        await expect(page.locator(".topic[aria-current]")).to_contain_text("Launch")
        await page.get_by_role("tab", name="People").click()
        await expect(page.locator(".promises")).to_have_count(0)


@browsed
async def test_what_is_unverified_stands_apart_with_the_reasons(theatre: Theatre) -> None:
    show(theatre, english())
    async with theatre.page() as page:
        apart = page.locator(".minutes-unverified")
        await expect(apart.locator(".segment")).to_have_count(3)
        await expect(apart.locator(".segment", has_text="Order new laptops")).to_contain_text(
            "Nobody says the words that it quotes."
        )
        await expect(apart.locator(".quoted", has_text="Dana orders")).to_contain_text("as if said")
        rest = page.locator(".minutes-decisions, .minutes-actions, .minutes-topics")
        for doubtful in ("Order new laptops", "24 euros from now on", "3 videos"):
            await expect(apart).to_contain_text(doubtful)
            await expect(rest.filter(has_text=doubtful)).to_have_count(0)


@browsed
async def test_the_search_covers_the_minutes(theatre: Theatre) -> None:
    show(theatre, english())
    async with theatre.page() as page:
        search = page.get_by_role("searchbox", name="Search the minutes")
        await expect(search).to_be_visible()
        await page.keyboard.press("/")
        await expect(search).to_be_focused()
        await page.keyboard.type("small plan")
        await expect(page.locator(".minutes .hits")).to_have_text("3 hits")
        await search.press("Enter")
        await expect(page.locator("mark.at")).to_be_in_viewport()
        await search.fill("laptops")
        await search.press("Shift+Enter")
        await expect(page.locator(".minutes-unverified mark.at")).to_be_in_viewport()
        await search.press("Escape")
        await page.get_by_role("tab", name="Transcript").click()
        await page.keyboard.press("/")
        await expect(page.get_by_role("searchbox", name="Search the transcript")).to_be_focused()


@browsed
async def test_in_chinese_and_in_a_narrow_window(theatre: Theatre) -> None:
    show(theatre, chinese())
    async with theatre.page(size=NARROW, language="zh") as page:
        await expect(page.get_by_role("tab", name="纪要")).to_have_attribute(
            "aria-selected", "true"
        )
        await expect(page.locator(".minutes-unverified")).to_contain_text(
            "没有人说过它所引用的话。"
        )
        await expect(page.locator(".minutes-actions")).to_contain_text("（“下周一之前”）")
        for name in ("纪要", "文字记录", "幻灯片", "章节", "发言人"):
            await page.get_by_role("tab", name=name).click()
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await page.get_by_role("tab", name="纪要").click()
        await page.set_viewport_size({"width": 1200, "height": 800})
        await expect(page.get_by_role("tabpanel", name="纪要")).to_be_visible()
        await sane(page)


@browsed
async def test_what_a_model_writes_stays_text(theatre: Theatre) -> None:
    evil = '<img src=x onerror="document.title=1"> {day} $& ' + "x" * 300
    doubtful = ENGLISH.decisions[2].model_copy(update={"text": evil, "quote": evil, "cites": ()})
    minutes = ENGLISH.model_copy(update={"decisions": (doubtful,), "writer": evil, "model": "$'"})
    show(theatre, english(minutes=minutes))
    async with theatre.page(size=NARROW) as page:
        await expect(page.locator(".nowhere .words").first).to_have_text(evil)
        await expect(page.locator(".minutes img")).to_have_count(0)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_title_that_is_not_verified_is_told_apart() -> None:
    wrong = ENGLISH.topics[0].model_copy(update={"title": "Sale", "doubts": (Doubt.NAME,)})
    minutes = ENGLISH.model_copy(update={"topics": (wrong, ENGLISH.topics[1])})
    told = json.loads(json.dumps(minutes_json(english(), minutes, ())))
    assert [one["title"] for one in told["topics"]] == ["", "Price of the small plan"]
    assert ("Sale", "topic") in {(one["text"], one["kind"]) for one in told["doubtful"]}


def test_people_decide_what_is_told() -> None:
    dropped, done = ENGLISH.decisions[0], ENGLISH.actions[0]
    told = minutes_json(
        english(),
        ENGLISH,
        [
            Standing("decision", dropped.cites, dropped.quote, 24, dropped.text, "dropped"),
            Standing("action", done.cites, done.quote, 36, "Send them", "done", "Bob", done.due),
        ],
    )
    assert "4 December" not in json.dumps(told)
    [first, *_] = json.loads(json.dumps(told))["actions"]
    assert first["text"] == "Send them"
    assert (first["state"], first["edited"], first["earlier"]) == ("done", True, False)
    assert first["due"] == {"day": "2026-11-20", "at": None, "words": "by Friday"}
    assert first["who"] == ["Bob"]


def test_names_that_people_gave_are_told() -> None:
    meeting = replace(a_meeting(timeline=english()), names={"Speaker 3": "Mia"})
    told = json.loads(json.dumps(meeting_json(meeting)))["timeline"]
    assert [one["owner"] for one in told["minutes"]["actions"]] == ["Bob", "Mia", "Bob", "Mia"]
    assert told["commitments"] == []


@pytest.mark.parametrize("minutes", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_the_page_has_a_word_for_all_there_is(minutes: Minutes) -> None:
    page = (ROOT / "bot/player/page/js/texts.js").read_text()
    english_words, chinese_words = page.split("const ZH")
    said = english_words if minutes.language == "en" else chinese_words
    by = get_args(Dated.model_fields["by"].annotation)
    for word in (*Doubt, *get_args(Kind), *by, "confirmed", "done"):
        assert re.search(rf"\b{word}: \"", said), word
