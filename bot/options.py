"""What the options of several commands hold: texts, days, and whose things they are about."""

import argparse
from contextlib import suppress
from datetime import date


def tenant(command: argparse.ArgumentParser, what: str) -> None:
    """Let a command be told whose things it is about; `what` says it in its help."""
    command.add_argument(
        "--tenant", type=text, default="local", metavar="T", help=f"{what} (default: local)"
    )


def text(written: str) -> str:
    """Take what can be kept and shown: bytes that are no UTF-8 arrive as halves of letters."""
    try:
        written.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError("this is not a text in UTF-8") from None
    return written


def day(written: str) -> date:
    """Take a day as 2026-11-22."""
    with suppress(ValueError):
        found = date.fromisoformat(written)
        if found.isoformat() == written:  # ISO 8601 has other ways to write a day too
            return found
    raise argparse.ArgumentTypeError(f"{written!r} is not a day: write YYYY-MM-DD")


class Plain(argparse.HelpFormatter):
    """Help whose width does not depend on the terminal."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=88, max_help_position=24)
