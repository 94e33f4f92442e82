"""A dropped file as a job and back: keys, names, reasons."""

import json
from dataclasses import replace

import pytest

from handlers.chat import Language, Place
from handlers.drops import channel_of, drop_of, job_of, rejected, rejection, upload_of, uploaded
from handlers.intake import NAME_LENGTH, tidy_name
from pipelines.errors import MediaRejected, Reason
from tests.fake_ledger import MORNING
from tests.handlers.office import upload


def test_a_job_gives_its_upload_back() -> None:
    dropped = replace(upload("F1"), language="zh")
    assert upload_of(job_of(dropped, MORNING)) == dropped


def test_the_same_file_in_the_same_channel_is_the_same_job() -> None:
    assert job_of(upload("F1"), MORNING).key == "local:t1:invoices:F1"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\u202egnp.pdf", "agnp.pdf"),
        ("line\nbreak\x00.pdf", "linebreak.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("  发票.pdf ", "发票.pdf"),
    ],
)
def test_a_name_is_made_fit_to_be_shown(name: str, shown: str) -> None:
    assert tidy_name(name) == shown


def test_a_long_name_is_cut_in_its_middle() -> None:
    assert len(tidy_name("x" * 400 + ".pdf")) == NAME_LENGTH
    assert tidy_name("x" * 400 + ".pdf").endswith(".pdf")


@pytest.mark.parametrize("reason", list(Reason))
def test_a_rejection_survives_being_written_down(reason: Reason) -> None:
    refusal = MediaRejected(reason, limit=5, type="HEIC")
    again = rejected(json.loads(json.dumps(dict(rejection(refusal)))))
    assert (again.reason, again.figures) == (reason, {"limit": 5, "type": "HEIC"})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_arrival_knows_the_language_it_is_answered_in(language: Language) -> None:
    dropped = replace(upload("F1"), language=language)
    drop = drop_of(job_of(dropped, MORNING))
    assert drop.language == language
    assert uploaded(drop) == dropped


@pytest.mark.parametrize("place", [Place("local", "t1", "invoices"), Place("p:1", "a%b", "x y")])
def test_a_key_tells_the_channel(place: Place) -> None:
    job = job_of(replace(upload("a:b"), place=replace(place, thread="m1")), MORNING)
    assert channel_of(job.key) == place


@pytest.mark.parametrize("key", ["", "a:b:c", "a:b:c:d:e", "local:t1:gener%61l:F1", "a:b:c:d e"])
def test_what_is_no_key_tells_none(key: str) -> None:
    assert channel_of(key) is None


def test_ids_that_hold_colons_make_no_two_jobs_one() -> None:
    one = replace(upload("c"), place=Place("p", "a:b", "x"))
    other = replace(upload("c"), place=Place("p", "a", "b:x"))
    assert job_of(one, MORNING).key != job_of(other, MORNING).key


def test_a_name_without_anything_to_see_is_called_something() -> None:
    assert tidy_name("\u200b\u2066 ") == "file"
