"""Over which amounts it takes two people, and what the approval of one of them counts for."""

from dataclasses import replace
from decimal import Decimal

import pytest

from handlers.people import Person
from handlers.reviews import Refused, after, may_decide, needs_two, refused
from tests.fake_ledger import MORNING
from tests.handlers.test_reviews import (
    ASKER,
    LARGE,
    LATER,
    NEWEST,
    POLICY,
    SMALL,
    act,
    asker,
    case,
    order,
    why,
)


@pytest.mark.parametrize(
    ("two_over", "currency", "total", "expected"),
    [
        ({}, "EUR", "999999", False),
        ({}, None, None, False),
        ({"EUR": "100"}, "EUR", "100.00", False),
        ({"EUR": "100"}, "EUR", "100.01", True),
        ({"EUR": "100"}, "EUR", "-100.01", True),
        ({"EUR": "100"}, "EUR", f"-100.{'0' * 29}1", True),
        ({"EUR": "100"}, "EUR", None, True),
        ({"EUR": "100"}, "USD", "1", True),
        ({"EUR": "100"}, None, "1", True),
        ({"EUR": "100", "*": "50"}, "USD", "50", False),
        ({"EUR": "100", "*": "50"}, "USD", "51", True),
        ({"EUR": "100", "*": "50"}, None, "1", True),
        ({"EUR": "100", "*": "50"}, "", "1", True),
        ({"EUR": "100", "*": "50"}, "*", "1", True),
        ({"EUR": "100", "*": "50"}, "eur", "1", True),
        ({"EUR": "100", "*": "50"}, "XXZ", "1", True),
        ({"EUR": "100", "*": "50"}, "EUR", "51", False),
        ({"*": "50"}, "USD", None, True),
    ],
)
def test_over_which_amounts_two_people_approve(
    two_over: dict[str, str], currency: str | None, total: str | None, expected: bool
) -> None:
    limits = {name: Decimal(amount) for name, amount in two_over.items()}
    amount = None if total is None else Decimal(total)
    asked = replace(SMALL, currency=currency, total=amount)
    assert needs_two(replace(POLICY, two_over=limits), asked) is expected


def test_over_the_limit_a_second_person_has_to_approve_too() -> None:
    one = case("pending", "stranger", act("approve", ASKER), total=LARGE)
    person = asker("accountant")
    assert refused(order("approve"), one, person, POLICY) == Refused("twice", ASKER, MORNING)
    assert may_decide(one, person, POLICY) == Refused("twice", ASKER, MORNING)
    assert refused(order("reject"), one, person, POLICY) is None, "people may change their minds"
    assert refused(order("approve"), one, Person("local:ben", "Ben", "admin"), POLICY) is None


def test_an_approval_counts_for_its_revision_only() -> None:
    one = case("pending", "stranger", act("approve", ASKER, NEWEST - 1), total=LARGE)
    assert why("approve", one, "accountant") is None
    assert after(order("approve"), one.review, POLICY, LATER).state == "pending"


def test_under_the_limit_an_earlier_approval_is_in_nobodys_way() -> None:
    one = case("pending", "stranger", act("approve", ASKER))
    assert why("approve", one, "accountant") is None
    assert after(order("approve"), one.review, POLICY, LATER).state == "approved"


def test_two_different_people_decide_over_the_limit() -> None:
    first = after(order("approve"), case("pending", total=LARGE).review, POLICY, LATER)
    assert (first.state, first.since, first.decision) == ("pending", MORNING, None)
    again = after(order("approve"), first, POLICY, LATER)
    assert again.state == "pending", "the same person twice is one person"
    second = replace(order("approve"), person="local:ben")
    assert after(second, first, POLICY, LATER).state == "approved"
