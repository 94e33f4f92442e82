"""Who gets a file that is offered, by which way, and what becomes of the offer."""

import asyncio

import pytest

from bot.teams.connector import TeamsRefused
from bot.teams.offering import GET
from handlers.chat import ChatRefused, ChatUnavailable, MessageRef, Place, Told
from tests.bot.teams.giving import THERE, Counter, a_counter, answered, link, press, shown
from tests.bot.teams.speaking import ALONE, THREAD


@pytest.fixture
async def counter() -> Counter:
    return await a_counter()


def title(outcome: object) -> str:
    assert isinstance(outcome, Told)
    return outcome.card.title


async def test_who_reads_the_channel_gets_a_link_of_their_own(counter: Counter) -> None:
    mark = await counter.offered()
    links = set()
    for user in ("ann", "bob"):
        told = await counter.giving.pressed(press(mark, user))
        assert title(told) == "Your link to a.json"
        assert isinstance(told, Told)
        links.add(link(told.card))
    assert len(links) == 2
    assert all(one.startswith("https://clerk.example/teams/files/en#k=1.") for one in links)
    assert not any("a.json" in one for one in links)


@pytest.mark.parametrize(
    ("user", "place", "is_known"),
    [("eve", THREAD, True), ("bob", ALONE, True), ("ann", THREAD, False)],
    ids=["no reader", "of another chat", "no such mark"],
)
async def test_nobody_else_gets_anything(
    counter: Counter, user: str, place: Place, is_known: bool
) -> None:
    await counter.offered(THREAD)
    mark = await counter.offered(place)
    told = await counter.giving.pressed(press(mark if is_known else "a0", user, place))
    assert title(told) == "This file is not offered any more"
    assert counter.room.said("a:ann")[1:] == []


async def test_what_was_taken_back_or_let_go_is_not_offered_any_more(counter: Counter) -> None:
    gone = "This file is not offered any more"
    mark = await counter.offered()
    await counter.room.book.sweep(counter.clock.now().replace(year=2099))
    assert title(await counter.giving.pressed(press(mark))) == gone
    mark = await counter.offered(ALONE)
    said = await counter.room.book.marked(ALONE, mark)
    assert said is not None
    await counter.room.chat.retract(said.message)
    assert title(await counter.giving.pressed(press(mark, place=ALONE))) == gone


async def test_without_an_address_it_is_asked_for_in_the_own_chat(counter: Counter) -> None:
    counter.has_address = False
    mark = await counter.offered()
    told = await counter.giving.pressed(press(mark))
    assert title(told) == "a.json is offered to you in your chat with me"
    [asked] = counter.room.said("a:ann")
    await counter.giving.consented(*answered(asked))
    assert counter.drive is not None
    assert counter.drive.had == [("https://files.example/up", b"{}")]
    assert "file.info" in shown(asked)
    # In the channel others may want it as well.
    assert title(await counter.giving.pressed(press(mark, "bob"))).startswith("a.json is offered")


async def test_who_left_since_cannot_take_it(counter: Counter) -> None:
    counter.has_address = False
    await counter.giving.pressed(press(await counter.offered()))
    [asked] = counter.room.said("a:ann")
    counter.directory.reading[THREAD.channel].discard("teams:ann")
    await counter.giving.consented(*answered(asked))
    assert counter.drive is not None
    assert counter.drive.had == []
    assert "not offered any more" in shown(asked)


@pytest.mark.parametrize("has_address", [True, False])
async def test_in_a_personal_chat_it_is_put_once_and_kept_no_longer(
    counter: Counter, has_address: bool
) -> None:
    counter.has_address = has_address
    mark = await counter.offered(ALONE)
    [asked] = counter.room.said("a:ann")
    await counter.giving.consented(*answered(asked))
    assert "file.info" in shown(asked)
    said = await counter.room.book.marked(ALONE, mark)
    assert said is not None
    assert said.offered is not None
    assert said.offered.content is None
    told = await counter.giving.pressed(press(mark, place=ALONE))
    assert title(told) == "This file is not offered any more"


async def test_a_no_leaves_a_button_to_think_again(counter: Counter) -> None:
    counter.has_address = False
    mark = await counter.offered(ALONE)
    [asked] = counter.room.said("a:ann")
    await counter.giving.consented(*answered(asked, None))
    assert "a.json was not saved" in shown(asked)
    assert GET in shown(asked)
    said = await counter.room.book.marked(ALONE, mark)
    assert said is not None
    assert said.card.title == "a.json was not saved"
    assert await counter.giving.pressed(press(mark, place=ALONE)) is None
    _, again = counter.room.said("a:ann")
    await counter.giving.consented(*answered(again))
    assert "file.info" in shown(again)


async def test_a_no_to_a_file_of_a_channel_says_where_it_is(counter: Counter) -> None:
    counter.has_address = False
    await counter.giving.pressed(press(await counter.offered()))
    [asked] = counter.room.said("a:ann")
    await counter.giving.consented(*answered(asked, None))
    assert "press the button of the file again" in shown(asked)


@pytest.mark.parametrize("fault", [ChatRefused("upload: 403"), ChatUnavailable("upload: 503")])
async def test_what_could_not_be_put_can_be_tried_again(
    counter: Counter, fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    counter.drive.fault = fault  # type: ignore[union-attr]
    mark = await counter.offered(ALONE)
    [asked] = counter.room.said("a:ann")
    giving, yes = counter.giving, answered(asked)
    await giving.consented(*yes)
    assert "could not be saved" in shown(asked)
    assert str(fault) in caplog.text
    assert THERE.upload_url not in caplog.text
    # Not the same again: that OneDrive may never take it.
    assert title(await giving.pressed(press(mark, place=ALONE))).startswith("Your link")


async def test_whom_clerk_cannot_write_to_is_told_how(counter: Counter) -> None:
    counter.has_address = False
    mark = await counter.offered()
    counter.room.connector.strangers.add("29:bob")
    assert title(await counter.giving.pressed(press(mark, "bob"))) == "I cannot write to you"


async def test_where_no_way_leads_that_is_said(counter: Counter) -> None:
    counter.has_address, counter.drive = False, None
    mark = await counter.offered()
    assert title(await counter.giving.pressed(press(mark))) == "I cannot give you a.json here"


async def test_a_card_that_cannot_be_replaced_gets_the_answer_below(counter: Counter) -> None:
    await counter.offered(ALONE)
    [asked] = counter.room.said("a:ann")
    pressed, yes = answered(asked)
    counter.room.connector.posted.remove(asked)
    await counter.giving.consented(pressed, yes)
    [below] = counter.room.said("a:ann")
    assert "file.info" in shown(below)


async def test_what_asks_elsewhere_goes_with_what_it_is_about(counter: Counter) -> None:
    counter.has_address = False
    document = await counter.room.kept("d1")
    job = document.drop.key
    mark = await counter.offered(job=job)
    await counter.giving.pressed(press(mark))
    # Who presses again is asked once more, and by one card.
    await counter.giving.pressed(press(mark))
    [asked] = counter.room.said("a:ann")
    assert await counter.room.ledger.jobs_of(MessageRef(ALONE, asked.id)) == (job,)
    noted = [held for held, message in counter.room.ledger.outbox.values() if held == job]
    assert len(noted) == 2
    assert f"{job}:copy:a:ann:{mark}:asked" in {key for _, key in counter.room.ledger.outbox}


@pytest.mark.parametrize("is_away", [True, False])
async def test_what_asked_before_and_stays_keeps_nobody_from_asking_again(
    counter: Counter, is_away: bool
) -> None:
    counter.has_address = False
    document = await counter.room.kept("d1")
    mark = await counter.offered(job=document.drop.key)
    await counter.giving.pressed(press(mark))
    faults = counter.room.connector.faults
    if is_away:
        faults.append(ChatUnavailable("delete: 503"))
        with pytest.raises(ChatUnavailable):
            await counter.giving.pressed(press(mark))
        assert len(counter.room.said("a:ann")) == 1
    faults.append(TeamsRefused("delete", 403, "Forbidden"))
    assert title(await counter.giving.pressed(press(mark))).startswith("a.json is offered")
    assert len(counter.room.said("a:ann")) == 2
    assert counter.room.connector.calls[-1] == "send"


async def test_where_teams_is_away_nobody_is_taken_for_a_reader(counter: Counter) -> None:
    mark = await counter.offered()
    counter.directory.is_away = True
    with pytest.raises(ChatUnavailable):
        await counter.giving.pressed(press(mark))


async def test_who_allows_it_twice_has_it_once(counter: Counter) -> None:
    assert counter.drive is not None
    await counter.offered(ALONE)
    [asked] = counter.room.said("a:ann")
    giving, yes = counter.giving, answered(asked)
    counter.drive.gate.clear()
    first = asyncio.create_task(giving.consented(*yes))
    await asyncio.sleep(0)
    await giving.consented(*yes)
    counter.drive.gate.set()
    await first
    await giving.consented(*yes)
    assert len(counter.drive.had) == 1
    assert "file.info" in shown(asked)


async def test_what_is_taken_back_while_it_is_asked_for_is_not_asked_for(counter: Counter) -> None:
    counter.has_address = False
    mark = await counter.offered()
    said = await counter.room.book.marked(THREAD, mark)
    assert said is not None
    connector = counter.room.connector
    connector.gate.clear()
    connector.asked.clear()
    pressing = asyncio.create_task(counter.giving.pressed(press(mark)))
    await connector.asked.wait()
    await counter.room.book.unsay(said.message)
    connector.gate.set()
    await pressing
    assert counter.room.said("a:ann") == []


@pytest.mark.parametrize("fault", [None, ChatRefused("upload: 403")], ids=["put", "not put"])
async def test_what_is_taken_back_while_it_is_put_is_not_kept_again(
    counter: Counter, fault: Exception | None
) -> None:
    assert counter.drive is not None
    mark = await counter.offered(ALONE)
    [asked] = counter.room.said("a:ann")
    said = await counter.room.book.marked(ALONE, mark)
    assert said is not None
    counter.drive.gate.clear()
    counter.drive.fault = fault
    putting = asyncio.create_task(counter.giving.consented(*answered(asked)))
    await asyncio.sleep(0)
    await counter.room.chat.retract(said.message)
    counter.drive.gate.set()
    await putting
    assert await counter.room.book.said(said.message) is None
    assert counter.room.said("a:ann") == []


async def test_what_asks_is_noted_before_it_is_said(counter: Counter) -> None:
    counter.has_address = False
    job = (await counter.room.kept("d1")).drop.key
    mark = await counter.offered(job=job)
    connector, outbox = counter.room.connector, counter.room.ledger.outbox
    connector.gate.clear()
    connector.asked.clear()
    pressing = asyncio.create_task(counter.giving.pressed(press(mark)))
    await connector.asked.wait()
    assert outbox["t1", f"{job}:copy:a:ann:{mark}:asked"] == (job, ALONE)
    # Forgotten while it is said: it is taken back.
    outbox.clear()
    connector.gate.set()
    await pressing
    assert counter.room.said("a:ann") == []
