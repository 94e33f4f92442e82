"""What a call costs: words, sound, pictures, and what a vendor had already."""

from datetime import date
from decimal import Decimal

import pytest

from pipelines.usage import Price, Tokens

PRICE = Price(
    input=Decimal(4), cached=Decimal("0.4"), output=Decimal(24), audio_input=Decimal(32),
    audio_cached=Decimal("0.3"), audio_output=Decimal(64), image_input=Decimal(5),
    image_cached=Decimal("0.5"), source="a page", dated=date(2026, 11, 22),
)  # fmt: skip
MILLION = 1_000_000


@pytest.mark.parametrize(
    ("used", "cost"),
    [
        ({}, "0"),
        ({"input": 1}, "4"),
        ({"input": 1, "audio_input": 1}, "32"),
        ({"input": 1, "image_input": 1}, "5"),
        ({"input": 1, "cached": 1}, "0.4"),
        ({"input": 1, "cached": 1, "audio_input": 1, "audio_cached": 1}, "0.3"),
        ({"input": 1, "cached": 1, "image_input": 1, "image_cached": 1}, "0.5"),
        ({"output": 1}, "24"),
        ({"output": 1, "audio_output": 1}, "64"),
        # Three of words, one of which was there; two of sound, one of which was; a picture.
        (
            {"input": 6, "cached": 2, "audio_input": 2, "audio_cached": 1, "image_input": 1},
            "45.7",
        ),
    ],
)
def test_each_kind_of_token_costs_what_it_costs(used: dict[str, int], cost: str) -> None:
    tokens = Tokens(**{name: count * MILLION for name, count in used.items()})
    assert PRICE.cost(tokens) == Decimal(cost)


def test_sound_costs_as_much_as_words_where_nothing_else_is_said() -> None:
    plain = Price(input=Decimal(2), output=Decimal(10), source="a page", dated=PRICE.dated)
    heard = Tokens(input=MILLION, audio_input=MILLION, output=MILLION, audio_output=MILLION)
    assert plain.cost(heard) == Decimal(12)


def test_a_vendor_that_miscounts_pays_nobody() -> None:
    assert PRICE.cost(Tokens(audio_cached=MILLION)) == 0


def test_calls_add_up() -> None:
    one = Tokens(
        input=1, output=2, cached=3, written=4, sound_s=5, audio_input=6, audio_cached=7,
        audio_output=8, image_input=9, image_cached=10,
    )  # fmt: skip
    assert (one + one).model_dump() == {name: 2 * n for name, n in one.model_dump().items()}


def test_what_has_a_price_for_sound_alone_is_not_free() -> None:
    nothing = {"input": Decimal(0), "output": Decimal(0), "source": "a page", "dated": PRICE.dated}
    assert Price(**nothing).is_free
    assert not Price(**nothing, audio_output=Decimal(1)).is_free
