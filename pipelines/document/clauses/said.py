"""A value that a contract says, and where in its text."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True, slots=True)
class Said(Generic[Value]):
    """A value with the stretch that says it; `weight` tells the likeliest of several."""

    value: Value
    start: int
    end: int
    weight: int = 0
