"""Arguments only: from the command line to the command."""

import asyncio
import logging
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Awaitable, Callable
from io import TextIOWrapper

from bot.arguments import parser
from bot.commands.faults import FAULTS, explain
from bot.observe import start_logging
from bot.settings import Settings


def main(arguments: list[str]) -> int:
    """Run a command; gives the exit status. What a person can put right is one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks the letters
    asked = parser().parse_args(arguments)
    # A command that answers a person says what went wrong itself, in one line.
    serves = asked.command in {None, "voice"}
    start_logging(logging.WARNING if serves else logging.ERROR)
    try:
        status = asyncio.run(_run(Settings(), asked))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the answers has enough of them; the interpreter must not try to write more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except FAULTS as fault:
        sys.stderr.write(f"{explain(fault)}\n")
        return 2
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 130
    return status


async def _run(settings: Settings, asked: Namespace) -> int:
    # Imported when asked for: the durable engine alone takes seconds, and `read` needs none.
    if asked.command is None:
        from bot.commands.serve import serve

        return await serve(settings)
    _end_cleanly()
    return await _command(asked.command)(settings, asked)


def _command(name: str) -> Callable[[Settings, Namespace], Awaitable[int]]:
    match name:
        case "read":
            from bot.commands.read import read as answer
        case "minutes":
            from bot.commands.minutes import minutes as answer
        case "eval":
            from bot.commands.eval import evaluate as answer
        case "whisper":
            from bot.commands.whisper import whisper as answer
        case "voice":
            from bot.commands.voice import voice as answer
        case "doctor":
            from bot.commands.doctor import doctor as answer
        case _:
            return _command_on_what_is_kept(name)
    return answer


def _command_on_what_is_kept(name: str) -> Callable[[Settings, Namespace], Awaitable[int]]:
    match name:
        case "review":
            from bot.commands.review import review as answer
        case "export":
            from bot.commands.export import export as answer
        case "costs":
            from bot.commands.costs import costs as answer
        case "jobs":
            from bot.commands.jobs import jobs as answer
        case "audit":
            from bot.commands.audit import audit as answer
        case "vendors":
            from bot.commands.vendors import vendors as answer
        case _:
            from bot.commands.forget import forget as answer
    return answer


def _end_cleanly() -> None:
    """Let a command that is told to end remove the copies it works on first."""
    command = asyncio.current_task()
    if command is not None:
        for name in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(name, command.cancel)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
