"""The app's manifest against Microsoft's own schema of it, whatever the settings."""

import json
import os
from typing import Any

import pytest
from jsonschema import Draft4Validator

from bot.teams import manifest as source
from bot.teams.manifest import FOLDER, SCHEMA
from tests.bot.teams.test_manifest import APP_ID, configured
from tests.conftest import ROOT

_TAKEN = (
    ROOT / ".peers/node_modules/@microsoft/app-manifest/build/json-schemas/teams"
    f"/v{SCHEMA}/MicrosoftTeams.schema.json"
)


@pytest.fixture(scope="module")
def taken() -> Any:
    if _TAKEN.exists():
        return json.loads(_TAKEN.read_text(encoding="utf-8"))
    reason = "no schema of Microsoft's: `make peers` installs it"
    if os.environ.get("CI") == "true":  # noqa: TID251  # asks about the machine, not the product
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def schema(taken: Any) -> Draft4Validator:
    return Draft4Validator(taken)


def kept() -> Any:
    return json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))


def test_teams_takes_it(schema: Draft4Validator, taken: Any) -> None:
    assert list(schema.iter_errors(kept())) == []
    # Of a later draft than the schema itself: a validator of its own draft does not look at it.
    assert taken["properties"]["manifestVersion"]["const"] == SCHEMA
    assert kept()["manifestVersion"] == SCHEMA
    assert f"/v{SCHEMA}/" in kept()["$schema"]


@pytest.mark.parametrize("cloud", ["public", "gcc", "gcc_high", "dod", "china"])
@pytest.mark.parametrize("graph", ["on", "off"])
def test_teams_takes_it_filled_in(schema: Draft4Validator, cloud: str, graph: str) -> None:
    told = configured(BOT_TEAMS_CLOUD=cloud, BOT_TEAMS_GRAPH=graph)
    said = source.manifest_of(told, {"privacy": "https://sample.test/privacy"})
    assert list(schema.iter_errors(said)) == []


@pytest.mark.parametrize(
    "fault",
    [
        {"id": "clerk"},
        {"name": {"short": "C" * 31}},
        {"description": {"short": "s" * 81, "full": "f"}},
        {"accentColor": "blue"},
        {"bots": [{"botId": APP_ID}]},
        {"a field": "that there is none of"},
        {"validDomains": [f"{n}.test" for n in range(17)]},
    ],
)
def test_what_teams_does_not_take_is_found(schema: Draft4Validator, fault: dict[str, Any]) -> None:
    assert len(list(schema.iter_errors(kept() | fault))) == 1
