"""Arguments only: from the command line to the command."""

import asyncio
import logging
import sys
from argparse import Namespace

from pydantic import ValidationError

from bot.arguments import parser
from bot.commands.faults import FAULTS, explain_settings
from bot.observe import start_logging
from bot.settings import Settings


def main(arguments: list[str]) -> int:
    """Run a command; gives the exit status. What a person got wrong is one line on stderr."""
    asked = parser().parse_args(arguments)
    # A command that answers a person says what went wrong itself, in one line.
    start_logging(logging.ERROR if asked.command else logging.WARNING)
    try:
        settings = Settings()
    except ValidationError as error:
        return _complain(explain_settings(error))
    try:
        return asyncio.run(_run(settings, asked))
    except FAULTS as fault:
        return _complain(str(fault))
    except KeyboardInterrupt:
        return 130


async def _run(settings: Settings, asked: Namespace) -> int:
    # Imported when asked for: the durable engine alone takes seconds, and `read` needs none.
    match asked.command:
        case "read":
            from bot.commands.read import read

            return await read(settings, asked)
        case "doctor":
            from bot.commands.doctor import doctor

            return await doctor(settings)
        case "forget":
            from bot.commands.forget import forget

            return await forget(settings, asked)
        case _:
            from bot.commands.serve import serve

            return await serve(settings)


def _complain(line: str) -> int:
    sys.stderr.write(f"{line}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
