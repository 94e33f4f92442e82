"""The simulator says what it is, and for as long as its words would take."""

import asyncio

import pytest

from pipelines.huddle.simulator import MODEL, SimulatedVoice
from pipelines.usage import NO_TOKENS
from pipelines.voice import RATE, Answered, Event, Heard, Saying, Sound
from tests.contracts.voices import JPEG, brief, speech
from tests.virtual_time import run


async def converse(
    language: str, seconds: float, *, sees: bool = False
) -> tuple[list[Event], float]:
    """Give what happens once it heard so many seconds of speech, and how long that took."""
    voice = SimulatedVoice()
    happened = list[Event]()
    async with voice.open(brief(language=language), seconds=1.0) as session:
        if sees:
            await session.look(JPEG)
        await session.hear(speech(seconds))
        async for event in session.events():
            happened.append(event)
            if isinstance(event, Answered):
                break
    return happened, asyncio.get_running_loop().time()


@pytest.mark.parametrize(
    ("language", "plain", "ignorant"),
    [("en", "simulated assistant", "understand no words"), ("zh", "模拟助手", "听不懂")],
)
def test_it_says_that_it_is_simulated_and_what_it_heard(
    language: str, plain: str, ignorant: str
) -> None:
    happened, _ = run(converse(language, 4.0))
    [said] = [one.text for one in happened if isinstance(one, Saying) and one.whole]
    assert plain in said
    assert ignorant in said
    assert "4" in said
    [heard] = [one.text for one in happened if isinstance(one, Heard)]
    assert heard.startswith("[4 ")
    assert heard.endswith("]")


def test_it_costs_nothing_and_says_who_answered() -> None:
    happened, _ = run(converse("en", 1.0))
    [answered] = [one for one in happened if isinstance(one, Answered)]
    assert (answered.model, answered.tokens) == (MODEL, NO_TOKENS)


@pytest.mark.parametrize(
    ("language", "at_least", "at_most"), [("en", 6.0, 12.0), ("zh", 6.0, 12.0)]
)
def test_it_speaks_for_about_as_long_as_people_do(
    language: str, at_least: float, at_most: float
) -> None:
    happened, took = run(converse(language, 2.0))
    lasts = sum(len(one.pcm) for one in happened if isinstance(one, Sound)) / 2 / RATE
    assert at_least < lasts < at_most
    assert 0 < took < lasts  # it comes faster than it is heard, and can be cut off


def test_it_says_that_it_cannot_look_at_a_picture() -> None:
    said = [run(converse("en", 1.0, sees=sees))[0] for sees in (False, True)]
    without, with_it = (one[-2] for one in said)
    assert isinstance(without, Saying)
    assert isinstance(with_it, Saying)
    assert "picture" in with_it.text
    assert "picture" not in without.text


def test_asked_before_anybody_spoke_it_says_so() -> None:
    async def ask() -> str:
        async with SimulatedVoice().open(brief(alone=False), seconds=1.0) as session:
            await session.answer()
            async for event in session.events():
                if isinstance(event, Saying) and event.whole:
                    return event.text
        return ""

    assert "heard nobody" in run(ask())
