"""A contract becomes a card: its terms, what was not found, and until when to act."""

from datetime import UTC, date

import pytest

from handlers.answers import answer
from handlers.cards import contract_card, seen_card
from handlers.chat import Buttons, Card, Code, Fields, Language, Table, Text
from handlers.deadlines import Outlook
from pipelines.document.findings import Finding
from pipelines.document.terms import Contract
from tests.fake_ledger import a_document, a_drop
from tests.handlers.pacts import LEASE, a_pact, placed
from tests.handlers.pile import said

AHEAD = "Notice to end it must be given by 2027-03-01."
OVER = "Notice to end it had to be given by 2027-03-01: that day has passed."
SEEN = Outlook(date(2026, 11, 22), days=30)
BACKWARDS = Finding(
    rule="missing_evidence", severity="error", field="expiry_date", facts={"found": "2027-03-31"}
)


def card(
    contract: Contract = LEASE,
    language: Language = "en",
    outlook: Outlook = SEEN,
    **changes: object,
) -> Card:
    return contract_card(a_pact(contract, **changes), "lease.pdf", language, "D-1", outlook)


def rows(shown: Card) -> dict[str, str]:
    [fields] = [part for part in shown.parts if isinstance(part, Fields)]
    return dict(fields.rows)


def test_a_contract_is_told_with_the_pages_of_its_quotes() -> None:
    shown = card()
    assert shown.title == "Contract · Warehouse Lease Agreement"
    assert rows(shown) == {
        "Party 1 · p. 1": "Northmoor Storage Ltd (Lessor)",
        "Party 2": "Elbtal Handel GmbH",
        "Effective date": "2025-04-01",
        "Expiry date · p. 2": "2027-03-31",
        "Term": "2 years",
        "Renewal": "Renews itself for 1 year",
        "Notice period": "30 days",
        "Amount": "4,800.00 GBP",
        "Governing law": "England and Wales",
    }
    assert said(shown) == [
        "No check found a contradiction.",
        f"{AHEAD} You will be reminded here on 2027-01-30.",
        f"Termination · p. 3: “{LEASE.termination}”",
    ]
    assert shown.tone == "plain"
    assert (
        shown.footer
        == "Read by the embedded reader, on Clerk's own machine · 3 pages · no virus scan · D-1"
    )


def test_a_contract_is_told_in_chinese() -> None:
    shown = card(language="zh")
    assert shown.title == "合同 · Warehouse Lease Agreement"
    told = rows(shown)
    assert (told["期限"], told["续期"], told["通知期"]) == ("2 年", "自动续期 1 年", "30 天")
    assert (
        said(shown)[1]
        == "如欲终止或不再续期，最迟须于 2027-03-01 发出通知。我将于 2027-01-30 在此提醒。"
    )


def test_what_was_not_found_is_said_to_be_so_and_nothing_else() -> None:
    shown = card(Contract())
    assert shown.title == "Contract"
    assert set(rows(shown).values()) == {"not found"}
    assert len(rows(shown)) == 9
    assert said(shown) == ["No check found a contradiction."]


def test_nobody_decides_on_a_contract_and_its_errors_are_shown() -> None:
    shown = card(findings=(BACKWARDS,))
    assert not [part for part in shown.parts if isinstance(part, Buttons)]
    assert shown.tone == "bad"
    assert shown.parts[:2] == (
        Text("1 check failed: hold this against the contract itself.", "bad"),
        Text("Expiry date “2027-03-31” was not found on the page.", "bad"),
    )
    assert "paid" not in str(shown)


def test_dropped_again_a_contract_with_an_error_looks_like_one_too() -> None:
    first, again = a_drop("t1", "F1"), a_drop("t1", "F2")
    for findings, tone in (((BACKWARDS,), "bad"), ((), "plain")):
        document = a_document(first, "x", reading=a_pact(findings=findings))
        assert seen_card(document, again, UTC).tone == tone


def test_an_error_says_where_the_value_stands() -> None:
    party = Finding(
        rule="missing_evidence", severity="error", field="parties.0", facts={"found": "Northmoor"}
    )
    assert said(card(findings=(party,)))[1:3] == [
        "Party 1 “Northmoor” was not found on the page.",
        "Party 1: “quote”, page 1",
    ]
    tables = [part for part in card(findings=(BACKWARDS,)).parts if isinstance(part, Table)]
    assert tables == []


def test_of_days_that_contradict_each_other_each_is_told_with_its_place() -> None:
    facts = {
        "term": "2 years",
        "start": "2025-04-01",
        "expected": "2027-04-01",
        "found": "2027-05-31",
    }
    wrong = Finding(rule="term_mismatch", severity="error", field="expiry_date", facts=facts)
    evidence = {"effective_date": placed(1), "term": placed(2), "expiry_date": placed(2)}
    shown = card(findings=(wrong,), evidence=evidence)
    [table] = [part for part in shown.parts if isinstance(part, Table)]
    assert table.rows == (
        ("Effective date", "quote", "page 1"),
        ("Term", "quote", "page 2"),
        ("Expiry date", "quote", "page 2"),
    )
    in_chinese = card(language="zh", findings=(wrong,))
    assert "到期日期 2027-05-31：自 2025-04-01 起 2 年，应为 2027-04-01。" in said(in_chinese)


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("parties.7", "Party 8 is missing."),
        ("parties.0.total", "parties.0.total is missing."),
        ("term.3", "term.3 is missing."),
        ("model_dump", "model_dump is missing."),
    ],
)
def test_a_finding_about_what_there_is_none_of_is_told_all_the_same(field: str, line: str) -> None:
    lost = Finding(rule="missing_field", severity="error", field=field)
    shown = card(findings=(lost,), evidence={field: placed(1)})
    assert said(shown)[1] == line
    assert "quote, page 1" not in str(shown)


@pytest.mark.parametrize(
    ("contract", "title"),
    [
        (LEASE.model_copy(update={"title": None}), "Northmoor Storage Ltd · Elbtal Handel GmbH"),
        (LEASE.model_copy(update={"title": "A " * 200}), f"{'A ' * 39}A…"),
    ],
)
def test_a_contract_is_called_by_its_title_or_its_parties(contract: Contract, title: str) -> None:
    assert card(contract).title == f"Contract · {title}"


def test_many_parties_are_cut_and_counted() -> None:
    names = tuple(f"Company {number} Ltd" for number in range(11))
    shown = card(LEASE.model_copy(update={"parties": names, "roles": (None,) * 11}))
    assert [name for name in rows(shown) if name.startswith("Party")][-1] == "Party 8"
    assert said(shown)[-2] == "… and 3 more parties; all of them are in the JSON."


def test_long_words_are_shortened_on_the_card_and_whole_in_the_json() -> None:
    long = LEASE.model_copy(update={"termination": "without cause, " * 60})
    shown = card(long)
    assert said(shown)[-1].startswith("Termination · p. 3: “without cause, ")
    assert len(said(shown)[-1]) == len("Termination · p. 3: “”") + 160
    [code] = [part for part in shown.parts if isinstance(part, Code)]
    assert "without cause, " * 60 in code.text


@pytest.mark.parametrize(
    ("changes", "renewal"),
    [
        ({"renewal_term": None}, "Renews itself"),
        ({"auto_renewal": False}, "Does not renew itself"),
        ({"auto_renewal": None}, "1 year"),
        ({"auto_renewal": None, "renewal_term": None}, "not found"),
        ({"renewal_term": "as long as it pleases"}, "Renews itself for as long as it pleases"),
    ],
)
def test_a_renewal_is_told_as_far_as_it_is_known(changes: dict[str, object], renewal: str) -> None:
    assert rows(card(LEASE.model_copy(update=changes)))["Renewal"] == renewal


@pytest.mark.parametrize(
    ("dropped", "days", "lines"),
    [
        (
            date(2027, 3, 2),
            30,
            [f"{OVER} Unless it was given, the contract renews itself after 2027-03-31."],
        ),
        (
            date(2027, 3, 31),
            30,
            [f"{OVER} Unless it was given, the contract renews itself after 2027-03-31."],
        ),
        (
            date(2027, 4, 1),
            30,
            [f"{OVER} It may have renewed itself since."],
        ),
        (date(2026, 11, 22), 0, [AHEAD]),
        (
            date(2027, 2, 20),
            30,
            [f"{AHEAD} You will be reminded here on 2027-02-21."],
        ),
    ],
)
def test_a_deadline_is_told_as_it_stands_on_the_day_of_the_drop(
    dropped: date, days: int, lines: list[str]
) -> None:
    assert said(card(outlook=Outlook(dropped, days)))[1:-1] == lines


def test_a_term_that_was_reckoned_renews_itself_after_its_last_day() -> None:
    reckoned = LEASE.model_copy(update={"expiry_date": None})
    assert said(card(reckoned, outlook=Outlook(date(2027, 3, 2))))[2] == (
        f"{OVER} Unless it was given, the contract renews itself after 2027-03-31."
    )


@pytest.mark.parametrize(
    ("language", "row", "amount"),
    [
        ("en", "Amount", "4,800.00 (currency not clear)"),
        ("zh", "金额", "4,800.00（币种不明）"),
    ],
)
def test_an_amount_without_a_currency_is_said_to_be_one(
    language: Language, row: str, amount: str
) -> None:
    assert rows(card(LEASE.model_copy(update={"currency": None}), language))[row] == amount


def test_after_the_notice_what_ends_is_reminded_of_at_its_end() -> None:
    fixed = LEASE.model_copy(update={"auto_renewal": None})
    assert said(card(fixed, outlook=Outlook(date(2027, 3, 2), 10)))[1:-1] == [
        OVER,
        "Its term ends on 2027-03-31. You will be reminded here on 2027-03-21.",
    ]


def test_a_last_day_that_was_reckoned_is_said_to_be() -> None:
    shown = card(LEASE.model_copy(update={"expiry_date": None}))
    assert rows(shown)["Expiry date"] == "not found"
    assert said(shown)[1] == (
        "It does not state its last day: reckoned from its effective date and its term, "
        "that is 2027-03-31."
    )


def test_markup_in_a_contract_stays_what_it_is() -> None:
    odd = LEASE.model_copy(update={"title": "*Pay* <@U1>", "parties": ("<b>A</b>", "B")})
    assert card(odd).title == "Contract · *Pay* <@U1>"
    assert rows(card(odd))["Party 1 · p. 1"] == "<b>A</b> (Lessor)"


def test_the_answer_holds_all_that_a_contract_says() -> None:
    given = answer(a_pact(), "lease.pdf")
    assert (given["kind"], given["invoice"], given["status"]) == ("contract", None, "clear")
    contract = given["contract"]
    assert contract["parties"] == ["Northmoor Storage Ltd", "Elbtal Handel GmbH"]
    assert contract["roles"] == ["Lessor", None]
    assert contract["expiry_date"] == "2027-03-31"
    assert contract["notice_deadline"] == "2027-03-01"
    assert set(contract) == {*Contract.model_fields, "notice_deadline"}
    assert answer(a_pact(None), "lease.pdf")["contract"] is None


def test_of_a_contract_of_which_nothing_was_read_no_more_is_said() -> None:
    shown = contract_card(a_pact(None), "nda.pdf", "en", None, SEEN)
    assert shown.title == "nda.pdf is a contract, but nothing of its terms was read."
    assert shown.parts == ()
