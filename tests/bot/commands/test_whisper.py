"""`python -m bot whisper download`: a model is fetched once, or one plain line says why not."""

import json
import shutil
from asyncio import to_thread
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from pipelines.backends import whisper_models
from pipelines.backends.whisper import lacks
from pipelines.backends.whisper_models import NotFetched, fetch
from tests.bot.terminal import Ran, typed
from tests.doubles.server import Call, Double, Reply, nobody

__all__ = ["typed"]

COMMIT = "0" * 40


def hub(model: Path, *, without: str = "") -> Callable[[Call], Reply]:
    """Answer as the hub does: what is in a repository, then each file."""
    names = [one.name for one in model.iterdir() if one.name != without]

    def respond(call: Call) -> Reply:
        assert "authorization" not in call.headers
        if "/tree/" in call.path:
            tree = [
                {"type": "file", "path": name, "size": (model / name).stat().st_size, "oid": COMMIT}
                for name in names
            ]
            return Reply(body=json.dumps(tree).encode())
        if call.path.startswith("/api/models/"):
            files = [{"rfilename": name} for name in names]
            about = {"id": "Systran/faster-whisper-tiny", "sha": COMMIT, "siblings": files}
            return Reply(body=json.dumps(about).encode())
        content = (model / call.path.rpartition("/")[2]).read_bytes()
        headers = {"X-Repo-Commit": COMMIT, "ETag": f'"{sha256(content).hexdigest()}"'}
        return Reply(body=content, type="application/octet-stream", headers=headers)

    return respond


async def test_a_model_is_fetched_whole_and_once(scripted: Path, tmp_path: Path) -> None:
    async with Double(hub(scripted)) as double:
        there = await to_thread(fetch, "tiny", tmp_path, double.url)
        asked = len(double.calls)
        await to_thread(fetch, "tiny", tmp_path, double.url)
        assert len(double.calls) == asked
    assert there == tmp_path / "tiny"
    assert {one.name for one in there.iterdir()} == {one.name for one in scripted.iterdir()}
    assert not await to_thread(lacks, there)
    assert [one.name for one in tmp_path.iterdir()] == ["tiny"]


async def test_half_a_model_is_none(scripted: Path, tmp_path: Path) -> None:
    async with Double(hub(scripted, without="tokenizer.json")) as double:
        with pytest.raises(NotFetched, match=r"it lacks tokenizer\.json"):
            await to_thread(fetch, "tiny", tmp_path, double.url)
    assert not (tmp_path / "tiny").exists()


async def test_offline_is_one_line(tmp_path: Path) -> None:
    async with nobody() as url:
        with pytest.raises(NotFetched) as caught:
            await to_thread(fetch, "tiny", tmp_path, url)
    assert "\n" not in str(caught.value)


def test_the_command_says_what_it_fetches_and_where(
    typed: Callable[..., Ran], scripted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetched(name: str, folder: Path) -> Path:
        return Path(shutil.copytree(scripted, folder / name))

    monkeypatch.setattr(whisper_models, "fetch", fetched)
    first = typed("whisper", "download", "--model", "tiny", BOT_DATA_DIR=str(tmp_path))
    assert (first.status, first.err) == (0, "")
    assert "Systran/faster-whisper-tiny, about 78 MB, licence MIT" in first.out
    again = typed("whisper", "download", "--model", "tiny", BOT_DATA_DIR=str(tmp_path))
    assert (again.status, again.out) == (0, f"{tmp_path / 'models' / 'tiny'} is there already\n")


def test_what_cannot_be_fetched_is_one_plain_line(
    typed: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(name: str, folder: Path) -> Path:
        raise NotFetched(f"the model {name} could not be fetched: no connection to {folder.name}")

    monkeypatch.setattr(whisper_models, "fetch", offline)
    ran = typed("whisper", "download", BOT_DATA_DIR=str(tmp_path))
    assert ran.status == 2
    assert ran.complaint.startswith("the model small could not be fetched: no connection")
    ran = typed("whisper", "download", BOT_DATA_DIR=str(tmp_path), BOT_WHISPER_MODEL="/mnt/own")
    assert (ran.status, "the models to fetch are tiny" in ran.complaint) == (2, True)
