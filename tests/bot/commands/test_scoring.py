"""What a reader's documents took: a model's seconds, price and shape, also where it failed."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.commands.entrants import Entrant
from bot.commands.results import Outcome
from bot.commands.scoring import contestant, why
from pipelines.comparison.contest import Run
from pipelines.consulted import Consulted
from pipelines.document.model import Reading
from pipelines.errors import Fault
from pipelines.failover import Bar
from pipelines.usage import Tokens, Usage
from tests.bot.commands.evaluated import Counting, reading_of_other

USED = Usage(seconds=2.5, cost_usd=Decimal("0.01"), tokens=Tokens(input=10, output=1))


def consulted(
    fault: Fault | None = None, bar: Bar | None = None, usage: Usage | None = USED
) -> Outcome:
    saw = bar is None
    one = Consulted(
        name="claude", model="m", host="h", saw=saw, fault=fault, bar=bar,
        usage=usage if saw else None,
    )  # fmt: skip
    whole = Usage(seconds=9.0, cost_usd=Decimal(5))
    return Outcome(Reading(kind="other", reader="claude", pages=1, usage=whole, consulted=(one,)))


def run_of(outcome: Outcome) -> Run:
    reader = Counting(reading_of_other())
    [run] = contestant(Entrant("claude", reader), [], {Path("a"): outcome}, date(2026, 1, 1)).runs
    return run


def test_it_is_told_why_documents_were_not_read() -> None:
    outcomes = {
        Path(str(at)): one
        for at, one in enumerate(
            [consulted(), consulted(Fault.KEY), consulted(Fault.KEY), Outcome(None, "Empty.")]
        )
    }
    reader = Entrant("claude", Counting(reading_of_other()))
    found = contestant(reader, [], outcomes, date(2026, 1, 1))
    assert found.unread == {"no answer (it refused the key)": 2, "Empty.": 1}
    assert sum(found.unread.values()) == found.failed


CENT = Decimal("0.01")


@pytest.mark.parametrize(
    ("outcome", "run"),
    [
        (consulted(), Run(2.5, CENT, shaped=True)),
        (consulted(Fault.SHAPE), Run(2.5, CENT, shaped=False, read=False)),
        (consulted(Fault.TRUNCATED), Run(2.5, CENT, shaped=False, read=False)),
        (consulted(Fault.NO_JSON), Run(2.5, CENT, shaped=False, read=False)),
        (consulted(Fault.BUSY), Run(2.5, CENT, shaped=None, read=False)),
        (consulted(bar="resting"), Run(None, Decimal(0), shaped=None, read=False)),
        (
            consulted(Fault.TIMEOUT, usage=Usage(seconds=60, cost_usd=None)),
            Run(60, None, shaped=None, read=False),  # nobody knows what it worked
        ),
        (consulted(usage=Usage(seconds=2, cost_usd=None)), Run(2, None, shaped=True)),
        (Outcome(None, "The file is empty."), Run(None, Decimal(0), read=False)),
        (Outcome(reading_of_other()), Run(0.1, Decimal(0))),
    ],
)
def test_a_run_is_the_models_own(outcome: Outcome, run: Run) -> None:
    assert run_of(outcome) == run


@pytest.mark.parametrize(
    ("outcome", "kept", "told"),
    [
        (Outcome(None, "The file is empty."), True, "The file is empty."),
        (Outcome(reading_of_other()), True, "nothing"),
        (consulted(), True, "nothing"),
        (consulted(Fault.SHAPE), True, "its answer could not be used (not in the form asked for)"),
        (consulted(Fault.REFUSED), True, "no answer (it declined)"),
        (consulted(Fault.TIMEOUT), False, "no answer (timeout)"),
        (consulted(Fault.KEY), False, "no answer (it refused the key)"),
        (consulted(Fault.NO_JSON), False, "its answer could not be used (no data in it)"),
        (consulted(bar="resting"), False, "resting"),
    ],
)
def test_what_may_end_otherwise_another_time_is_not_kept(
    outcome: Outcome, kept: bool, told: str
) -> None:
    assert (outcome.is_for_good, why(outcome)) == (kept, told)


@pytest.mark.parametrize(
    ("outcome", "read"), [(consulted(), True), (consulted(Fault.SHAPE), False)]
)
def test_a_model_that_gave_nothing_has_no_answer(outcome: Outcome, read: bool) -> None:
    assert (outcome.answer is not None) == read
