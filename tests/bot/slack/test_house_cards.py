"""Whatever the house shows, Slack takes: at its longest, in every script, in both profiles."""

from collections.abc import Sequence
from itertools import cycle

import pytest
from slack_sdk.models.blocks import Block as TheirBlock

from bot.slack.home import home_view
from bot.slack.messages import message_of
from bot.slack.modals import submission_of, view_of
from bot.slack.rendered import Block, Profile
from handlers.chat import Buttons, Card, Entry, Grid, Input, Language
from tests.bot.slack.inert import faults, is_inert
from tests.bot.slack.sent import ORIGIN, sent
from tests.doubles.slack.limits import view_violations, violations
from tests.gallery.documents import VOICES, cards, forms
from tests.gallery.waiting import LANGUAGES, queues, sellers

PROFILES: tuple[Profile, ...] = ("rich", "classic")


def pressable(card: Card) -> list[str]:
    """Give what can be pressed on a card."""
    rows = [part.row for part in card.parts if isinstance(part, Buttons)]
    beside = [part.button for part in card.parts if isinstance(part, Entry) and part.button]
    return sorted(one.value for one in (*(one for row in rows for one in row), *beside))


def pressed_in(blocks: Sequence[Block]) -> list[str]:
    """Give what can be pressed in blocks."""
    elements = [one for block in blocks if block["type"] == "actions" for one in block["elements"]]
    elements += [block["accessory"] for block in blocks if "accessory" in block]
    return sorted(one["value"] for one in elements)


def wrong_with(card: Card) -> list[str]:
    """Say what Slack, its own models and Clerk's rules find wrong with a card as it is shown."""
    found: list[str] = []
    for profile in PROFILES:
        shown = message_of(card, profile)
        found += violations(shown.blocks, "message")
        found += faults(shown.blocks)
        if not is_inert(shown.text):
            found.append(shown.text)
        for block in TheirBlock.parse_all(list(shown.blocks)):
            block.validate_json()
        if pressed_in(shown.blocks) != pressable(card):
            found.append(f"{profile}: not all of it can be pressed")
    home = home_view(card)
    return [*found, *view_violations(home), *faults(home)]


@pytest.mark.parametrize(("voice", "language"), [*zip(VOICES, cycle(LANGUAGES), strict=False)])
def test_every_card_of_a_document_fits(voice: str, language: Language) -> None:
    assert {
        name: wrong for name, card in cards(voice, language) if (wrong := wrong_with(card))
    } == {}


@pytest.mark.parametrize(("voice", "language"), [*zip(VOICES, cycle(LANGUAGES), strict=False)])
def test_every_form_fits_and_comes_back_as_it_was(voice: str, language: Language) -> None:
    for name, form in forms(voice, language):
        view = view_of(form, ORIGIN, language)
        assert not [*view_violations(view), *faults(view)], name
        got = submission_of(sent(view), tenant="T0HOUSE", user="U0ANNA", language=language)
        fields = {one.name: one.value for one in form.inputs if isinstance(one, Input)}
        tables = {one.name: one.rows for one in form.inputs if isinstance(one, Grid)}
        assert got.values == fields, name
        assert got.rows in ({}, tables), name
        assert name == "edit 300" or voice == "emoji" or got.rows == tables, name


@pytest.mark.parametrize("voice", VOICES)
async def test_the_queue_and_what_reminds_of_it_fit(voice: str) -> None:
    assert [wrong async for card in queues(voice) if (wrong := wrong_with(card))] == []


@pytest.mark.parametrize("voice", VOICES)
async def test_what_is_remembered_of_sellers_fits(voice: str) -> None:
    assert [wrong async for card in sellers(voice) if (wrong := wrong_with(card))] == []
