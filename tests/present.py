"""Real counterparts that this machine may have."""

import os
import shutil
from collections.abc import Sequence

import pytest


def find(what: str, names: Sequence[str]) -> str:
    """Give the path of a program; without one the test is skipped, or fails where CI is set."""
    for name in names:
        found = shutil.which(name)
        if found is not None:
            return found
    reason = f"no {what}: none of {', '.join(names)} is here"
    if os.environ.get("CI") == "true":  # noqa: TID251  # asks about the machine, not the product
        pytest.fail(reason)
    pytest.skip(reason)
