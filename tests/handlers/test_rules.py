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
