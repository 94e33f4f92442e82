"""Commands beside a running Clerk, as an operator types them."""

import asyncio
import os
import sys
from collections.abc import Mapping
from typing import Any

from tests.conftest import ROOT


async def bot(given: Mapping[str, Any], *words: str) -> tuple[int | None, str, str]:
    """Run a command by the settings of a Clerk; gives its status, and what it said where."""
    environment = {name: str(value) for name, value in given.items()}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words,
        cwd=ROOT, env={**environment, "PATH": os.defpath},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    printed, complaints = await process.communicate()
    return process.returncode, printed.decode(), complaints.decode()
