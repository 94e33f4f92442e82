"""The JSON schema of a shape, in the few words that every vendor's structured output knows."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

Schema = dict[str, Any]

# What is left out holds all the same: the answer is validated against the shape itself.
_KEPT = frozenset({"$ref", "description", "enum", "type"})
_LEFT_OUT = frozenset(
    {
        "additionalProperties",
        "default",
        "discriminator",
        "examples",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "format",
        "maxItems",
        "maxLength",
        "maximum",
        "minItems",
        "minLength",
        "minimum",
        "multipleOf",
        "pattern",
        "required",
        "title",
        "uniqueItems",
    }
)


@cache
def schema_of(shape: type[BaseModel]) -> Schema:
    """Give it: every field is required, and there are no others.

    Raises TypeError for a shape that this cannot be said of, such as one with a free mapping.
    """
    return _said(shape.model_json_schema(), shape)


def _said(schema: Mapping[str, Any], shape: type[BaseModel]) -> Schema:
    said: Schema = {}
    for word, value in schema.items():
        if word in _KEPT:
            said[word] = value
        elif word == "const":
            said["enum"] = [value]
        elif word == "items":
            said[word] = _said(value, shape)
        elif word in {"anyOf", "oneOf"}:
            said["anyOf"] = [_said(one, shape) for one in value]
        elif word in {"properties", "$defs"}:
            said[word] = {name: _said(one, shape) for name, one in value.items()}
        elif word not in _LEFT_OUT:
            raise TypeError(f"{shape.__name__} needs {word!r}, which not every vendor knows")
    return {**said, **_fields(schema, shape)}


def _fields(schema: Mapping[str, Any], shape: type[BaseModel]) -> Schema:
    if schema.get("type") != "object":
        return {}
    if "properties" not in schema or schema.get("additionalProperties"):
        raise TypeError(f"{shape.__name__} has a mapping without fixed fields")
    return {"required": list(schema["properties"]), "additionalProperties": False}
