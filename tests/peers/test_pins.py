"""What is installed of others for these tests is pinned by its hash."""

import json

from tests.conftest import ROOT


def test_the_pin_is_a_hash_and_names_no_index() -> None:
    folder = ROOT / "tests/peers"
    pins = json.loads((folder / "package-lock.json").read_text())["packages"]
    wanted = json.loads((folder / "package.json").read_text())["dependencies"]
    assert "://" not in (folder / "package-lock.json").read_text()
    assert set(pins) == {"", *(f"node_modules/{name}" for name in wanted)}
    for name, version in wanted.items():
        assert pins[f"node_modules/{name}"]["version"] == version
        assert pins[f"node_modules/{name}"]["integrity"].startswith("sha512-")
