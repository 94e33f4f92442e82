"""The schema of a shape says what every vendor understands, and no more."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from pipelines.backends.schema import schema_of

# What OpenAI's strict mode, Claude's output formats, Gemini's responseJsonSchema and xgrammar all
# document as supported.
KNOWN = {
    "$defs",
    "$ref",
    "additionalProperties",
    "anyOf",
    "description",
    "enum",
    "items",
    "properties",
    "required",
    "type",
}


class Place(BaseModel):
    model_config = ConfigDict(extra="forbid")

    page: int = Field(ge=1, le=50, description="Counted from 1.")
    default: str | None = None  # a field may be called like a word of schemas
    type: Literal["line"] = "line"


class Sheet(BaseModel):
    """A page."""

    total: Annotated[str, Field(max_length=20, pattern=r"^\d+$")] | None = None
    day: date | None = None
    kind: Literal["invoice", "receipt"] = "invoice"
    amount: Decimal = Decimal(0)
    places: list[Place] = Field(default_factory=list, max_length=3)
    first: Place | None = None


def schemas(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    for word in ("properties", "$defs"):
        for inner in schema.get(word, {}).values():
            yield from schemas(inner)
    for inner in schema.get("anyOf", []):
        yield from schemas(inner)
    if "items" in schema:
        yield from schemas(schema["items"])


def test_only_words_that_all_vendors_know() -> None:
    assert {word for schema in schemas(schema_of(Sheet)) for word in schema} <= KNOWN


def test_every_field_is_required_and_there_are_no_others() -> None:
    objects = [one for one in schemas(schema_of(Sheet)) if one.get("type") == "object"]
    assert len(objects) == 2
    for one in objects:
        assert one["required"] == list(one["properties"])
        assert one["additionalProperties"] is False


def test_a_choice_of_one_is_a_choice() -> None:
    place = schema_of(Sheet)["$defs"]["Place"]["properties"]
    assert place["type"] == {"type": "string", "enum": ["line"]}
    assert place["page"] == {"type": "integer", "description": "Counted from 1."}
    assert place["default"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}


@pytest.mark.parametrize("field", [dict[str, str], tuple[int, str]], ids=["mapping", "tuple"])
def test_what_cannot_be_said_is_not_said(field: type) -> None:
    shape = type("Free", (BaseModel,), {"__annotations__": {"free": field}, "__module__": __name__})
    with pytest.raises(TypeError, match="Free"):
        schema_of(shape)
