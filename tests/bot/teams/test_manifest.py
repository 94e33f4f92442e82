"""The app's manifest is what its source says, and its package is whole."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from bot.settings import Settings
from bot.teams import manifest as source
from bot.teams.consents import OWNERS
from bot.teams.manifest import COMMANDS, FOLDER, ICONS, PACKAGE
from handlers.commands import HELP, QUEUE, STATUS, TASKS, VOICE
from tests.drawn import icons

APP_ID = "8d2f0c3e-5b1a-4f6e-9c77-2a40d1e6b905"


def kept() -> Any:
    return json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))


def configured(**said: str) -> Settings:
    told = {
        "TEAMS_APP_ID": APP_ID,
        "TEAMS_APP_PASSWORD": "not-a-secret",
        "TEAMS_TENANT_ID": "0b6b2a52-7c41-4d1a-8f0e-3f5f2f6f1c11",
        "BOT_PUBLIC_URL": "https://clerk.sample.test",
    }
    return Settings.model_validate({**told, **said})


def test_the_file_is_what_the_source_says() -> None:
    file = FOLDER / "manifest.json"
    assert file.read_text(encoding="utf-8") == source.written(source.manifest()), (
        "run: make manifests"
    )


@pytest.mark.parametrize("cloud", ["public", "gcc", "gcc_high", "dod", "china"])
@pytest.mark.parametrize("graph", ["on", "off"])
def test_settings_are_filled_in(cloud: str, graph: str) -> None:
    told = configured(BOT_TEAMS_CLOUD=cloud, BOT_TEAMS_GRAPH=graph)
    said = source.manifest_of(told, {"privacy": "https://sample.test/privacy"})
    assert "example" not in json.dumps(said)
    assert source.APP_ID not in json.dumps(said)
    [bot] = said["bots"]
    assert said["id"] == bot["botId"] == APP_ID
    assert said["validDomains"] == ["clerk.sample.test"]
    assert said["developer"]["privacyUrl"] == "https://sample.test/privacy"
    assert said["developer"]["termsOfUseUrl"] == "https://clerk.sample.test"
    assert bot["supportsFiles"] is (cloud in {"public", "gcc"})
    assert ("authorization" in said) is (graph == "on")


def test_owners_are_asked_for_what_is_used_and_for_nothing_else() -> None:
    asked = kept()["authorization"]["permissions"]["resourceSpecific"]
    assert [one["name"] for one in asked] == list(OWNERS)
    assert {one["type"] for one in asked} == {"Application"}


def test_each_command_is_a_word_that_clerk_knows() -> None:
    rooms = (HELP, QUEUE, STATUS, TASKS, VOICE)
    assert set(COMMANDS) <= frozenset[str]().union(*rooms)
    # Each is offered where people type: there is no other way to find it.
    assert all(room & set(COMMANDS) for room in rooms)
    [listed] = kept()["bots"][0]["commandLists"]
    assert [one["title"] for one in listed["commands"]] == list(COMMANDS)


def test_the_package_holds_the_manifest_and_its_icons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in configured().model_dump(by_alias=True, include=_GIVEN).items():
        shown = value.get_secret_value() if name == "TEAMS_APP_PASSWORD" else value
        monkeypatch.setenv(name, shown)
    assert source.main(["package", "--terms", "https://sample.test/terms"]) == 0
    assert capsys.readouterr().out == f"{PACKAGE}\n"
    with zipfile.ZipFile(tmp_path / PACKAGE) as package:
        assert sorted(package.namelist()) == ["color.png", "manifest.json", "outline.png"]
        said = json.loads(package.read("manifest.json"))
        for name in said["icons"].values():
            assert package.read(name) == (FOLDER / name).read_bytes()
    assert said["developer"]["termsOfUseUrl"] == "https://sample.test/terms"
    assert b"not-a-secret" not in (tmp_path / PACKAGE).read_bytes()


_GIVEN = {"teams_app_id", "teams_app_password", "teams_tenant_id", "public_url"}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "TEAMS_APP_ID"),
        ({"TEAMS_APP_ID": APP_ID}, "TEAMS_TENANT_ID"),
        ({"TEAMS_APP_ID": "clerk"}, "no id as Entra gives them"),
        ({"TEAMS_APP_ID": APP_ID, "BOT_PUBLIC_URL": ""}, "BOT_PUBLIC_URL"),
        ({"TEAMS_APP_ID": APP_ID, "BOT_TEAMS_GRAPH": "yes"}, "BOT_TEAMS_GRAPH: "),
        ({"TEAMS_APP_ID": APP_ID, "BOT_PUBLIC_URL": "http://clerk.test"}, "BOT_PUBLIC_URL"),
    ],
)
def test_what_is_missing_is_told_in_a_line(
    said: dict[str, str],
    why: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    if len(said) != 1 or said["TEAMS_APP_ID"] != APP_ID:
        monkeypatch.setenv("TEAMS_TENANT_ID", "sample")
        monkeypatch.setenv("TEAMS_APP_PASSWORD", "not-a-secret")
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert source.main(["package"]) == 2
    told = capsys.readouterr().err
    assert why in told
    assert told.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_what_changes_goes_out_under_a_version_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert source.manifest_of(configured(), version="10.0.1")["version"] == "10.0.1"
    monkeypatch.chdir(tmp_path)
    assert source.main(["package", "--version", "1.1"]) == 2
    assert capsys.readouterr().err.startswith("clerk: '1.1' is no version")


def test_the_coloured_icon_keeps_to_the_rules() -> None:
    with Image.open(FOLDER / ICONS["color"]) as icon:
        assert (icon.format, icon.size, icon.mode) == ("PNG", (192, 192), "RGB")
        ground = Image.new("RGB", icon.size, icon.getpixel((0, 0)))
        box = ImageChops.difference(icon, ground).getbbox()
    assert box is not None
    # What is further out than the middle half is cut off where Teams shows it round.
    assert min(box) >= 48
    assert max(box) <= 144


def test_the_outline_is_white_on_nothing() -> None:
    with Image.open(FOLDER / ICONS["outline"]) as icon:
        assert (icon.format, icon.size, icon.mode) == ("PNG", (32, 32), "RGBA")
        red, green, blue, seen = icon.split()
    assert {band.getextrema() for band in (red, green, blue)} == {(255, 255)}
    assert seen.getextrema() == (0, 255)
    assert seen.getpixel((0, 0)) == 0


def test_the_icons_are_those_that_are_drawn() -> None:
    for name, drawn in (("color", icons.color()), ("outline", icons.outline())):
        with Image.open(FOLDER / ICONS[name]) as icon:
            assert ImageChops.difference(icon, drawn).getbbox() is None
