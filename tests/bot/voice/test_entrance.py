"""Nobody comes in without a right to, however they try; and who has one does."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import aiohttp
import pytest

from bot.bridge.wire import Join
from bot.voice.entrance import COOKIE
from tests.bot.voice.visiting import PUBLIC, Browser, House, serving
from tests.fake_household import OTHER, ROOM, FakeHousehold

EVIL = "https://evil.example"
# What somebody does to come in: each answer is a status.
Try = Callable[[House, Browser], Awaitable[list[int]]]


async def knocks(browser: Browser, room: str = ROOM, **headers: str) -> list[int]:
    """Try to come in by the cookie that is there, and to open the socket."""
    return [await browser.enter("", room, **headers), await opens(browser, room, **headers)]


async def opens(browser: Browser, room: str = ROOM, **headers: str) -> int:
    try:
        async with browser.page(room, **headers):
            return 101
    except aiohttp.WSServerHandshakeError as refused:
        return refused.status


async def brings(browser: Browser, token: str, room: str = ROOM, **headers: str) -> list[int]:
    """Try to come in by a link, and whatever it gave."""
    return [await browser.enter(token, room, **headers), *await knocks(browser, room)]


async def shows(browser: Browser, pass_: str, room: str = ROOM, **headers: str) -> list[int]:
    """Try to come in by a cookie."""
    return await knocks(browser, room, Cookie=f"{COOKIE}={pass_}", **headers)


async def with_nothing(_: House, browser: Browser) -> list[int]:
    return await knocks(browser)


async def with_nonsense(_: House, browser: Browser) -> list[int]:
    return await brings(browser, "1.bm9uc2Vuc2U.00")


async def with_an_old_link(house: House, browser: Browser) -> list[int]:
    token = house.household.link("slack:ada")
    house.household.now_ += timedelta(minutes=5)
    return await brings(browser, token)


async def with_a_used_link(house: House, browser: Browser) -> list[int]:
    token = house.household.link("slack:ada")
    async with Browser(house) as ada:
        assert await ada.enter(token) == 204
    return await brings(browser, token)


async def with_another_rooms_link(house: House, browser: Browser) -> list[int]:
    return await brings(browser, house.household.link("slack:ada", OTHER))


async def with_a_forged_link(house: House, browser: Browser) -> list[int]:
    token = house.household.link("slack:ada")
    return await brings(browser, token[:-1] + ("0" if token[-1] != "0" else "1"))


async def with_a_changed_link(house: House, browser: Browser) -> list[int]:
    version, body, mac = house.household.link("slack:ada").split(".")
    return await brings(browser, f"{version}.{body[:-4]}AAAA.{mac}")


async def with_another_clerks_link(_: House, browser: Browser) -> list[int]:
    elsewhere = FakeHousehold()
    elsewhere.tokens.key = b"x" * 32
    return await brings(browser, elsewhere.link("slack:ada"))


async def with_an_earlier_processs_link(_: House, browser: Browser) -> list[int]:
    return await brings(browser, FakeHousehold().link("slack:ada"))


async def with_a_pass_as_a_link(house: House, browser: Browser) -> list[int]:
    return await brings(browser, house.household.pass_("slack:ada"))


async def with_a_link_as_a_pass(house: House, browser: Browser) -> list[int]:
    return await shows(browser, house.household.link("slack:ada"))


async def with_a_link_in_the_query(house: House, browser: Browser) -> list[int]:
    token = house.household.link("slack:ada")
    try:
        async with browser.session.ws_connect(
            f"{browser.address('socket')}?k={token}", headers=browser.headers()
        ):
            return [101]
    except aiohttp.WSServerHandshakeError as refused:
        return [refused.status]


async def with_too_long_a_link(house: House, browser: Browser) -> list[int]:
    return await brings(browser, house.household.link("slack:ada") + "0" * 3000)


async def with_a_link_from_another_site(house: House, browser: Browser) -> list[int]:
    return await brings(browser, house.household.link("slack:ada"), Origin=EVIL)


async def with_a_link_from_nowhere(house: House, browser: Browser) -> list[int]:
    return await brings(browser, house.household.link("slack:ada"), Origin="null")


async def with_a_link_by_another_name(house: House, browser: Browser) -> list[int]:
    token = house.household.link("slack:ada")
    return await brings(browser, token, Host="rebound.evil.example")


async def with_a_link_after_leaving_the_channel(house: House, browser: Browser) -> list[int]:
    token = house.household.link("slack:ada")
    house.household.left.add("slack:ada")
    return await brings(browser, token)


async def with_a_pass_after_leaving_the_channel(house: House, browser: Browser) -> list[int]:
    house.household.left.add("slack:ada")
    return await shows(browser, house.household.pass_("slack:ada"))


async def with_another_rooms_pass(house: House, browser: Browser) -> list[int]:
    return await shows(browser, house.household.pass_("slack:ada", OTHER))


async def with_an_old_pass(house: House, browser: Browser) -> list[int]:
    pass_ = house.household.pass_("slack:ada")
    house.household.now_ += timedelta(hours=1)
    return await shows(browser, pass_)


async def with_a_forged_pass(house: House, browser: Browser) -> list[int]:
    own = house.household.pass_("slack:eve").split(".")
    another = house.household.pass_("slack:ada").split(".")
    return await shows(browser, f"{own[0]}.{another[1]}.{own[2]}")


async def with_a_pass_to_a_room_that_ended(house: House, browser: Browser) -> list[int]:
    house.household.open.discard(ROOM)
    return await shows(browser, house.household.pass_("slack:ada"))


async def with_a_good_pass_from_another_site(house: House, browser: Browser) -> list[int]:
    return await shows(browser, house.household.pass_("slack:ada"), Origin=EVIL)


async def with_a_good_pass_from_the_workspace(house: House, browser: Browser) -> list[int]:
    # Of the same host, and so sent with its cookies; but nothing there opens rooms.
    return await shows(browser, house.household.pass_("slack:ada"), Origin="http://127.0.0.1:8080")


async def with_a_good_pass_by_another_name(house: House, browser: Browser) -> list[int]:
    return await shows(browser, house.household.pass_("slack:ada"), Host="evil.example")


WAYS: list[Try] = [way for name, way in globals().items() if name.startswith("with_")]


def test_there_are_many_ways_to_try() -> None:
    assert len(WAYS) >= 15


@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way.__name__))
async def test_nobody_comes_in_without_right(way: Try) -> None:
    async with serving() as house, Browser(house) as eve:
        assert {*await way(house, eve)} == {403}
        assert not len(house.rooms)
        assert not [one for one in house.household.asked if isinstance(one, Join)]


async def test_who_has_a_link_comes_in_and_again_after_a_reload() -> None:
    async with serving() as house, Browser(house) as ada:
        assert await brings(ada, house.household.link("slack:ada")) == [204, 204, 101]


async def test_every_refusal_is_the_same() -> None:
    answers = set()
    async with serving() as house, Browser(house) as eve:
        house.household.left.add("slack:ada")
        for token, headers in (
            ("", {}),
            ("nonsense", {}),
            (house.household.link("slack:ada"), {}),
            (house.household.link("slack:bob"), {"Origin": EVIL}),
            (house.household.link("slack:bob"), {"Host": "evil.example"}),
            (house.household.link("slack:bob", OTHER), {}),
        ):
            async with eve.session.post(
                eve.address("enter"), data=token, headers=eve.headers(**headers)
            ) as answer:
                shown = {n: v for n, v in answer.headers.items() if n != "Date"}
                answers.add((answer.status, await answer.text(), str(shown)))
    assert len(answers) == 1


async def test_who_cannot_be_asked_about_may_try_again() -> None:
    async with serving() as house, Browser(house) as ada:
        house.household.away = True
        assert {*await brings(ada, house.household.link("slack:ada"))} == {503}


async def test_somebody_has_few_sockets_at_once() -> None:
    async with serving() as house, Browser(house) as ada:
        await ada.enter(house.household.link("slack:ada"))
        async with ada.page(), ada.page(), ada.page(), ada.page():
            assert await opens(ada) == 503
        assert await opens(ada) == 101


@pytest.mark.parametrize(
    ("origin", "host", "path", "secure"),
    [
        ("https://clerk.example", "clerk.example", f"/bots/voice/{ROOM}", True),
        ("", "", f"/voice/{ROOM}", False),
    ],
)
async def test_the_cookie_is_of_the_room_alone(
    origin: str, host: str, path: str, secure: bool
) -> None:
    assert PUBLIC.startswith("https://clerk.example")
    async with serving() as house, Browser(house) as ada:
        more = {"Origin": origin, "Host": host} if origin else {}
        async with ada.session.post(
            ada.address("enter"),
            data=house.household.link("slack:ada"),
            headers=ada.headers(**more),
        ) as answer:
            cookie = answer.cookies[COOKIE]
            assert answer.headers["Cache-Control"] == "no-store"
    assert cookie["path"] == path
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Strict"
    assert bool(cookie["secure"]) is secure


async def test_the_page_may_open_the_microphone_and_load_nothing_of_others() -> None:
    async with serving() as house, aiohttp.ClientSession() as session:
        async with session.get(f"{house.server.url}/voice/page/style/tokens.css") as answer:
            assert answer.status == 200
            assert "microphone=(self)" in answer.headers["Permissions-Policy"]
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        for path in ("/voice/page/../server.py", "/voice/page/none.js", "/voice/M-ABCDEFGH"):
            async with session.get(f"{house.server.url}{path}") as answer:
                assert answer.status == 404
        async with session.get(f"{house.server.url}/healthz") as answer:
            assert await answer.json() == {"ok": True, "rooms": 0, "sockets": 0}
