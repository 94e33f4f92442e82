"""What may be written behind `python -m bot`."""

import argparse
from pathlib import Path
from typing import NoReturn


def parser() -> argparse.ArgumentParser:
    """Make the parser of the command line; its width does not depend on the terminal."""
    top = _Parser(
        prog="python -m bot",
        description="Clerk reads what people drop into a conversation. Without a command it "
        "serves: everything in one process.",
        formatter_class=_Plain,
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _read(commands.add_parser("read", help="read files and print what they say"))
    commands.add_parser("doctor", help="say what is configured and what will not work")
    _forget(commands.add_parser("forget", help="erase a file and all that was made of it"))
    for command in commands.choices.values():
        command.formatter_class = _Plain
    return top


def _read(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Read FILES and print what they say. Exit status 2 when one could not be read. Nothing "
        "is kept without --remember."
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument(
        "--readers", metavar="A,B", help="who may read, in order (BOT_DOCUMENT_READERS)"
    )
    output = command.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="one JSON object a line")
    output.add_argument(
        "--evidence", type=Path, metavar="OUT.png", help="also draw where each value stands"
    )
    command.add_argument(
        "--remember", action="store_true", help="keep the documents, as if they were dropped"
    )
    command.add_argument(
        "--language", choices=("en", "zh"), default="en", help="of the messages (default: en)"
    )


def _forget(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Erase a file, its readings, its evidence picture, its jobs and Clerk's messages about it, "
        "and print a receipt."
    )
    command.add_argument(
        "--file", required=True, metavar="ID", help="a document's id (D-...) or the platform's"
    )
    command.add_argument(
        "--tenant", default="local", metavar="T", help="whose file it is (default: local)"
    )


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message}; see: {self.prog} --help\n")


class _Plain(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=88, max_help_position=24)
