"""Writers side by side: the rows, and what is unknown or failed."""

from dataclasses import replace
from decimal import Decimal

from pipelines.comparison.report import aligned
from pipelines.comparison.statements import Told, weighed
from pipelines.comparison.subjects import Subject, compared
from pipelines.comparison.writers import (
    COUNTED,
    Essay,
    Minuted,
    doubt_rows,
    tables,
    values,
    wrong,
)
from pipelines.usage import Tokens

SAID = [("S0001", "We ship on Friday."), ("S0002", "Yes.")]
TRUE = Told("decision", "We ship on Friday", ("S0001",), "We ship on Friday")
LIE = Told("decision", "We sink", ("S0002",), "We sink", ("not_said",))
PRICE = Subject("Price", ((0, 100),))


def essay(meeting: str, writer: str, *told: Told, spans: tuple[float, float] = (0, 100)) -> Essay:
    score = Minuted(
        weighed(told, SAID), compared([PRICE], [Subject("A", (spans,))]), (1, len(told), 0, 0, 0, 0)
    )
    return Essay(meeting, writer, score, 2.0, Tokens(input=100, output=10), Decimal("0.01"))


ESSAYS = [
    essay("one", "good", TRUE),
    essay("one", "bad", TRUE, LIE, spans=(50, 250)),
    essay("two", "good", TRUE, TRUE),
    Essay("two", "bad", None, 2.0, Tokens(input=100, output=10), None,
          why="no minutes by bad (key)", wanted=(PRICE,)),
]  # fmt: skip


def test_each_writer_has_a_row_over_all_meetings() -> None:
    right, told, *_ = tables(ESSAYS)
    assert right == [
        ("writer", "meetings", "cites", "places", "unverified", "recall", "precision", "s", "$"),
        ("good", "2/2", "1.000", "1.0", "0.000", "1.000", "1.000", "4.0", "0.02"),
        # What it did not write about, it missed.
        ("bad", "1/2", "0.500", "1.0", "0.500", "0.250", "0.250", "4.0", "unknown"),
    ]
    assert told[1:] == [
        ("good", "2/2", "2", "3", "0", "0", "0", "0", "200", "20"),
        ("bad", "1/2", "1", "2", "0", "0", "0", "0", "200", "20"),
    ]


def test_writers_of_one_meeting_stand_below_each_other() -> None:
    *_, right, told = tables(ESSAYS)
    names = [("one", "good"), ("one", "bad"), ("two", "good"), ("two", "bad")]
    for table in (right, told):
        assert [one[:2] for one in table[1:]] == names
        assert {len(one) for one in table} == {len(table[0])}
        assert "failed" in table[-1]


def test_who_tells_nothing_has_no_figures_but_that_it_found_nothing() -> None:
    nothing = Minuted(weighed([], SAID), compared([PRICE], []), (0,) * len(COUNTED))
    silent = Essay("one", "silent", nothing)
    assert tables([silent])[0][1][2:] == ("-", "-", "-", "0.000", "-", "0.0", "0")
    found = values(silent)
    names = ("citation_validity", "unverified_rate", "topic_recall", "topic_precision")
    assert [found[one] for one in names] == [None, None, 0, None]


def test_the_tables_fit_a_terminal() -> None:
    name, cost = "committee_education_10", Decimal("0.012345")
    ours = [
        replace(one, meeting=name, writer="gemini-video", cost=cost, seconds=899.9,
                tokens=Tokens(input=123_456, output=12_345))
        for one in ESSAYS[:2]
    ]  # fmt: skip
    for table in tables(ours):
        assert max(map(len, aligned(table).splitlines())) <= 100


def test_a_small_cost_is_not_nothing() -> None:
    assert tables([replace(ESSAYS[0], cost=Decimal("0.00002"))])[0][1][-1] == "0.00002"


def test_where_no_truth_says_when_there_is_no_figure_of_it() -> None:
    known = essay("one", "good", TRUE)
    assert known.score is not None
    row = tables([replace(known, score=replace(known.score, spans=None))])[0][1]
    assert row[5:7] == ("-", "-")


def test_doubts_have_a_column_for_each_writer() -> None:
    assert doubt_rows(ESSAYS) == [("doubt", "good", "bad"), ("not_said", "0", "1")]


def test_what_is_wrong_is_named_and_what_failed_says_why() -> None:
    lines = [*wrong(ESSAYS)]
    assert "one  minutes, bad" in lines
    assert "    unverified  not_said: decision: We sink" in lines
    assert "    cited amiss decision: We sink" in lines
    assert "    topic       50/100 s  Price  ->  A" in lines
    failed = values(ESSAYS[3])
    assert (failed["error"], failed["cost_usd"]) == ("no minutes by bad (key)", None)
    told = values(ESSAYS[1])
    assert (told["citation_validity"], told["unverified_rate"]) == (0.5, 0.5)
    assert (told["topic_recall"], told["topic_precision"]) == (0.5, 0.25)
    assert (told["doubts"], told["decisions"]) == ({"not_said": 1}, 2)
