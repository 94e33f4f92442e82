"""Where people find a message of Slack's."""

from bot.slack.actions import button_element
from bot.slack.answers import Answers
from bot.slack.links import Links
from handlers.chat import Button, Card, ChatUnavailable, MessageRef, Place, Told
from handlers.review_parts import LINK
from tests.bot.slack.answering import World
from tests.bot.slack.scripted import ScriptedSlack
from tests.bot.slack.test_answers import pressed

URL = "https://sample.slack.com/archives/C1/p18000200"
MESSAGE = MessageRef(Place("slack", "T1", "C1", "17.000100"), "18.000200")


async def test_slack_is_asked_where_a_message_is() -> None:
    slack = ScriptedSlack()
    slack.answers["chat.getPermalink"] = lambda *_: {"permalink": URL}
    assert await Links(slack).to(MESSAGE) == URL
    assert slack.asked == [
        ("T1", "chat.getPermalink", {"channel": "C1", "message_ts": "18.000200"})
    ]
    elsewhere = MessageRef(Place("local", "local", "general"), "m1")
    assert await Links(slack).to(elsewhere) is None
    assert len(slack.asked) == 1


async def test_a_button_that_opens_an_address_asks_nothing_of_clerk() -> None:
    assert button_element(Button(LINK, "", "Open", url=URL))["url"] == URL
    assert "url" not in button_element(Button(LINK, "", "Open", url="x" * 3001))
    world = World()
    world.gives = Told(Card("There is no such button."))
    answers: Answers = world.answers
    assert await answers.press(pressed("message", LINK).press) is None
    world.gives = ChatUnavailable("away")
    assert await answers.press(pressed("message", LINK).press) is None
