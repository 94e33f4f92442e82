"""Every consent is told with what it unlocks."""

import re

from bot.teams.consents import ADMINS, OWNERS
from tests.conftest import ROOT


def test_every_consent_is_explained_and_no_other() -> None:
    told = (ROOT / "docs" / "teams.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Za-z]+(?:\.[A-Za-z]+)+)` \|", told, re.MULTILINE)
    assert sorted(rows) == sorted([*OWNERS, *ADMINS])


def test_nothing_is_asked_of_graph_that_nobody_is_asked_to_agree_to() -> None:
    named = re.compile(r'"([A-Z][A-Za-z]+\.Read[A-Za-z]*\.(?:All|Chat|Group))"')
    rooms = [one for one in (ROOT / "bot" / "teams").glob("*.py") if one.stem != "consents"]
    used = {name for one in rooms for name in named.findall(one.read_text(encoding="utf-8"))}
    assert len(used) > 3
    assert used <= OWNERS.keys() | ADMINS.keys()
    assert OWNERS.keys() <= used
