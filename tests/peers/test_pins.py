"""What is installed of others for these tests is pinned by its hash."""

import json

from tests.conftest import ROOT


def test_the_pin_is_a_hash_and_names_no_index() -> None:
    folder = ROOT / "tests/peers"
    pins = json.loads((folder / "package-lock.json").read_text())["packages"]
    wanted = json.loads((folder / "package.json").read_text())["dependencies"]
    assert "://" not in (folder / "package-lock.json").read_text()
    assert {name: pins[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    for name, pin in pins.items():
        # What they bring in turn is pinned as they are.
        assert name == "" or pin["integrity"].startswith("sha512-")
