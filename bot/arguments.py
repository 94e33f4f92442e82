"""What may be written behind `python -m bot`."""

import argparse
from pathlib import Path
from typing import NoReturn

from bot.evaluated import evaluated
from bot.options import Plain, day, tenant, text


def parser() -> argparse.ArgumentParser:
    """Make the parser of the command line; its width does not depend on the terminal."""
    top = _Parser(
        prog="python -m bot",
        description="Clerk reads what people drop into a conversation. Without a command it "
        "serves: everything in one process.",
        formatter_class=Plain,
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _read(commands.add_parser("read", help="read files and print what they say"))
    _minutes(commands.add_parser("minutes", help="tell what a recording of a meeting holds"))
    evaluated(commands.add_parser("eval", help="measure how right the readers are"))
    _review(commands.add_parser("review", help="approve, reject or edit a document"))
    _export(commands.add_parser("export", help="write approved documents as CSV, XLSX or JSON"))
    _costs(commands.add_parser("costs", help="tell what models cost, day by day"))
    _jobs(commands.add_parser("jobs", help="list jobs, try failed ones again, cancel them"))
    _audit(commands.add_parser("audit", help="check that the audit log was not changed"))
    _vendors(commands.add_parser("vendors", help="show or forget what is remembered of sellers"))
    _whisper(commands.add_parser("whisper", help="fetch a model that transcribes here"))
    _voice(commands.add_parser("voice", help="serve voice rooms, in a process of their own"))
    commands.add_parser("doctor", help="say what is configured and what will not work")
    _forget(commands.add_parser("forget", help="erase a file and all that was made of it"))
    for command in commands.choices.values():
        command.formatter_class = Plain
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


def _minutes(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Tell what a recording of a meeting holds, or its transcript alone: who speaks and when, "
        "what is said, which slides are shown; with its minutes, where a writer is listed. Prints "
        "Markdown. Only who is listed in BOT_TRANSCRIBERS is given sound, and in "
        "BOT_MEETING_WRITERS what is said: standard error tells it beforehand. Nothing is kept. "
        "Exit status 1 when none of --writers wrote any. See docs/meetings.md."
    )
    command.add_argument(
        "file", type=Path, metavar="FILE", help="a recording, or a transcript (VTT, SRT, text)"
    )
    command.add_argument(
        "--transcript", type=Path, metavar="T", help="the transcript of the recording"
    )
    command.add_argument(
        "--writers", metavar="A,B", help="who may write minutes, in order; off: nobody"
    )
    command.add_argument("--json", action="store_true", help="print JSON, no Markdown")
    command.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="also write report.md, transcript.vtt and the slides there",
    )
    command.add_argument(
        "--language", choices=("en", "zh"), default="en", help="of the report (default: en)"
    )


def _review(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Decide on a document, or change what was read from it, by the same rules as the buttons. "
        "The audit log keeps for whom, and which user of this machine said so. Exit status 1 when "
        "it was refused."
    )
    command.add_argument("verdict", choices=("approve", "reject", "edit"))
    command.add_argument("document", type=text, metavar="ID", help="the document's id (D-...)")
    command.add_argument(
        "--as",
        required=True,
        type=text,
        dest="person",
        metavar="PLATFORM:USER",
        help="who decides",
    )
    command.add_argument(
        "--reason",
        type=text,
        metavar="R",
        help="why; needed to reject, and to approve what failed a check",
    )
    command.add_argument(
        "--set",
        action="append",
        type=text,
        default=[],
        dest="changes",
        metavar="FIELD=VALUE",
        help="edit: what a field says; again for each field, nothing behind = empties it",
    )
    command.add_argument(
        "--lines", type=Path, metavar="FILE.json", help="edit: the line items, a JSON list"
    )
    tenant(command, "whose document it is")


def _export(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Write what was approved from one day to another, both included. Amounts are numbers; no "
        "text is a formula."
    )
    for option, name in (("--from", "first"), ("--to", "last")):
        command.add_argument(
            option,
            required=True,
            type=day,
            dest=name,
            metavar="YYYY-MM-DD",
            help=f"the {name} day",
        )
    command.add_argument(
        "--by",
        choices=("decided", "issued"),
        default="decided",
        help="by the day of the decision, or of the document (default: decided)",
    )
    command.add_argument(
        "--status",
        choices=("approved", "all"),
        default="approved",
        help="what was approved, or everything (default: approved)",
    )
    command.add_argument(
        "--format", choices=("csv", "xlsx", "json"), default="csv", help="(default: csv)"
    )
    command.add_argument("--out", type=Path, metavar="FILE", help="instead of standard output")
    tenant(command, "whose documents they are")


def _costs(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Tell what models cost by day, reader and model, and how much of the budget of the last "
        "day is used up. Without days: this month's until today, in BOT_TIMEZONE."
    )
    for option, name in (("--from", "first"), ("--to", "last")):
        command.add_argument(
            option, type=day, dest=name, metavar="YYYY-MM-DD", help=f"the {name} day"
        )
    command.add_argument("--json", action="store_true", help="print JSON, no table")
    tenant(command, "whose bill it is")


def _jobs(command: argparse.ArgumentParser) -> None:
    command.description = "List the jobs that have not ended, or deal with one of them."
    command.set_defaults(id=None)
    actions = command.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("failed", help="list those that failed for good")
    for action, what in (("retry", "try a failed job again"), ("cancel", "cancel a job")):
        actions.add_parser(action, help=what).add_argument("id", type=text, metavar="ID")


def _audit(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Check every link of the audit log. Exit status 1, and the first broken place, when one "
        "was changed, moved or taken out."
    )
    verify = command.add_subparsers(dest="action", metavar="ACTION", required=True).add_parser(
        "verify", help="check every link"
    )
    verify.add_argument(
        "--expect",
        type=text,
        metavar="COUNT:HEAD",
        help="what an earlier check or digest said: the log must still hold it",
    )
    verify.add_argument(
        "--tenant", type=text, metavar="T", help="whose log is meant (default: all)"
    )


def _vendors(command: argparse.ArgumentParser) -> None:
    command.description = (
        "List what approved documents taught about sellers, show it of one, or have it forgotten. "
        "Exit status 1 when it was refused, or nothing is remembered."
    )
    command.add_argument("action", nargs="?", choices=("list", "show", "forget"), default="list")
    command.add_argument("name", nargs="?", type=text, metavar="NAME", help="of the seller")
    command.add_argument(
        "--as", required=True, type=text, dest="person", metavar="PLATFORM:USER", help="who asks"
    )
    command.add_argument(
        "--page", type=int, default=1, metavar="N", help="of the list (default: 1)"
    )
    tenant(command, "whose sellers they are")


def _whisper(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Fetch a Whisper model from the Hugging Face hub into BOT_DATA_DIR/models, once; nothing "
        "else ever does. The models are under the MIT licence."
    )
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    download = actions.add_parser("download", help="fetch a model")
    download.formatter_class = Plain
    download.description = command.description
    download.add_argument(
        "--model",
        choices=("tiny", "small", "large-v3", "large-v3-turbo"),
        metavar="M",
        help="tiny, small, large-v3 or large-v3-turbo (default: BOT_WHISPER_MODEL)",
    )


def _forget(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Erase a file, all documents in it, their readings and evidence pictures, the meeting that "
        "it is of, its jobs and Clerk's messages about it, and print a receipt."
    )
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--file", type=text, metavar="ID", help="a document's id (D-...) or the platform's"
    )
    what.add_argument(
        "--meeting", type=text, metavar="ID", dest="file", help="a meeting's id (M-...)"
    )
    tenant(command, "whose file it is")


def _voice(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Serve voice rooms at BOT_VOICE_PORT. They are told about at, and let people in by, the "
        "`python -m bot` that works on the same BOT_DATA_DIR, which starts this by itself unless "
        "BOT_VOICE is off. Nothing of what people say is written to a disk."
    )
    command.add_argument(
        "--until-stdin-ends", action="store_true", help="end when standard input does"
    )


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message}; see: {self.prog} --help\n")
