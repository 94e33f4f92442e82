"""What every VoiceModel must do when its provider does not; the one by hand as well."""

import asyncio
import traceback

import pytest

from pipelines.errors import BackendError, BackendRefused, BackendUnavailable, Fault
from pipelines.ports import VoiceSession
from pipelines.voice import Line
from tests.contracts.voices import PATIENCE, SECRET, Counterpart, Witness, brief, talk


async def talk_on(session: VoiceSession) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            await talk(session)


async def test_who_is_refused_is_not_let_in(counterpart: Counterpart) -> None:
    if "failing" in counterpart.lacks:
        return
    counterpart.refuse()
    with pytest.raises(BackendRefused) as caught:
        async with counterpart.model.open(brief(), seconds=PATIENCE):
            pytest.fail("it was refused")
    assert caught.value.fault is Fault.KEY


async def test_it_keeps_to_its_seconds(counterpart: Counterpart) -> None:
    if "failing" in counterpart.lacks:
        return
    counterpart.ignore()
    with pytest.raises(BackendUnavailable) as caught:
        async with counterpart.model.open(brief(), seconds=0.2):
            pytest.fail("nobody answered")
    assert caught.value.fault is Fault.TIMEOUT


async def test_an_opening_can_be_given_up(counterpart: Counterpart) -> None:
    if "failing" in counterpart.lacks:
        return
    counterpart.ignore()

    async def enter() -> None:
        async with counterpart.model.open(brief(), seconds=PATIENCE):
            pytest.fail("nobody answered")

    opening = asyncio.create_task(enter())
    await asyncio.sleep(0.01)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening


async def test_what_breaks_says_so_and_tells_nobody_what_was_said(counterpart: Counterpart) -> None:
    if "failing" in counterpart.lacks:
        return
    before = (Line(1.0, 2.0, "p1", SECRET),)
    async with counterpart.model.open(brief(before=before), seconds=PATIENCE) as session:
        witness = Witness(session)
        await session.read(SECRET)
        await counterpart.break_off()
        failed = await witness.ended()
        assert isinstance(failed, BackendUnavailable)
        assert SECRET not in "".join(traceback.format_exception(failed))
        with pytest.raises(BackendError) as caught:
            await talk_on(session)
        assert SECRET not in "".join(traceback.format_exception(caught.value))
