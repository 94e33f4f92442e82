"""What CONTRIBUTING says of another SDK below Teams: which modules would be written anew."""

import re

from tests.conftest import ROOT

_SDK = re.compile(r"^\s*(?:from|import) (?:botbuilder|botframework|msrest)\b", re.MULTILINE)


def test_those_that_know_the_sdk_are_those_that_are_named() -> None:
    rooms = (ROOT / "bot" / "teams").glob("*.py")
    know = {one.stem for one in rooms if _SDK.search(one.read_text(encoding="utf-8"))}
    told = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert know == set(re.findall(r"^\| `([a-z]+)` \| written anew:", told, re.MULTILINE))
    assert know
