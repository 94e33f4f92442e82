"""The embedded recogniser: RapidOCR, asked in its own sandboxed child."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.errors import MediaRejected, Reason
from pipelines.media import Box, Recognized, Word
from pipelines.sandbox.pool import Sandbox

_Fraction = Annotated[float, Field(ge=0, le=1)]
_Nearby = Annotated[float, Field(ge=-1, le=2)]
_Corner = tuple[_Nearby, _Nearby]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    turn: Literal[0, 90, 180, 270]
    corners: tuple[_Corner, _Corner, _Corner, _Corner] | None
    rows: list[tuple[str, _Fraction, _Fraction, _Fraction, _Fraction, _Fraction]]


class SandboxedRecognizer:
    """Reads the words on a raster with the models that come with the RapidOCR wheel.

    `sandbox` runs `pipelines.backends.ocr_child`. A word is a whole line of print.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        """Remember whom to ask; whoever opened the sandbox closes it."""
        self._sandbox = sandbox

    async def recognize(self, raster: bytes) -> Recognized:
        """Give the words of a PNG that Clerk encoded itself, in reading order."""
        answer = await self._sandbox.call("recognize", file=raster)
        try:
            found = _Answer.model_validate(answer.value)
        except ValidationError as error:
            raise MediaRejected(Reason.DAMAGED) from error
        words = (Word(row[0], Box(*row[1:5]), row[5]) for row in found.rows)
        return Recognized(tuple(words), found.turn, found.corners)
