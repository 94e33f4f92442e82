"""Looking at a document: written down each time that a person does, or is shown something new."""

import pytest

from handlers import gate
from handlers.chat import Card, MessageRef, Text
from handlers.decisions import Looked
from tests.handlers.bureau import PLACE, Bureau, a_press, flagged

LOOK, REFUSED = ("local:anna", "review.opened"), ("local:olga", "review.refused")


async def look(bureau: Bureau, user: str, document: str, *, again: bool = False) -> Looked:
    press = a_press(user, "open", document, private=True)
    return await bureau.decisions.on_look(press, again)


async def test_a_document_comes_with_the_messages_that_show_it() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    looked = await look(bureau, "anna", document)
    assert looked.card.title == f"{document} for Anna"
    assert looked.messages == (MessageRef(PLACE, document),)
    unseen = await look(bureau, "olga", document)
    assert (unseen.card.title, unseen.messages) == ("Not done", ())
    assert bureau.noted() == [LOOK, REFUSED]


async def test_what_a_page_asks_for_again_is_no_look() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    for user in ("anna", "olga"):
        first = await look(bureau, user, document)
        for _ in range(3):
            assert await look(bureau, user, document, again=True) == first
    assert bureau.noted() == [LOOK, REFUSED]
    await look(bureau, "anna", document)
    assert bureau.noted() == [LOOK, REFUSED, LOOK]


async def test_nobody_sees_what_they_were_never_shown_without_a_trace() -> None:
    bureau = Bureau()
    document, other = await bureau.file(flagged()), await bureau.file(flagged(), "b.pdf")
    await look(bureau, "anna", document, again=True)
    assert bureau.noted() == [LOOK]
    await look(bureau, "anna", other, again=True)
    assert bureau.noted() == [LOOK, LOOK]
    await look(bureau, "ben", document, again=True)
    assert bureau.noted() == [LOOK, LOOK, ("local:ben", "review.opened")]


async def test_a_new_revision_is_a_new_look() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    await look(bureau, "anna", document)
    await bureau.submit("ben", "edit", document, total="118.00")
    before = len(bureau.audit.links)
    await look(bureau, "anna", document, again=True)
    await look(bureau, "anna", document, again=True)
    assert bureau.noted()[before:] == [LOOK]


async def test_looks_of_long_ago_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_LOOKS_KEPT", 1)
    bureau = Bureau()
    document = await bureau.file(flagged())
    await look(bureau, "anna", document)
    await look(bureau, "olga", document)
    await look(bureau, "anna", document, again=True)
    assert bureau.noted() == [LOOK, REFUSED, LOOK]


def sentence(card: Card) -> str:
    [part] = card.parts
    assert isinstance(part, Text)
    return part.text


async def test_nobody_is_told_of_themselves_as_of_another() -> None:
    bureau = Bureau()
    document = await bureau.file(flagged())
    await bureau.submit("anna", "reject", document, reason="no")
    for user, said in (("anna", "You have decided this already: Rejected, "), ("ben", "Anna was")):
        outcome = await bureau.press(user, "approve", document)
        assert sentence(outcome.card).startswith(said)  # type: ignore[union-attr]  # it is Told
    other = await bureau.file(flagged(), "b.pdf")
    await bureau.submit("anna", "edit", other, total="118.00")
    for user, who in (("anna", "you"), ("ben", "Anna")):
        outcome = await bureau.press(user, "approve", other)
        said = sentence(outcome.card)  # type: ignore[union-attr]  # it is Told
        assert said.startswith(f"This card is out of date: {who} changed the document on ")
        assert said.endswith("Look at the newest card and press again.")
