"""What the player's part of the platforms' listener gives, and to whom."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import aiohttp
import pytest

from bot.player.exchange import COOKIE, Exchange
from bot.player.pages import Assets
from bot.player.routes import Player
from bot.web.listener import Listener
from handlers.meetings.links import Door
from tests.fake_ledger import FakeStore
from tests.fake_viewing import MEETING, Screening, a_meeting, sha

RECORDING = bytes(range(256)) * 20
SLIDE = b"\x89PNG of a slide"
BASE = f"/player/{MEETING}"


@dataclass
class Cinema:
    """A listener with the player, and one person's browser."""

    here: Screening
    store: FakeStore
    listener: Listener
    browser: aiohttp.ClientSession

    async def enter(self, token: str, **headers: str) -> int:
        async with self.browser.post(f"{BASE}/enter", data=token, headers=headers) as answer:
            return answer.status

    async def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, "Answer"]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        url = BASE + path
        async with self.browser.request(method, url, headers=named) as answer:
            return answer.status, Answer(dict(answer.headers), await answer.read())


@dataclass
class Answer:
    headers: dict[str, str]
    body: bytes


@pytest.fixture
async def cinema() -> AsyncIterator[Cinema]:
    here = Screening(a_meeting(RECORDING, {1: SLIDE}))
    store = FakeStore({("T1", sha(one)): one for one in (RECORDING, SLIDE)})
    exchange = Exchange(here.links, "http://127.0.0.1")
    player = Player(here.viewing, store, exchange.entrance, await asyncio.to_thread(Assets))
    listener = Listener([*exchange.routes(), *player.routes()], host="127.0.0.1", port=0)
    await listener.start()
    jar = aiohttp.CookieJar(unsafe=True)  # of an address without a name
    async with aiohttp.ClientSession(base_url=listener.url, cookie_jar=jar) as browser:
        yield Cinema(here, store, listener, browser)
    await listener.stop()


async def test_a_link_lets_one_browser_in_and_a_second_time_nobody(cinema: Cinema) -> None:
    token = cinema.here.token()
    assert (await cinema.get("/meeting"))[0] == 404
    async with cinema.browser.post(f"{BASE}/enter", data=token) as answer:
        assert answer.status == 204
        said = answer.headers["Set-Cookie"]
    assert {"HttpOnly", f"Path={BASE}", "SameSite=Strict", "Max-Age=28800"} <= set(said.split("; "))
    assert "Secure" not in said
    assert (await cinema.get("/meeting"))[0] == 200
    async with (
        aiohttp.ClientSession(base_url=cinema.listener.url) as other,
        other.post(f"{BASE}/enter", data=token) as refused,
    ):
        assert refused.status == 403
        assert "Set-Cookie" not in refused.headers


async def test_over_https_the_cookie_is_secure_and_bound_to_where_the_proxy_is() -> None:
    here = Screening()
    exchange = Exchange(here.links, "https://example.com/clerk/")
    listener = Listener(exchange.routes(), host="127.0.0.1", port=0)
    await listener.start()
    async with (
        aiohttp.ClientSession(base_url=listener.url) as browser,
        browser.post(
            f"{BASE}/enter", data=here.token(), headers={"Origin": "https://example.com"}
        ) as answer,
    ):
        assert {"Secure", f"Path=/clerk{BASE}"} <= set(answer.headers["Set-Cookie"].split("; "))
    await listener.stop()


@pytest.mark.parametrize(
    "body", ["", "x", "1.e30.00", "é", "\x00", "1" * 3000], ids=lambda body: ascii(body)[:12]
)
async def test_what_is_no_link_is_refused_and_breaks_nothing(cinema: Cinema, body: str) -> None:
    assert await cinema.enter(body) == 403


async def test_a_page_of_another_site_lets_nobody_in(cinema: Cinema) -> None:
    token = cinema.here.token()
    assert await cinema.enter(token, Origin="https://evil.example") == 403
    assert await cinema.enter(token, Origin="http://127.0.0.1") == 204


@pytest.mark.parametrize("cookie", ["", "x", "1.e30.00", "a b", "1." + "e" * 4000])
async def test_what_is_no_pass_is_refused_and_breaks_nothing(cinema: Cinema, cookie: str) -> None:
    for path in ("/meeting", "/recording", "/slides/1", "/transcript.vtt"):
        assert (await cinema.get(path, Cookie=f"{COOKIE}={cookie}"))[0] == 404


async def entered(cinema: Cinema) -> Cinema:
    assert await cinema.enter(cinema.here.token()) == 204
    return cinema


async def test_what_is_known_is_told_without_a_trace_in_caches(cinema: Cinema) -> None:
    await entered(cinema)
    assert cinema.here.meeting is not None
    cinema.here.meeting = replace(cinema.here.meeting, names={"Ada": "Ada Example"})
    async with cinema.browser.get(f"{BASE}/meeting") as answer:
        told = await answer.json()
        assert answer.headers["Cache-Control"] == "private, no-store"
    timeline = told["timeline"]
    assert told["name"] == "Quarterly review"
    assert told["recording"]["type"] == "video/webm"
    assert [one["name"] for one in timeline["speakers"]] == ["Ada Example", "Ben"]
    assert [one["kept"] for one in timeline["slides"]] == [True, False, False]
    assert [one["start"] for one in timeline["segments"]] == [0, 1, 2, 3, 4]
    assert timeline["transcript"]["kind"] == "supplied"
    status, captions = await cinema.get("/transcript.vtt")
    assert (status, captions.headers["Content-Type"]) == (200, "text/vtt; charset=utf-8")
    assert captions.body.startswith(b"WEBVTT\n\nS0001\n00:00:00.000 --> 00:00:01.000\n<v Ada Exam")


async def test_the_recording_is_given_whole_and_in_stretches(cinema: Cinema) -> None:
    await entered(cinema)
    status, answer = await cinema.get("/recording")
    assert (status, answer.body) == (200, RECORDING)
    assert answer.headers["Content-Type"] == "video/webm"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Cache-Control"].startswith("private,")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == "inline"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    status, part = await cinema.get("/recording", Range="bytes=300-399")
    assert (status, part.body) == (206, RECORDING[300:400])
    assert part.headers["Content-Range"] == f"bytes 300-399/{len(RECORDING)}"
    assert part.headers["Content-Length"] == "100"
    status, changed = await cinema.get("/recording", Range="bytes=1-2", If_Range='"old"')
    assert (status, len(changed.body)) == (200, len(RECORDING))
    status, nothing = await cinema.get("/recording", Range=f"bytes={len(RECORDING)}-")
    assert (status, nothing.headers["Content-Range"]) == (416, f"bytes */{len(RECORDING)}")
    status, same = await cinema.get("/recording", If_None_Match=answer.headers["Etag"])
    assert (status, same.body) == (304, b"")


@pytest.mark.parametrize(("asked", "length"), [("", 5120), ("bytes=5-", 5115)])
async def test_head_tells_of_it_and_gives_nothing(cinema: Cinema, asked: str, length: int) -> None:
    await entered(cinema)
    headers = {"Range": asked} if asked else {}
    status, answer = await cinema.get("/recording", "HEAD", **headers)
    assert status == (206 if asked else 200)
    assert (answer.headers["Content-Length"], answer.body) == (str(length), b"")


async def test_the_recording_is_saved_under_its_name(cinema: Cinema) -> None:
    await entered(cinema)
    _, answer = await cinema.get("/recording?save=1")
    said = "attachment; filename*=UTF-8''Quarterly%20review.webm"
    assert answer.headers["Content-Disposition"] == said


async def test_slides_are_given_while_they_are_kept(cinema: Cinema) -> None:
    await entered(cinema)
    status, answer = await cinema.get("/slides/1")
    assert (status, answer.body) == (200, SLIDE)
    assert answer.headers["Content-Type"] == "image/png"
    assert [(await cinema.get(f"/slides/{number}"))[0] for number in (2, 9)] == [404, 404]
    cinema.store.files.clear()
    assert (await cinema.get("/slides/1"))[0] == 404


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "", "application/pdf"])
async def test_what_is_no_recording_by_its_bytes_is_not_played(
    cinema: Cinema, media_type: str
) -> None:
    cinema.here.meeting = a_meeting(RECORDING, media_type=media_type)
    await entered(cinema)
    assert (await cinema.get("/recording"))[0] == 404


async def test_a_recording_that_is_not_kept_any_more_is_told_of(cinema: Cinema) -> None:
    cinema.here.meeting = a_meeting(None)
    await entered(cinema)
    async with cinema.browser.get(f"{BASE}/meeting") as answer:
        told = await answer.json()
    assert (told["recording"], told["was_recorded"]) == (None, True)
    assert (await cinema.get("/recording"))[0] == 404


async def test_every_request_asks_again_whether_one_may(cinema: Cinema) -> None:
    await entered(cinema)
    cinema.here.directory.is_away = True
    assert (await cinema.get("/recording"))[0] == 503
    cinema.here.directory.is_away = False
    readers = cinema.here.directory.reading["C1"]
    readers.clear()
    for path in ("/meeting", "/recording", "/slides/1"):
        assert (await cinema.get(path))[0] == 404
    readers.add("slack:U1")
    assert (await cinema.get("/meeting"))[0] == 200
    cinema.here.meeting = None
    assert (await cinema.get("/recording"))[0] == 404


async def test_a_pass_runs_out(cinema: Cinema) -> None:
    await entered(cinema)
    cinema.here.clock.time += timedelta(hours=8)
    assert (await cinema.get("/meeting"))[0] == 404


async def test_the_page_is_the_same_for_everybody_and_runs_nothing_of_others(
    cinema: Cinema,
) -> None:
    status, page = await cinema.get("")
    assert status == 200
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    for name in ("js/player.js", "style/tokens.css", "js/dom.js", "icon.svg"):
        async with cinema.browser.get(f"/player/page/{name}") as answer:
            assert answer.status == 200
    for name in ("index.py", "..%2f..%2fpages.py", "js/", "x"):
        async with cinema.browser.get(f"/player/page/{name}") as answer:
            assert answer.status == 404


@pytest.mark.parametrize("path", ["/player/x", "/player/M-abc/meeting", "/player/M-ABCDEFGH23/x"])
async def test_other_paths_are_nothing(cinema: Cinema, path: str) -> None:
    async with cinema.browser.get(path) as answer:
        assert answer.status == 404


def test_a_door_that_is_not_personal_is_none_for_platforms() -> None:
    assert Door("https://x.example", None).personal
