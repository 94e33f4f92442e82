"""Which statements cite segments that hold their words, and which are not verified."""

import pytest

from pipelines.comparison.statements import Told, weighed

SAID = [
    ("S0001", "We ship on Friday, the 27th."),
    ("S0002", "And the price"),
    ("S0003", "stays at 40 euros."),
    ("S0004", "价格不变，下周一上线。"),
    ("S0005", "..."),
    ("S0006", "Yes, and the shape"),
]


@pytest.mark.parametrize(
    ("cites", "quote", "holds"),
    [
        (("S0001",), "We ship on Friday", True),
        (("S0001",), "we SHIP on friday the 27th", True),
        (("S0004",), "下周一上线", True),
        (("S0002", "S0003"), "the price stays at 40 euros", True),
        (("S0002",), "the price stays at 40 euros", False),  # it goes on in one that is not cited
        (("S0003",), "the price stays at 40 euros", False),
        (("S0001", "S0003"), "We ship on Friday", True),
        (("S0001", "S0003"), "the 27th stays at 40", False),  # two that are glued
        (("S0002",), "We ship on Friday", False),  # elsewhere
        (("S0001",), "We ship on Monday", False),
        (("S0004", "S0002", "S0003"), "the price stays at 40 euros 价格不变", True),  # all of three
        (("S0004", "S0005", "S0006"), "下周一上线 yes and the shape", True),  # one has no words
        (("S0002", "S0004"), "And the price 价格不变", False),  # one between is not cited
        (("S0001",), "e", False),  # a letter is no word
        (("S0001",), "hip on Friday", False),
        (("S0001", "S0099"), "We ship on Friday", False),  # one that there is not
        (("S0099",), "We ship on Friday", False),
        ((), "We ship on Friday", False),
        (("S0001",), "", False),
        (("S0001",), " ... ", False),
    ],
)
def test_a_quote_stands_in_what_is_cited(cites: tuple[str, ...], quote: str, holds: bool) -> None:
    found = weighed([Told("decision", "Something", cites, quote)], SAID)
    assert (found.quoted, found.valid) == (1, int(holds))
    assert found.invalid == (() if holds else ("decision: Something",))


def test_statements_with_doubts_are_counted_by_doubt() -> None:
    found = weighed(
        [
            Told("topic", "Dates", ("S0001",), None, ("name",)),
            Told("action", "Ship", ("S0001",), "We ship", ("owner", "due")),
            Told("action", "Pay\nit", ("S0003",), "stays at 40 euros", ("owner",)),
            Told("point", "We ship on Friday", ("S0001",), "We ship on Friday"),
        ],
        SAID,
    )
    assert (found.told, found.unverified, found.quoted, found.valid) == (4, 3, 3, 3)
    assert found.doubts == {"name": 1, "owner": 2, "due": 1}
    assert found.unsupported == ("name: topic: Dates", "owner, due: action: Ship",
                                 "owner: action: Pay it")  # fmt: skip
    assert (found.validity, found.unsupported_rate) == (1, 0.75)


def test_who_tells_nothing_is_neither_right_nor_wrong() -> None:
    found = weighed([], SAID)
    assert (found.validity, found.unsupported_rate, found.invalid) == (None, None, ())
    title = weighed([Told("topic", "Dates", ("S0001",), None)], SAID)
    assert (title.validity, title.unsupported_rate, title.cited) == (None, 0, 0)


def test_who_cites_everything_is_seen_by_how_much_it_cites() -> None:
    every = tuple(name for name, _ in SAID)
    told = [Told("point", "Price", every, "And the price"), Told("point", "Ship", every, "Ship")]
    found = weighed(told, SAID)
    assert (found.validity, found.cited) == (1, 12)
