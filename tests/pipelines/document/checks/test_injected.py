"""One thing changed in the page or in the e-invoice inside it is flagged; nothing else is."""

from pathlib import Path

import pytest

from tests.drawn.names import Language
from tests.pipelines.document.checks.injected import CHANGES, Where, bill, findings, printed

SEEDS = range(8)  # each layout twice
WITHOUT_A_LABEL = ("buyer", 1)  # in the window of an envelope no word says whose a name is
LANGUAGES: tuple[Language, ...] = ("en", "de")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_nobody_touched_is_clear(tmp_path: Path, seed: int, language: Language) -> None:
    one = bill(seed, language)
    errors = {found for found in findings(printed(one, seed, one), tmp_path) if "!" in found}
    assert errors == set()


@pytest.mark.parametrize("where", ["xml", "page"])
@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_is_flagged(tmp_path: Path, name: str, where: Where) -> None:
    change, field = CHANGES[name]
    missed = []
    for seed in SEEDS:
        if (name, seed % 4) == WITHOUT_A_LABEL:
            continue
        one = bill(seed, LANGUAGES[seed % 2])
        other = change(one)
        shown, stated = (one, other) if where == "xml" else (other, one)
        found = findings(printed(shown, seed, stated), tmp_path)
        if f"source_conflict:{field}!" not in found:
            missed.append((seed, found))
    assert missed == []
