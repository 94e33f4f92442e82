"""What is Slack's own about hearing, put together: who answers a press, a modal, a command."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.background import HINDRANCES, Background
from bot.excuses import busy_card
from bot.slack import actions
from bot.slack.answers import Answers, Hands, Outlets
from bot.slack.asides import Asides
from bot.slack.directory import SlackDirectory
from bot.slack.homes import Homes
from bot.slack.hooks import Ears, Hooks
from bot.slack.payloads import Asked, Opened
from bot.slack.reach import Reach
from bot.slack.reactions import Reactions
from bot.slack.shapes import Json
from bot.slack.shortcuts import Shortcuts
from bot.slack.whereabouts import Whereabouts
from bot.slack.wording import Wording
from handlers.backlog import Listing
from handlers.chat import Command, Language, Outcome, Press, Submission, Upload
from handlers.documents import Known
from handlers.withdrawals import Withdrawal

_HOME = "home"  # the tab; the other one is the direct messages


@dataclass(frozen=True, slots=True)
class Handlers:
    """Whom it is told what happens, and who gives a page of what waits."""

    on_event: Callable[[Upload | Command | Withdrawal], Awaitable[None]]
    on_press: Callable[[Press], Awaitable[Outcome]]
    on_submit: Callable[[Submission], Awaitable[Outcome]]
    on_list: Callable[[Press], Awaitable[Listing]]
    on_pick: Callable[[Upload], Awaitable[Known | None]]


class Hearing:
    """Answers whoever pressed, sent off, asked or looked, where only they see it.

    Told that something `changed`, the Homes of a workspace are drawn again for whoever looked at
    theirs lately.
    """

    def __init__(
        self,
        reach: Reach,
        directory: SlackDirectory,
        handlers: Handlers,
        background: Background,
    ) -> None:
        workspaces = reach.workspaces
        self._reach = reach
        self._directory = directory
        self._handlers = handlers
        self._homes = Homes(workspaces, handlers.on_list, background)
        self._reactions = Reactions(workspaces, background)
        self._asides = asides = Asides(Wording(reach.profile), reach.api_url)
        self._answers = Answers(
            workspaces,
            Hands(handlers.on_press, handlers.on_submit),
            Outlets(reach.chat, reach.chat.turn, asides.replace, self._homes, background),
        )
        self._whereabouts = Whereabouts(workspaces)
        self._shortcuts = Shortcuts(workspaces, self._whereabouts, handlers.on_pick, asides.answer)

    def ears(self) -> Ears:
        """Give whom the shell tells."""
        on_event = self._handlers.on_event
        return Ears(on_event, on_event, self._answers.press, self._answers.submit)

    def hooks(self) -> Hooks:
        """Give what the shell asks for, and what it has done by others."""
        return Hooks(
            language=self._directory.locale,
            read_button=actions.pressed,
            read_form=self._answers.read,
            show=self._answers.show,
            wait=self._answers.wait,
            respond=self._answers.respond,
            say=self._say,
            open=self._open,
            pick=self._shortcuts.pick,
            see=self._reactions.see,
            name=self._whereabouts.name,
            leave=self._leave,
        )

    def changed(self, tenant: str) -> None:
        """Take note that something waits in a workspace, or waits no more."""
        self._homes.changed(tenant)

    async def _say(self, asked: Asked) -> None:
        try:
            await self._handlers.on_event(asked.command)
        except HINDRANCES:
            await self._excuse(asked)

    async def _excuse(self, asked: Asked) -> None:
        """Say that a command cannot be answered now, by the way that asks the least of Slack."""
        command, card = asked.command, busy_card(asked.command.language)
        if asked.response_url is None:
            await self._reach.chat.post_privately(command.place, command.user, card)
            return
        workspace = await self._reach.workspaces.get(command.place.tenant)
        await self._asides.answer(workspace, asked.response_url, card)

    async def _open(self, opened: Opened, language: Language) -> None:
        if opened.tab == _HOME:
            await self._homes.open(opened.tenant, opened.user, language)

    async def _leave(self, tenant: str, body: Json) -> bool:
        departures = self._reach.departures
        return departures is not None and await departures.on_event(tenant, body)
