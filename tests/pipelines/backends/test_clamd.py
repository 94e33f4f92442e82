"""What is made of each way in which a clamd behaves: clean is one answer, to the whole file."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.backends.clamd import LEAST_LIMIT, Clamd, Deadlines, Version
from pipelines.errors import MediaRejected, Reason
from pipelines.scanning import Infected, ScannerUnavailable
from tests.doubles.clamd import Ending, FakeClamd, fake_clamd

LIMIT = 3_000_000
SHORT = Deadlines(connect=5, answer=0.2, scan=0.2, rest=0)
PATIENT = Deadlines(connect=5, answer=30, scan=30, rest=0)


@pytest.fixture
async def fake() -> AsyncIterator[FakeClamd]:
    async with fake_clamd() as started:
        yield started


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """More than fits into the buffers between the two."""
    path = tmp_path / "upload"
    path.write_bytes(bytes(range(256)) * 10_000)
    return path


def clamd(fake: FakeClamd, deadlines: Deadlines = PATIENT, **more: int) -> Clamd:
    return Clamd(fake.address, **{"limit": LIMIT, **more}, deadlines=deadlines)


async def test_clean_is_what_it_says_ok_to(fake: FakeClamd, file: Path) -> None:
    assert await clamd(fake).scan(file) == "clean"
    assert fake.heard == [file.read_bytes()]


async def test_while_it_hangs_files_do_not_wait_for_it_one_after_the_other(
    fake: FakeClamd, file: Path
) -> None:
    fake.ending = "hangs"
    scanner = clamd(fake, Deadlines(answer=0.2, scan=0.2, rest=1000), at_once=1)
    asking = (scanner.scan(file) for _ in range(20))
    answers = await asyncio.gather(*asking, return_exceptions=True)
    assert {type(one) for one in answers} == {ScannerUnavailable}
    assert fake.asked == [b"zINSTREAM\0", b"zPING\0"], "one finds out for all of them"


async def test_an_empty_file_is_scanned_too(fake: FakeClamd, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert await clamd(fake).scan(tmp_path / "empty") == "clean"
    assert fake.heard == [b""]


@pytest.mark.parametrize(
    ("answer", "signature"),
    [
        (b"stream: Eicar-Test FOUND\0", "Eicar-Test"),
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", "Win.Test.EICAR_HDB-1"),
        (b"stream: <!channel>\n\xe2\x80\xae FOUND\0", None),
        ("stream: a‮b FOUND\0".encode(), "a?b"),
        (b"stream: " + b"x" * 300 + b" FOUND\0", "x" * 100),
        (b"stream: Heuristics.Phishing.Email FOUND\0", "Heuristics.Phishing.Email"),
    ],
)
async def test_what_it_finds_is_named(
    fake: FakeClamd, file: Path, answer: bytes, signature: str | None
) -> None:
    fake.answer = answer
    if signature is None:
        with pytest.raises(ScannerUnavailable):
            await clamd(fake).scan(file)
        return
    with pytest.raises(Infected) as found:
        await clamd(fake).scan(file)
    assert found.value.signature == signature
    assert found.value.figures == {"signature": signature}


LIMITED: list[tuple[bytes, Ending, str]] = [
    (b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", "answers", "MaxFileSize"),
    (b"stream: Heuristics.Limits.Exceeded.MaxScanTime FOUND\0", "answers", "MaxScanTime"),
    (b"stream: Heuristics.Limits.Exceeded FOUND\0", "answers", "MaxScanSize"),
    (b"INSTREAM size limit exceeded. ERROR\0", "answers", "StreamMaxLength"),
    (b"INSTREAM size limit exceeded. ERROR\0", "early", "StreamMaxLength"),
    (b"", "closed", "StreamMaxLength"),
    (b"", "resets", "StreamMaxLength"),
    (b"", "slow", "MaxScanTime"),
]


@pytest.mark.parametrize(("answer", "ending", "setting"), LIMITED)
async def test_what_is_more_than_it_looks_into_is_told_as_that(
    fake: FakeClamd, file: Path, answer: bytes, ending: Ending, setting: str
) -> None:
    fake.answer, fake.ending = answer, ending
    patience = Deadlines(answer=30, scan=0.2, rest=0) if ending == "slow" else PATIENT
    with pytest.raises(MediaRejected) as refused:
        await clamd(fake, patience).scan(file)
    assert refused.value.reason is Reason.NOT_SCANNED
    assert refused.value.figures == {"size": file.stat().st_size, "setting": setting}


@pytest.mark.parametrize("ending", ["closed", "resets"])
async def test_one_that_hangs_up_on_less_than_it_may_take_is_waited_for(
    fake: FakeClamd, ending: Ending
) -> None:
    async def trickle() -> AsyncIterator[bytes]:
        while True:  # until it is noticed that nobody listens
            yield b"a"
            await asyncio.sleep(0)

    fake.ending = ending
    with pytest.raises(ScannerUnavailable):
        await clamd(fake).verdict(trickle(), 100)
    with pytest.raises(MediaRejected):
        await clamd(fake).verdict(trickle(), LEAST_LIMIT + 1)


@pytest.mark.parametrize("ending", ["closed", "resets", "slow"])
async def test_one_that_answers_nothing_after_that_either_has_said_nothing(
    fake: FakeClamd, file: Path, ending: Ending
) -> None:
    fake.ending, fake.pong = ending, b""
    with pytest.raises(ScannerUnavailable):
        await clamd(fake, Deadlines(scan=0.2, rest=0)).scan(file)
    assert fake.asked == [b"zINSTREAM\0", b"zPING\0"]


@pytest.mark.parametrize("what", ["PDF", "Zip"])
async def test_what_is_under_a_password_is_told_as_that(
    fake: FakeClamd, file: Path, what: str
) -> None:
    fake.answer = f"stream: Heuristics.Encrypted.{what} FOUND\0".encode()
    with pytest.raises(MediaRejected) as refused:
        await clamd(fake).scan(file)
    assert refused.value.reason is Reason.ENCRYPTED
    assert not isinstance(refused.value, Infected)


def test_a_large_file_has_more_time() -> None:
    patience = Deadlines()
    assert patience.of(0) == 120
    assert patience.of(100_000_000) == 140
    assert patience.of(2_000_000_000) == 520


NO_VERDICT: list[tuple[str, bytes, Ending]] = [
    ("an error", b"stream: Can't allocate memory ERROR\0", "answers"),
    ("garbage", b"\xff\xfe\0", "answers"),
    ("nothing at all", b"", "answers"),
    ("an empty answer", b"\0", "answers"),
    ("OK and cut off", b"stream: OK", "answers"),
    ("OKAY", b"stream: OKAY\0", "answers"),
    ("ok in small letters", b"stream: ok\0", "answers"),
    ("OK of something else", b"/tmp/x: OK\0", "answers"),
    ("OK after a line", b"warning\nstream: OK\0", "answers"),
    ("OK and a line", b"stream: OK\n\0", "answers"),
    ("OK before it had it all", b"stream: OK\0", "early"),
    ("found, but nothing", b"stream:  FOUND\0", "answers"),
    ("words without an end", b"x" * 200_000, "answers"),
    ("another command's answer", b"PONG\0", "answers"),
]


@pytest.mark.parametrize(
    ("answer", "ending"), [row[1:] for row in NO_VERDICT], ids=[row[0] for row in NO_VERDICT]
)
async def test_no_verdict_is_not_clean(
    fake: FakeClamd, file: Path, answer: bytes, ending: Ending
) -> None:
    fake.answer, fake.ending = answer, ending
    with pytest.raises(ScannerUnavailable) as silent:
        await clamd(fake).scan(file)
    assert "x" * 20 not in str(silent.value)


async def test_what_it_finds_before_it_has_it_all_is_found(fake: FakeClamd, file: Path) -> None:
    fake.answer, fake.ending = b"stream: Early FOUND\0", "early"
    with pytest.raises(Infected, match="Early"):
        await clamd(fake).scan(file)


async def test_one_that_hangs_is_waited_for_no_longer_than_said(
    fake: FakeClamd, file: Path
) -> None:
    fake.ending = "hangs"
    scanner = clamd(fake, SHORT)
    for asking in (scanner.scan(file), scanner.ready(), scanner.version()):
        with pytest.raises(ScannerUnavailable, match="in time"):
            await asking


async def test_one_that_is_down_or_not_there(tmp_path: Path, file: Path) -> None:
    async with fake_clamd() as gone:
        address = gone.address
    for nowhere in (address, str(tmp_path / "clamd.sock")):
        scanner = Clamd(nowhere, limit=LIMIT, deadlines=PATIENT)
        for asking in (scanner.scan(file), scanner.ready(), scanner.version()):
            with pytest.raises(ScannerUnavailable):
                await asking


async def test_one_that_gave_no_answer_is_let_be_for_a_while(fake: FakeClamd) -> None:
    fake.pong = b"?\0"
    scanner = clamd(fake, Deadlines(rest=1000))
    for _ in range(3):
        with pytest.raises(ScannerUnavailable):
            await scanner.ready()
    assert fake.asked == [b"zPING\0"]


async def test_it_is_asked_again_after_that_and_the_log_says_so_once(
    fake: FakeClamd, caplog: pytest.LogCaptureFixture
) -> None:
    fake.pong = b"?\0"
    scanner = clamd(fake)
    for _ in range(3):
        with pytest.raises(ScannerUnavailable):
            await scanner.ready()
    fake.pong = b"PONG\0"
    for _ in range(3):
        await scanner.ready()
    assert [record.getMessage() for record in caplog.records] == [
        "the virus scanner gives no answer: files wait for it",
        "the virus scanner answers again",
    ]


@pytest.mark.parametrize(
    ("said", "version"),
    [
        (
            b"ClamAV 1.4.6/27500/Sun Nov 22 09:25:10 2026\0",
            Version("ClamAV 1.4.6", "27500", datetime(2026, 11, 22, 9, 25, 10, tzinfo=UTC)),
        ),
        (b"ClamAV 1.4.6\0", Version("ClamAV 1.4.6")),
        (b"ClamAV 1.4.6/27500/yesterday\0", Version("ClamAV 1.4.6", "27500")),
    ],
)
async def test_it_says_how_old_its_signatures_are(
    fake: FakeClamd, said: bytes, version: Version
) -> None:
    fake.version = said
    assert await clamd(fake).version() == version


async def test_more_than_the_limit_is_never_sent(fake: FakeClamd, file: Path) -> None:
    with pytest.raises(MediaRejected) as refused:
        await clamd(fake, limit=100_000).scan(file)
    assert refused.value.reason is Reason.TOO_LARGE
    assert fake.heard == []


async def test_a_file_that_cannot_be_read_is_no_matter_of_the_scanner(
    fake: FakeClamd, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError):
        await clamd(fake).scan(tmp_path / "nothing")
    with pytest.raises(IsADirectoryError):
        await clamd(fake).scan(tmp_path)


async def test_a_pipe_holds_nobody_up(fake: FakeClamd, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert await clamd(fake).scan(tmp_path / "pipe") == "clean"


async def test_so_many_at_once_and_no_more(fake: FakeClamd, file: Path) -> None:
    scanner = clamd(fake, at_once=2)
    assert await asyncio.gather(*(scanner.scan(file) for _ in range(8))) == ["clean"] * 8
    assert fake.at_once == 2


async def test_a_scan_that_nobody_waits_for_any_more_lets_go(fake: FakeClamd, file: Path) -> None:
    fake.ending = "hangs"
    scanner = clamd(fake, at_once=1)
    task = asyncio.create_task(scanner.scan(file))
    await asyncio.wait_for(fake.began.wait(), 30)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    fake.ending = "answers"
    assert await scanner.scan(file) == "clean"
