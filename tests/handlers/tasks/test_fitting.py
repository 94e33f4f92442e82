"""However long people talk, cards of tasks fit into Slack whole, and the local page takes them."""

import json
from typing import get_args

import pytest

from bot.local.wire import card_body
from bot.slack.messages import MOST_BLOCKS, message_of
from bot.slack.rendered import Block, Profile
from handlers.chat import Language
from handlers.tasks.records import RULES
from tests.gallery.tasks import task_cards
from tests.handlers.tasks.bureau import Bureau, buttons

LONG = "“很长的一句话” and words without end " * 40


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("profile", get_args(Profile))
async def test_all_that_can_be_pressed_is_there(language: Language, profile: Profile) -> None:
    async for card in task_cards(LONG, language):
        message = message_of(card, profile)
        assert len(message.blocks) < MOST_BLOCKS
        shown = [one["value"] for one in _pressed(list(message.blocks)) if "value" in one]
        assert shown == [one.value for one in buttons(card) if one.value]
        assert len(json.dumps(message.blocks, ensure_ascii=False)) < 12_000
        assert card_body(card)


def _pressed(found: object) -> list[Block]:
    if isinstance(found, list):
        return [one for each in found for one in _pressed(each)]
    if not isinstance(found, dict):
        return []
    mine = [found] if found.get("type") == "button" else []
    return mine + [one for value in found.values() for one in _pressed(value)]


async def test_no_word_of_a_meeting_is_in_a_button() -> None:
    here = Bureau()
    await here.propose()
    await here.press("confirm", nth=1)
    for card in (here.card, here.told("ana")[0]):
        for one in buttons(card):
            assert not {"Send", "draft", "Ana", "Friday", RULES} & set(one.value.split(":"))
            assert len(one.value) < 60
            # By this what one person was shown is taken back with its meeting.
            assert one.value.partition(":")[0] == "M-1"
