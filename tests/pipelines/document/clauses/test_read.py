"""Contracts as rules read them: parties, terms and where each of them stands."""

import textwrap

import pytest

from pipelines.document.clauses.prose import MOST_ROWS, Prose
from pipelines.document.clauses.read import read_clauses
from pipelines.document.clauses.verbatim import follows
from pipelines.document.model import Source
from pipelines.document.terms import TERMS
from tests.pipelines.document.clauses.clausebook import CLAUSES, Clause
from tests.pipelines.document.clauses.papers import PAPERS, Paper
from tests.pipelines.document.clauses.papers_abroad import PAPERS_ABROAD
from tests.pipelines.document.clauses.preambles import OPENINGS, Opening
from tests.pipelines.document.sheets import printed

SOURCES: tuple[Source, ...] = ("pdf_text", "ocr")


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


@pytest.mark.parametrize("paper", PAPERS + PAPERS_ABROAD, ids=lambda one: one.parties[0])
def test_of_a_whole_contract_every_term_is_read_and_none_besides(paper: Paper) -> None:
    lines = textwrap.dedent(paper.text).strip().split("\n")
    found = read_clauses(printed(*lines))
    pairs = zip(found.contract.parties, found.contract.roles, strict=True)
    assert tuple(f"{name}: {role}" for name, role in pairs) == paper.parties
    values = {name: getattr(found.contract, name) for name in TERMS}
    assert {name: str(value) for name, value in values.items() if value is not None} == paper.terms
    assert found.doubles == {}


@pytest.mark.parametrize("paper", PAPERS + PAPERS_ABROAD, ids=lambda one: one.parties[0])
def test_every_value_follows_from_its_quote_on_the_page(paper: Paper) -> None:
    lines = textwrap.dedent(paper.text).strip().split("\n")
    found = read_clauses(printed(*lines))
    whole = "".join("".join(lines).replace("|", "").split())
    for name, places in found.evidence.items():
        at = name.partition(".")[2]
        value = found.contract.parties[int(at)] if at else getattr(found.contract, name)
        assert follows(name.partition(".")[0], value, places[0].text or "")
        assert places[0].page == 1
        assert "".join((places[0].text or "").split()) in whole


@pytest.mark.parametrize("paper", PAPERS + PAPERS_ABROAD, ids=lambda one: one.parties[0])
def test_recognised_rows_say_the_same(paper: Paper) -> None:
    """OCR gives a whole row as one word."""
    lines = textwrap.dedent(paper.text).strip().split("\n")
    layer, scan = (read_clauses(printed(*lines, source=source)) for source in SOURCES)
    assert scan.contract == layer.contract
    assert all(place.source == "ocr" for places in scan.evidence.values() for place in places)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("EX-10.1 2 a09-6413_1ex10d1.htm EX-10.1", None),
        ("EX-99.(D)(2) 9 d352811dex99d2.htm EX-99.(D)(2)", None),
        ("EX-10.1 2 ex101.htm SEPARATION LETTER", "SEPARATION LETTER"),
        ("EX-10.1 2 ex101.htm EX-10.1 SEPARATION LETTER", "SEPARATION LETTER"),
    ],
)
def test_the_label_of_an_exhibit_is_no_title(head: str, title: str | None) -> None:
    letter = (head, "Exhibit 10.1", "February 1, 2017", "Dear Ken:", "This letter is agreed.")
    found = read_clauses(printed(*letter))
    assert found.contract.title == title
    quotes = [place.text for place in found.evidence.get("title", ())]
    assert quotes == ([title] if title else [])


SIGNED = (
    "NON-DISCLOSURE AGREEMENT",
    "This Agreement is dated as of the date last signed below, between Calder Medical LLC",
    "(“Calder”) and Dr. Simon Weiss (“Consultant”). The term of this Agreement is two years.",
    "CALDER MEDICAL LLC", "By: /s/ Rita Moss", "Date: March 4, 2015",
    "/s/ Simon Weiss", "Date: March 9, 2015",
)  # fmt: skip


def test_a_day_under_a_signature_is_no_date_of_a_letter() -> None:
    found = read_clauses(printed(*SIGNED)).contract
    assert str(found.effective_date) == "2015-03-09"
    assert found.parties == ("Calder Medical LLC", "Simon Weiss")


def test_a_quote_is_the_whole_sentence_and_not_the_heading_over_it() -> None:
    sentence = (
        "This Agreement, and all claims or causes of action that may be based upon, arise out of",
        "or relate to it, or the negotiation, execution or performance of it, including any claim",
        "based upon a representation, shall be governed by the laws of the State of Ohio.",
    )
    found = read_clauses(printed(*SIGNED[:3], *sentence)).evidence
    assert [one.text for one in found["governing_law"]] == [" ".join(sentence)]
    letter = ("FOSTER COMPANY", "415 Holiday Drive", "CONFIDENTIALITY AGREEMENT", "May 7, 2013")
    found = read_clauses(printed(*letter)).evidence
    assert [one.text for one in found["effective_date"]] == ["May 7, 2013"]
    head = ("EX-10.1 2 a.htm EX-10.1", "Exhibit 10.1", "Effective as of May 7, 2013", "Dear Al:")
    found = read_clauses(printed(*head)).evidence
    assert [one.text for one in found["effective_date"]] == ["Effective as of May 7, 2013"]
    law = "This Agreement is governed by the laws of Ohio. b. Entire Agreement. This is all."
    found = read_clauses(printed(law)).evidence
    assert [one.text for one in found["governing_law"]] == [law[:47]]
    made = ("DEED OF SECRECY", "This Deed is made on 7 May 2013 between the parties.")
    found = read_clauses(printed(*made)).evidence
    assert [one.text for one in found["effective_date"]] == ["This Deed is made on 7 May 2013"]


def test_an_annex_of_a_short_contract_is_a_paper_of_its_own() -> None:
    annex = ("EXHIBIT A", "The term of this Joinder shall be seven (7) years.")
    assert read_clauses(printed(*SIGNED, *annex)).contract.term == "2 years"


def test_a_hostile_page_is_read_in_bounds() -> None:
    """Brackets that nobody closes, names without end: a second or so on a slow machine."""
    endless = ('agreement between A B, C D, (E F and G H, (the "Company" by and between',) * 900
    assert len(read_clauses(printed(*endless)).contract.parties) < 50
    assert len(Prose(printed(*["law"] * (MOST_ROWS + 9))).lines()) == MOST_ROWS
