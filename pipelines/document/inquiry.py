"""One document, asked about: what a model is shown, what it answers, and one look more."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from pipelines.document.exchange import Understood
from pipelines.document.findings import Finding
from pipelines.document.question.messages import MOST_PICTURES, Bounds, Held, Shown, picture_of
from pipelines.document.question.prompt import (
    Asked,
    TooMuch,
    asked_about,
    can_be_repaired,
    most_pictures,
    shape_for,
    told_again,
)
from pipelines.document.question.wire import Told
from pipelines.document.read import LocalReader, Looked
from pipelines.errors import (
    BackendError,
    BackendRefused,
    BadAnswer,
    Fault,
    MediaRejected,
    Reason,
)
from pipelines.failover import Attempt, Limits
from pipelines.media import Media
from pipelines.ports import Answer, Model, Prompt
from pipelines.sandbox.pool import Answer as ChildAnswer
from pipelines.sandbox.wire import LONG, JsonValue

_JPEG = b"\xff\xd8\xff"

_Message = TypeVar("_Message", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a model said, as far as it is values, and the model that said it.

    `whole`: it was shown all of the document.
    """

    understood: Understood
    model: str
    whole: bool

    @property
    def errors(self) -> int:
        """How many checks it fails."""
        return sum(1 for one in self.understood.findings if one.severity == "error")


@dataclass(frozen=True, slots=True)
class _Sight:
    """What one model can be shown."""

    shown: Shown
    pictures: Mapping[str, bytes]


class Inquiry:
    """Asks models about a document that the embedded engine has read."""

    def __init__(self, local: LocalReader, media: Media, looked: Looked) -> None:
        """Remember what is asked about; of several documents in a file it is the first one."""
        self._local = local
        self._media = media
        self._looked = looked
        self._sights: dict[Bounds, _Sight] = {}
        parts = looked.reading.parts
        self._part = media.part or (parts[0] if parts else None)

    async def put(self, attempt: Attempt[Model]) -> Answered:
        """Ask one model, and once more where a check fails that a second look may help with.

        Raises BackendError.
        """
        asked = await self._prompt(attempt.backend.limits)
        said = await self._ask(attempt, asked.prompt)
        first = await self._hold(said, whole=asked.whole)
        failed = [one for one in first.understood.findings if self._is_new(one)]
        if not failed:
            return first
        try:
            again = await self._ask(attempt, told_again(asked.prompt, said.text, failed))
            second = await self._hold(again, whole=asked.whole)
        except BackendError:
            return first
        return second if second.errors < first.errors else first

    async def _ask(self, attempt: Attempt[Model], prompt: Prompt) -> Answer[Told]:
        shape = shape_for(self._looked.reading.kind)
        most = attempt.backend.limits.output_tokens
        return await attempt.run(
            lambda model, seconds: model.ask(prompt, shape, max_tokens=most, seconds=seconds)
        )

    def _is_new(self, finding: Finding) -> bool:
        """Tell what may be the model's mistake: what rules found as well is the document's."""
        known = self._looked.reading.findings
        same = any((one.rule, one.facts) == (finding.rule, finding.facts) for one in known)
        return can_be_repaired(finding) and not same

    async def _prompt(self, limits: Limits) -> Asked:
        bounds = Bounds(
            pictures=min(
                limits.images, MOST_PICTURES, most_pictures(limits.input_tokens, limits.pixels)
            ),
            pixels=limits.pixels,
            edge=limits.edge,
            picture_bytes=limits.image_bytes,
        )
        try:
            if bounds not in self._sights:
                self._sights[bounds] = await self._show(bounds)
        except MediaRejected:
            raise BackendRefused(Fault.TOO_LARGE) from None
        sight = self._sights[bounds]
        shape = shape_for(self._looked.reading.kind)
        try:
            return asked_about(
                sight.shown, sight.pictures, shape, tokens=limits.input_tokens, pixels=limits.pixels
            )
        except TooMuch:
            raise BackendRefused(Fault.TOO_LARGE) from None

    async def _show(self, bounds: Bounds) -> _Sight:
        args: dict[str, JsonValue] = {
            "prose": self._looked.reading.kind == "contract",
            "bounds": bounds.model_dump(),
        }
        answer = await self._child("show", args)
        shown = await _checked(Shown, answer)
        pictures = {
            name: answer.files.get(name, b"")
            for name in (picture_of(sheet.number) for sheet in shown.sheets if sheet.picture)
        }
        sound = all(one.startswith(_JPEG) for one in pictures.values())
        size = sum(map(len, pictures.values()))
        if not sound or len(pictures) > bounds.pictures or size > bounds.picture_bytes:
            raise MediaRejected(Reason.DAMAGED)
        return _Sight(shown, pictures)

    async def _hold(self, said: Answer[Told], *, whole: bool) -> Answered:
        """Hold an answer against the pages; one that the child chokes on is no answer."""
        reading = self._looked.reading
        args: dict[str, JsonValue] = {
            "told": said.value.model_dump(mode="json"),
            "adjustments": reading.adjustments.model_dump(mode="json"),
            "asides": reading.asides.model_dump(mode="json"),
        }
        try:
            held = await _checked(Held, await self._child("hold", args))
        except MediaRejected:
            raise BadAnswer(Fault.SHAPE) from None
        most = reading.pages if self._media.part is None else self._media.part[1]
        if held.reading.parts or any(page > most for page in held.reading.pages()):
            raise BadAnswer(Fault.SHAPE)
        return Answered(held.reading, said.model, whole)

    async def _child(self, task: str, args: Mapping[str, JsonValue]) -> ChildAnswer:
        part: JsonValue = None if self._part is None else list(self._part)
        return await self._local.ask(task, self._media, self._looked.scans, {**args, "part": part})


async def _checked(shape: type[_Message], answer: ChildAnswer) -> _Message:
    """Take a message of the child's for what it should be; the child is not trusted."""
    try:
        if answer.size > LONG:
            return await asyncio.to_thread(shape.model_validate, answer.value)
        return shape.model_validate(answer.value)
    except ValidationError as error:
        raise MediaRejected(Reason.DAMAGED) from error
