"""Voice rooms in a process of their own, to be measured: python -m tests.bench.voice_serving URL N.

URL is where OpenAI's Realtime stands; of N rooms it prints the address and a link each, in one line
of JSON. It ends with its standard input; with `--profile` it says then where its time went.
"""

import argparse
import asyncio
import cProfile
import json
import pstats
import sys
from base64 import b32encode

from pipelines.backends.voices import build_voice
from pipelines.huddle.setup import Caps
from pipelines.huddle.vad import Vad
from tests.bot.voice.visiting import serving
from tests.fake_household import FakeHousehold
from tests.fake_voice import listed

PERSON = "slack:ada"
_LONGEST_MIN = 24 * 60.0


def names(count: int) -> list[str]:
    """Give the ids of so many rooms."""
    return [f"H-{b32encode(b'%010d' % at).decode()}" for at in range(count)]


async def _serve(asked: argparse.Namespace) -> None:
    household = FakeHousehold(*names(asked.rooms))
    model = await asyncio.to_thread(
        lambda: build_voice("gpt", "gpt-realtime-2.1", key="k", address=asked.url, detector=Vad)
    )
    caps = Caps(minutes=_LONGEST_MIN)
    async with serving(household, listed("gpt", model), caps=caps) as house:
        links = {room: household.link(PERSON, room) for room in names(asked.rooms)}
        print(json.dumps({"url": house.server.url, "links": links}), flush=True)
        await asyncio.to_thread(sys.stdin.read)
    await model.close()


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.voice_serving")
    parser.add_argument("url")
    parser.add_argument("rooms", type=int)
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    profile = cProfile.Profile()
    if asked.profile:
        profile.enable()
    asyncio.run(_serve(asked))
    if asked.profile:
        profile.disable()
        pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(45)


if __name__ == "__main__":
    main()
