"""Where people find a message of Teams."""

from dataclasses import replace

import pytest
from yarl import URL

from bot.book import PLATFORM, Conversation
from bot.teams.links import Links
from handlers.chat import MessageRef, Place
from tests.fake_book import FakeBook

CLIENT = "https://teams.example"
CHANNEL = Conversation("t1", "19:a/b@thread.tacv2", "channel", "", "28:clerk", team="g1")
GROUP = replace(CHANNEL, channel="19:group@thread.v2", kind="group", team="")
PLACE = Place(PLATFORM, "t1", CHANNEL.channel, "1700")


@pytest.fixture
async def links() -> Links:
    book = FakeBook()
    alone = replace(GROUP, channel="a:ann", kind="personal", user="ann")
    for one in (CHANNEL, GROUP, alone, replace(CHANNEL, channel="19:new", team="")):
        await book.heard(one)
    return Links(book, CLIENT)


@pytest.mark.parametrize(("thread", "root"), [("1700", "1700"), (None, "1701")])
async def test_a_message_of_a_channel_is_found_in_its_thread(
    links: Links, thread: str | None, root: str
) -> None:
    url = URL(str(await links.to(MessageRef(replace(PLACE, thread=thread), "1701"))))
    assert url.raw_path == "/l/message/19:a%2Fb@thread.tacv2/1701"
    assert dict(url.query) == {"tenantId": "t1", "groupId": "g1", "parentMessageId": root}


async def test_a_message_of_a_chat_is_found_there(links: Links) -> None:
    url = URL(str(await links.to(MessageRef(replace(PLACE, channel=GROUP.channel), "1701"))))
    assert url.path == "/l/message/19:group@thread.v2/1701"
    assert dict(url.query) == {"context": '{"contextType": "chat"}'}


@pytest.mark.parametrize("channel", ["a:ann", "19:new", "19:elsewhere"])
async def test_others_have_no_address(links: Links, channel: str) -> None:
    assert await links.to(MessageRef(replace(PLACE, channel=channel), "1701")) is None
    assert await links.to(MessageRef(replace(PLACE, platform="slack"), "1701")) is None
