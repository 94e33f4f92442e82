"""From settings to backends: where each stands, what it costs, and what stops the start."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.listing import Listed, ModelsFault, listed
from bot.settings import Settings
from pipelines.backends.catalogue import Catalogue
from pipelines.egress import Location

TODAY = date(2026, 11, 22)
CATALOGUE = Catalogue.read()
KEYS = {"OPENAI_API_KEY": "k1", "ANTHROPIC_API_KEY": "k2", "GEMINI_API_KEY": "k3"}


def settings(**written: str) -> Settings:
    return Settings.model_validate(written)


def of(name: str, **written: str) -> Settings:
    return settings(**KEYS | {"BOT_DOCUMENT_READERS": f"local,{name}"} | written)


def one(name: str, **written: str) -> Listed:
    [found] = listed(of(name, **written), CATALOGUE, TODAY)
    return found


def refusal(name: str, **written: str) -> str:
    with pytest.raises(ModelsFault) as refused:
        listed(of(name, **written), CATALOGUE, TODAY)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_keys_and_addresses_list_nobody() -> None:
    quiet = settings(**KEYS, OPENAI_BASE_URL="no address", BOT_REGION="cn")
    assert listed(quiet, CATALOGUE, TODAY) == ()


def test_qwen_is_listed_by_its_address() -> None:
    [found] = listed(settings(QWEN_VL_URL="http://127.0.0.1:8000/v1"), CATALOGUE, TODAY)
    assert (found.name, found.location) == ("qwen", Location("127.0.0.1", None, True))
    assert (found.price, found.key) == (None, None)


def test_the_order_is_as_listed_and_nobody_is_asked_twice() -> None:
    found = listed(of("gpt,claude,gpt"), CATALOGUE, TODAY)
    assert [backend.name for backend in found] == ["gpt", "claude"]


@pytest.mark.parametrize(
    ("name", "written", "url", "location"),
    [
        ("gpt", {}, "https://api.openai.com/v1", Location("api.openai.com")),
        (
            "gpt",
            {"BOT_REGION": "eu"},
            "https://eu.api.openai.com/v1",
            Location("eu.api.openai.com", "eu"),
        ),
        (
            "gpt",
            {"BOT_REGION": "us"},
            "https://us.api.openai.com/v1",
            Location("us.api.openai.com", "us"),
        ),
        (
            "gpt",
            {"OPENAI_BASE_URL": "https://eu.api.openai.com/v1/"},
            "https://eu.api.openai.com/v1",
            Location("eu.api.openai.com", "eu"),
        ),
        ("gpt", {"OPENAI_BASE_URL": "https://x.io"}, "https://x.io", Location("x.io")),
        ("claude", {}, "https://api.anthropic.com", Location("api.anthropic.com")),
        (
            "claude",
            {"BOT_REGION": "us"},
            "https://api.anthropic.com",
            Location("api.anthropic.com", "us"),
        ),
        (
            "gemini",
            {},
            "https://generativelanguage.googleapis.com",
            Location("generativelanguage.googleapis.com"),
        ),
        (
            "qwen",
            {"QWEN_VL_URL": "https://qwen.example/v1"},
            "https://qwen.example/v1",
            Location("qwen.example"),
        ),
        (
            "qwen",
            {"QWEN_VL_URL": "http://gpu.example/v1", "BOT_OWN_HOSTS": "gpu.example"},
            "http://gpu.example/v1",
            Location("gpu.example", None, True),
        ),
    ],
)  # fmt: skip
def test_where_a_backend_stands(
    name: str, written: dict[str, str], url: str, location: Location
) -> None:
    found = one(name, **written)
    assert (found.address.url, found.location) == (url, location)
    assert found.region == (location.region if name == "claude" else None)


def test_a_region_has_its_price() -> None:
    prices = [one("gpt").price, one("gpt", BOT_REGION="eu").price]
    assert [price and price.input for price in prices] == [Decimal("0.10"), Decimal("0.110")]
    prices = [one("claude").price, one("claude", BOT_REGION="us").price]
    assert [price and price.output for price in prices] == [Decimal(10), Decimal("11.0")]


FORBIDDEN = [
    ("claude", {"BOT_REGION": "eu"}),
    ("claude", {"BOT_REGION": "cn"}),
    ("claude", {"BOT_REGION": "us", "BOT_CLAUDE_MODEL": "claude-sonnet-4-5"}),
    ("claude", {"BOT_REGION": "us", "BOT_CLAUDE_MODEL": "claude-haiku-4-5"}),
    ("claude", {"BOT_REGION": "us", "BOT_CLAUDE_MODEL": "claude-unheard-of"}),
    ("claude", {"BOT_REGION": "us", "BOT_CLAUDE_URL": "https://gateway.example"}),
    ("gpt", {"BOT_REGION": "cn"}),
    ("gpt", {"BOT_REGION": "eu", "OPENAI_BASE_URL": "https://api.openai.com/v1"}),
    ("gpt", {"BOT_REGION": "eu", "OPENAI_BASE_URL": "https://us.api.openai.com/v1"}),
    ("gpt", {"BOT_REGION": "eu", "OPENAI_BASE_URL": "https://eu.api.openai.com.example/v1"}),
    ("gemini", {"BOT_REGION": "eu"}),
    ("gemini", {"BOT_REGION": "us"}),
    ("gemini", {"BOT_REGION": "cn"}),
    ("qwen", {"BOT_REGION": "cn", "QWEN_VL_URL": "https://qwen.example/v1"}),
    ("qwen", {"BOT_REGION": "eu", "QWEN_VL_URL": "https://qwen.example/v1"}),
]


def test_a_model_that_its_vendor_keeps_nowhere_stops_the_start(tmp_path: Path) -> None:
    file = tmp_path / "models.toml"
    file.write_text("[models.gpt-x]\nof = 'gpt'\nregions = ['us']")
    for region, model, fits in (
        ("us", "gpt-x", True), ("eu", "gpt-x", False), ("eu", "gpt-unheard-of", True),
    ):  # fmt: skip
        chosen = of("gpt", BOT_REGION=region, BOT_GPT_MODEL=model)
        if fits:
            [found] = listed(chosen, Catalogue.read(file), TODAY)
            assert found.location.region == region
            continue
        with pytest.raises(ModelsFault, match="BOT_REGION is eu"):
            listed(chosen, Catalogue.read(file), TODAY)


@pytest.mark.parametrize(("name", "written"), FORBIDDEN)
def test_an_address_outside_the_region_stops_the_start(name: str, written: dict[str, str]) -> None:
    said = refusal(name, **written)
    assert f"BOT_REGION is {written['BOT_REGION']}" in said
    assert f"take {name} off BOT_DOCUMENT_READERS" in said


def test_who_is_listed_by_an_address_is_taken_off_by_it() -> None:
    abroad = settings(QWEN_VL_URL="https://qwen.example/v1", BOT_REGION="cn")
    with pytest.raises(ModelsFault, match="unset QWEN_VL_URL, or ask it at an address of your"):
        listed(abroad, CATALOGUE, TODAY)


@pytest.mark.parametrize("route", ["redact", "self_hosted_only"])
@pytest.mark.parametrize("name", ["gpt", "claude", "gemini", "qwen"])
def test_a_route_that_bars_others_stops_the_start(name: str, route: str) -> None:
    said = refusal(name, BOT_MODEL_ROUTE=route, QWEN_VL_URL="https://qwen.example/v1")
    assert f"BOT_MODEL_ROUTE is {route}" in said


@pytest.mark.parametrize("region", ["any", "eu", "us", "cn"])
@pytest.mark.parametrize("route", ["allow", "redact", "self_hosted_only"])
def test_ones_own_machines_may_always_be_asked(region: str, route: str) -> None:
    written = {"BOT_REGION": region, "BOT_MODEL_ROUTE": route}
    for name, url in {
        "qwen": "QWEN_VL_URL",
        "gpt": "OPENAI_BASE_URL",
        "claude": "BOT_CLAUDE_URL",
        "gemini": "BOT_GEMINI_URL",
    }.items():
        found = one(name, **written, **{url: "http://10.0.0.7:8000/v1"})
        assert found.location == Location("10.0.0.7", None, True)


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("qwen", {}, "BOT_DOCUMENT_READERS lists qwen: set QWEN_VL_URL"),
        ("qwen", {"QWEN_VL_URL": "vllm:8000"}, "QWEN_VL_URL: it does not begin with http://"),
        ("gpt", {"OPENAI_BASE_URL": "https://u:p@h.example"}, "OPENAI_BASE_URL: it holds a name"),
        ("gpt", {"OPENAI_BASE_URL": "http://h.example"}, "http:// to h.example, which is not"),
        ("qwen", {"QWEN_VL_URL": "http://8.8.8.8/v1"}, "http:// to 8.8.8.8, which is not"),
        ("claude", {"ANTHROPIC_API_KEY": "sk hunter2"}, "ANTHROPIC_API_KEY holds what no key has"),
        ("gemini", {"GEMINI_API_KEY": "hunter2\n"}, "GEMINI_API_KEY holds what no key has"),
        ("gpt", {"OPENAI_API_KEY": "h\u00fcnter2"}, "OPENAI_API_KEY holds what no key has"),
    ],
)
def test_a_mistake_is_one_plain_line(name: str, written: dict[str, str], said: str) -> None:
    told = refusal(name, **written)
    assert said in told
    assert "unter2" not in told


@pytest.mark.parametrize(
    ("name", "key"),
    [("gpt", "OPENAI_API_KEY"), ("claude", "ANTHROPIC_API_KEY"), ("gemini", "GEMINI_API_KEY")],
)
def test_a_missing_key_is_named(name: str, key: str) -> None:
    bare = settings(BOT_DOCUMENT_READERS=name)
    with pytest.raises(ModelsFault, match=f"lists {name}: set {key}"):
        listed(bare, CATALOGUE, TODAY)


def test_ones_own_gpt_needs_no_key() -> None:
    own = settings(BOT_DOCUMENT_READERS="gpt", OPENAI_BASE_URL="http://localhost:11434/v1")
    [found] = listed(own, CATALOGUE, TODAY)
    assert found.key is None


def test_after_its_end_the_successor_is_asked() -> None:
    chosen = of("claude", BOT_CLAUDE_MODEL="claude-sonnet-4-5")
    [before] = listed(chosen, CATALOGUE, date(2026, 11, 29))
    [after] = listed(chosen, CATALOGUE, date(2026, 11, 30))
    assert (before.known.model, before.known.instead_of) == ("claude-sonnet-4-5", None)
    assert (after.known.model, after.known.instead_of) == ("claude-sonnet-5-5", "claude-sonnet-4-5")
    assert after.price
    assert after.price.output == 10
