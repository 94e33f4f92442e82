"""The table of models: that of Clerk holds together, and an operator's goes before it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.backends.catalogue import OWN, Catalogue, CatalogueError, Name
from pipelines.usage import Tokens

TODAY = date(2026, 11, 22)
NAMED: list[tuple[Name, str]] = [
    ("claude", "claude-sonnet-5-5"), ("claude", "claude-opus-5-5"), ("claude", "claude-haiku-5-5"),
    ("claude", "claude-sonnet-4-5"), ("claude", "claude-sonnet-4-5-20250929"),
    ("gpt", "gpt-6-luna"), ("gpt", "gpt-6-sol"), ("gpt", "gpt-4o"), ("gpt", "gpt-4o-2024-08-06"),
    ("gpt", "gpt-4o-mini"), ("gpt", "gpt-4.1"), ("gpt", "gpt-4.1-mini"),
    ("gemini", "gemini-3.8-flash"), ("gemini", "gemini-3.5-flash-lite"),
    ("gemini", "gemini-2.5-pro"), ("gemini", "gemini-2.5-flash"),
]  # fmt: skip


@pytest.fixture(scope="module")
def own() -> Catalogue:
    return Catalogue.read()


@pytest.mark.parametrize(("of", "model"), NAMED)
def test_models_of_vendors_have_a_dated_price(own: Catalogue, of: Name, model: str) -> None:
    entry = own.entry(of, model)
    assert entry is not None
    price = entry.price(TODAY)
    assert price is not None
    assert Decimal(0) < price.input < price.output
    assert price.cached is None or price.cached < price.input
    assert price.dated == TODAY
    assert "." in price.source


def test_every_model_has_limits_that_can_be_kept(own: Catalogue) -> None:
    every: list[tuple[Name, str]] = [*NAMED, ("qwen", "Qwen/Qwen2.5-VL-7B-Instruct")]
    for of, model in every:
        limits = own.find(of, model, TODAY).limits
        assert 1 <= limits.images <= 20
        assert 1_000_000 <= limits.pixels <= limits.edge**2
        assert limits.input_tokens + limits.output_tokens <= 200_000
        assert limits.image_bytes <= 20_000_000


def test_minutes_may_be_longer_and_no_call_gets_into_a_dearer_tier(own: Catalogue) -> None:
    takes = {
        "gpt-6-luna": 1_050_000, "gpt-6-sol": 1_050_000, "claude-sonnet-5-5": 1_000_000,
        "claude-opus-5-5": 1_000_000, "claude-haiku-5-5": 1_000_000, "gpt-4.1": 1_000_000,
        "gemini-3.8-flash": 1_048_576, "gemini-3.5-flash-lite": 1_048_576,
        "gemini-2.5-pro": 1_048_576, "gemini-2.5-flash": 1_048_576, "gpt-4.1-mini": 1_000_000,
        "claude-sonnet-4-5": 200_000, "claude-sonnet-4-5-20250929": 200_000,
    }  # fmt: skip
    dearer = {
        "claude-haiku-5-5": 100_000, "gemini-2.5-pro": 200_000, "gpt-6-luna": 272_000,
        "gpt-6-sol": 272_000,
    }  # fmt: skip
    for of, model in NAMED:
        page, minutes = (own.find(of, model, TODAY, writes=one).limits for one in (False, True))
        assert minutes.input_tokens + minutes.output_tokens <= takes.get(model, 128_000)
        assert minutes.input_tokens < dearer.get(model, 1_000_000)
        assert minutes.output_tokens >= page.output_tokens
        assert (page.film_s, minutes.film_s > 0) == (0, model.startswith("gemini-3"))
        assert minutes.images <= 20 or minutes.edge <= 2000 or of != "claude"
        assert minutes.pixels <= minutes.edge**2


@pytest.mark.parametrize(
    ("of", "model", "last", "then"),
    [
        ("claude", "claude-sonnet-4-5", date(2026, 11, 29), "claude-sonnet-5-5"),
        ("gemini", "gemini-2.5-pro", date(2026, 11, 30), "gemini-3.8-flash"),
        ("gemini", "gemini-2.5-flash", date(2026, 11, 30), "gemini-3.5-flash-lite"),
        ("gpt", "gpt-4o", date(2027, 1, 13), "gpt-6-luna"),
        ("gpt", "gpt-4o-mini-2024-07-18", date(2027, 1, 13), "gpt-6-luna"),
        ("gpt", "gpt-4.1-mini", date(2027, 1, 13), "gpt-6-luna"),
    ],
)
def test_a_model_that_ended_is_answered_for_by_its_successor(
    own: Catalogue, of: Name, model: str, last: date, then: str
) -> None:
    before = own.find(of, model, last)
    assert (before.model, before.instead_of) == (model, None)
    after = own.find(of, model, date.fromordinal(last.toordinal() + 1))
    assert (after.model, after.instead_of) == (then, model)
    assert after.entry == own.entry(of, then)


def test_a_price_changes_on_its_day(own: Catalogue) -> None:
    entry = own.entry("gemini", "gemini-3.8-flash")
    assert entry is not None
    found = [entry.price(day) for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert [one and (one.input, one.output) for one in found] == [
        (Decimal("0.75"), Decimal("3.75")),
        (Decimal("1.50"), Decimal("7.50")),
    ]


def test_what_is_kept_in_a_region_costs_more(own: Catalogue) -> None:
    entry = own.entry("gpt", "gpt-6-luna")
    assert entry is not None
    price = entry.price(TODAY, "eu")
    assert price is not None
    million = Tokens(input=2_000_000, output=1_000_000, cached=1_000_000)
    assert price.cost(million) == Decimal("0.671")


def test_what_a_vendor_keeps_for_the_next_call_is_paid_for(own: Catalogue) -> None:
    used = Tokens(input=3_000_000, cached=1_000_000, written=1_000_000)
    paid = {"gpt-6-luna": "0.235", "gpt-6-sol": "4.7", "gpt-4o": "6.25"}
    for model, cost in paid.items():
        entry = own.entry("gpt", model)
        assert entry is not None
        price, there = entry.price(TODAY), entry.price(TODAY, "eu")
        assert price is not None
        assert there is not None
        assert price.cost(used) == Decimal(cost)
        assert there.cost(used) == Decimal(cost) * entry.uplift


def test_an_unknown_model_is_asked_as_named_at_no_price(own: Catalogue) -> None:
    known = own.find("gpt", "gpt-9", TODAY)
    assert (known.model, known.entry, known.instead_of) == ("gpt-9", None, None)
    assert known.limits == own.find("gpt", "gpt-4o", TODAY).limits
    assert own.entry("claude", "gpt-4o") is None


def test_own_models_have_no_price(own: Catalogue) -> None:
    entry = own.entry("qwen", "Qwen/Qwen2.5-VL-32B-Instruct")
    assert entry is not None
    assert entry.price(TODAY) is None


def test_no_name_stands_in_the_table_twice() -> None:
    words = [line.split('"') for line in OWN.read_text().splitlines()]
    names = [one[1] for one in words if one[0] == "[models."]
    names += [name for one in words if one[0].startswith("also") for name in one[1::2]]
    assert len(names) == len(set(names)) > 20


def test_what_an_operator_writes_goes_before(tmp_path: Path) -> None:
    file = tmp_path / "models.toml"
    file.write_text(
        """
        [limits.qwen]
        images = 12
        [models."gpt-6-luna"]
        prices = [{ input = 0.07, output = 0.4, source = "our contract", dated = 2026-11-01 }]
        [models."ours"]
        of = "qwen"
        limits = { pixels = 900_000 }
        """
    )
    catalogue = Catalogue.read(file)
    luna = catalogue.entry("gpt", "gpt-6-luna")
    assert luna is not None
    price = luna.price(TODAY)
    assert price is not None
    assert (price.input, price.cached, price.source) == (Decimal("0.07"), None, "our contract")
    assert luna.regions == ("eu", "us")
    ours = catalogue.find("qwen", "ours", TODAY)
    assert (ours.limits.images, ours.limits.pixels, ours.limits.edge) == (12, 900_000, 4096)
    assert catalogue.entry("gpt", "gpt-4o") is not None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"\xff", "not a text in UTF-8"),
        (b"[models", "this is no TOML"),
        (b"[" * 20_000, "this is no TOML"),
        (b"color = 1", "color: Extra inputs are not permitted"),
        (b"models = 1", "models: Input should be a valid"),
        (b"[models]\nx = 1", "models.x: Input should be"),
        (b"[models.x]\nprices = []", "models.x.of: Field required"),
        (b"[models.x]\nof = 'oracle'", "models.x.of: Input should be 'qwen'"),
        (b"[models.x]\nof = 'gpt'\nretires = 'soon'", "models.x.retires: Input should be a valid"),
        (b"[models.x]\nof = 'gpt'\nlimits = { imagess = 1 }", "models.x.limits.imagess: Extra"),
        (b"[models.x]\nof = 'gpt'\nlimits = { images = 0 }", "models.x.limits.images: Input"),
        (b"[models.x]\nof = 'gpt'\nsuccessor = 'y'", "the successor of 'x' is no other model of"),
        (b"[models.x]\nof = 'gpt'\nsuccessor = 'x'", "the successor of 'x' is no other model of"),
        (b"[models.x]\nof = 'gpt'\nsuccessor = 'claude-sonnet-5-5'", "the successor of 'x'"),
        (b"[models.gpt-6-luna]\nsuccessor = 'gpt-4o'", "no other model of gpt"),
        (b"[writing.gpt]\nfilm = 1", "writing.gpt.film: Extra inputs are not permitted"),
        (b"[writing.gpt]\nfilm_s = -1", "writing.gpt.film_s: Input should be greater"),
        (b"[writing.gemini-video]\nfilm_s = 1", "writing.gemini-video"),
        (b"[models.x]\nof = 'gpt'\nwriting = { tokens = 1 }", "models.x.writing.tokens: Extra"),
        (b"[models.x]\nof = 'gpt'\nlimits = { film_s = 1 }", "models.x.limits.film_s: Extra"),
        (b"[limits.gpt]\nimages = 'all'", "limits.gpt.images: Input should be a valid integer"),
        (
            b"[[models.gpt-4o.prices]]\ninput = -1\noutput = 1\nsource = 's'\ndated = 2026-01-01",
            "models.gpt-4o.prices.0.input: Input should be greater than or equal to 0",
        ),
    ],
)
def test_a_file_that_cannot_be_meant_is_one_plain_line(
    tmp_path: Path, written: bytes, said: str
) -> None:
    file = tmp_path / "theirs.toml"
    file.write_bytes(written)
    with pytest.raises(CatalogueError) as refused:
        Catalogue.read(file)
    assert said in str(refused.value)
    assert str(refused.value).startswith(str(file))
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="No such file or directory"):
        Catalogue.read(tmp_path / "none.toml")


SPEAKING = ["gpt-realtime-2.1", "gpt-realtime-2.1-mini", "gpt-live-1", "gpt-live-1.1"]


@pytest.mark.parametrize("model", SPEAKING)
def test_models_of_rooms_have_a_dated_price_and_do_nothing_else(own: Catalogue, model: str) -> None:
    entry = own.entry("gpt", model)
    assert entry is not None
    assert entry.does == "speaks in rooms"
    price = entry.price(TODAY)
    assert price is not None
    spoken = Tokens(input=600, audio_input=600, output=1200, audio_output=1200, sound_s=60)
    assert Decimal("0.02") < price.cost(spoken) < Decimal("0.2")


@pytest.mark.parametrize(
    ("model", "then"),
    [
        ("gpt-4o-realtime-preview", "gpt-realtime-2.1"),
        ("gpt-4o-realtime-preview-2024-12-17", "gpt-realtime-2.1"),
        ("gpt-4o-mini-realtime-preview", "gpt-realtime-2.1-mini"),
    ],
)
def test_rooms_of_old_are_answered_by_their_successors(
    own: Catalogue, model: str, then: str
) -> None:
    known = own.find("gpt", model, TODAY)
    assert (known.model, known.instead_of) == (then, model)


@pytest.mark.parametrize("model", ["gpt-realtime", "gpt-realtime-mini"])
def test_a_model_of_rooms_ends_on_its_day(own: Catalogue, model: str) -> None:
    assert own.find("gpt", model, date(2027, 1, 19)).model == model
    assert own.find("gpt", model, date(2027, 1, 20)).model.startswith("gpt-realtime-2.1")
