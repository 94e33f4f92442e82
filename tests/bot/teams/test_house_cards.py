"""Whatever the house shows, Teams takes: at its longest, in every script, in both languages."""

from collections.abc import Sequence
from itertools import cycle
from typing import Any

import pytest

from bot.book import Offered
from bot.teams.drawing import MOST_BYTES, drawn
from bot.teams.elements import size_of
from bot.teams.forms import NoRoom, form_card
from bot.teams.offering import on_card
from bot.teams.submissions import submission_of
from bot.teams.verbs import PRESS
from handlers.chat import Button, Buttons, Card, Entry, Form, Grid, Input, Language, Place
from handlers.texts.catalogue import texts
from tests.bot.teams.filled import objects, sent, words
from tests.bot.teams.inert import faults
from tests.doubles.teams.cards import size, violations
from tests.fake_ledger import MORNING
from tests.gallery.documents import VOICES, cards, forms, long
from tests.gallery.meetings import meeting_cards, meeting_forms
from tests.gallery.tasks import task_cards, task_forms
from tests.gallery.waiting import queues, sellers

LANGUAGES: tuple[Language, ...] = ("en", "zh")
VOICED = [*zip(VOICES, cycle(LANGUAGES), strict=False)]
PLACE = Place("teams", "t1", "19:abc@thread.tacv2", "1")
MOST_ROW = 5


def pressable(card: Card) -> list[tuple[str, str]]:
    """Give what can be pressed on a card."""
    rows = [part.row for part in card.parts if isinstance(part, Buttons)]
    beside = [part.button for part in card.parts if isinstance(part, Entry) and part.button]
    every: Sequence[Button] = [*(one for row in rows for one in row), *beside]
    return sorted((one.action, one.value) for one in every if one.url is None)


def pressed(shown: Any) -> list[tuple[str, str]]:
    """Give what is sent by what can be pressed."""
    found = [one["data"] for one in objects(shown) if one.get("verb") == PRESS]
    return sorted((one["a"], one["v"]) for one in found)


def refused(shown: Any) -> list[str]:
    """Say what Teams and Clerk's rules find wrong with a card as it is shown."""
    wrong = [*violations(shown), *faults(shown)]
    if not size(shown) == size_of(shown) <= MOST_BYTES:
        wrong.append(f"{size(shown)} bytes")
    rows = [len(one["actions"]) for one in objects(shown) if one.get("type") == "ActionSet"]
    return [*wrong, *(f"{row} in a row" for row in rows if not 0 < row <= MOST_ROW)]


def wrong_with(card: Card) -> list[str]:
    shown = drawn(card)
    wrong = refused(shown)
    if pressed(shown) != pressable(card):
        wrong.append("not all of it can be pressed")
    if not words(shown)[0].strip():
        wrong.append("it has no title")
    return wrong


@pytest.mark.parametrize(("voice", "language"), VOICED)
def test_every_card_of_a_document_fits(voice: str, language: Language) -> None:
    assert {
        name: wrong for name, card in cards(voice, language) if (wrong := wrong_with(card))
    } == {}


@pytest.mark.parametrize("voice", ["plain", "emoji", "hostile"])
async def test_what_waits_and_what_is_remembered_fits(voice: str) -> None:
    assert [wrong async for card in queues(voice) if (wrong := wrong_with(card))] == []
    assert [wrong async for card in sellers(voice) if (wrong := wrong_with(card))] == []


@pytest.mark.parametrize(("voice", "language"), VOICED)
async def test_every_card_of_a_meeting_and_its_tasks_fits(voice: str, language: Language) -> None:
    said = long(voice, 900)
    assert {
        name: wrong for name, card in meeting_cards(said, language) if (wrong := wrong_with(card))
    } == {}
    assert [wrong async for card in task_cards(said, language) if (wrong := wrong_with(card))] == []


def test_a_card_with_a_notice_above_it_fits() -> None:
    shown = list(cards("chinese", "zh"))
    for name, card in shown[::5]:
        for _, notice in (shown[0], shown[-1]):
            assert refused(drawn(card, above=notice, back=True, page=3)) == [], name


def unfit(name: str, form: Form, language: Language) -> list[str]:
    """Say what is wrong with a form as it is shown, or as it comes back."""
    shown = form_card(form, language)
    got = submission_of(sent(shown), place=PLACE, user="anna", language=language)
    fields = {one.name: one.value for one in form.inputs if isinstance(one, Input)}
    tables = {one.name: one.rows for one in form.inputs if isinstance(one, Grid)}
    wrong = refused(shown)
    if got.values != fields:
        wrong.append("its values changed")
    # Long texts of goods fill a card before there are forty: the first ones are asked for.
    is_long = name in {"edit 40", "edit 300"}
    asked = {one: rows[: got.shown.get(one, len(rows))] for one, rows in tables.items()}
    if got.rows != asked or (got.rows != tables and not (is_long and all(got.rows.values()))):
        wrong.append("its rows changed")
    return wrong


@pytest.mark.parametrize(("voice", "language"), VOICED)
async def test_every_form_fits_and_comes_back_as_it_was(voice: str, language: Language) -> None:
    shown = [*forms(voice, language), *meeting_forms(long(voice, 900), language)]
    shown += [("task", one) async for one in task_forms(long(voice, 900), language)]
    assert {name: wrong for name, one in shown if (wrong := unfit(name, one, language))} == {}


@pytest.mark.parametrize(("voice", "language"), [("plain", "en"), ("hostile", "zh")])
def test_a_form_with_everything_wrong_fits(voice: str, language: Language) -> None:
    for name, form in list(forms(voice, language))[:6]:
        errors = {one.name: long(voice, 200) for one in form.inputs} | {"": long(voice, 2000)}
        errors |= {f"line_items.{at}.total": long(voice, 200) for at in range(100)}
        filled = sent(form_card(form, language))
        try:
            again = form_card(form, language, filled=filled, errors=errors)
        except NoRoom:
            assert name in {"edit 40", "edit 300"}, name
            continue
        assert refused(again) == [], name


@pytest.mark.parametrize(("voice", "language"), VOICED)
def test_files_on_one_card_can_each_be_pressed(voice: str, language: Language) -> None:
    card = Card(texts(language).giving.of_document)
    for at in range(8):
        file = Offered(f"{long(voice, 290)}{at}.json", "", long(voice, 400), b"", MORNING)
        card = on_card(card, file, f"{at:040x}")
    assert wrong_with(card) == []
    assert len(pressed(drawn(card))) == 8
