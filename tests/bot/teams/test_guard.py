"""The keys that Microsoft signs with: read seldom, new ones at once, and never for anybody else."""

import asyncio

import pytest

from bot.teams.guard import Denied
from tests.bot.teams.entrance import Entrance, entrance
from tests.doubles import faults as broken
from tests.doubles.teams import faults

DAY = 86_400.0
PATIENCE = 30.0  # seconds
OTHER = {"kid": "key-7"}


def reads(gate: Entrance) -> int:
    return len(gate.teams.asked("keys"))


async def test_a_rotated_key_is_let_in_after_one_reading() -> None:
    async with entrance() as gate:
        assert await gate.send() == 200
        for _ in range(3):
            assert await gate.send() == 200
        assert reads(gate) == 1
        old = gate.teams.keys.token(gate.service_url)
        gate.teams.keys.rotate()
        assert await gate.send() == 200
        assert reads(gate) == 2
        # The old key is gone with the reading; nothing is asked again for it for a while.
        assert await gate.send(token=old) == 401
        assert reads(gate) == 2


async def test_keys_that_nobody_has_do_not_have_them_read_over_and_over() -> None:
    async with entrance() as gate:
        assert await gate.send() == 200
        stray = [
            gate.teams.keys.token(gate.service_url, header={"kid": f"stray-{number}"})
            for number in range(20)
        ]
        assert set(await asyncio.gather(*(gate.send(token=one) for one in stray))) == {401}
        assert reads(gate) == 2
        gate.teams.keys.rotate()
        gate.watch.now += 299
        assert await gate.send() == 401
        gate.watch.now += 2
        assert await gate.send() == 200
        assert reads(gate) == 3


async def test_all_who_come_with_a_new_key_at_once_are_let_in() -> None:
    async with entrance() as gate:
        assert await gate.send() == 200
        gate.teams.keys.rotate()
        assert set(await asyncio.gather(*(gate.send() for _ in range(10)))) == {200}
        assert reads(gate) == 2


async def test_keys_that_are_believed_answer_at_once_and_are_read_again_meanwhile() -> None:
    async with entrance() as gate:
        assert await gate.send() == 200
        gate.watch.now += DAY - 1
        assert await gate.send() == 200
        assert reads(gate) == 1
        gate.watch.now += 2
        gate.teams.faults.add("metadata", broken.silent(), times=9)
        assert set(await asyncio.gather(*(gate.send() for _ in range(5)))) == {200}
        assert [await gate.send() for _ in range(3)] == [200, 200, 200]
        # Who is gone when Clerk ends waits for nobody; nor is it asked twice at a time.
        await asyncio.wait_for(gate.keys.close(), PATIENCE)
        assert (reads(gate), len(gate.teams.asked("metadata"))) == (1, 2)
        gate.teams.faults.clear()
        gate.watch.now += 301
        assert await gate.send() == 200
        await gate.keys.renew("key-9")
        assert reads(gate) == 2


async def test_a_new_key_waits_for_the_reading_that_goes_on_already() -> None:
    async with entrance() as gate:
        assert await gate.send() == 200
        gate.teams.keys.rotate()
        gate.teams.keys.known = [0, 1]
        gate.watch.now += DAY + 1
        assert await gate.keys.get("key-0") is not None
        assert await gate.send() == 200
        assert reads(gate) == 2


async def test_a_key_that_is_none_spoils_no_other(caplog: pytest.LogCaptureFixture) -> None:
    async with entrance() as gate:
        numbers: list[object] = ["AQ", "!!!", 7, None]
        gate.teams.keys.spoilt = [
            *({"kty": "RSA", "kid": "key-7", "n": one, "e": "AQAB"} for one in numbers),
            {"kty": "EC", "kid": "key-8"},
            {"kty": "RSA", "kid": "key-0"},
        ]
        assert await gate.send() == 200
        assert await gate.send(token=gate.teams.keys.token(gate.service_url, header=OTHER)) == 401
        said = [one.getMessage() for one in caplog.records if "left out" in one.getMessage()]
        assert len(said) == 5 * 2 * 2, "five of them, named twice, and read twice"


async def test_without_any_keys_nobody_is_let_in_until_there_are_some() -> None:
    async with entrance() as gate:
        for fault in (broken.broken(), broken.broken(404), broken.garbled()):
            gate.teams.faults.add("metadata", fault)
            assert await gate.send() == 503
            assert await gate.send() == 503
            gate.watch.now += 11
        gate.teams.keys.known = []
        assert await gate.send() == 503
        gate.teams.keys.known = [0]
        gate.watch.now += 11
        assert (len(gate.teams.asked("metadata")), gate.heard) == (4, [])
        assert await gate.send() == 200


async def test_the_operator_is_told_seldom_of_those_who_come_meanwhile(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with entrance() as gate:
        gate.teams.faults.add("metadata", broken.broken(), times=9)
        assert [await gate.send() for _ in range(3)] == [503, 503, 503]
        told = [one.getMessage() for one in caplog.records if one.levelname == "WARNING"]
        assert [one for one in told if "let in" in one] == [
            "Teams: a request was not let in (503: the keys of who calls cannot be read)"
        ]


async def test_old_keys_are_believed_for_some_days_where_new_ones_cannot_be_read() -> None:
    async with entrance() as gate:
        assert await gate.send() == 200
        gate.teams.faults.add("metadata", broken.broken(), times=99)
        gate.watch.now += 4 * DAY
        assert [await gate.send() for _ in range(3)] == [200, 200, 200]
        await gate.keys.renew("key-9")
        assert len(gate.teams.asked("metadata")) == 2
        gate.watch.now += 301
        assert await gate.send() == 200
        await gate.keys.renew("key-9")
        assert len(gate.teams.asked("metadata")) == 3
        gate.watch.now += DAY
        assert await gate.send() == 503


async def test_a_key_of_another_kind_is_none() -> None:
    async with entrance() as gate:
        gate.teams.keys.endorsements = []
        assert await gate.send() == 200
        assert await gate.keys.get("key-0") is not None
        assert await gate.keys.get("") is None


async def test_a_redirect_of_the_keys_is_not_followed() -> None:
    async with entrance() as gate:
        gate.teams.faults.add("keys", faults.redirect(f"{gate.teams.url}/openid/keys"))
        with pytest.raises(Denied) as denied:
            await gate.keys.get("key-0")
        assert denied.value.status == 503
