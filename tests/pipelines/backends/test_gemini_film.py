"""A recording that is watched: uploaded once, in pieces, waited for, and deleted."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.backends import gemini_files
from pipelines.errors import BackendRefused, BackendUnavailable, BadAnswer, Fault
from pipelines.ports import Image, Prompt, Turn
from tests.doubles.behaviours import CANARY
from tests.doubles.generate_content import GENERATE
from tests.doubles.server import Reply, Trap
from tests.doubles.vendors import KEY
from tests.pipelines.backends.test_environment import SENT, planted
from tests.pipelines.backends.watching import CONTENT, Sheet, Stage, stage

__all__ = ["stage"]


async def test_it_is_uploaded_counted_asked_about_and_deleted(stage: Stage) -> None:
    answer = await stage.ask()
    assert (answer.value, answer.model) == (Sheet(total="7"), "double-1")
    assert stage.films.stages == ["get", "begin", "piece", "count", "generate"]
    [kept] = stage.films.kept.values()
    assert (kept.content, kept.type) == (CONTENT, "video/mp4")
    [asked] = stage.films.asked
    film, words = asked["contents"][0]["parts"]
    assert film["fileData"]["mimeType"] == "video/mp4"
    assert words == {"text": "S0001 We ship."}
    assert asked["generationConfig"]["responseJsonSchema"]["required"] == ["total"]
    await stage.watchers[0].let_go(stage.film, seconds=5)
    assert stage.films.kept == {}


async def test_neither_the_environment_nor_a_strangers_words_go_along(
    stage: Stage,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with Trap() as trap:
        for name, value in planted(trap.url, tmp_path).items():
            monkeypatch.setenv(name, value)
        await stage.ask()
        await stage.watchers[0].let_go(stage.film, seconds=5)
    assert trap.heard == []
    for call in stage.double.calls:
        assert {one for one in call.headers if not one.startswith("x-goog-upload-")} <= SENT
        told = repr(call.headers) + call.path + repr(call.query)
        assert "stranger" not in told
        assert CANARY not in told
        assert call.headers["x-goog-api-key"] == KEY
    own = {"asyncio", "aiohttp"}
    assert [one.name for one in caplog.records if one.name.partition(".")[0] not in own] == []


async def test_it_goes_in_pieces(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gemini_files, "PIECE_BYTES", 1000)
    await stage.ask()
    [kept] = stage.films.kept.values()
    assert kept.content == CONTENT
    sizes = [len(one.raw) for one in stage.double.calls if "x-goog-upload-offset" in one.headers]
    assert sizes == [1000, 1000, 560]


async def test_what_was_cut_off_goes_on_where_it_was(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gemini_files, "PIECE_BYTES", 1000)
    stage.films.broken_at = 1000
    with pytest.raises(BackendUnavailable, match="connection"):
        await stage.ask()
    await stage.ask()
    [kept] = stage.films.kept.values()
    assert kept.content == CONTENT
    assert stage.films.stages.count("begin") == 1
    assert stage.films.stages.count("piece") == 4


async def test_an_upload_that_is_forgotten_there_is_begun_anew(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gemini_files, "PIECE_BYTES", 1000)
    stage.films.broken_at = 1000
    with pytest.raises(BackendUnavailable):
        await stage.ask()
    stage.films.instead["query"] = GENERATE.failure(404)
    await stage.ask()
    assert stage.films.stages.count("begin") == 2


@pytest.mark.parametrize("arrived", ["-5", "9" * 30, str(len(CONTENT) + 1), "9" * 5000, "x"])
async def test_so_is_one_of_which_nobody_can_have_so_much(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, arrived: str
) -> None:
    monkeypatch.setattr(gemini_files, "PIECE_BYTES", 1000)
    stage.films.broken_at = 1000
    with pytest.raises(BackendUnavailable):
        await stage.ask()
    told = {"X-Goog-Upload-Status": "active", "X-Goog-Upload-Size-Received": arrived}
    stage.films.instead["query"] = Reply(headers=told)
    await stage.ask()
    [kept] = stage.films.kept.values()
    assert kept.content == CONTENT


@pytest.mark.parametrize("fails", [False, True])
async def test_what_was_cut_off_is_called_off_when_it_is_let_go_of(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    monkeypatch.setattr(gemini_files, "PIECE_BYTES", 1000)
    stage.films.broken_at = 1000
    with pytest.raises(BackendUnavailable):
        await stage.ask()
    if fails:
        stage.films.instead["cancel"] = GENERATE.failure(500)
    await stage.watchers[0].let_go(stage.film, seconds=5)
    assert stage.films.stages[-3:] == ["cancel", "delete", "list"]
    await stage.ask()
    assert stage.films.stages.count("begin") == 2


async def test_a_second_question_and_a_run_after_a_crash_upload_nothing(stage: Stage) -> None:
    await stage.ask()
    turns = (Turn('{"total": "7"}', "S0009 is no segment"),)
    await stage.ask(Prompt("Write.", (), "S0001 We ship.", turns, stage.film))
    contents = stage.films.asked[-1]["contents"]
    assert [one["role"] for one in contents] == ["user", "model", "user"]
    await stage.watcher()
    await stage.ask()
    assert stage.films.stages.count("begin") == 1
    assert len(stage.films.asked) == 3


async def test_another_film_has_another_name(stage: Stage) -> None:
    await stage.ask()
    other = replace(stage.film, name="0" * 64)
    await stage.ask(Prompt("Write.", (), "S0001", film=other))
    assert len(stage.films.kept) == 2


async def test_it_is_waited_for(stage: Stage) -> None:
    stage.films.pending = 3
    await stage.ask()
    assert stage.slept == [2.0, 3.0, 4.5, 6.75]


async def test_it_is_not_waited_for_without_an_end(stage: Stage) -> None:
    """The clock of the pauses counts, not that of this machine: nobody sleeps here."""
    stage.films.pending = 10_000
    with pytest.raises(BackendUnavailable) as caught:
        await stage.ask(seconds=60.0)
    assert caught.value.fault is Fault.TIMEOUT
    assert 30 < sum(stage.slept) <= 60
    assert len(stage.films.kept) == 1
    for kept in stage.films.kept.values():
        kept.pending = 0
    await stage.ask()
    assert stage.films.stages.count("begin") == 1


@pytest.mark.parametrize(
    ("error", "raises", "fault"),
    [
        ({"code": 3, "message": "canary"}, BackendRefused, Fault.REJECTED),
        ({"code": 13, "message": "canary"}, BackendUnavailable, Fault.FAILING),
        ({"code": 14}, BackendUnavailable, Fault.FAILING),
        ({"code": 8}, BackendUnavailable, Fault.BUSY),
        ({"code": "3"}, BackendRefused, Fault.REJECTED),
        ({"message": "canary"}, BackendRefused, Fault.REJECTED),
    ],
)
@pytest.mark.parametrize("pending", [0, 2])
async def test_what_cannot_be_taken_apart_is_said_and_not_kept(
    stage: Stage, error: dict[str, object], raises: type[Exception], fault: Fault, pending: int
) -> None:
    stage.films.fails, stage.films.pending = error, pending
    with pytest.raises(raises) as caught:
        await stage.ask()
    assert getattr(caught.value, "fault", None) is fault
    assert "canary" not in str(caught.value)
    assert stage.films.kept == {}
    stage.films.fails = None
    assert (await stage.ask()).value.total == "7"


async def test_one_that_failed_in_an_earlier_run_is_uploaded_anew(stage: Stage) -> None:
    await stage.ask()
    for kept in stage.films.kept.values():
        kept.error = {"code": 13}
    assert (await stage.ask()).value.total == "7"
    assert stage.films.stages.count("begin") == 2


async def test_what_is_too_large_or_of_another_kind_is_not_sent(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BackendRefused, match="rejected"):
        await stage.ask(Prompt("", (), "", film=replace(stage.film, type="video/x-matroska")))
    monkeypatch.setattr(gemini_files, "FILM_BYTES", 1000)
    with pytest.raises(BackendRefused, match="too_large"):
        await stage.ask()
    assert set(stage.films.stages) == {"get"}


async def test_without_a_film_it_reads(stage: Stage) -> None:
    await stage.ask(Prompt("Write.", (Image(b"\x89PNG", "image/png"),), "S0001 We ship."))
    assert stage.films.stages == ["generate"]


async def test_deleting_what_is_not_there_is_fine(stage: Stage) -> None:
    watcher = await stage.watcher()
    await watcher.let_go(stage.film, seconds=5)
    assert stage.films.stages == ["delete", "list"]
    stage.films.instead["delete"] = GENERATE.failure(404)
    await watcher.let_go(stage.film, seconds=5)


async def test_a_key_that_may_not_delete_is_said(stage: Stage) -> None:
    watcher = await stage.watcher()
    stage.films.instead["list"] = GENERATE.failure(403)
    with pytest.raises(BackendRefused, match="key"):
        await watcher.let_go(stage.film, seconds=5)


@pytest.mark.parametrize("where", ["{trap}/upload/v1beta/files?upload_id=u0", "http://[", "x"])
async def test_no_piece_goes_to_another_server(stage: Stage, where: str) -> None:
    async with Trap() as trap:
        at = {"X-Goog-Upload-URL": where.format(trap=trap.url), "X-Goog-Upload-Status": "active"}
        stage.films.instead["begin"] = Reply(headers=at)
        with pytest.raises(BadAnswer, match="shape"):
            await stage.ask()
    assert trap.heard == []
    assert "piece" not in stage.films.stages
