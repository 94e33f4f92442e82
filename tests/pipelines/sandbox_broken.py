"""A child module that cannot warm up."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any


def warm() -> None:
    raise RuntimeError("no model at hand")


TASKS: Mapping[str, Any] = {"never": Path}
