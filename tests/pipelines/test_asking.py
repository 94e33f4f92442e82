"""What a call used, and whether anybody said so."""

import pytest

from pipelines.errors import BackendRefused, BackendUnavailable, BadAnswer, Fault
from pipelines.usage import Tokens
from tests.pipelines.oracles import UNCOUNTED, Does, ask, backend, failover, oracle
from tests.virtual_time import run

DOWN = BackendUnavailable(Fault.CONNECTION)
BUSY = BackendUnavailable(Fault.BUSY)


@pytest.mark.parametrize(
    ("steps", "unsaid"),
    [
        (["yes"], False),
        ([BUSY, "yes"], False),
        ([UNCOUNTED], True),
        ([BackendRefused(Fault.KEY)], False),
        ([BadAnswer(Fault.SHAPE, Tokens(input=20))], False),
        ([BadAnswer(Fault.NO_JSON)], True),
        ([DOWN, "yes"], True),
        ([Does("late", 600)], True),
    ],
)
def test_what_may_have_worked_and_did_not_say_what_it_used_is_told(
    steps: list[Exception | str | Does], unsaid: bool
) -> None:
    async def scenario() -> None:
        outcome = await ask(failover([backend("a", oracle(*steps))]))
        assert outcome.tried[0].unsaid is unsaid

    run(scenario())
