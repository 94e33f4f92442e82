"""The voices on loopback, in a process of their own: where browsers and measurements find them."""

import asyncio
import json
import sys
from typing import Any

import aiohttp
import pytest

from pipelines.backends.openai_realtime import OpenAIRealtime
from pipelines.errors import BackendUnavailable, Fault
from pipelines.voice import Answered, Saying
from tests.conftest import ROOT
from tests.pipelines.backends.talking import KEY, PATIENCE, talking


async def test_it_stands_in_a_process_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.doubles.voice", "--says", "Yes.", "--lasts", "0.2",
        cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        async with asyncio.timeout(PATIENCE):
            await talk_with(json.loads(await process.stdout.readline())["url"])
    finally:
        process.stdin.close()
        await asyncio.wait_for(process.wait(), PATIENCE)
    assert process.returncode == 0


async def talk_with(url: str) -> None:
    at = url.replace("/v1", "/double")
    async with (
        aiohttp.ClientSession() as other,
        talking(lambda: OpenAIRealtime("m", key=KEY, address=url)) as talk,
    ):
        await talk.say()
        assert (await talk.until(Saying, lambda one: one.whole)).text == "Yes."
        await talk.until(Answered)
        fault = {"at": "answer", "does": "closing", "code": 1011}
        await other.post(at, json={"part": {"says": "No."}, "fault": fault})
        [session] = await told(other, at)
        assert (session["sent"][0]["type"], session["sounds"]) == ("session.update", 40)
        await talk.say()
        with pytest.raises(BackendUnavailable) as caught:
            await talk.rest()
        assert caught.value.fault is Fault.FAILING


async def told(other: aiohttp.ClientSession, at: str) -> list[dict[str, Any]]:
    async with other.get(at) as answer:
        told: list[dict[str, Any]] = await answer.json()
        return told
