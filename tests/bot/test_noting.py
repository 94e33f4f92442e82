"""From settings to writers: who is listed, where each stands, and what stops the start."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.listing import ModelsFault
from bot.noting import Noting, noting, writers
from bot.settings import Settings
from bot.wiring import terms
from pipelines.backends.catalogue import Catalogue
from pipelines.egress import Location

TODAY = date(2026, 11, 22)
CATALOGUE = Catalogue.read()
KEYS = {"OPENAI_API_KEY": "k1", "ANTHROPIC_API_KEY": "k2", "GEMINI_API_KEY": "k3"}
OWN = "http://127.0.0.1:8000/v1"
EVERY = "qwen,claude,gpt,gemini,gemini-video"


def settings(**written: str) -> Settings:
    return Settings.model_validate(written)


def listed(**written: str) -> tuple[Noting, ...]:
    return noting(settings(**KEYS | written), CATALOGUE, TODAY)


def refusal(**written: str) -> str:
    with pytest.raises(ModelsFault) as refused:
        listed(**written)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_keys_and_addresses_of_others_list_nobody() -> None:
    elsewhere = {"OPENAI_BASE_URL": OWN, "BOT_GEMINI_URL": OWN, "BOT_CLAUDE_URL": OWN}
    assert listed(**elsewhere, BOT_REGION="eu", BOT_GPT_WRITER="gpt-6-sol") == ()
    documents = settings(**KEYS, BOT_DOCUMENT_READERS="local,claude", BOT_TRANSCRIBERS="gpt")
    assert writers(documents) == ()


def test_unset_ones_own_qwen_writes_and_off_is_nobody() -> None:
    assert writers(settings(QWEN_VL_URL=OWN)) == ("qwen",)
    assert writers(settings(QWEN_VL_URL=OWN, BOT_MEETING_WRITERS="off")) == ()
    assert writers(settings(QWEN_VL_URL=OWN, BOT_MEETING_WRITERS="gpt, qwen,gpt")) == (
        "gpt",
        "qwen",
    )


def test_where_each_stands_and_what_it_asks_for() -> None:
    qwen, claude, gpt, gemini, video = listed(BOT_MEETING_WRITERS=EVERY, QWEN_VL_URL=OWN)
    assert qwen.location == Location("127.0.0.1", None, True)
    assert claude.location == Location("api.anthropic.com")
    assert gpt.location == Location("api.openai.com")
    assert gemini.location == video.location == Location("generativelanguage.googleapis.com")
    assert [one.known.model for one in (qwen, claude, gpt, gemini, video)] == [
        "Qwen/Qwen2.5-VL-7B-Instruct", "claude-sonnet-5-5", "gpt-6-luna", "gemini-3.8-flash",
        "gemini-3.8-flash",
    ]  # fmt: skip
    assert [one.key and one.key.get_secret_value() for one in (claude, gpt, gemini, video)] == [
        "k2", "k1", "k3", "k3",
    ]  # fmt: skip


def test_only_who_watches_is_given_a_film() -> None:
    gemini, video, own = listed(BOT_MEETING_WRITERS="gemini,gemini-video,qwen", QWEN_VL_URL=OWN)
    assert [one.known.limits.film_s for one in (gemini, video, own)] == [0, 10_800, 0]
    assert [one.watches for one in (gemini, video, own)] == [False, True, False]
    assert gemini.known.limits.input_tokens == video.known.limits.input_tokens


def test_a_writer_may_be_another_model_than_the_one_that_reads() -> None:
    named = {
        "BOT_CLAUDE_WRITER": "claude-opus-5-5", "BOT_GPT_WRITER": "gpt-6-sol",
        "BOT_GEMINI_WRITER": "gemini-3.5-flash-lite", "BOT_QWEN_MODEL": "Qwen/Qwen3-VL-8B-Instruct",
    }  # fmt: skip
    found = listed(BOT_MEETING_WRITERS=EVERY, QWEN_VL_URL=OWN, BOT_GPT_MODEL="gpt-4o", **named)
    assert [one.known.model for one in found] == [
        "Qwen/Qwen3-VL-8B-Instruct", "claude-opus-5-5", "gpt-6-sol", "gemini-3.5-flash-lite",
        "gemini-3.5-flash-lite",
    ]  # fmt: skip
    [reads_too] = listed(BOT_MEETING_WRITERS="gpt", BOT_GPT_MODEL="gpt-4.1")
    assert reads_too.known.model == "gpt-4.1"


def test_a_region_is_kept_as_for_documents() -> None:
    [claude] = listed(BOT_MEETING_WRITERS="claude", BOT_REGION="us")
    assert (claude.location.region, claude.region) == ("us", "us")
    assert claude.price is not None
    assert claude.price.input == Decimal("2.2")
    [gpt] = listed(BOT_MEETING_WRITERS="gpt", BOT_REGION="eu")
    assert (gpt.location, gpt.region) == (Location("eu.api.openai.com", "eu"), None)


def test_ones_own_machine_is_free_unless_a_bill_comes_for_the_model() -> None:
    own, gateway = listed(
        BOT_MEETING_WRITERS="qwen,gpt", QWEN_VL_URL=OWN, OPENAI_BASE_URL=OWN, BOT_REGION="eu"
    )
    assert own.price is not None
    assert own.price.is_free
    assert (gateway.location.self_hosted, gateway.price and gateway.price.is_free) == (True, False)
    served = settings(BOT_MEETING_WRITERS="gpt", OPENAI_BASE_URL=OWN, BOT_GPT_WRITER="our-model")
    [found] = noting(served, CATALOGUE, TODAY)
    assert (found.key, found.price and found.price.is_free) == (None, True)
    [unknown] = listed(BOT_MEETING_WRITERS="gpt", BOT_GPT_WRITER="gpt-9")
    assert unknown.price is None


def test_after_its_end_the_successor_is_asked() -> None:
    chosen = settings(BOT_MEETING_WRITERS="gpt", BOT_GPT_WRITER="gpt-4o", **KEYS)
    [before] = noting(chosen, CATALOGUE, date(2027, 1, 13))
    [after] = noting(chosen, CATALOGUE, date(2027, 1, 14))
    assert (before.known.model, before.known.instead_of) == ("gpt-4o", None)
    assert (after.known.model, after.known.instead_of) == ("gpt-6-luna", "gpt-4o")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"BOT_MEETING_WRITERS": "qwen"}, "BOT_MEETING_WRITERS lists qwen: set QWEN_VL_URL"),
        ({"QWEN_VL_URL": "vllm:8000"}, "QWEN_VL_URL: it does not begin with http://"),
        ({"QWEN_VL_URL": "http://llm.example/v1"}, "QWEN_VL_URL: http:// to llm.example, which"),
        (
            {"QWEN_VL_URL": "https://llm.example/v1", "BOT_MODEL_ROUTE": "self_hosted_only"},
            "llm.example is not your own: unset QWEN_VL_URL, or set BOT_MEETING_WRITERS to off",
        ),
        (
            {"BOT_MEETING_WRITERS": "claude", "ANTHROPIC_API_KEY": "hunter 2"},
            "ANTHROPIC_API_KEY holds what",
        ),
        (
            {"BOT_MEETING_WRITERS": "gemini-video", "BOT_REGION": "eu"},
            "nothing keeps what gemini-video (gemini-3.8-flash) is sent there at generative",
        ),
        (
            {"BOT_MEETING_WRITERS": "claude", "BOT_REGION": "eu"},
            "take claude off BOT_MEETING_WRITERS",
        ),
        (
            {"BOT_MEETING_WRITERS": "gpt", "BOT_GPT_WRITER": "gpt-transcribe"},
            "lists gpt: gpt-transcribe transcribes, and writes no minutes; name another model in",
        ),
        (
            {"BOT_MEETING_WRITERS": "gpt", "BOT_GPT_WRITER": "gpt-realtime-2.1"},
            "lists gpt: gpt-realtime-2.1 speaks in rooms, and writes no minutes; name another",
        ),
        (
            {"BOT_MEETING_WRITERS": "gemini-video", "BOT_GEMINI_MODEL": "gemini-3.5-transcribe"},
            "lists gemini-video: gemini-3.5-transcribe transcribes",
        ),
        (
            {"BOT_MEETING_WRITERS": "gemini-video", "BOT_GEMINI_URL": "https://gateway.example"},
            "BOT_GEMINI_URL: gateway.example is neither Google's nor your own, and would be given",
        ),
    ],
)
def test_a_mistake_is_one_plain_line(written: dict[str, str], said: str) -> None:
    told = refusal(**written)
    assert said in told
    assert "hunter" not in told


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("claude", "ANTHROPIC_API_KEY"),
        ("gpt", "OPENAI_API_KEY"),
        ("gemini", "GEMINI_API_KEY"),
        ("gemini-video", "GEMINI_API_KEY"),
    ],
)
def test_a_missing_key_is_named(name: str, key: str) -> None:
    with pytest.raises(ModelsFault, match=f"BOT_MEETING_WRITERS lists {name}: set {key}"):
        noting(settings(BOT_MEETING_WRITERS=name), CATALOGUE, TODAY)


def test_a_gateway_may_be_asked_to_write_and_ones_own_to_watch() -> None:
    [text] = listed(BOT_MEETING_WRITERS="gemini", BOT_GEMINI_URL="https://gateway.example")
    assert text.location.host == "gateway.example"
    [own] = listed(BOT_MEETING_WRITERS="gemini-video", BOT_GEMINI_URL="http://127.0.0.1:9/g")
    assert (own.address.url, own.location.self_hosted) == ("http://127.0.0.1:9/g", True)


def test_an_operators_limits_for_writing_go_before(tmp_path: Path) -> None:
    file = tmp_path / "models.toml"
    file.write_text(
        """
        [writing.qwen]
        input_tokens = 12_000
        [models."gemini-3.8-flash"]
        writing = { input_tokens = 200_000, film_s = 3600 }
        """
    )
    chosen = settings(BOT_MEETING_WRITERS="qwen,gemini-video", QWEN_VL_URL=OWN, **KEYS)
    qwen, video = noting(chosen, Catalogue.read(file), TODAY)
    assert (qwen.known.limits.input_tokens, qwen.known.limits.output_tokens) == (12_000, 6_000)
    assert (video.known.limits.input_tokens, video.known.limits.film_s) == (200_000, 3600)


def test_a_budget_holds_for_writers_that_are_paid() -> None:
    budget = {"BOT_MODEL_BUDGET_USD": "5", "BOT_DOCUMENT_MODELS": "never"}
    five = Decimal(5)
    for written, held in (
        ({}, None),
        ({"QWEN_VL_URL": OWN}, None),
        ({"QWEN_VL_URL": OWN, "BOT_MEETING_WRITERS": "off"}, None),
        ({"QWEN_VL_URL": "https://llm.example/v1"}, five),
        ({"QWEN_VL_URL": OWN, "BOT_MEETING_WRITERS": "qwen,gpt"}, five),
        ({"BOT_MEETING_WRITERS": "gemini-video"}, five),
    ):
        assert terms(settings(**budget, **written)).budget == held, written
