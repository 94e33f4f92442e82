"""What a message holds is read of what Graph tells; what its author wrote leads nowhere else."""

import pytest

from bot.book import Conversation
from bot.teams.holding import Holding, kind_of, path_of
from bot.teams.shapes import Json
from handlers.chat import MessageRef, Place
from tests.fake_book import FakeBook

HELD = Conversation("t1", "19:a@thread.v2", "group", "https://connector.example", "28:bot")
CHANNEL = Conversation("t1", "19:a@thread.tacv2", "channel", "", "28:bot", team="team/1")


class Telling:
    """A Graph that tells of one message."""

    def __init__(self, page: str) -> None:
        self._told = {"body": {"content": page}}

    async def get(self, tenant: str, path: str, permission: str) -> Json:
        return self._told


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        ("aWQ9eA==", ["aWQ9eA%3D%3D"]),
        ("aWQ9eA%3D%3D", ["aWQ9eA%3D%3D"]),
        ("..", []),
        ("%2e%2e%2f%2e%2e%2fusers", []),
        ("%2E%2E", []),
        ("a?b", []),
        ("%252e%252e", []),
        ("a" * 500, []),
    ],
)
async def test_a_picture_is_asked_for_under_its_message(named: str, asked: list[str]) -> None:
    book = FakeBook()
    await book.heard(HELD)
    page = f"<img src='https://graph.example/x/hostedContents/{named}/$value'>"
    holding = Holding(book, Telling(page))  # type: ignore[arg-type]
    message = MessageRef(Place("teams", "t1", HELD.channel, "7"), "7")
    found = await holding.of(message)
    at = "/chats/19%3Aa%40thread.v2/messages/7/hostedContents"
    assert [one.url for one in found] == [f"{at}/{one}/$value" for one in asked]


@pytest.mark.parametrize(
    ("thread", "end"),
    [(None, "/8"), ("8", "/8"), ("7", "/7/replies/8"), ("../x", "/..%2Fx/replies/8")],
)
def test_a_message_of_a_channel_is_named_with_the_first_of_its_thread(
    thread: str | None, end: str
) -> None:
    message = MessageRef(Place("teams", "t1", CHANNEL.channel, thread), "8")
    at = "/teams/team%2F1/channels/19%3Aa%40thread.tacv2/messages"
    assert path_of(CHANNEL, message) == at + end


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.PDF", "application/pdf"), ("a.docx", "application/vnd.openxmlformats"), ("a", ""),
     ("a.mp4", "video/mp4"), ("a.gif", "image/gif"), ("a.loop", "application/vnd.ms-fluid")],
)  # fmt: skip
def test_what_a_file_may_be_is_told_by_its_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind
