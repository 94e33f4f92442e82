"""What a task leaves in its folder, and what of that comes back."""

import os
import socket
from pathlib import Path

import pytest

from pipelines.sandbox.folders import Desk, House, Laid, Tampered, TooMuch


def laid(room: Path, file: Path | bytes | None = None) -> Desk:
    desk = Desk(room)
    desk.lay(Laid(file, {}))
    return desk


def test_only_regular_files_of_its_own_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("the key")
    desk = laid(tmp_path, b"the input")
    (desk.path / "own").write_text("fine")
    (desk.path / "symlink").symlink_to(tmp_path / "secret")
    (desk.path / "hardlink").hardlink_to(tmp_path / "secret")
    (desk.path / "folder").mkdir()
    (desk.path / "folder" / "inner").touch()
    os.mkfifo(desk.path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        with monkeypatch.context() as here:
            here.chdir(desk.path)  # the address of a socket is a short one
            listener.bind("socket")
        assert desk.collect(10, 100) == {"own": b"fine"}
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
    assert (tmp_path / "secret").read_text() == "the key"


def test_a_folder_put_in_its_place_gives_nothing_away(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "secret").write_text("the key")
    desk = laid(tmp_path)
    (desk.path / "own").write_text("fine")
    desk.path.rename(tmp_path / "moved")
    desk.path.symlink_to(tmp_path / "home")
    with pytest.raises(Tampered):
        desk.collect(10, 100)
    assert (tmp_path / "home" / "secret").read_text() == "the key"


@pytest.mark.parametrize(("most", "most_bytes"), [(2, 100), (3, 29)])
def test_too_much_is_not_taken(tmp_path: Path, most: int, most_bytes: int) -> None:
    desk = laid(tmp_path, b"the input does not count")
    for name in "abc":
        (desk.path / name).write_bytes(bytes(10))
    with pytest.raises(TooMuch):
        desk.collect(most, most_bytes)
    assert len(desk.collect(3, 30)) == 3


def test_the_input_is_a_read_only_copy(tmp_path: Path) -> None:
    (tmp_path / "Rechnung.pdf").write_bytes(b"%PDF")
    desk = laid(tmp_path, tmp_path / "Rechnung.pdf")
    status = (desk.path / "input").stat()
    assert (status.st_mode & 0o777, status.st_nlink) == (0o400, 1)
    assert (desk.path / "input").read_bytes() == b"%PDF"
    desk.clear()


def test_a_house_in_use_is_not_swept(tmp_path: Path) -> None:
    first = House(tmp_path)
    second = House(tmp_path)
    assert first.path.is_dir()
    second.close()
    first.close()
    assert list(tmp_path.iterdir()) == []
