"""What a person presses and fills in on the page, and what they get for it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from bot.ledger.workspace import Workspace
from bot.ledger.workspace_rows import Message
from bot.local.asking import answer, body_of
from bot.local.guard import Refusal
from bot.local.roster import PLATFORM, TENANT, member, reads, sees
from bot.local.seals import Seal, Seals, is_sealed
from bot.local.wire import Json, card_body
from bot.local.wire_forms import outcome_json
from handlers.chat import Language, MessageRef, Outcome, Place, Press, Submission, Told, Turned

Line = Annotated[str, Field(max_length=500)]


class Spot(BaseModel):
    """Where a card stands that only one person was told."""

    channel: Line
    thread: Line | None = None


class Pressing(BaseModel):
    """A press as the page sends it: on a message, or on a card that was told in a place."""

    user: Line
    language: Language
    action: Line
    value: Line
    seal: Line
    message: Line | None = None
    place: Spot | None = None


class Submitting(Pressing):
    """A form as the page sends it."""

    values: Mapping[str, str] = Field(default_factory=dict)
    rows: Mapping[str, tuple[tuple[str, ...], ...]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hands:
    """Who answers what people press and fill in."""

    on_press: Callable[[Press], Awaitable[Outcome]]
    on_submit: Callable[[Submission], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Pressed:
    """What was pressed: a card in a place, what seals its buttons, and its message if it is one."""

    place: Place
    seal: Seal
    message: Message | None = None

    @property
    def ref(self) -> MessageRef | None:
        """The message as the other storeys name it."""
        return None if self.message is None else MessageRef(self.place, self.message.id)


class Presses:
    """The part of the interface that decides nothing: it makes sure who pressed what, and where."""

    def __init__(self, workspace: Workspace, seals: Seals, hands: Hands) -> None:
        self._workspace = workspace
        self._seals = seals
        self._hands = hands

    def routes(self) -> list[web.RouteDef]:
        """Give the routes."""
        return [
            web.post("/api/presses", self.press),
            web.post("/api/submissions", self.submit),
        ]

    async def press(self, request: web.Request) -> web.Response:
        """Tell Clerk of a press, and give the person what comes of it."""
        pressing = await body_of(request, Pressing)
        pressed = await self._pressed(pressing)
        outcome = await self._hands.on_press(
            Press(
                pressed.place,
                pressing.user,
                pressing.action,
                pressing.value,
                pressing.language,
                pressed.ref,
            )
        )
        return await self._answer(pressing.user, pressed, outcome)

    async def submit(self, request: web.Request) -> web.Response:
        """Tell Clerk of a form that was filled in, and give the person what comes of it."""
        submitting = await body_of(request, Submitting)
        pressed = await self._pressed(submitting)
        outcome = await self._hands.on_submit(
            Submission(
                pressed.place,
                submitting.user,
                submitting.action,
                submitting.value,
                submitting.values,
                submitting.rows,
                submitting.language,
                pressed.ref,
            )
        )
        return await self._answer(submitting.user, pressed, outcome)

    async def _pressed(self, pressing: Pressing) -> Pressed:
        """Find what was pressed; nobody presses what they do not see, or were never shown."""
        if member(pressing.user) is None:
            raise Refusal(400, "unknown_person", "there is no such person")
        if (pressing.message is None) == (pressing.place is None):
            raise Refusal(400, "bad_request", "a press stands on a message or in a place")
        pressed = await self._on_message(pressing) or self._in_place(pressing)
        if not is_sealed(pressed.seal, pressing.seal, pressing.action, pressing.value):
            raise Refusal(409, "unknown_button", "no such button was shown there")
        return pressed

    async def _on_message(self, pressing: Pressing) -> Pressed | None:
        if pressing.message is None:
            return None
        message = await self._workspace.get(TENANT, pressing.message)
        if message is None or not sees(pressing.user, message):
            raise Refusal(404, "unknown_message", "there is no such message")
        place = Place(PLATFORM, TENANT, message.channel, message.thread)
        return Pressed(place, self._seals.on(message.id), message)

    def _in_place(self, pressing: Pressing) -> Pressed:
        spot = pressing.place
        if spot is None or not reads(pressing.user, spot.channel):
            raise Refusal(404, "unknown_channel", "there is no such channel")
        place = Place(PLATFORM, TENANT, spot.channel, spot.thread)
        return Pressed(place, self._seals.told(pressing.user, place))

    async def _answer(self, user: str, pressed: Pressed, outcome: Outcome) -> web.Response:
        message = pressed.message
        if isinstance(outcome, Turned) and message is not None and message.audience is not None:
            # The feed shows the person what became of it, in every window they have open.
            await self._workspace.edit(TENANT, message.id, card_body(outcome.card))
            outcome = None
        place = pressed.place
        told: Json = {"place": {"channel": place.channel, "thread": place.thread}}
        # A form goes on standing where its button stood; a card is told to the person alone.
        is_told = isinstance(outcome, Told | Turned)
        seal = self._seals.told(user, place) if is_told else pressed.seal
        return answer(told | outcome_json(outcome, seal))
