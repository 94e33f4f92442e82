"""`python -m bot` in the middle of a long recording: stopped it stops, killed it goes on."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import av
import psutil
import pytest

from tests.bot.terminal import start
from tests.doubles.server import Call, Double, Reply
from tests.doubles.transcriptions import Verbose
from tests.drawn.screen_voices import RATE, lines, sound
from tests.scenarios.attendee import STOP, Attendee
from tests.scenarios.deciding import written

MINUTE = 60
MINUTES = 11  # three windows: one that is answered, one that is under way, one to come
PATIENCE = 180


class Slow:
    """A server that transcribes: it answers `ready` times at once, and then when it is let."""

    def __init__(self, ready: int) -> None:
        self.ready = ready
        self.heard: list[bytes] = []
        self.answered: list[bytes] = []
        self.more = asyncio.Event()
        self.called = asyncio.Event()

    async def __call__(self, call: Call) -> Reply:
        if not call.path.endswith("/transcriptions"):
            return Reply(404)
        wire = Verbose()
        given = wire.sound(call)
        self.heard.append(given)
        if len(self.answered) >= self.ready:
            self.called.set()
            await self.more.wait()
        self.answered.append(given)
        return wire.good(f"Window {len(self.answered)} says so.")


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some minutes in which people talk: they are alike, but for a number."""
    path = tmp_path_factory.mktemp("long") / "weekly.wav"
    minute = sound(lines(1, MINUTE), 1, 0, MINUTE)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for number in range(MINUTES):
            samples = minute.copy()
            samples[: 2 * number + 1] += 1  # no two windows are the same bytes
            frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE, number * MINUTE * RATE
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@asynccontextmanager
async def clerk(
    data: Path, server: Double
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """Start `python -m bot`, and kill it in the end; gives it, and where its workspace is."""
    process = await start(
        BOT_DATA_DIR=str(data), BOT_LOCAL_PORT="0", BOT_DIGEST_AT="off", BOT_MODEL_CALLS="1",
        BOT_TRANSCRIBERS="whisper", WHISPER_URL=f"{server.url}/v1",
    )  # fmt: skip
    try:
        assert process.stdout is not None
        ready = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
        yield process, "http://127.0.0.1:" + ready.split("http://127.0.0.1:")[1].split()[0]
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.communicate()


async def test_stopped_it_stops_and_killed_it_goes_on_at_its_window(
    recording: Path, tmp_path: Path
) -> None:
    slow = Slow(ready=1)
    async with Double(slow) as server, aiohttp.ClientSession() as session:
        async with clerk(tmp_path, server) as (process, url):
            ann = Attendee(url, session)
            head = await ann.drop(recording)
            await ann.start(head)
            await asyncio.wait_for(slow.called.wait(), PATIENCE)
            card = await ann.card(head, lambda one: "Transcribing" in written(one))
            assert looking(process.pid)
            await ann.self.press(card, STOP)
            said = await ann.card(head, lambda one: "stopped" in written(one))
            assert "What was transcribed until then is kept" in written(said)
            async with asyncio.timeout(PATIENCE):
                while looking(process.pid):  # noqa: ASYNC110 - in another process
                    await asyncio.sleep(0.05)
            assert len(slow.heard) == 2
            slow.called.clear()
            await ann.start(head)
            await asyncio.wait_for(slow.called.wait(), PATIENCE)
            process.send_signal(signal.SIGKILL)
            await process.wait()
        before, slow.ready = [*slow.answered], 100
        slow.heard.clear()
        slow.more.set()
        async with clerk(tmp_path, server) as (_, url):
            ann = Attendee(url, session)
            card = await ann.ended(head)
            files = await ann.files(head, 2)
            words = (await ann.self.fetch(files["transcript.vtt"]["body"]["file"])).decode()
            assert len([one for one in await ann.below(head) if one["body"]["kind"] == "card"]) == 1
    assert len(before) == 1
    assert not {*before} & {*slow.heard}, "what was answered before is not asked for again"
    assert max(Counter(slow.heard).values()) == 1
    assert len(slow.heard) >= 2
    assert words.count("says so") == len(before) + len(slow.heard)
    assert sorted(files) == ["report.md", "transcript.vtt"]
    assert "Whisper" in written(card)


def looking(pid: int) -> bool:
    """Tell whether a child still looks into the recording."""
    children = psutil.Process(pid).children(recursive=True)
    return any("pipelines.meeting.child" in " ".join(one.cmdline()) for one in children)
