"""What a person presses, fills in and looks up in the page, and what they get for it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from bot.ledger.workspace import Workspace
from bot.ledger.workspace_rows import Message
from bot.local.asking import body_of, language_of, viewer_of
from bot.local.guard import Refusal
from bot.local.roster import CHANNELS, PLATFORM, TENANT, member, reads
from bot.local.seals import Seals
from bot.local.wire import Json, Seal, card_body, sealed
from bot.local.wire_forms import outcome_json
from handlers.chat import (
    Card,
    Language,
    MessageRef,
    Outcome,
    Place,
    Press,
    Submission,
    Told,
    Turned,
)

_NO_STORE = {"Cache-Control": "no-store"}
_PICTURES = frozenset({"image/png", "image/jpeg"})

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
class Standing:
    """Where something was pressed: in which place, and on which message, when on one."""

    place: Place
    message: Message | None = None

    @property
    def ref(self) -> MessageRef | None:
        """The message as the other storeys name it."""
        return None if self.message is None else MessageRef(self.place, self.message.id)

    @property
    def is_private(self) -> bool:
        """Whether the message is one that only the presser sees."""
        return self.message is not None and self.message.audience is not None


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
            web.get("/api/backlog", self.backlog),
            web.get("/api/reviews/{value}", self.review),
            web.get("/api/reviews/{value}/threads", self.threads),
        ]

    def of_message(self, message: Message) -> Seal:
        """Give what seals the buttons of a message."""
        return lambda action, value: self._seals.seal(("message", message.id), action, value)

    async def press(self, request: web.Request) -> web.Response:
        """Tell Clerk of a press, and give the person what comes of it."""
        pressing = await body_of(request, Pressing)
        standing = await self._standing(pressing)
        outcome = await self._hands.on_press(
            Press(
                standing.place,
                pressing.user,
                pressing.action,
                pressing.value,
                pressing.language,
                standing.ref,
            )
        )
        return await self._answer(pressing.user, standing, outcome)

    async def submit(self, request: web.Request) -> web.Response:
        """Tell Clerk of a form that was filled in, and give the person what comes of it."""
        submitting = await body_of(request, Submitting)
        standing = await self._standing(submitting)
        outcome = await self._hands.on_submit(
            Submission(
                standing.place,
                submitting.user,
                submitting.action,
                submitting.value,
                submitting.values,
                submitting.rows,
                submitting.language,
                standing.ref,
            )
        )
        return await self._answer(submitting.user, standing, outcome)

    async def backlog(self, request: web.Request) -> web.Response:
        """Give a page of what waits, as `?as=` sees it."""
        viewer = viewer_of(request)
        value = f"{request.query.get('view', 'all')}:{request.query.get('offset', '0')}"
        place = Place(PLATFORM, TENANT, _home(viewer))
        card = await self._looked_up(place, viewer, "backlog.show", value, language_of(request))
        return web.json_response(self._told(viewer, place, card), headers=_NO_STORE)

    async def review(self, request: web.Request) -> web.Response:
        """Give the card of a document for `?as=` alone; that somebody looks is told to Clerk."""
        viewer, value = viewer_of(request), request.match_info["value"]
        threads = await self._threads(viewer, value)
        channel, thread = next(iter(threads), (_home(viewer), None))
        place = Place(PLATFORM, TENANT, channel, thread)
        card = await self._looked_up(place, viewer, "review.open", value, language_of(request))
        return web.json_response(self._told(viewer, place, card), headers=_NO_STORE)

    async def threads(self, request: web.Request) -> web.Response:
        """Give the threads that are about a document and that `?as=` reads, with their pictures."""
        viewer, value = viewer_of(request), request.match_info["value"]
        threads = [
            {"channel": channel, "thread": thread, "pictures": await self._pictures(viewer, thread)}
            for channel, thread in await self._threads(viewer, value)
        ]
        return web.json_response({"threads": threads}, headers=_NO_STORE)

    async def _standing(self, pressing: Pressing) -> Standing:
        if member(pressing.user) is None:
            raise Refusal(400, "unknown_person", "there is no such person")
        if (pressing.message is None) == (pressing.place is None):
            raise Refusal(400, "bad_request", "a press stands on a message or in a place")
        if pressing.place is not None:
            return self._in_place(pressing, pressing.place)
        message = await self._workspace.get(TENANT, str(pressing.message))
        if message is None or not sees(pressing.user, message):
            raise Refusal(404, "unknown_message", "there is no such message")
        self._require_seal(pressing, ("message", message.id))
        return Standing(Place(PLATFORM, TENANT, message.channel, message.thread), message)

    def _in_place(self, pressing: Pressing, spot: Spot) -> Standing:
        if not reads(pressing.user, spot.channel):
            raise Refusal(404, "unknown_channel", "there is no such channel")
        place = Place(PLATFORM, TENANT, spot.channel, spot.thread)
        self._require_seal(pressing, _told_in(pressing.user, place))
        return Standing(place)

    def _require_seal(self, pressing: Pressing, shown: tuple[str, ...]) -> None:
        if not self._seals.knows(pressing.seal, shown, pressing.action, pressing.value):
            raise Refusal(409, "unknown_button", "no such button was shown there")

    async def _answer(self, user: str, standing: Standing, outcome: Outcome) -> web.Response:
        if isinstance(outcome, Turned) and standing.message is not None and standing.is_private:
            # The feed shows the person what became of it, in every window they have open.
            await self._workspace.edit(TENANT, standing.message.id, card_body(outcome.card))
            outcome = None
        told: Json = {"place": {"channel": standing.place.channel, "thread": standing.place.thread}}
        if isinstance(outcome, Told | Turned) or standing.message is None:
            seal = self._in(user, standing.place)
        else:
            # A form goes on standing on the message whose button asked for it.
            seal = self.of_message(standing.message)
        return web.json_response(told | outcome_json(outcome, seal), headers=_NO_STORE)

    async def _looked_up(
        self, place: Place, user: str, action: str, value: str, language: Language
    ) -> Card:
        outcome = await self._hands.on_press(Press(place, user, action, value[:500], language))
        if not isinstance(outcome, Told | Turned):
            raise Refusal(404, "nothing_shown", "there is nothing to show")
        return outcome.card

    def _told(self, user: str, place: Place, card: Card) -> Json:
        return {
            "place": {"channel": place.channel, "thread": place.thread},
            "card": sealed(card_body(card), self._in(user, place)),
        }

    def _in(self, user: str, place: Place) -> Seal:
        shown = _told_in(user, place)
        return lambda action, value: self._seals.seal(shown, action, value)

    async def _threads(self, viewer: str, value: str) -> list[tuple[str, str]]:
        """Give channel and head of each thread that `viewer` reads with the card of a document."""
        document = value.rpartition(":")[0]
        if not document:
            return []
        cards = await self._workspace.quoting(TENANT, document)
        places = (
            (card.channel, card.thread or card.id)
            for card in cards
            if reads(viewer, card.channel) and _is_about(card, document)
        )
        return list(dict.fromkeys(places))

    async def _pictures(self, viewer: str, thread: str) -> list[Json]:
        return [
            dict(one.body)
            for one in await self._workspace.replies(TENANT, thread)
            if one.body.get("mime") in _PICTURES and sees(viewer, one)
        ]


def sees(viewer: str, message: Message) -> bool:
    """Tell whether `viewer` may see a message."""
    return message.audience in {None, viewer} and reads(viewer, message.channel)


def _home(viewer: str) -> str:
    return next(one.id for one in CHANNELS if reads(viewer, one.id))


def _told_in(user: str, place: Place) -> tuple[str, ...]:
    return ("told", user, place.channel, place.thread or "")


def _is_about(card: Message, document: str) -> bool:
    """Tell whether a message is the card of a document: one that lists it among others is not."""
    parts = card.body.get("parts")
    return isinstance(parts, list) and any(
        str(button["value"]).startswith(f"{document}:")
        for part in parts
        if part["kind"] == "buttons"
        for button in part["row"]
    )
