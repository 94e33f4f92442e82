"""What a person can put right, in one plain line."""

from pydantic import ValidationError
from pydantic_settings import SettingsError

from bot.engine.lock import AlreadyRunning
from bot.ledger.faults import DatabaseUnusable
from bot.listing import ModelsFault
from bot.secret import SecretError
from bot.spelling import explain_settings
from handlers.chat import ChatError
from pipelines.errors import SandboxUnavailable


class UsageFault(Exception):
    """Something the person at the command line can put right; its text says what and how."""


# What ends a command in one line and exit status 2, wherever in it that came up.
FAULTS = (
    AlreadyRunning,
    ChatError,
    DatabaseUnusable,
    ModelsFault,
    OSError,
    SandboxUnavailable,
    SecretError,
    SettingsError,
    UnicodeDecodeError,
    UsageFault,
    ValidationError,
)


def explain(fault: Exception) -> str:
    """Say in one line what is wrong."""
    match fault:
        case ValidationError():
            return explain_settings(fault)
        case SettingsError(__cause__=OSError() as cause):  # a secret that a container was given
            return f"{cause.filename}: {cause.strerror}"
        case UnicodeDecodeError():
            return ".env is not a text in UTF-8"
        case OSError():
            return f"{fault.filename or 'output'}: {fault.strerror}"
        case _:
            return str(fault)
