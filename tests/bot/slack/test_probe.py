"""Slack is asked now and then whether it still answers."""

import asyncio

from bot.slack.probe import SECONDS, Probe
from handlers.chat import ChatRefused, ChatUnavailable


async def test_what_slack_says_last_is_what_is_wrong() -> None:
    said = [None, ChatRefused("auth.test: token_revoked"), ChatUnavailable("auth.test: 503"), None]
    found: list[tuple[float, str | None]] = []
    over = asyncio.Event()

    async def call() -> None:
        if (error := said.pop(0)) is not None:
            raise error

    async def sleep(seconds: float) -> None:
        found.append((seconds, probe.trouble))
        if not said:
            over.set()
            await asyncio.Event().wait()

    probe = Probe(call, sleep=sleep)
    probe.start()
    async with asyncio.timeout(10):
        await over.wait()
    await probe.stop()
    troubles = [None, "auth.test: token_revoked", "auth.test: 503", None]
    assert found == [(SECONDS, trouble) for trouble in troubles]


async def test_one_that_was_never_started_can_be_stopped() -> None:
    async def call() -> None: ...

    await Probe(call).stop()
