"""What is Slack's own about hearing, put together: who answers a press, a modal, a command."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.slack import actions
from bot.slack.background import Background
from bot.slack.directory import SlackDirectory
from bot.slack.faults import asked as called
from bot.slack.homes import Homes
from bot.slack.hooks import Hooks
from bot.slack.interactions import Picked, Pressed, Submitted
from bot.slack.modals import CALLBACK, Unreadable, errors_of, submission_of, view_of
from bot.slack.payloads import Asked, Opened
from bot.slack.reach import Reach
from bot.slack.reactions import Reactions
from bot.slack.rendered import Origin
from bot.slack.shapes import Json
from bot.slack.sheets import sheet_of
from handlers.backlog import Listing
from handlers.chat import (
    Card,
    Command,
    Errors,
    Form,
    Language,
    Outcome,
    Press,
    Submission,
    Told,
    Turned,
    Upload,
)

HOME = "home"


@dataclass(frozen=True, slots=True)
class Handlers:
    """Whom drops, commands and looks at a page are told."""

    on_event: Callable[[Upload | Command], Awaitable[None]]
    on_list: Callable[[Press], Awaitable[Listing]]


class Hearing:
    """Answers whoever pressed, sent off, asked or looked, where only they see it."""

    def __init__(
        self,
        reach: Reach,
        directory: SlackDirectory,
        handlers: Handlers,
        background: Background,
    ) -> None:
        self._reach = reach
        self._directory = directory
        self._handlers = handlers
        self._homes = Homes(reach.workspaces, handlers.on_list, background)
        self._reactions = Reactions(reach.workspaces, background)

    def hooks(self) -> Hooks:
        """Give what the shell calls."""
        return Hooks(
            language=self._directory.locale,
            read_button=actions.pressed,
            read_form=_form,
            show=self._show,
            wait=lambda _language: {},
            respond=self._respond,
            say=self._say,
            open=self._open,
            pick=self._pick,
            see=self._reactions.see,
            leave=self._leave,
        )

    async def _show(self, pressed: Pressed, outcome: Outcome) -> None:
        press = pressed.press
        if isinstance(outcome, Form) and pressed.trigger is not None:
            view = view_of(outcome, Origin(press.place, press.message), press.language)
            workspace = await self._reach.workspaces.get(press.place.tenant)
            opening = workspace.posting.views_open(trigger_id=pressed.trigger, view=view)
            await called("views.open", opening)
        elif isinstance(outcome, Turned) and pressed.surface == HOME:
            await self._homes.turn(press, outcome.card)
        elif isinstance(outcome, Told | Turned):
            await self._reach.chat.post_privately(press.place, press.user, outcome.card)

    async def _respond(
        self, one: Submitted, form: Submission, outcome: Outcome, late: bool
    ) -> Json | None:
        if isinstance(outcome, Errors) and not late:
            return {"response_action": "errors", "errors": errors_of(outcome, one.view)}
        if isinstance(outcome, Told | Turned):
            return await self._tell(form, outcome.card, late)
        return None

    async def _tell(self, form: Submission, card: Card, late: bool) -> Json | None:
        if late:
            await self._reach.chat.post_privately(form.place, form.user, card)
            return None
        return {"response_action": "update", "view": sheet_of(card, form.language)}

    async def _say(self, asked: Asked) -> None:
        await self._handlers.on_event(asked.command)

    async def _open(self, opened: Opened, language: Language) -> None:
        if opened.tab == HOME:
            await self._homes.open(opened.tenant, opened.user, language)

    async def _pick(self, picked: Picked, _language: Language) -> None:
        for upload in picked.uploads:
            await self._handlers.on_event(upload)

    async def _leave(self, tenant: str, body: Json) -> bool:
        departures = self._reach.departures
        return departures is not None and await departures.on_event(tenant, body)


def _form(one: Submitted, language: Language) -> Submission | None:
    if one.view.get("callback_id") != CALLBACK:
        return None
    try:
        return submission_of(one.view, tenant=one.tenant, user=one.user, language=language)
    except Unreadable:
        return None
