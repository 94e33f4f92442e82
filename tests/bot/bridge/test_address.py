"""Where the socket is: next to what is kept, or where nobody else can put one."""

import tempfile
from pathlib import Path

import pytest

from bot.bridge.address import NAME, NoRoom, address

LONG = Path("/" + "x" * 120)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # What the system would name is short; that of a test is as long as its name.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_in_the_data_folder() -> None:
    assert address(Path("/data")) == Path("/data") / NAME


def test_a_long_folder_has_it_in_a_private_one(temporary: Path) -> None:
    found = address(LONG)
    assert found.parent.parent == temporary
    assert found.parent.stat().st_mode & 0o777 == 0o700
    assert address(LONG) == found
    assert address(Path(f"{LONG}y")).parent != found.parent


def test_a_folder_that_others_read_is_not_taken() -> None:
    folder = address(LONG).parent
    folder.chmod(0o755)
    with pytest.raises(NoRoom, match="BOT_DATA_DIR"):
        address(LONG)


def test_a_link_that_somebody_put_there_is_not_followed(temporary: Path) -> None:
    folder = address(LONG).parent
    folder.rmdir()
    elsewhere = temporary / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    folder.symlink_to(elsewhere)
    with pytest.raises(NoRoom):
        address(LONG)
