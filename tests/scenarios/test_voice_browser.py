"""Two people in a browser each, the process of voice rooms, and voices of vendors on loopback."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from playwright.async_api import expect

from bot.voice.protocol import Listens
from pipelines.backends.gemini_live import GeminiLive
from pipelines.backends.openai_realtime import OpenAIRealtime
from pipelines.huddle.vad import Vad
from tests.bot.voice.guests import Guest, browser_that_speaks, guest
from tests.bot.voice.visiting import House, serving
from tests.browser import NARROW
from tests.doubles.voice.certificate import trusting
from tests.fake_voice import listed
from tests.scenarios.voices_on_loopback import Double, Told, standing

ASKED = "Clerk, what waits for me?"
ANSWER = "Two invoices wait, the first of which is Acme's."
LASTS_S = 20.0
CUT, ANSWERS = "conversation.item.truncate", "response.create"


GPT = Listens(
    name="gpt",
    model="gpt-realtime-2.1",
    company="OpenAI",
    host="eu.api.openai.com",
    region="eu",
    self_hosted=False,
    simulated=False,
)
GEMINI = Listens(
    name="gemini",
    model="gemini-3.8-live",
    company="Google",
    host="generativelanguage.googleapis.com",
    region=None,
    self_hosted=False,
    simulated=False,
)


@asynccontextmanager
async def rooms(folder: Path) -> AsyncIterator[tuple[House, Double]]:
    """Serve rooms that OpenAI listens in, and Gemini where that fails; both stand on loopback."""
    async with AsyncExitStack() as stack:
        said = ("--says", ANSWER, "--hears", ASKED, "--lasts", str(LASTS_S))
        one = await stack.enter_async_context(standing("voice", *said))
        other = await stack.enter_async_context(standing("voice.gemini_live", str(folder)))
        gpt = await asyncio.to_thread(
            lambda: OpenAIRealtime(GPT.model, key="sk-of-a-test", address=one.where["url"])
        )
        stack.push_async_callback(gpt.close)
        gemini = await asyncio.to_thread(
            lambda: GeminiLive(
                GEMINI.model,
                key=other.where["key"],
                detector=Vad,
                address=other.where["url"],
                trust=trusting(Path(other.where["certificate"])),
            )
        )
        stack.push_async_callback(gemini.close)
        voices = (listed("gpt", gpt), listed("gemini", gemini))
        house = await stack.enter_async_context(serving(None, *voices, listens=(GPT, GEMINI)))
        yield house, one


def sent(told: Told, kind: str) -> list[dict[str, object]]:
    return [one for session in told for one in session["sent"] if one["type"] == kind]


async def all_see(guests: Iterable[Guest], who: str, words: str) -> None:
    """Expect that everybody reads the words of somebody, said to their end or cut."""
    for one in guests:
        await expect(one.captions(who).last).to_have_text(re.compile(words))


async def speaks_into_it(one: Guest, guests: Iterable[Guest]) -> None:
    """Let somebody speak while the assistant does: it is still at once, at everybody's."""
    await one.unmute()
    for each in guests:
        await expect(each.captions("assistant").filter(has_text="…").first).to_be_visible()
    await all_see(guests, one.person, "^Clerk, what waits")
    await one.mute()


async def test_two_people_talk_with_vendors_that_fail(tmp_path: Path, screenshots: Path) -> None:
    async with (
        rooms(tmp_path) as (house, gpt),
        browser_that_speaks(tmp_path) as browser,
        guest(browser, house, "Ada") as ada,
        guest(browser, house, "Bob", size=NARROW) as bob,
    ):
        both = (ada, bob)
        for one in both:
            await expect(one.page.locator(".listens")).to_contain_text(
                "OpenAI, model gpt-realtime-2.1, at eu.api.openai.com · region: eu"
            )
            await expect(one.page.locator(".listens")).to_contain_text("Google, model gemini")
            await one.page.screenshot(path=screenshots / f"asked-{one.name}.png")
            await one.agree()
        await ada.act("screen").click()
        await expect(ada.page.locator(".pictures")).to_have_text(re.compile("[1-9]"))
        await expect(bob.page.locator(".person small", has_text="sharing")).to_be_visible()

        await ada.unmute()  # she calls it by its name
        await all_see(both, "slack:ada", f"^{re.escape(ASKED)}$")
        await ada.mute()
        for one in both:
            await one.hears()
        await all_see(both, "assistant", "^Two invoices wait")
        for one in both:
            await one.page.screenshot(path=screenshots / f"talk-{one.name}.png")
            await expect(one.page.locator(".caption.growing")).to_have_count(0)  # all was sent
        await gpt.change(fault={"at": "answer", "does": "breaking"})  # of the next answer
        await speaks_into_it(bob, both)
        # It comes again, knows all that was said, and answers who waited.
        told = await gpt.until(lambda told: len(told) == 2 and sent(told[1:], ANSWERS) != [])
        assert 0 < int(str(sent(told, CUT)[0]["audio_end_ms"])) < LASTS_S * 1000
        assert all(f"{one}: {ASKED}" in json.dumps(told[1]["sent"]) for one in ("Ada", "Bob"))
        assert "data:image/jpeg;base64,/9j/" in json.dumps(told[0]["sent"])
        for one in both:
            await one.hears()

        gpt.process.kill()
        for one in both:
            await expect(one.page.locator(".from-room")).to_have_text(
                "gpt stopped answering: gemini goes on."
            )
        await all_see(both, "assistant", "Two invoices wait for you")
        for one in both:
            await one.hears()
        await ada.page.screenshot(path=screenshots / "failed-over.png")
        await ada.page.reload()
        await ada.is_in()
        await expect(ada.captions("slack:bob").first).to_have_text(ASKED)
        await expect(ada.page.locator("#badge")).to_contain_text("gemini")
