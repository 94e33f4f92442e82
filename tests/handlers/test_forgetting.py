"""`/clerk forget`: who may, what they are asked, and what they are told when it is done."""

from pathlib import Path

import pytest

from handlers.chat import Button, Buttons, Card, Upload
from tests.handlers.office import FLAGGED, lines, upload
from tests.handlers.takebacks import HERE, Takebacks

PDF = b"%PDF-1.7 one"
MINE = upload("F1")
THEIRS = Upload(upload("F2", channel="sales").place, "otto", "F2", "acme.pdf")


@pytest.fixture
async def office(tmp_path: Path) -> Takebacks:
    office = Takebacks(tmp_path)
    office.reader.says = FLAGGED
    await office.answer(MINE, PDF)
    return office


def buttons(card: Card) -> list[Button]:
    return [one for part in card.parts if isinstance(part, Buttons) for one in part.row]


async def test_who_dropped_it_is_asked_first_and_told_in_the_end(office: Takebacks) -> None:
    document = office.document(MINE).id
    card = await office.ask("eva", document)
    [button] = buttons(card)
    assert (button.action, button.value, button.tone) == ("withdrawal.forget", document, "bad")
    assert document in card.title
    assert office.withdrawals() == []
    begun = await office.press("eva", button.value)
    assert document in begun.title
    await office.settle()
    [(audience, told)] = office.private()
    assert audience == "eva"
    assert isinstance(told, Card)
    assert document in told.title
    assert "1 document was erased" in lines(told)
    assert office.ledger.documents == {}
    assert office.chat.cards(MINE.place) == []
    assert office.actions() == ["withdrawal.asked", "file.withdrawn"]


@pytest.mark.parametrize("user", ["otto", "arun"])
async def test_nobody_else_forgets_it(office: Takebacks, user: str) -> None:
    document = office.document(MINE).id
    for card in (await office.ask(user, document), await office.press(user, document)):
        assert card.title == "Not forgotten"
        assert lines(card) == ["There is no such document or meeting, or none that you dropped."]
    assert office.withdrawals() == []
    assert office.actions() == ["withdrawal.refused"] * 2


async def test_what_is_not_there_is_refused_in_the_same_words(office: Takebacks) -> None:
    document = office.document(MINE).id
    theirs, nothing = await office.ask("otto", document), await office.ask("otto", "D-NOTHING")
    assert theirs == nothing
    assert lines(await office.ask("otto", ""))[0].startswith("Say which")


async def test_an_admin_forgets_all_of_it(office: Takebacks) -> None:
    await office.answer(THEIRS, PDF)
    document = office.document(MINE).id
    card = await office.ask("sofia", document)
    assert "that anybody dropped" in lines(card)[0]
    await office.press("sofia", document)
    await office.settle()
    assert office.ledger.drops == {}


async def test_of_what_two_dropped_one_forgets_theirs(office: Takebacks) -> None:
    await office.answer(THEIRS, PDF)
    document = office.document(MINE).id
    assert len(lines(await office.ask("otto", document))) == 2
    await office.press("otto", document)
    await office.settle()
    [(drop, _)] = office.ledger.drops.values()
    assert drop.user == "eva"
    [(_, told)] = office.private()
    assert isinstance(told, Card)
    assert "The same document, dropped by somebody else, stays." in lines(told)


@pytest.mark.parametrize("user", ["eva", "sofia"])
async def test_what_was_decided_is_refused(office: Takebacks, user: str) -> None:
    document = office.document(MINE).id
    await office.reject(MINE)
    for card in (await office.ask(user, document), await office.press(user, document)):
        assert "stays on record" in lines(card)[0]
    assert office.withdrawals() == []


async def test_what_is_decided_between_the_press_and_the_job_stays(office: Takebacks) -> None:
    document = office.document(MINE).id
    await office.press("eva", document)
    await office.reject(MINE)
    await office.settle()
    assert office.document(MINE).id == document
    [(_, told)] = office.private()
    assert isinstance(told, Card)
    assert lines(told) == ["It was decided on meanwhile and stays on record."]
    assert not any("was deleted" in line for line in lines(office.card(MINE)))


async def test_pressed_twice_it_is_one_job_and_then_nothing_is_left(office: Takebacks) -> None:
    document = office.document(MINE).id
    await office.press("eva", document)
    await office.press("eva", document)
    assert len(office.withdrawals()) == 1
    await office.settle()
    assert (await office.press("eva", document)).title == "Not forgotten"


async def test_dropped_once_more_it_is_forgotten_once_more(office: Takebacks) -> None:
    """The same file in the same channel has the same job; forgetting it again is another one."""
    document = office.document(MINE).id
    for times in (1, 2):
        await office.press("eva", document)
        assert len(office.withdrawals()) == times
        await office.settle()
        assert office.ledger.drops == {}
        await office.answer(MINE, PDF)


async def test_the_id_is_taken_as_it_is_typed_in_small_letters_too(office: Takebacks) -> None:
    document = office.document(MINE).id
    assert buttons(await office.ask("eva", document.lower()))[0].value == document
    assert HERE.tenant == "t1"
