"""Whatever backends do, and whoever gives up: time, places and leave are kept."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import BackendUnavailable, BadAnswer, Fault
from pipelines.failover import Failover
from tests.pipelines.oracles import Does, Oracle, ask, backend, failover, now, told
from tests.virtual_time import run

DOWN = BackendUnavailable(Fault.CONNECTION)
STEPS = st.sampled_from(
    [DOWN, BackendUnavailable(Fault.BUSY, retry_after=7), BadAnswer(Fault.SHAPE), "yes"]
)
SCRIPT = st.lists(st.builds(Does, STEPS, st.sampled_from([0.0, 1.0, 45.0, 500.0])), min_size=1)


@given(
    scripts=st.lists(SCRIPT, min_size=1, max_size=3),
    arrivals=st.lists(st.integers(0, 200), min_size=1, max_size=12),
    cancelled=st.sets(st.integers(0, 11), max_size=3),
    seconds=st.integers(1, 120),
)
def test_whatever_happens_time_and_places_are_kept(
    scripts: list[list[Does]], arrivals: list[int], cancelled: set[int], seconds: int
) -> None:
    oracles = [Oracle([*script]) for script in scripts]

    async def arrive(chain: Failover[Oracle], when: int) -> None:
        await asyncio.sleep(when)
        begun = now()
        outcome = await ask(chain, seconds=float(seconds))
        # Each backend may overrun by what cuts it off, and nobody waits longer.
        assert now() - begun <= seconds + 2.0 * len(oracles) + 0.01
        assert len(outcome.tried) == len(oracles)
        answered = [one for one in outcome.tried if one.saw and one.fault is None]
        assert len(answered) == (outcome.result is not None)
        for one in outcome.tried:
            assert not (one.bar and one.saw)
            assert (one.since is not None) >= (one.bar == "resting")

    async def scenario() -> None:
        chain = failover([backend(str(place), one) for place, one in enumerate(oracles)])
        tasks = [asyncio.create_task(arrive(chain, when)) for when in arrivals]
        await asyncio.sleep(100)
        for place in cancelled & set(range(len(tasks))):
            tasks[place].cancel()
        done = await asyncio.gather(*tasks, return_exceptions=True)
        assert [one for one in done if isinstance(one, Exception)] == []
        # Whatever went before: once all rests are over, everybody is asked again.
        await asyncio.sleep(4000)
        for one in oracles:
            assert one.running == 0
            assert one.most <= 4
            one.steps = [Does(BadAnswer(Fault.SHAPE), 0.0)]
        assert set(told(await ask(chain))) == {"shape"}

    run(scenario())
