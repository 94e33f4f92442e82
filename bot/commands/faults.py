"""What a person can put right, in one plain line."""

from pydantic import ValidationError

from bot.engine.lock import AlreadyRunning
from bot.secret import SecretError


class UsageFault(Exception):
    """Something the person at the command line can put right; its text says what and how."""


# What ends a command in one line and exit status 2, wherever in it that came up.
FAULTS = (UsageFault, SecretError, AlreadyRunning)


def explain_settings(error: ValidationError) -> str:
    """Say which settings are wrong, and why, without their values: they may be secrets."""
    return "; ".join(
        f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()
    )
