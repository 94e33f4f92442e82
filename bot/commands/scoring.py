"""What readers made of documents, held against the truth and against each other."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bot.commands.entrants import Entrant
from bot.commands.measuring import Outcomes
from bot.commands.results import Outcome
from handlers.answers import answer
from handlers.earlier import held_against
from handlers.runs import price_of
from handlers.texts.catalogue import texts
from pipelines.comparison.agreement import Agreement, agreement
from pipelines.comparison.contest import Contestant, Run
from pipelines.comparison.folder import Case, Paper
from pipelines.comparison.score import Score, score, unread
from pipelines.errors import Fault


def contestant(
    entrant: Entrant, cases: Sequence[Case], outcomes: Outcomes, today: date
) -> Contestant:
    """Sum up what one reader made of all documents."""
    told = [(outcome, _run(outcome)) for outcome in outcomes.values()]
    unread = Counter(why(outcome) for outcome, run in told if not run.read)
    runs = [run for _, run in told]
    return Contestant(entrant.model, scores(cases, outcomes, today), runs, unread)


# How a model answers out of shape: too much, too little, or something else.
_MISSHAPEN = frozenset({Fault.TRUNCATED, Fault.SHAPE, Fault.NO_JSON})


def _run(outcome: Outcome) -> Run:
    reading, asked = outcome.reading, outcome.asked
    if reading is None:
        return Run(None, Decimal(0), read=False)
    if asked is None:
        return Run(reading.usage.seconds, reading.usage.cost_usd)
    return Run(
        None if asked.usage is None else asked.usage.seconds,
        price_of(asked) if asked.saw else Decimal(0),
        shaped=asked.answered if asked.answered or asked.fault in _MISSHAPEN else None,
        read=asked.answered,
    )


def why(outcome: Outcome) -> str:
    """Say why there is no answer."""
    said, asked = texts("en").asking, outcome.asked
    if asked is not None and asked.fault is not None:
        return said.faults[asked.fault]
    if asked is not None and asked.bar is not None:
        return said.bars[asked.bar]
    return outcome.error or "nothing"


def scores(cases: Sequence[Case], outcomes: Outcomes, today: date) -> dict[str, Score]:
    """Score what was read, by folder."""
    readings = {
        (case.path.parent, case.name): reading
        for case in cases
        if (reading := outcomes[case.path].answer) is not None
    }
    found: dict[str, Score] = {}
    for case in cases:
        where = case.path.parent
        reading = readings.get((where, case.name))
        if reading is None:
            one = unread(case.title, case.truth, why(outcomes[case.path]))
        else:
            before = {
                other: readings[where, other]
                for other in case.truth.after
                if (where, other) in readings
            }
            said = answer(held_against(reading, before, today), case.path.name)
            one = score(case.title, case.truth, said)
        found.setdefault(case.folder, Score()).add(one)
    return found


def agreed(papers: Sequence[Paper], found: Mapping[str, Outcomes]) -> Agreement | None:
    """Hold what readers read against each other; None of a single one."""
    if len(found) < 2:
        return None
    return agreement({name: _answers(papers, outcomes) for name, outcomes in found.items()})


def _answers(papers: Sequence[Paper], outcomes: Outcomes) -> dict[str, dict[str, Any]]:
    return {
        paper.title: answer(reading, paper.path.name)
        for paper in papers
        if (reading := outcomes[paper.path].answer) is not None
    }
