"""What is sent to the connector, and what becomes of answers that are not what it documents."""

import asyncio

import pytest

from bot.teams.connector import TeamsRefused
from bot.teams.wire import TRIES
from handlers.chat import ChatUnavailable
from tests.bot.teams.entrance import means
from tests.bot.teams.test_wire import channel_of, message
from tests.doubles import faults as broken
from tests.doubles.server import Reply


async def test_a_moment_that_teams_names_is_waited_for_by_its_own_clock() -> None:
    async with means() as given:
        ann = given.tenant.person("Ann")
        date = {"Date": "Wed, 21 Oct 2099 07:27:30 GMT"}
        for said in ("Wed, 21 Oct 2099 07:28:00 GMT", "Wed, 21 Oct 2009 07:28:00 GMT", "Wed, 99 x"):
            reply = Reply(503, headers={"Retry-After": said, **date})
            given.teams.faults.add("post", broken.Fault(reply))
        await given.wire.send(given.personal(ann), message(), None)
        assert given.watch.waits == [30.5, 3.0, 6.0]
        for said in ("Wed, 21 Oct 2099 09:28:00 GMT", "9" * 400):
            reply = Reply(429, headers={"Retry-After": said, **date})
            given.teams.faults.add("post", broken.Fault(reply))
            with pytest.raises(ChatUnavailable):
                await given.wire.send(given.personal(ann), message(), None)
        assert len(given.watch.waits) == 3


@pytest.mark.parametrize("status", [200, 202, 204, 207])
async def test_a_yes_is_one_in_whatever_words(status: int) -> None:
    async with means() as given:
        ann = given.tenant.person("Ann")
        at, said = given.personal(ann), broken.Fault(Reply(status, b""))
        for call in ("post", "update", "delete"):
            given.teams.faults.add(call, said)
        assert await given.wire.send(at, message(), None) == ""
        await given.wire.update(at, "1795", message())
        await given.wire.delete(at, "1795")
        assert given.watch.waits == []


@pytest.mark.parametrize(
    "reply", [Reply(204), Reply(200, b'{"id": tr'), Reply(200, b"[7]"), Reply(200, b'{"id": ""}')]
)
async def test_nobody_is_told_of_by_an_answer_that_tells_nothing(reply: Reply) -> None:
    async with means() as given:
        ann = given.tenant.person("Ann")
        at = channel_of(given, ann)
        for call in ("member", "members", "open"):
            given.teams.faults.add(call, broken.Fault(reply), times=TRIES + 1)
        for asking in (
            given.wire.member(at, ann.id),
            given.wire.members(at, 9),
            given.wire.open(at, ann.account),
        ):
            with pytest.raises(ChatUnavailable, match="Unreadable"):
                await asking
        # What is there once it is asked again, counts.
        found = await given.wire.member(at, ann.id)
        assert found is not None
        assert found.user == ann.id


async def test_an_answer_without_end_is_left() -> None:
    async with means() as given:
        ann = given.tenant.person("Ann")
        given.teams.faults.add("member", broken.endless(), times=TRIES)
        with pytest.raises(ChatUnavailable, match="TooLarge"):
            await given.wire.member(channel_of(given, ann), ann.id)


async def test_a_token_that_is_not_taken_is_asked_for_anew_and_once() -> None:
    async with means() as given:
        ann = given.tenant.person("Ann")
        at, personal = given.personal(ann), given.tenant.personal(ann)
        await given.wire.send(at, message(), None)
        given.teams.login.given.clear()  # as if all had been taken back
        await asyncio.gather(*(given.wire.send(at, message(), None) for _ in range(5)))
        assert len(personal.messages) == 6
        assert len(given.teams.asked("token")) == 2
        given.watch.now += 61
        given.teams.faults.add("update", broken.broken(401), times=9)
        with pytest.raises(TeamsRefused, match=r"^update: 401$"):
            await given.wire.update(at, personal.messages[0].id, message())
        assert len(given.teams.asked("update")) == 2
        with pytest.raises(TeamsRefused):
            await given.wire.update(at, personal.messages[0].id, message())
        assert len(given.teams.asked("update")) == 3, "one that is new is not to blame"
        assert (len(given.teams.asked("token")), given.watch.waits) == (3, [])
