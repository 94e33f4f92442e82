"""The connector, called: one after the other, again where it says so, and nobody else."""

import asyncio
from dataclasses import replace

import pytest

from bot.book import Conversation
from bot.teams.connector import Member, TeamsRefused
from bot.teams.wire import LONGEST_WAIT, TRIES
from handlers.chat import ChatUnavailable
from tests.bot.teams.entrance import Means, means
from tests.doubles import faults as broken
from tests.doubles.server import Reply
from tests.doubles.teams import faults
from tests.doubles.teams.connector import BOT
from tests.doubles.teams.world import CARD, Person

WORDS = "Norden GmbH"


def message(text: str = WORDS) -> dict[str, object]:
    """Write a message with everything that must come as it is."""
    body = [{"type": "TextBlock", "text": text, "wrap": True, "isSubtle": None}]
    card = {"type": "AdaptiveCard", "version": "1.5", "body": body, "msteams": {"width": "Full"}}
    label = {"type": "https://schema.org/Message", "@id": "", "additionalType": ["x"]}
    shown = [{"contentType": CARD, "content": card}]
    return {"type": "message", "summary": text, "attachments": shown, "entities": [label]}


def channel_of(given: Means, *people: Person) -> Conversation:
    found = given.tenant.channel("Invoices", *people)
    return Conversation(given.tenant.id, found.id, "channel", given.service_url, BOT)


async def test_a_message_comes_as_it_is_and_is_replaced_and_taken_back() -> None:
    async with means() as given:
        ann = given.tenant.person("Ann")
        at, personal = given.personal(ann), given.tenant.personal(ann)
        id_ = await given.wire.send(at, message(), None)
        [posted] = personal.messages
        assert posted.id == id_
        assert posted.activity.items() >= message().items()
        assert posted.activity["from"] == {"id": BOT}
        await given.wire.update(at, id_, message("Süden"))
        assert posted.activity["summary"] == "Süden"
        await given.wire.delete(at, id_)
        assert personal.messages == []
        await given.wire.delete(at, id_)


async def test_a_thread_is_one_of_a_channel() -> None:
    async with means() as given:
        ann = given.tenant.person("Ann")
        at, channel = channel_of(given, ann), given.tenant.channel("Invoices")
        root = await given.wire.send(at, message(), None)
        await given.wire.send(at, message(), root)
        assert [one.thread for one in channel.messages] == [None, root]
        personal = given.personal(ann)
        await given.wire.send(personal, message(), "1795000000000")
        assert [one.thread for one in given.tenant.personal(ann).messages] == [None]


async def test_a_personal_conversation_is_opened_by_an_account() -> None:
    async with means() as given:
        ann, bob = given.tenant.person("Ann"), given.tenant.person("Bob")
        near = channel_of(given, ann)
        assert await given.wire.open(near, ann.account) == given.tenant.personal(ann).id
        given.tenant.refusing.add(bob.id)
        with pytest.raises(TeamsRefused) as refused:
            await given.wire.open(near, bob.account)
        assert (refused.value.status, refused.value.code) == (403, "ForbiddenOperationException")


async def test_members_are_told_by_either_id_and_in_pages() -> None:
    async with means() as given:
        people = [given.tenant.person(f"P{number}") for number in range(7)]
        guest = given.tenant.person("Gus", role="guest")
        stranger = given.tenant.person("Una", role="anonymous")
        at = channel_of(given, *people[1:], guest, stranger)
        ann = people[1]
        told = Member(ann.account, ann.id, "P1", "p1@example.com")
        assert await given.wire.member(at, ann.id) == told
        assert await given.wire.member(at, ann.account) == told
        assert await given.wire.member(at, people[0].id) is None
        for one in (guest, stranger):
            found = await given.wire.member(at, one.id)
            assert found is not None
            assert found.role == one.role
        assert len(await given.wire.members(at, 500)) == 8
        assert len(await given.wire.members(at, 3)) == 3
        assert {one.name for one in await given.wire.members(at, 8)} >= {"Gus", "Una", "P6"}


async def test_who_may_not_be_asked_for_is_not_taken_for_away() -> None:
    async with means() as given:
        at = channel_of(given, given.tenant.person("Ann"))
        given.teams.faults.add("member", faults.says(403, "BotNotInConversationRoster"))
        with pytest.raises(TeamsRefused, match=r"^member: 403 BotNotInConversationRoster$"):
            await given.wire.member(at, "x")


async def test_pages_go_on_until_there_are_no_more() -> None:
    async with means() as given:
        at = channel_of(given, *(given.tenant.person(f"P{number}") for number in range(5)))
        small = broken.Fault(spoils=lambda reply: _first(reply, 2))
        given.teams.faults.add("members", small)
        assert len(await given.wire.members(at, 500)) == 2 + 5
        assert len(given.teams.asked("members")) == 2


async def test_pages_that_never_end_are_left() -> None:
    async with means() as given:
        at = channel_of(given, given.tenant.person("Ann"))
        given.teams.faults.add("members", broken.Fault(spoils=lambda one: _first(one, 0)), times=99)
        assert await given.wire.members(at, 500) == []
        assert len(given.teams.asked("members")) == 50


def _first(reply: Reply, count: int) -> Reply:
    import json

    page = json.loads(reply.body)
    page |= {"members": page["members"][:count], "continuationToken": "0"}
    return replace(reply, body=json.dumps(page).encode())


async def test_who_signs_in_elsewhere_is_a_guest_whatever_they_are_called() -> None:
    async with means() as given:
        gus = given.tenant.person("Gus")
        gus.mail = "gus_home.test#EXT#@sample.test"
        found = await given.wire.member(channel_of(given, gus), gus.id)
        assert found is not None
        assert found.role == "guest"


async def test_who_is_of_another_company_is_a_guest() -> None:
    async with means() as given:
        ann = given.tenant.person("Ann")
        at = replace(channel_of(given, ann), tenant="another")
        found = await given.wire.member(at, ann.id)
        assert found is not None
        assert found.role == "guest"


@pytest.mark.parametrize(
    "fault",
    [
        faults.says(412, "PreconditionFailed"),
        faults.limited(None),
        broken.broken(),
        broken.broken(502),
        broken.broken(503),
        broken.broken(504),
        broken.broken(529),
        broken.cut(),
        broken.truncated(5),
    ],
)
async def test_what_was_not_done_is_asked_again(fault: broken.Fault) -> None:
    async with means() as given:
        ann = given.tenant.person("Ann")
        given.teams.faults.add("post", fault)
        await given.wire.send(given.personal(ann), message(), None)
        assert len(given.teams.asked("post")) == 2
        assert given.watch.waits == [1.5]


async def test_as_long_as_teams_asks_for_is_waited_and_ever_longer() -> None:
    async with means() as given:
        ann = given.tenant.person("Ann")
        for fault in (faults.limited(7), faults.limited(0), faults.limited("soon")):
            given.teams.faults.add("post", fault)
        await given.wire.send(given.personal(ann), message(), None)
        assert given.watch.waits == [7.5, 3.0, 6.0]


async def test_a_storm_ends_and_a_long_wait_is_left_to_the_job() -> None:
    async with means() as given:
        ann = given.tenant.person("Ann")
        given.teams.faults.add("update", faults.limited(1), times=99)
        with pytest.raises(ChatUnavailable, match=r"^update: 429 Throttled$"):
            await given.wire.update(given.personal(ann), "1795", message())
        assert len(given.teams.asked("update")) == TRIES
        given.teams.faults.clear()
        given.teams.faults.add("update", faults.limited(int(LONGEST_WAIT) + 1))
        with pytest.raises(ChatUnavailable):
            await given.wire.update(given.personal(ann), "1795", message())
        assert len(given.watch.waits) == TRIES - 1


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (faults.says(400, "BadSyntax"), 400, "BadSyntax"),
        (faults.says(403, "BotNotInConversationRoster"), 403, "BotNotInConversationRoster"),
        (faults.says(404, "ConversationNotFound"), 404, "ConversationNotFound"),
        (faults.says(413, "MessageSizeTooBig"), 413, "MessageSizeTooBig"),
        (faults.says(400, f"it said {WORDS}"), 400, ""),
        (broken.broken(501), 501, ""),
        (faults.redirect("https://evil.example/"), 302, ""),
    ],
)
async def test_a_refusal_is_told_by_its_code_and_nothing_else(
    fault: broken.Fault, status: int, code: str
) -> None:
    async with means() as given:
        ann = given.tenant.person("Ann")
        given.teams.faults.add("post", fault)
        with pytest.raises(TeamsRefused) as refused:
            await given.wire.send(given.personal(ann), message(), None)
        assert (refused.value.status, refused.value.code) == (status, code)
        assert str(refused.value) == f"send: {status} {code}".strip()
        assert len(given.teams.asked("post")) == 1


async def test_an_answer_that_is_none_is_no_id() -> None:
    async with means() as given:
        ann = given.tenant.person("Ann")
        for fault in (broken.garbled(), broken.Fault(Reply(201, b"[7]"))):
            given.teams.faults.add("post", fault)
            assert await given.wire.send(given.personal(ann), message(), None) == ""


async def test_nobody_overtakes_who_waits_in_the_same_conversation() -> None:
    async with means() as given:
        ann, bob = given.tenant.person("Ann"), given.tenant.person("Bob")
        given.teams.faults.add("post", faults.limited(1))
        first, second, elsewhere = (
            asyncio.create_task(given.wire.send(at, message(text), None))
            for at, text in (
                (given.personal(ann), "first"),
                (given.personal(ann), "second"),
                (given.personal(bob), "elsewhere"),
            )
        )
        await asyncio.gather(first, second, elsewhere)
        said = [one.activity["summary"] for one in given.tenant.personal(ann).messages]
        assert said == ["first", "second"]
        assert len(given.tenant.personal(bob).messages) == 1


@pytest.mark.parametrize("url", ["https://evil.example/", "http://smba.trafficmanager.net/", ""])
async def test_a_token_goes_to_no_other_service(url: str) -> None:
    async with means() as given:
        at = replace(given.personal(given.tenant.person("Ann")), service_url=url)
        with pytest.raises(TeamsRefused, match=r"^send: 403 ServiceNotAllowed$"):
            await given.wire.send(at, message(), None)
        assert given.teams.calls == []


async def test_without_a_token_nothing_is_sent() -> None:
    async with means({"TEAMS_APP_PASSWORD": "wrong"}) as given:
        with pytest.raises(TeamsRefused, match=r"^token: 401 invalid_client AADSTS7000215$"):
            await given.wire.send(given.personal(given.tenant.person("Ann")), message(), None)
        assert given.teams.asked("post") == []
