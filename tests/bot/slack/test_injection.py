"""Nothing that stands in a document is more than words in Slack: in no place of a card or form."""

import html
import json

import pytest

from bot.slack.home import home_view
from bot.slack.messages import message_of
from bot.slack.modals import errors_of, view_of
from bot.slack.plainly import defused
from bot.words import seen
from handlers.chat import (
    Buttons,
    Card,
    Errors,
    Fields,
    Form,
    Grid,
    Input,
    Text,
)
from tests.bot.slack.inert import faults, is_inert
from tests.bot.slack.sent import ORIGIN, sent
from tests.doubles.slack.limits import view_violations, violations
from tests.gallery.hostile import HOSTILE, PLACES, PRESS


def test_there_is_enough_to_try() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) > 60


@pytest.mark.parametrize("place", PLACES)
def test_a_document_says_words_only(place: str) -> None:
    for said in HOSTILE:
        card = PLACES[place](said)
        for profile in ("rich", "classic"):
            shown = message_of(card, "rich" if profile == "rich" else "classic")
            assert not [*faults(shown.blocks)], said
            assert not violations(shown.blocks, "message"), said
            assert is_inert(shown.text), (said, shown.text)
        home = home_view(card)
        assert not [*faults(home), *view_violations(home)], said


def form(said: str) -> Form:
    cells = ((said, "2"), ("1", said))
    return Form(
        "review.edit",
        "D-1:3",
        f"Edit {said}",
        "Save",
        (
            Input("plain", said, said, hint=said),
            Input("note", "Note", said, "note", hint=said),
            Input("day", "Day", said, "date"),
            Input("amount", "Amount", said, "amount"),
            Input("choice", "Choice", said, "choice", options=(said, "no")),
            Grid("lines", said, (("a", said), ("b", "B")), cells),
        ),
        (Text(said, "bad"),),
    )


@pytest.mark.parametrize("said", HOSTILE, ids=ascii)
def test_a_form_asks_in_words_only(said: str) -> None:
    view = view_of(form(said), ORIGIN, "en")
    assert not [*faults(view), *view_violations(view)]
    mistakes = errors_of(Errors({"plain": said, "lines.1.a": said}), sent(view))
    assert mistakes.keys() == {"input:plain", "grid:lines:0"}
    assert all(seen(one, lines=False) == one for one in mistakes.values())


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("<@U0ANNA>", "&lt;＠U0ANNA&gt;"),
        ("&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;"),
        ("pay@evil.example", "pay＠evil.\u2060example"),
        ("https://evil.example", "https:\u2060/\u2060/evil.\u2060example"),
        ("*_~`#|", "∗‗∼‵＃｜"),
        ("＊＿～｀", "∗‗∼‵"),
        ("> 12 > 3", "› 12 &gt; 3"),
        ("＞ quoted", "› quoted"),
        ("invoice_2026.pdf", "invoice_2026.\u2060pdf"),
        (":warning: 12:30", ":\u2060warning: 12:30"),
        ("1,320.00 EUR", "1,320.00 EUR"),
        ("a\nb", "a b"),
        ("שלום 12", "\u2068שלום 12\u2069"),
        ("12\u202e34", "1234"),
    ],
)
def test_what_would_be_markup_is_written_in_another_way(said: str, shown: str) -> None:
    assert defused(said) == shown


@pytest.mark.parametrize("said", HOSTILE, ids=ascii)
def test_the_words_themselves_are_left(said: str) -> None:
    words = [*filter(str.isalnum, seen(said, lines=False))]
    assert [*filter(str.isalnum, html.unescape(defused(said)))] == words
    assert words or not any(one.isascii() and one.isalnum() for one in said)


def test_nothing_of_a_document_is_in_what_a_press_sends() -> None:
    card = Card("<!here>", (Text("<!here>"), Fields((("a", "<!here>"),)), Buttons((PRESS,))))
    [block] = [one for one in message_of(card, "rich").blocks if one["type"] == "actions"]
    assert "here" not in json.dumps(block)
