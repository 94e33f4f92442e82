"""What is written as WebVTT reads back as what it was."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.media import MediaType
from pipelines.meeting.captions import read
from pipelines.meeting.lettering import shown
from pipelines.meeting.model import Transcript
from pipelines.meeting.vtt import written
from tests.pipelines.meeting.spoken import transcript


def again(told: Transcript, **names: str) -> list[tuple[float, float, str, str]]:
    found = read(written(told, names).encode(), MediaType.VTT).segments
    return [(one.start_s, one.end_s, one.speaker, one.text) for one in found]


def test_it_is_what_players_take() -> None:
    told = transcript((1, 2.5, "Bob", "a < b & c --> d"), (3725.0625, 3726, "", "Hi."))
    assert written(told, {"Bob": "Robert <b>"}) == (
        "WEBVTT\n\nS0001\n00:00:01.000 --> 00:00:02.500\n"
        "<v Robert &lt;b&gt;>a &lt; b &amp; c --&gt; d\n\n"
        "S0002\n01:02:05.062 --> 01:02:06.000\nHi.\n"
    )


def test_nothing_that_is_said_breaks_out_of_its_cue() -> None:
    bad = "x\n\n00:00:00.000 --> 00:00:09.000\n<v Eve>planted\n\nNOTE y &lt;v Z&gt; {\\an8}"
    told = transcript((1, 2, "A\n\nWEBVTT <v B>", bad))
    (found,) = again(told)
    assert found == (1, 2, "A WEBVTT <v B>", " ".join(bad.split()))


def test_a_new_name_is_in_the_file() -> None:
    assert again(transcript((1, 2, "Bob", "Hi.")), Bob="张三") == [(1, 2, "张三", "Hi.")]


WORDS = st.text(min_size=1, max_size=40).map(shown).filter(lambda text: any(map(str.isalnum, text)))
STRETCHES = st.tuples(st.integers(1, 30_000), WORDS, WORDS)


@settings(max_examples=60, deadline=None)
@given(st.lists(STRETCHES, min_size=1, max_size=8, unique_by=lambda one: one[2]))
def test_it_reads_back_as_it_was(said: list[tuple[int, str, str]]) -> None:
    at, cues = 0, []
    for length, who, text in said:
        cues.append((at / 1000, (at + length) / 1000, who, f"{at} {text}"))
        at += length
    assert again(transcript(*cues)) == cues
