"""What comes of a press or a form, brought to the person in Slack who did it."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import assert_never

from bot.background import HINDRANCES, Background
from bot.excuses import busy_card, done_card, moment_card, wrong_card
from bot.slack.faults import SlackRefused, asked
from bot.slack.homes import Homes
from bot.slack.interactions import Pressed, Submitted
from bot.slack.modals import Unreadable, errors_of, submission_of, view_of
from bot.slack.rendered import Block, Origin
from bot.slack.shapes import Json, id_
from bot.slack.sheets import form_again, sheet_of
from bot.slack.workspaces import Workspace, Workspaces
from handlers.backlog_cards import SHOW
from handlers.chat import (
    Card,
    Chat,
    Errors,
    Form,
    Language,
    MessageRef,
    Outcome,
    Place,
    Press,
    Submission,
    Text,
    Told,
    Turned,
)
from handlers.review_parts import LINK
from handlers.texts.catalogue import texts

# The press is too old to open anything with: a trigger lives for three seconds.
_TOO_LATE = frozenset({
    "expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired",
})  # fmt: skip
_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Hands:
    """The handlers of what people press and fill in."""

    on_press: Callable[[Press], Awaitable[Outcome]]
    on_submit: Callable[[Submission], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Outlets:
    """The ways to a person: in a channel, in place of what only they see, in their Home.

    `turn` changes a direct message; `replace` is given a workspace and a response_url.
    """

    chat: Chat
    turn: Callable[[MessageRef, Card], Awaitable[None]]
    replace: Callable[[Workspace, str, Card], Awaitable[None]]
    homes: Homes
    background: Background


class Answers:
    """Shows each outcome where it was asked for: in the thread, in a modal, or in the Home.

    What was pressed was acknowledged before; a form is acknowledged with its answer.
    """

    def __init__(self, workspaces: Workspaces, hands: Hands, outlets: Outlets) -> None:
        self._workspaces = workspaces
        self._hands = hands
        self._outlets = outlets
        # What stands behind an open form that only one person sees: how it is replaced.
        self._behind = OrderedDict[tuple[str, str], str]()

    async def press(self, press: Press) -> Outcome:
        """Give what comes of a press; where nothing can come of it now, that."""
        try:
            # Slack tells of buttons too that open an address, and there is nothing to do.
            return None if press.action == LINK else await self._hands.on_press(press)
        except HINDRANCES:
            return Told(busy_card(press.language))

    async def submit(self, form: Submission) -> Outcome:
        """Give what comes of a form; one that nothing can come of now stays open and says so."""
        try:
            return await self._hands.on_submit(form)
        except HINDRANCES:
            return Errors({"": texts(form.language).status.busy})

    def read(self, one: Submitted, language: Language) -> Submission | None:
        """Read a form that was sent off; None for what is none of Clerk's."""
        try:
            return submission_of(one.view, tenant=one.tenant, user=one.user, language=language)
        except Unreadable:
            return None

    async def show(self, one: Pressed, outcome: Outcome) -> None:
        """Bring a person what comes of a press."""
        match outcome:
            case None:
                return
            case Form():
                await self._open(one, outcome)
            case Turned():
                await self._turn(one, outcome.card)
            case Told():
                await self._tell(one, outcome.card)
            case Errors():
                await self._tell(one, wrong_card(outcome, one.press.language))
            case _:
                assert_never(outcome)

    def wait(self, language: Language) -> Json:
        """Give what a modal shows in the meantime: it is redrawn when there is an outcome."""
        return _update(sheet_of(moment_card(language), language))

    async def respond(
        self, one: Submitted, form: Submission, outcome: Outcome, late: bool
    ) -> Json | None:
        """Give what a modal is answered with; None: it closes.

        `late`: it shows `wait` by now, and is brought up to date here.
        """
        if late:
            await self._catch_up(one, form, outcome)
            return None
        match outcome:
            case None:
                return None
            case Errors():
                return _errors(outcome, one, form.language)
            case Form():
                return _update(view_of(outcome, _origin(form), form.language))
            case Turned() | Told():
                return self._settle(one, form, outcome)
            case _:
                assert_never(outcome)

    def _settle(self, one: Submitted, form: Submission, outcome: Told | Turned) -> Json | None:
        """Tell of a form where it was opened: in the modal itself where there is no channel."""
        beneath = id_(one.view, "previous_view_id")
        if not _is_of_a_channel(form):
            sheet = sheet_of(outcome.card, form.language)
            if isinstance(outcome, Told) or beneath is None:
                return _update(sheet)
            self._outlets.background.start(self._redraw(form.place.tenant, beneath, sheet))
            return None
        self._outlets.background.start(self._say_behind(one, form, outcome))
        return None

    async def _say_behind(self, one: Submitted, form: Submission, outcome: Told | Turned) -> None:
        """Tell of a form in the thread that it was opened from."""
        url = self._behind.pop((form.place.tenant, id_(one.view, "id") or ""), None)
        if isinstance(outcome, Told):
            url = None
        await self._aside(form.place.tenant, url, form, outcome.card)

    async def _catch_up(self, one: Submitted, form: Submission, outcome: Outcome) -> None:
        view: Block
        language = form.language
        match outcome:
            case None:
                view = sheet_of(done_card(language), language)
            case Errors():
                view = form_again(one.view, errors_of(outcome, one.view))
            case Form():
                view = view_of(outcome, _origin(form), language)
            case Turned() | Told():
                view = sheet_of(outcome.card, language)
            case _:
                assert_never(outcome)
        try:
            await self._redraw(form.place.tenant, id_(one.view, "id") or "", view)
        except SlackRefused:
            # They have closed it meanwhile: what is theirs to know is told them outside of it.
            if isinstance(outcome, Told | Turned):
                await self._outlets.chat.post_privately(form.place, form.user, outcome.card)

    async def _open(self, one: Pressed, form: Form) -> None:
        press = one.press
        view = view_of(form, Origin(press.place, press.message), press.language)
        opened = await self._show_modal(one, view)
        if opened is None:
            await self._excuse(one)
        elif one.surface == "private" and one.response_url is not None:
            self._behind[press.place.tenant, opened] = one.response_url
            while len(self._behind) > _KEPT:
                self._behind.popitem(last=False)

    async def _tell(self, one: Pressed, card: Card) -> None:
        if one.surface in {"home", "modal"}:
            if await self._show_modal(one, sheet_of(card, one.press.language)) is None:
                await self._excuse(one)
            return
        await self._outlets.chat.post_privately(one.press.place, one.press.user, card)

    async def _turn(self, one: Pressed, card: Card) -> None:
        press, tenant = one.press, one.press.place.tenant
        if one.surface == "home" and press.action == SHOW:
            await self._outlets.homes.turn(press, card)
        elif one.surface == "modal" and one.view is not None:
            await self._redraw(tenant, one.view, sheet_of(card, press.language))
        elif one.surface == "private":
            await self._aside(tenant, one.response_url, press, card)
        elif press.message is not None and _is_direct(press.place):
            await self._outlets.turn(press.message, card)
        else:
            await self._tell(one, card)

    async def _aside(
        self, tenant: str, url: str | None, said: Press | Submission, card: Card
    ) -> None:
        """Let what only somebody sees say a card; where it cannot, say it to them again."""
        if url is not None:
            try:
                workspace = await self._workspaces.get(tenant)
                await self._outlets.replace(workspace, url, card)
                return
            except HINDRANCES:
                pass  # its time is over: half an hour, or five answers
        await self._outlets.chat.post_privately(said.place, said.user, card)

    async def _excuse(self, one: Pressed) -> None:
        """Say that nothing could be opened any more."""
        press, late = one.press, texts(one.press.language).status.press_again
        match one.surface:
            case "home":
                await self._outlets.homes.note(press, Text(late, "bad"))
            case "modal":
                sheet = sheet_of(Card(late, tone="bad"), press.language)
                await self._redraw(press.place.tenant, one.view or "", sheet)
            case _:
                await self._outlets.chat.post_privately(
                    press.place, press.user, Card(late, tone="bad")
                )

    async def _show_modal(self, one: Pressed, view: Block) -> str | None:
        """Open a modal, on the one that stands open; gives its id. None: the press is too old."""
        workspace = await self._workspaces.get(one.press.place.tenant)
        if one.trigger is None:
            return None
        try:
            return await _shown(workspace, one.surface == "modal", one.trigger, view)
        except SlackRefused as error:
            if error.code not in _TOO_LATE:
                raise
            return None

    async def _redraw(self, tenant: str, view_id: str, view: Block) -> None:
        workspace = await self._workspaces.get(tenant)
        asking = workspace.posting.views_update(view_id=view_id, view=view)
        await asked("views.update", asking)


async def _shown(workspace: Workspace, on_top: bool, trigger: str, view: Block) -> str:
    posting = workspace.posting
    if on_top:
        answer = await asked("views.push", posting.views_push(trigger_id=trigger, view=view))
    else:
        answer = await asked("views.open", posting.views_open(trigger_id=trigger, view=view))
    return id_(answer.get("view") or {}, "id") or ""


def _update(view: Block) -> Json:
    return {"response_action": "update", "view": view}


def _errors(errors: Errors, one: Submitted, language: Language) -> Json:
    mistakes = errors_of(errors, one.view)
    if not mistakes:  # there is no input that they could stand at
        return _update(sheet_of(wrong_card(errors, language), language))
    return {"response_action": "errors", "errors": mistakes}


def _origin(form: Submission) -> Origin:
    return Origin(form.place, form.message)


def _is_of_a_channel(form: Submission) -> bool:
    """Tell whether a form was opened in a channel; one of the Home has its person for a place."""
    return form.place.channel != form.user


def _is_direct(place: Place) -> bool:
    """Tell direct messages with one person: nobody else sees what is said there."""
    return place.channel.startswith("D")
