"""Contracts as rules read them: parties, terms and where each of them stands."""

import textwrap

import pytest

from pipelines.document.clauses.read import read_clauses
from tests.pipelines.document.clauses.clausebook import CLAUSES, Clause
from tests.pipelines.document.clauses.preambles import OPENINGS, Opening
from tests.pipelines.document.sheets import printed


def rows(text: str) -> list[str]:
    """Break a text into rows as a page does."""
    return textwrap.wrap(text, 90)


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda one: one.rows[0])
def test_the_parties_are_those_of_the_opening(opening: Opening) -> None:
    found = read_clauses(printed(*opening.rows)).contract
    assert list(zip(found.parties, found.roles, strict=True)) == list(opening.parties)


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda one: f"{one.term}: {one.text[:50]}")
def test_a_clause_says_what_it_says_and_no_more(clause: Clause) -> None:
    found = read_clauses(printed(*rows(clause.text)))
    value = getattr(found.contract, clause.term)
    assert (None if value is None else str(value)) == clause.value
    assert (clause.term in found.evidence) is (value is not None)
