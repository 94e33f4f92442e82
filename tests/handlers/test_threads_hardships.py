"""Cards are shown whatever fails or comes in between: no place depends on another one."""

import asyncio
from pathlib import Path

import pytest

from handlers.chat import Attachment, Card, ChatUnavailable, MessageRef, Place
from handlers.threads import accounting_key
from tests.handlers.office import (
    ACCOUNTING,
    FLAGGED,
    READING,
    REJECTED,
    Office,
    an_act,
    first_line,
    lines,
    upload,
)

PDF = b"%PDF-1.7 one"
APPROVED = "Approved by Mei · 2026-11-22 12:00 CST"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "scratch")
    office.reader.says = FLAGGED
    return office


@pytest.mark.parametrize("channel", ["invoices", "accounting"])
async def test_a_card_that_somebody_deleted_keeps_no_other_from_being_shown(
    office: Office, channel: str
) -> None:
    dropped = upload("F1")
    await office.answer(dropped, PDF)
    place = ACCOUNTING if channel == "accounting" else dropped.place
    office.chat.said.remove(next(one for one in office.chat.said if one.ref.place == place))
    await office.reject(dropped)
    await office.show(dropped)
    left = office.card(dropped) if channel == "accounting" else office.accounting_card()
    assert REJECTED in lines(left)
    assert await office.reviews.unshown() == [], "there is nothing more to be done"


async def test_while_a_platform_is_away_the_others_are_shown_and_it_is_tried_again(
    office: Office,
) -> None:
    first, again = upload("F1"), upload("F2")
    for dropped in (first, again):
        await office.answer(dropped, PDF)
    await office.reject(first)
    away = office.chat.cards(first.place)[0]
    edit = office.chat.edit

    async def sleeping(message: MessageRef, card: Card) -> None:
        if message.place == first.place:
            raise ChatUnavailable("edit: 503")
        await edit(message, card)

    office.chat.edit = sleeping  # type: ignore[method-assign]  # one channel, one bad day
    with pytest.raises(ChatUnavailable):
        await office.show(first)
    assert office.card(first) == away
    assert first_line(office.card(again)) == REJECTED
    assert lines(office.accounting_card())[1] == REJECTED
    assert len(await office.reviews.unshown()) == 1
    office.chat.edit = edit  # type: ignore[method-assign]  # and awake again
    await office.show(first)
    assert first_line(office.card(first)) == REJECTED
    assert await office.reviews.unshown() == []


async def test_what_happens_while_cards_are_drawn_is_on_them_in_the_end(office: Office) -> None:
    first, again = upload("F1"), upload("F2")
    for dropped in (first, again):
        await office.answer(dropped, PDF)
    await office.act(first, an_act("arun", "approve"))
    edit, pending = office.chat.edit, [an_act("mei", "approve")]

    async def meanwhile(message: MessageRef, card: Card) -> None:
        await edit(message, card)
        if pending:
            await office.act(first, pending.pop(), state="approved")

    office.chat.edit = meanwhile  # type: ignore[method-assign]  # a press between two edits
    await office.show(first)
    for card in (office.card(first), office.card(again)):
        assert first_line(card) == APPROVED
    assert await office.reviews.unshown() == []


async def test_two_who_draw_at_once_leave_the_newest(office: Office) -> None:
    """The slower of the two began first: it must not have the last word."""
    dropped = upload("F1")
    await office.answer(dropped, PDF)
    await office.act(dropped, an_act("arun", "approve"))
    edit, slow, begun = office.chat.edit, asyncio.Event(), asyncio.Event()

    async def slowly(message: MessageRef, card: Card) -> None:
        if not begun.is_set():
            begun.set()
            await slow.wait()
        await edit(message, card)

    office.chat.edit = slowly  # type: ignore[method-assign]  # the first call hangs
    older = asyncio.create_task(office.show(dropped))
    await begun.wait()
    await office.act(dropped, an_act("mei", "approve"), state="approved")
    newer = asyncio.create_task(office.show(dropped))
    await asyncio.sleep(0)
    slow.set()
    await asyncio.gather(older, newer)
    assert first_line(office.card(dropped)) == APPROVED
    assert lines(office.accounting_card())[1] == APPROVED
    assert len(office.chat.cards(ACCOUNTING)) == 1


async def test_two_who_draw_at_once_tell_accounting_once(office: Office) -> None:
    """Where the platform knows no keys, the same call twice is two messages."""
    office.reader.says = READING
    dropped = upload("F1")
    await office.answer(dropped, PDF)
    await office.act(dropped, an_act("eva", "flag", reason="Paid twice?"), state="pending")
    posted: list[str] = []
    post, send_file = office.chat.post, office.chat.send_file

    async def slow_post(place: Place, card: Card, *, key: str) -> MessageRef:
        posted.append(key)
        await asyncio.sleep(0)
        return await post(place, card, key=key)

    async def slow_send(place: Place, attachment: Attachment, *, key: str) -> MessageRef:
        posted.append(key)
        await asyncio.sleep(0)
        return await send_file(place, attachment, key=key)

    async def lost(place: Place, *, key: str) -> MessageRef | None:
        """Not there yet: what is under way cannot be found."""

    office.chat.post, office.chat.send_file = slow_post, slow_send  # type: ignore[method-assign]
    office.chat.find = lost  # type: ignore[method-assign]  # all three: a platform that is slow
    await asyncio.gather(office.show(dropped), office.show(dropped))
    key = accounting_key(office.document(dropped).drop)
    assert posted == [key, f"{key}.picture", f"{key}.json"]
