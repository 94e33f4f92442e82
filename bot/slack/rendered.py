"""What cards and forms become in Slack: the shapes that rendering gives and the shell sends."""

from dataclasses import dataclass
from typing import Any, Literal

from handlers.chat import MessageRef, Place

Block = dict[str, Any]  # as Slack's Block Kit documents it
Profile = Literal["rich", "classic"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message: its blocks, and the plain words of notifications and screen readers."""

    blocks: tuple[Block, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a form was opened from: what a submission is about comes back with it."""

    place: Place
    message: MessageRef | None = None
