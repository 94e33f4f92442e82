"""What Google keeps of a conversation, where it is told to, and what goes on without it."""

from collections.abc import AsyncIterator

import pytest

from pipelines.backends.gemini_live import GeminiLive
from pipelines.voice import ASSISTANT, Answered, Event, Kept, Line
from tests.contracts.voices import PATIENCE, Witness, brief, talk
from tests.doubles.voice.gemini_end import opened
from tests.doubles.voice.gemini_live import GeminiLiveDouble

BEFORE = (Line(1.0, 2.0, "p1", "The boiler leaks."), Line(4.0, 1.0, ASSISTANT, "Noted."))


@pytest.fixture
async def double() -> AsyncIterator[GeminiLiveDouble]:
    async with GeminiLiveDouble() as double:
        yield double


@pytest.fixture
async def model(double: GeminiLiveDouble) -> AsyncIterator[GeminiLive]:
    model = await opened(double)
    yield model
    await model.close()


@pytest.fixture
async def resuming(double: GeminiLiveDouble) -> AsyncIterator[GeminiLive]:
    model = await opened(double, resumes=True)
    yield model
    await model.close()


def is_answered(event: Event) -> bool:
    return isinstance(event, Answered)


async def test_nothing_is_kept_unless_it_was_told_to(
    double: GeminiLiveDouble, model: GeminiLive
) -> None:
    # Even where a handle is at hand, as of another model of the list.
    told = brief()
    async with model.open(
        type(told)(told.instructions, "en", handle="h1", before=BEFORE), seconds=PATIENCE
    ) as session:
        witness = Witness(session)
        await talk(session)
        await witness.until(is_answered)
        await witness.stop()
    assert "sessionResumption" not in double.script.setups[0]
    assert double.script.history
    assert not [one for one in witness.events if isinstance(one, Kept)]


async def test_a_session_goes_on_with_what_google_kept(
    double: GeminiLiveDouble, resuming: GeminiLive
) -> None:
    async with resuming.open(brief(), seconds=PATIENCE) as session:
        witness = Witness(session)
        kept = await witness.until(lambda one: isinstance(one, Kept))
        await witness.stop()
    assert isinstance(kept, Kept)
    again = type(brief())(brief().instructions, "en", before=BEFORE, handle=kept.handle)
    async with resuming.open(again, seconds=PATIENCE) as session:
        witness = Witness(session)
        await talk(session)
        await witness.until(is_answered)
        await witness.stop()
    setup = double.script.setups[-1]
    assert setup["sessionResumption"] == {"handle": kept.handle}
    assert "historyConfig" not in setup
    assert double.script.history == []


async def test_where_google_kept_nothing_a_new_session_is_told_all(
    double: GeminiLiveDouble, resuming: GeminiLive
) -> None:
    lost = type(brief())(brief().instructions, "en", before=BEFORE, handle="forgotten")
    for _ in range(2):
        async with resuming.open(lost, seconds=PATIENCE) as session:
            witness = Witness(session)
            await talk(session)
            await witness.until(is_answered)
            await witness.stop()
    tried = [setup["sessionResumption"] for setup in double.script.setups]
    # What was no good once is not tried again.
    assert tried == [{"handle": "forgotten"}, {}, {}]
    assert len(double.script.history) == 4
