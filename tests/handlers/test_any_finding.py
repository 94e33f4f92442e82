"""Whatever the sandbox's child tells of a document, its card can be drawn."""

from datetime import date
from typing import get_args

import pytest

from handlers.cards import contract_card, result_card
from handlers.deadlines import Outlook
from pipelines.document.exchange import Understood
from pipelines.document.findings import FACTS, Finding, Rule
from tests.handlers.office import READING
from tests.handlers.pacts import a_pact

FIELDS = (
    None, "total", "line_items", "line_items.3", "line_items.3.total", "iban.2", "parties",
    "parties.1", "parties.1.total", "auto_renewal", "expiry_date", "model_dump",
)  # fmt: skip
BESIDES: tuple[dict[str, str], ...] = (
    {}, {"reader": "gpt"}, {"reader": "gpt", "found": "1"}, {"source": "nobody"}, {"pages": "1"},
    {"country": "XX"}, {"term": "long"}, {"field": "x"},
)  # fmt: skip
TOLD: dict[str, object] = {"kind": "other", "invoice": None, "evidence": {}, "turned": {}}
OUTLOOK = Outlook(date(2026, 11, 22))


@pytest.mark.parametrize("rule", get_args(Rule))
def test_any_finding_that_a_child_may_tell_is_told(rule: Rule) -> None:
    for field in FIELDS:
        for facts in BESIDES:
            said = dict.fromkeys(FACTS[rule], "x") | facts
            finding = Finding(rule=rule, severity="error", field=field, facts=said)
            assert Understood.model_validate(TOLD | {"findings": (finding,)}).findings
            card = result_card(READING.model_copy(update={"findings": (finding,)}), "a", "en", None)
            assert card.parts
            assert contract_card(a_pact(findings=(finding,)), "a", "zh", None, OUTLOOK).parts
