"""Where somebody speaks, and the windows that are cut where nobody does."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipelines.meeting.sound import RATE, Stretch, heard
from pipelines.meeting.studio import Window
from pipelines.meeting.voices import STEP, STEP_S, likely, runs, speaking
from pipelines.meeting.windows import cuts, stretch, windows
from tests.drawn.screen_voices import Line, sound
from tests.pipelines.meeting.filmed import Heard, film, looped

SPOKEN = (2.0, 8.0)


def voice(seconds: float, *spoken: tuple[float, float]) -> NDArray[np.int16]:
    """Let somebody speak from one second to another, and nobody else."""
    said = [Line(start, end, "Ada Example", "") for start, end in spoken]
    return sound(said, 1, 0.0, seconds)


def pieces(samples: NDArray[np.int16], start: int = 0, length: int = 1000) -> list[Stretch]:
    return [Stretch(start + at, samples[at : at + length]) for at in range(0, len(samples), length)]


def test_piece_by_piece_as_in_one_go() -> None:
    samples = voice(12.0, SPOKEN, (10, 12))
    at_once = likely([Stretch(0, samples)])
    assert len(at_once) == 12 * RATE // STEP
    assert (likely(pieces(samples)) == at_once).all()


def test_a_voice_is_told_from_silence() -> None:
    talk = speaking(likely(pieces(voice(10.0, SPOKEN))))
    inside = talk[round(SPOKEN[0] / STEP_S) : round(SPOKEN[1] / STEP_S)]
    assert inside.sum() > 20
    assert talk.sum() - inside.sum() < 10


@pytest.mark.parametrize("gap_s", [0.01, 0.7, 1.5, 4000.0])
def test_gaps_are_silent_and_shift_nothing(gap_s: float) -> None:
    gap = round(gap_s * RATE)
    talk = voice(9.0, SPOKEN)
    found = likely([*pieces(talk), *pieces(talk, len(talk) + gap)])
    assert len(found) == -(-(2 * len(talk) + gap) // STEP)
    second = speaking(found)[(len(talk) + gap) // STEP :]
    first = speaking(likely(pieces(talk)))
    assert np.flatnonzero(second)[0] == pytest.approx(np.flatnonzero(first)[0], abs=12)


def test_nothing_is_heard_of_nothing() -> None:
    assert len(likely([])) == 0
    assert not speaking(likely(pieces(np.zeros(RATE, np.int16)))).any()


def marks(pattern: str) -> NDArray[np.bool_]:
    return np.array([one == "x" for one in pattern], bool)


def test_speech_has_a_beginning_and_an_end_of_their_own() -> None:
    figures = [0.1, 0.4, 0.6, 0.9, 0.4, 0.4, 0.3, 0.4, 0.6, 0.6, 0.1]
    talk = speaking(np.array(figures, np.float32))
    assert talk.tolist() == marks("..xxxx.....").tolist()  # two steps of speech are a cough
    assert runs(talk) == [(2, 6)]


def cut(pattern: str, longest: int) -> list[int]:
    talk = marks(pattern)
    return cuts(talk.astype(np.float32), talk, longest * STEP_S)


@pytest.mark.parametrize(
    ("pattern", "longest", "places"),
    [
        ("xxxxxx", 10, []),
        ("xxxxxxx...xxxxxxxx", 10, [8]),
        ("xxxxxx.xx.xxxxxxxx", 10, [9]),  # of equal pauses the last
        ("xxxxxx..x.xxxxxxxx", 12, [7]),  # of two the longer
        ("xx...xxxxxx.xxxxxxx", 12, [11]),  # none in the first half
    ],
)
def test_windows_end_in_pauses(pattern: str, longest: int, places: list[int]) -> None:
    assert cut(pattern, longest) == places


@pytest.mark.parametrize("pattern", ["x" * 95, "." * 95, "x." * 47, "xxxx....." * 11])
def test_no_window_is_longer_than_it_may_be(pattern: str) -> None:
    ends = [0, *cut(pattern, 10), len(pattern)]
    assert all(0 < b - a <= 10 for a, b in pairwise(ends))


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half a minute: somebody speaks, then nobody, then somebody."""
    samples = voice(30.0, (1.0, 9.0), (19.0, 27.0))
    path = tmp_path_factory.mktemp("talk") / "talk.wav"
    return film(path, None, Heard(samples[None], codec="pcm_s16le"))


def test_windows_follow_on_each_other_to_the_end(talk: Path) -> None:
    found = windows(talk, "wav", 8.0, 30.0)
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert found[0].start_s == 0.0
    assert found[-1].end_s == pytest.approx(30.0, abs=STEP_S)
    assert all(one.end_s == two.start_s for one, two in pairwise(found))
    assert all(one.end_s - one.start_s <= 8.0 for one in found)


def test_windows_say_whether_anybody_speaks(talk: Path) -> None:
    for one in windows(talk, "wav", 5.0, 30.0):
        silent = one.start_s >= 10.0 and one.end_s <= 19.0
        assert not silent or one.speech_s == 0
    assert sum(one.speech_s for one in windows(talk, "wav", 5.0, 30.0)) > 1


def test_the_sound_of_a_window(talk: Path) -> None:
    everything = np.concatenate([samples for _, samples in heard(talk, "wav", 0.0, 30.0)])
    window = Window(2, 5.024, 24.992, 0.0)
    samples, silent = stretch(talk, "wav", window.start_s, window.end_s)
    first = round(window.start_s * RATE)
    assert (samples == everything[first : first + len(samples)]).all()
    assert len(samples) == round((window.end_s - window.start_s) * RATE)
    assert any(10.0 < at < 19.0 for at in silent)
    assert all(window.start_s < at < window.end_s for at in silent)


def test_what_goes_on_without_a_pause_is_cut_all_the_same(tmp_path: Path) -> None:
    samples = voice(40.0, (0.0, 40.0))
    path = film(tmp_path / "a.wav", None, Heard(samples[None], codec="pcm_s16le"))
    _, silent = stretch(path, "wav", 0.0, 40.0)
    assert all(b - a <= 30.0 for a, b in pairwise([0.0, *silent, 40.0]))


def test_the_last_minute_of_a_long_recording_is_heard_as_the_first(tmp_path: Path) -> None:
    """A resampler that loses its way, or a detector that does, shows at the end."""
    samples = np.repeat(voice(15.0, (2.0, 8.0)), 3)[None]  # 48,000 a second, its edges rough
    one = film(tmp_path / "one.m4a", None, Heard(samples, 48_000, bit_rate=48_000), form="ipod")
    path, length = looped(one, tmp_path / "all.m4a", 12)
    found = likely(heard(path, "mov", 0.0, 1e6))
    talk = speaking(found)
    rounds = [
        talk[round(at * length / STEP_S) : round((at + 1) * length / STEP_S)] for at in range(12)
    ]
    assert len(found) * STEP_S == pytest.approx(12 * length, abs=1.0)
    heard_in = [int(one[round(1.8 / STEP_S) : round(8.5 / STEP_S)].sum()) for one in rounds]
    assert min(heard_in) > 0.5 * heard_in[0] > 10
    assert sum(int(one.sum()) for one in rounds) - sum(heard_in) < 0.02 * sum(heard_in)


def test_real_speech(samples: Path) -> None:
    found = windows(samples / "meetings" / "jfk.flac", "flac", 5.0, 11.0)
    assert sum(one.speech_s for one in found) > 6
    assert all(one.speech_s > 0 for one in found)
