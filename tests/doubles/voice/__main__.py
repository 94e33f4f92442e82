"""OpenAI's voices in a process of their own: `python -m tests.doubles.voice --help`.

It says its address in one line of JSON, and stands until its standard input ends, or for good with
`--stays`. `GET /double` tells what was sent; `POST /double` changes what is said, and adds faults:
{"part": {"says": "Yes.", "echo": true}, "fault": {"at": "answer", "does": "closing", "code": 1011}}
"""

import argparse
import asyncio
import json
import sys

from tests.doubles.voice import openai_live, openai_realtime
from tests.doubles.voice.stage import Part, Stage


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.doubles.voice")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--says", default=Part.says)
    parser.add_argument("--hears", default=Part.hears)
    parser.add_argument("--lasts", type=float, default=Part.lasts_s, help="seconds of an answer")
    parser.add_argument("--pause", type=float, default=Part.pause_s, help="seconds between pieces")
    parser.add_argument("--echo", action="store_true", help="give back at once what is heard")
    parser.add_argument("--stays", action="store_true")
    return parser.parse_args()


async def _stand(asked: argparse.Namespace) -> None:
    part = Part(asked.says, asked.hears, asked.lasts, asked.pause, echo=asked.echo)
    kinds = {openai_realtime.PATH: openai_realtime.Realtime, openai_live.PATH: openai_live.Live}
    async with Stage(kinds, part, listens=asked.port) as stage:
        print(json.dumps({"url": stage.url}), flush=True)
        if asked.stays:
            await asyncio.Event().wait()
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_stand(_arguments()))
