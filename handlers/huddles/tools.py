"""What an assistant may look up in a voice room; none of it changes anything."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.voice import Tool

_MOST_ARGUMENTS = 2000  # characters

_Words = Annotated[str, Field(max_length=120)]


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class WaitingReviews(_Asked):
    """What waits for a decision, of one seller where one is named."""

    vendor: _Words = ""


class Spend(_Asked):
    """What a month cost, of one seller where one is named; the month that it is, by itself."""

    month: Annotated[str, Field(pattern=r"^(20[0-9]{2}-(0[1-9]|1[0-2]))?$")] = ""
    vendor: _Words = ""

    def first(self, today: date) -> date:
        """Give the first day of the month."""
        return date.fromisoformat(f"{self.month}-01") if self.month else today.replace(day=1)


class OneDocument(_Asked):
    """One document: by its id, else the newest of a seller, or with a number."""

    id: Annotated[str, Field(pattern=r"^([Dd]-[A-Za-z2-7]{10})?$")] = ""
    vendor: _Words = ""
    number: _Words = ""


class Agreed(_Asked):
    """Decisions, or open tasks, of the meetings of this channel."""

    what: Literal["decisions", "tasks"] = "tasks"


Asked = WaitingReviews | Spend | OneDocument | Agreed

_SHAPES: dict[str, type[Asked]] = {
    "waiting_reviews": WaitingReviews,
    "spend": Spend,
    "document": OneDocument,
    "agreed": Agreed,
}
_VENDOR = {"type": "string", "description": "A seller's name, as it was said; leave out for all."}

TOOLS: tuple[Tool, ...] = (
    Tool(
        "waiting_reviews",
        "Documents (invoices, receipts) that wait for a decision of accounting.",
        {
            "type": "object",
            "properties": {"vendor": _VENDOR},
            "additionalProperties": False,
        },
    ),
    Tool(
        "spend",
        "What was spent in a month by the documents that were dropped, in all or with one seller.",
        {
            "type": "object",
            "properties": {
                "month": {
                    "type": "string",
                    "description": "As in 2026-11; leave out for this month.",
                },
                "vendor": _VENDOR,
            },
            "additionalProperties": False,
        },
    ),
    Tool(
        "document",
        "The fields of one document, by its id, or the newest one of a seller or with a number.",
        {
            "type": "object",
            "properties": {
                "id": {"type": "string", "description": "As in D-ABCDEFGHIJ."},
                "vendor": _VENDOR,
                "number": {"type": "string", "description": "The number on the document."},
            },
            "additionalProperties": False,
        },
    ),
    Tool(
        "agreed",
        "What the meetings of this channel decided, or what is still to be done after them.",
        {
            "type": "object",
            "properties": {"what": {"type": "string", "enum": ["decisions", "tasks"]}},
            "additionalProperties": False,
        },
    ),
)


def read(name: str, arguments: str) -> Asked | None:
    """Read what a model wrote; None: it means nothing."""
    shape = _SHAPES.get(name)
    if shape is None or len(arguments) > _MOST_ARGUMENTS:
        return None
    try:
        return shape.model_validate_json(arguments or "{}")
    except ValidationError:
        return None
