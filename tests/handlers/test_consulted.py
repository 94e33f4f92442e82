"""What people are told of who read a document, who saw it, and who did not answer."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from handlers.answers import answer, as_json
from handlers.cards import contract_card, seen_card
from handlers.chat import Card, Language
from handlers.consulted import notes, read_by
from handlers.deadlines import Outlook
from handlers.texts.catalogue import texts
from handlers.texts.written import dollars
from pipelines.consulted import Consulted
from pipelines.document.model import Reading
from pipelines.document.terms import Contract
from pipelines.errors import Fault
from pipelines.failover import Bar
from pipelines.usage import Usage
from tests.fake_ledger import MORNING, a_document, a_drop
from tests.handlers import asked
from tests.handlers.asked import CENT, consulted
from tests.handlers.office import FLAGGED, SHANGHAI, Office, lines, upload

TWO = datetime(2026, 11, 22, 2, 2, tzinfo=UTC)
RESTING = consulted("qwen", None, saw=False, usage=None, bar="resting", since=TWO)
UNHEARD = Usage(seconds=30.0, cost_usd=None, model="gpt-1")
LATE = consulted("gpt", fault=Fault.TIMEOUT, usage=UNHEARD)
UNASKED = consulted("gemini", saw=False, usage=None)


def said(reading: Reading, language: Language = "en") -> list[str]:
    return list(read_by(reading, language, SHANGHAI))


def noted(reading: Reading, language: Language = "en") -> list[str]:
    return [note.text for note in notes(reading, language)]


def test_the_footer_says_who_read_who_saw_it_where_and_for_how_much() -> None:
    reading = asked.read_by(RESTING, LATE, consulted(), UNASKED)
    assert said(reading) == [
        "Read by Claude (claude-1 at claude.test saw this document, $0.0093)",
        "Qwen: resting since 10:02 CST",
        "GPT: no answer (timeout); gpt-1 at gpt.test saw this document, price unknown",
    ]
    assert said(reading, "zh") == [
        "由Claude（claude.test 上的 claude-1 看到了本文件，$0.0093）读取",
        "Qwen：自 10:02 CST 起暂停使用",
        "GPT：未答复（超时）；gpt.test 上的 gpt-1 看到了本文件，费用未知",
    ]
    assert noted(reading) == []


def test_where_nobody_else_was_listed_nothing_is_said_of_others() -> None:
    assert said(asked.read_by()) == ["Read by the embedded reader, on Clerk's own machine"]
    assert said(asked.read_by(UNASKED)) == ["Read by the embedded reader, on Clerk's own machine"]


def test_ones_own_machine_is_called_that() -> None:
    [line] = said(asked.read_by(consulted("qwen", self_hosted=True)))
    assert line == "Read by Qwen (qwen-1 on your own qwen.test saw this document, $0.0093)"


def test_who_answered_and_was_not_needed_saw_it_all_the_same() -> None:
    reading = asked.read_by(consulted(), reader="local")
    assert (
        said(reading)[1] == "Claude read it too; claude-1 at claude.test saw this document, $0.0093"
    )
    assert noted(reading) == []


@pytest.mark.parametrize("silent", [RESTING, LATE])
def test_where_no_model_answered_the_card_says_whose_reading_it_is(silent: Consulted) -> None:
    alone = "The models did not answer; this is the embedded engine's reading."
    assert noted(asked.read_by(silent)) == [alone]
    barred = [consulted(saw=False, usage=None, bar=bar) for bar in ("budget", "route", "region")]
    assert noted(asked.read_by(*barred)) == []


def test_a_retired_model_is_named_with_its_successor() -> None:
    successor = consulted(instead_of="claude-0")
    assert noted(asked.read_by(successor)) == [
        "claude-0 is retired: its successor claude-1 was asked."
    ]
    assert noted(asked.read_by(UNASKED.model_copy(update={"instead_of": "gemini-0"}))) == []


@pytest.mark.parametrize("language", get_args(Language))
def test_every_fault_and_every_bar_has_a_sentence_of_its_own(language: Language) -> None:
    phrases = texts(language).asking
    assert set(phrases.faults) == set(Fault)
    assert set(phrases.bars) == set(get_args(Bar))
    every = [*phrases.faults.values(), *phrases.bars.values()]
    assert len(set(every)) == len(every)
    silent = [
        *(consulted(fault=fault) for fault in Fault),
        *(consulted(saw=False, usage=None, bar=bar) for bar in get_args(Bar)),
    ]
    for one, why in zip(silent, every, strict=True):
        matter = said(asked.read_by(one), language)[1]
        assert why in matter
        assert ("claude.test" in matter) is one.saw


@pytest.mark.parametrize("language", get_args(Language))
def test_every_reader_that_can_be_listed_has_a_name(language: Language) -> None:
    listed = {"local", "qwen", "claude", "gpt", "gemini"}
    assert set(texts(language).readers) == listed


@pytest.mark.parametrize(
    ("cost", "written"),
    [
        ("0", "$0"), ("0.00", "$0"), ("0.0000001", "<$0.0001"), ("0.0001", "$0.0001"),
        ("0.00925", "$0.0092"), ("0.5", "$0.50"), ("1.005", "$1.00"), ("1234.5", "$1,234.50"),
        ("0.12345", "$0.1234"), ("0.99999", "$1.00"),
    ],
)  # fmt: skip
def test_a_cost_is_never_written_as_nothing(cost: str, written: str) -> None:
    assert dollars(Decimal(cost)) == written


def whole(card: Card) -> str:
    return "\n".join([card.title, *lines(card), card.footer or ""])


@pytest.mark.parametrize(
    "kind",
    [
        {},
        {"kind": "contract", "invoice": None, "contract": Contract()},
        {"kind": "other", "invoice": None},
    ],
)
def test_whatever_a_document_is_its_card_says_who_saw_it(kind: dict[str, object]) -> None:
    reading = asked.read_by(LATE, **kind)
    cards = (
        contract_card(reading, "a.pdf", "en", "D-1", Outlook(MORNING.date())),
        seen_card(a_document(a_drop("t1", "F1"), "x", reading=reading), a_drop("t1", "F2"), UTC),
    )
    for card in cards:
        assert "gpt-1 at gpt.test saw this document" in whole(card)
        assert "embedded engine's reading" in whole(card)


async def test_accounting_and_whoever_drops_it_again_read_it_too(tmp_path: Path) -> None:
    office = Office(tmp_path / "scratch")
    office.reader.says = asked.read_by(consulted(), findings=FLAGGED.findings)
    for file in ("F1", "F2"):
        await office.answer(upload(file), b"%PDF-1.7 one")
    for card in (office.card(upload("F1")), office.card(upload("F2")), office.accounting_card()):
        assert "claude-1 at claude.test saw this document" in whole(card)


def test_what_a_server_calls_its_model_stays_plain_text() -> None:
    strange = consulted(model="<!channel> *m*", host="h_o_s_t.test")
    [line] = said(asked.read_by(strange))
    assert "<!channel> *m* at h_o_s_t.test" in line


def test_the_json_tells_of_each_that_was_listed() -> None:
    given = answer(asked.read_by(RESTING, LATE, consulted(instead_of="claude-0")), "a.pdf")
    resting, late, claude = given["consulted"]
    assert resting == {
        "reader": "qwen", "model": "qwen-1", "instead_of": None, "host": "qwen.test",
        "self_hosted": False, "saw": False, "fault": None, "bar": "resting",
        "since": "2026-11-22T02:02:00+00:00", "usage": None,
    }  # fmt: skip
    assert (late["fault"], late["usage"]["cost_usd"]) == ("timeout", None)
    assert (claude["instead_of"], claude["usage"]["cost_usd"]) == ("claude-0", CENT)
    assert claude["usage"]["tokens"] == {"input": 1650, "output": 600, "cached": 0, "written": 0}
    assert given["usage"]["tokens"] == {"input": 1650, "output": 600, "cached": 0, "written": 0}
    assert '"fault": "timeout"' in as_json(given)
