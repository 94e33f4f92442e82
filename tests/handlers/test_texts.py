"""Both languages say everything, with the same facts."""

import re
import string
from collections.abc import Mapping
from dataclasses import fields
from typing import get_args

import pytest

from handlers.texts.catalogue import excuse, explain
from handlers.texts.en import ENGLISH
from handlers.texts.model import Texts
from handlers.texts.zh import CHINESE
from pipelines.document.exchange import Wording
from pipelines.document.findings import Finding, Rule
from pipelines.errors import MediaRejected, Reason

FIGURES: dict[Reason, dict[str, int | str]] = {
    Reason.TOO_LARGE: {"size": 300_000_000, "limit": 100_000_000},
    Reason.NOT_SCANNED: {"size": 300_000_000, "setting": "MaxFileSize"},
    Reason.UNSUPPORTED_TYPE: {"type": "HEIC"},
    Reason.TOO_MANY_PAGES: {"pages": 60, "limit": 50},
    Reason.TOO_MANY_PIXELS: {"width": 12000, "height": 12000, "limit": 40},
    Reason.TOO_SLOW: {"limit": 60},
    Reason.TOO_MANY_STREAMS: {"streams": 40, "limit": 32},
    Reason.TOO_MANY_HOURS: {"hours": 8, "limit": 5},
    Reason.INFECTED: {"signature": "Eicar-Test-Signature", "sha256": "0f" * 32},
}

# What has phrases of its own within those of a language.
ROOMS = (
    "review", "asking", "remembering", "contracts", "fitting", "status", "withdrawing", "scanning",
    "picking", "playing", "giving", "greeting", "unseen", "minutes", "minuting", "meetings",
    "tasks", "helping", "huddles", "aloud",
)  # fmt: skip


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def phrases(value: object) -> dict[str, str]:
    if isinstance(value, str):
        return {"": value}
    if isinstance(value, Wording):
        plain = value.model_dump(exclude={"fields", "rules"})
        rules = {str(rule): said for rule, said in value.rules.items()}
        return {**value.fields, **rules, **plain}
    if not isinstance(value, Mapping):
        assert isinstance(value, tuple)
        value = dict(enumerate(value))
    return {
        f"{key}.{inner}": text
        for key, said in value.items()
        for inner, text in phrases(said).items()
    }


@pytest.mark.parametrize(
    ("said", "in_chinese"),
    [
        pytest.param(getattr(one, field.name), getattr(other, field.name), id=field.name)
        for one, other in (
            (ENGLISH, CHINESE),
            *((getattr(ENGLISH, room), getattr(CHINESE, room)) for room in ROOMS),
            (ENGLISH.minutes.minutes, CHINESE.minutes.minutes),
        )
        for field in fields(one)
        if field.name not in ROOMS
    ],
)
def test_chinese_says_what_english_says(said: object, in_chinese: object) -> None:
    english, chinese = phrases(said), phrases(in_chinese)
    assert english.keys() == chinese.keys()
    for key, text in english.items():
        assert placeholders(text) == placeholders(chinese[key]), key
        assert chinese[key].strip()


ONE_PLATFORM = re.compile(
    r"\bthis channel\b|\bthread\b|\bslack\b|\bshortcut|\breact\b|[^\w]/(?:clerk|invite)\b"
    "|本频道|话题|私信|快捷",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_nothing_is_said_that_is_true_of_one_platform_alone(language: Texts) -> None:
    """A chat has no threads, Teams no commands with a slash; answers are read where none asked."""
    rooms = [language, *(getattr(language, room) for room in ROOMS if room != "picking")]
    said = [
        text
        for room in (*rooms, language.minutes.minutes)
        for field in fields(room)
        if field.name not in ROOMS
        for text in phrases(getattr(room, field.name)).values()
    ]
    assert len(said) > 500
    assert [text for text in said if ONE_PLATFORM.search(text)] == []


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_a_picture_says_every_rule_in_a_few_words(language: Texts) -> None:
    rules = language.picture.rules
    assert set(rules) == set(get_args(Rule))
    assert all(0 < len(said) <= 24 for said in rules.values())


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_an_excuse(reason: Reason) -> None:
    refusal = MediaRejected(reason, **FIGURES.get(reason, {}))
    assert "{" not in excuse(refusal, "en")
    assert excuse(refusal, "en") != excuse(refusal, "zh")


def test_a_limit_is_given_in_megabytes() -> None:
    refusal = MediaRejected(Reason.TOO_LARGE, size=300_000_000, limit=100_000_000)
    assert "100 MB" in excuse(refusal, "en")


def test_a_finding_names_the_field_in_the_readers_words() -> None:
    finding = Finding(rule="missing_field", severity="error", field="issue_date")
    assert explain(finding, "en") == "Date is missing."
    assert explain(finding, "zh") == "缺少开票日期。"
    finding = Finding(
        rule="missing_evidence", severity="error", field="line_items.3.total", facts={"found": "7"}
    )
    assert explain(finding, "en").startswith("Line 4, Amount “7”")
    assert "第 4 行，金额" in explain(finding, "zh")


@pytest.mark.parametrize(
    ("finding", "sentence"),
    [
        (
            Finding(
                rule="missing_evidence", severity="error", field="total", facts={"found": "10720.5"}
            ),
            "Total “10,720.50” was not found on the page.",
        ),
        (
            Finding(
                rule="missing_evidence",
                severity="error",
                field="invoice_number",
                facts={"found": "10720"},
            ),
            "Number “10720” was not found on the page.",
        ),
        (
            Finding(
                rule="source_conflict",
                severity="error",
                field="tax",
                facts={"expected": "1710.00", "found": "much"},
            ),
            "Tax: the page says much, the embedded e-invoice 1,710.00.",
        ),
        (
            Finding(
                rule="currency_conflict",
                severity="error",
                field="tax",
                facts={"expected": "EUR", "found": "GBP"},
            ),
            "Tax: stated in GBP, but the invoice is in EUR.",
        ),
    ],
)
def test_beside_a_card_amounts_are_written_as_its_fields_are(
    finding: Finding, sentence: str
) -> None:
    assert explain(finding, "en", grouped=True) == sentence


def test_a_page_that_says_nothing_is_told_from_one_that_says_otherwise() -> None:
    finding = Finding(
        rule="source_conflict", severity="error", field="total", facts={"expected": "9.00"}
    )
    said = finding.model_copy(update={"facts": {"expected": "9.00", "found": "8.00"}})
    assert explain(finding, "en") == "Total: the embedded e-invoice says 9.00, the page does not."
    assert explain(said, "en") == "Total: the page says 8.00, the embedded e-invoice 9.00."
