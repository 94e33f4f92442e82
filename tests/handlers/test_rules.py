"""Every rule that a reading can break has its sentence, and a sentence asks for no other facts."""

import string
from pathlib import Path
from typing import get_args

import pytest

from handlers.chat import Language
from handlers.texts.catalogue import explain, texts
from pipelines.document.findings import FACTS, Finding, Rule

RULES: tuple[Rule, ...] = get_args(Rule)
# Facts of sentences that have another wording without them.
OPTIONAL = {
    "multiple_invoices": {"pages", "part"},
    "source_conflict": {"found", "source", "reader"},
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("language", get_args(Language))
def test_a_rule_has_its_sentence(rule: Rule, language: Language) -> None:
    sentence = texts(language).rules[rule]
    asked = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
    assert asked - {"field"} <= FACTS[rule] | OPTIONAL.get(rule, set())
    said = Finding(
        rule=rule, severity="error", field="total", facts=dict.fromkeys(FACTS[rule], "7")
    )
    assert "{" not in explain(said, language)


def test_no_sentence_and_no_facts_are_left_over() -> None:
    assert set(texts("en").rules) == set(FACTS) == set(RULES)


def test_the_readme_lists_every_rule() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert [rule for rule in RULES if f"| `{rule}` |" not in readme] == []


def test_a_country_is_called_by_its_name() -> None:
    facts = {"rate": "23", "country": "FR, DE"}
    finding = Finding(rule="tax_rate_implausible", severity="warning", field="tax", facts=facts)
    assert "France, Germany" in explain(finding, "en")
    assert "法国、德国" in explain(finding, "zh")


def differing(field: str | None, found: str, expected: str) -> Finding:
    facts = {"found": found, "expected": expected, "reader": "claude"}
    return Finding(rule="source_conflict", severity="error", field=field, facts=facts)


@pytest.mark.parametrize(
    ("finding", "english", "chinese"),
    [
        (
            differing("total", "1320.00", "1230.00"),
            "Total: Clerk reads 1,320.00, claude reads 1,230.00.",
            "价税合计：Clerk 读出 1,320.00，claude 读出 1,230.00。",
        ),
        (
            differing(None, "invoice", "other"),
            "Clerk takes this for: Invoice. claude takes it for: something else.",
            "Clerk 认为这是：发票；claude 认为是：其他单据。",
        ),
        (
            differing("credit_note", "no", "yes"),
            "claude takes this for a credit note, Clerk does not.",
            "claude 认为这是红字（贷项）发票，Clerk 不这样认为。",
        ),
        (
            differing("auto_renewal", "True", "False"),
            "Renewal: Clerk reads Renews itself, claude reads Does not renew itself.",
            "续期：Clerk 读出 自动续期，claude 读出 不自动续期。",
        ),
    ],
)
def test_two_readers_are_told_apart(finding: Finding, english: str, chinese: str) -> None:
    assert explain(finding, "en", grouped=True) == english
    assert explain(finding, "zh", grouped=True) == chinese


@pytest.mark.parametrize(
    "text", ["<b>pay</b>", "[pay](http://a.test)", "<!channel> *now*", "{found}", "{0.__class__}"]
)
def test_what_strangers_write_is_said_as_it_is(text: str) -> None:
    said = explain(differing("vendor", text, text), "en")
    assert said == f"Seller: Clerk reads {text}, claude reads {text}."
