"""Nothing that stands in a document is more than words in Teams: in no place of a card or form."""

import json

import pytest

from bot.teams.drawing import drawn
from bot.teams.forms import form_card
from bot.teams.submissions import submission_of
from bot.teams.wording import defused
from bot.words import seen
from handlers.chat import Buttons, Card, Fields, Form, Grid, Input, Place, Text
from tests.bot.teams.filled import objects, sent, words
from tests.bot.teams.inert import faults
from tests.doubles.teams.cards import violations
from tests.gallery.hostile import HOSTILE, PLACES, PRESS

TEAMS = Place("teams", "t1", "19:abc@thread.tacv2", "1")


@pytest.mark.parametrize("place", PLACES)
def test_a_document_says_words_only(place: str) -> None:
    for said in HOSTILE:
        card = PLACES[place](said)
        for shown in (drawn(card), drawn(Card("Card"), above=card)):
            assert not [*faults(shown), *violations(shown)], said


@pytest.mark.parametrize("said", HOSTILE, ids=ascii)
def test_the_words_themselves_are_left(said: str) -> None:
    [_, shown] = words(drawn(Card("Card", (Text(said),))))
    left = seen(said, lines=False)
    assert shown.replace("\u2060", "") == (left if left.strip() else "–")


def test_what_a_client_would_replace_by_a_date_is_left_as_it_is() -> None:
    said = "{{DATE(2026-02-14T06:08:39Z,LONG)}}"
    for shown in (defused(said), defused(f"{{{said}"), defused("{" * 9)):
        assert "{{" not in shown
        assert shown.replace("\u2060", "") in {said, f"{{{said}", "{" * 9}


def form(said: str) -> Form:
    return Form(
        "review.edit", "D-1:3", f"Edit {said}", "Save",
        (
            Input("plain", said, said, hint=said, required=True),
            Input("note", "Note", said, "note", hint=said),
            Input("day", "Day", said, "date"),
            Input("amount", "Amount", said, "amount"),
            Input("person", "Person", said, "person"),
            Input("choice", "Choice", said, "choice", options=(said, "no")),
            Grid("lines", said, (("a", said), ("b", "B")), ((said, "2"), ("1", said))),
        ),
        (Text(said, "bad"),),
    )  # fmt: skip


@pytest.mark.parametrize("said", HOSTILE, ids=ascii)
def test_a_form_asks_in_words_only_and_gives_them_back(said: str) -> None:
    errors = {"plain": said, "lines.1.a": said, "": said}
    kept = said.encode("utf-8", "backslashreplace").decode()  # half a character cannot be sent
    for shown in (form_card(form(said), "en"), form_card(form(said), "zh", errors=errors)):
        assert not [*faults(shown), *violations(shown)]
        got = submission_of(
            json.loads(json.dumps(sent(shown))), place=TEAMS, user="u1", language="en"
        )
        assert set(got.values.values()) == {kept}
        assert got.rows == {"lines": ((kept, "2"), ("1", kept))}


def test_nothing_of_a_document_is_in_what_a_press_sends() -> None:
    card = Card("{here}", (Text("{here}"), Fields((("a", "{here}"),)), Buttons((PRESS,))))
    [pressed] = [one for one in objects(drawn(card)) if "verb" in one]
    assert "here" not in json.dumps(pressed)
    for one in HOSTILE:
        data = [found["data"] for found in objects(form_card(form(one), "en")) if "verb" in found]
        assert {*map(str, data)} == {str(data[0]), "{}"}
        assert data[0]["v"] == "D-1:3"
