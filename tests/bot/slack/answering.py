"""Answers in Slack over handlers that give what a test says, and what a person saw of them."""

from dataclasses import dataclass, field
from typing import Any

from bot.background import Background
from bot.slack.answers import Answers, Hands, Outlets
from bot.slack.homes import Homes
from bot.slack.workspaces import Workspace
from handlers.backlog import Listing
from handlers.chat import Card, Outcome, Press, Submission
from tests.bot.slack.scripted import ScriptedSlack
from tests.fake_chat import FakeChat


@dataclass
class FakeAsides:
    """Remembers what was replaced; `fault` keeps it from being."""

    replaced: list[tuple[str, str, str]] = field(default_factory=list)
    fault: Exception | None = None

    async def replace(self, workspace: Workspace, url: str, card: Card) -> None:
        if self.fault is not None:
            raise self.fault
        self.replaced.append((workspace.tenant, url, card.title))


class World:
    """Answers over a Slack in memory, and handlers that give what a test says."""

    def __init__(self) -> None:
        self.slack, self.chat, self.asides = ScriptedSlack(), FakeChat(), FakeAsides()
        self.background = Background()
        self.gives: Outcome | Exception = None
        homes = Homes(self.slack, self._look, self.background)
        turn, replace = self.chat.edit, self.asides.replace
        outlets = Outlets(self.chat, turn, replace, homes, self.background)
        self.answers = Answers(self.slack, Hands(self._hand, self._hand), outlets)

    async def _look(self, _press: Press) -> Listing:
        return Listing(Card("1 waits"), 1)

    async def _hand(self, _said: Press | Submission) -> Outcome:
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives

    def seen(self) -> list[tuple[str, str]]:
        """Give what came of it: by which way, and the first words of it."""
        said = [
            (
                f"{one.ref.place.channel} {one.ref.place.thread} {one.audience}",
                title_of(one.content),
            )
            for one in self.chat.said
        ]
        shown = [
            (call, first_of(given["view"]))
            for _, call, given in self.slack.asked
            if call.startswith("views.")
        ]
        return [*said, *shown, *((url, title) for _, url, title in self.asides.replaced)]


def title_of(content: object) -> str:
    """Give the title of a card that was said."""
    assert isinstance(content, Card)
    return content.title


def first_of(view: dict[str, Any]) -> str:
    """Give the first words of a view; of a form, its title."""
    blocks = view["blocks"]
    if view.get("callback_id") == "form":
        return f"{view['title']['text']}?"
    return str(blocks[0]["text"]["text"])
