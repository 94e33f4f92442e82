"""What may be written behind `python -m bot eval`."""

import argparse
from pathlib import Path

from bot.options import Plain, day


def evaluated(command: argparse.ArgumentParser) -> None:
    """Take what is measured, and how."""
    command.description = "Measure how right what Clerk reads, hears and sees is."
    subjects = command.add_subparsers(dest="subject", metavar="SUBJECT", required=True)
    documents = subjects.add_parser("documents", help="read documents, compare with their truth")
    documents.formatter_class = Plain
    documents.description = (
        "Read the documents in DIR and in the folders in it that have a NAME.truth.json beside "
        "them, and compare; with several readers also those without, to see how far they agree. "
        "Exit status 2 when a truth file cannot be used. See docs/eval.md."
    )
    documents.add_argument("folder", type=Path, metavar="DIR")
    documents.add_argument(
        "--readers", metavar="A,B", help="whom to measure, each alone (BOT_DOCUMENT_READERS)"
    )
    documents.add_argument("--json", action="store_true", help="print JSON, no tables")
    documents.add_argument(
        "--verbose", action="store_true", help="also what is wrong: expected, found, and where"
    )
    documents.add_argument(
        "--report", type=Path, metavar="OUT", help="also write all of it, as .md or .json"
    )
    documents.add_argument(
        "--results", type=Path, metavar="FILE", help="keep what was read, a JSON line a document"
    )
    documents.add_argument(
        "--resume", action="store_true", help="do not read again what FILE holds"
    )
    documents.add_argument(
        "--today",
        type=day,
        metavar="YYYY-MM-DD",
        help="the day after which an issue date lies in the future (default: today)",
    )
    _eval_meetings(subjects.add_parser("meetings", help="hear and look, compare with the truth"))
    _eval_voice(subjects.add_parser("voice", help="talk with voice models, by a script"))


def _eval_meetings(meetings: argparse.ArgumentParser) -> None:
    meetings.formatter_class = Plain
    meetings.description = (
        "Measure the recordings in DIR and in the folders in it: the words against NAME.txt, the "
        "slides against NAME.slides.json, speakers and minutes of NAME.vtt against NAME.gold.json. "
        "Exit status 2 when a truth cannot be used or something not be measured. See docs/eval.md."
    )
    meetings.add_argument("folder", type=Path, metavar="DIR")
    meetings.add_argument(
        "--transcribers", metavar="A,B", help="whom to measure, each alone (BOT_TRANSCRIBERS)"
    )
    meetings.add_argument("--writers", metavar="A,B", help="the same of BOT_MEETING_WRITERS")
    meetings.add_argument("--json", action="store_true", help="print JSON, no tables")
    meetings.add_argument("--verbose", action="store_true", help="also what is wrong")


def _eval_voice(voice: argparse.ArgumentParser) -> None:
    voice.formatter_class = Plain
    voice.description = (
        "Hold the conversation of SCRIPT, a YAML, with each voice model in real time: how soon it "
        "answers, which expected words are in its answers, what ten minutes cost; the simulator "
        "beside. Exit status 2 when one could not be measured. See docs/voice.md."
    )
    voice.add_argument("script", type=Path, metavar="SCRIPT")
    voice.add_argument(
        "--models", metavar="A,B", help="whom to measure, each alone (BOT_VOICE_MODELS)"
    )
    voice.add_argument("--json", action="store_true", help="print JSON, no table")
