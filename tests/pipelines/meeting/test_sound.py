"""Sound at its times: every coding, every rate, and any stretch of it as in the whole."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from pipelines.meeting.sound import RATE, Samples, heard, placed
from tests.pipelines.meeting.filmed import Heard, Seen, film, hum, looped

SECONDS = 5.0


_ROUGH = np.convolve(np.random.default_rng(7).normal(0, 4000, round(SECONDS * RATE)), np.ones(5))


def murmur(rate: int, channels: int = 1) -> Samples:
    """Give low noise, so that no stretch is like another."""
    at = np.arange(round(SECONDS * rate)) * RATE / rate
    line = np.interp(at, np.arange(len(_ROUGH)), _ROUGH)
    return np.rint(np.stack([line] * channels)).astype(np.int16)


def whole(path: Path, form: str, start_s: float = 0.0, end_s: float = 1e6) -> Samples:
    """Lay what is heard on one line, from the first moment asked for on."""
    first = round(start_s * RATE)
    found = list(heard(path, form, start_s, end_s))
    line = np.zeros(found[-1].at + len(found[-1].samples) - first, np.int16)
    for at, samples in found:
        assert at >= first
        line[at - first : at - first + len(samples)] = samples
    return line


def late(line: Samples, reference: Samples, start: int, most: int = 700) -> int:
    """Say by how many samples a line is late there, as its likeness with the reference tells."""
    pattern = reference[start : start + 4000].astype(np.float64)
    near = line[start - most : start + 4000 + most].astype(np.float64)
    return int(np.correlate(near, pattern, "valid").argmax()) - most


def five_one(rate: int) -> Samples:
    """Let only the one in the middle of six channels speak."""
    channels = np.zeros((6, round(SECONDS * rate)), np.int16)
    channels[2] = murmur(rate)
    return channels


# By how many samples the sound may be late at most: what an encoder puts before it, where the
# container has no word for that. A jump lands on the same sample, but where times are in ms.
CASES = [
    ("a.wav", None, Heard(murmur(16_000), 16_000, "pcm_s16le"), 0, 0),
    ("b.wav", None, Heard(murmur(8_000), 8_000, "pcm_s16le"), 1, 0),
    ("c.wav", None, Heard(murmur(44_100, 2), 44_100, "pcm_s16le", "stereo"), 1, 1),
    ("d.wav", None, Heard(murmur(16_000, 4), 16_000, "pcm_s16le", "4.0"), 0, 0),
    ("e.flac", None, Heard(murmur(48_000), 48_000, "flac"), 1, 0),
    ("f.m4a", "ipod", Heard(murmur(44_100), 44_100), 1, 1),
    ("g.mp4", None, Heard(murmur(48_000, 2), 48_000, "aac", "stereo"), 1, 1),
    ("h.m4a", "ipod", Heard(five_one(48_000), 48_000, "aac", "5.1"), 1, 1),
    ("i.mkv", None, Heard(murmur(44_100), 44_100), 1024, 16),
    ("j.ogg", None, Heard(murmur(48_000), 48_000, "libopus"), 1, 0),
    ("k.webm", None, Heard(murmur(48_000), 48_000, "libopus"), 16, 16),
    ("l.mp3", None, Heard(murmur(44_100), 44_100, "libmp3lame"), 420, 1),
    ("m.aac", "adts", Heard(murmur(44_100), 44_100), 380, 1),
]
FORMS = {".m4a": "mov", ".mp4": "mov", ".webm": "matroska", ".mkv": "matroska"}


@pytest.mark.parametrize(("name", "container", "sound", "behind", "off"), CASES)
def test_every_sound_is_at_its_time(
    tmp_path: Path, name: str, container: str | None, sound: Heard, behind: int, off: int
) -> None:
    path = film(tmp_path / name, None, sound, form=container)
    form = FORMS.get(path.suffix, path.suffix[1:])
    line, reference = whole(path, form), murmur(RATE)[0]
    assert len(line) == pytest.approx(SECONDS * RATE, abs=RATE / 10)
    assert 0 <= late(line, reference, 8_000) <= behind
    assert late(line, reference, 70_000) == pytest.approx(late(line, reference, 8_000), abs=1)
    part = whole(path, form, 2.5, 4.0)
    assert len(part) == 1.5 * RATE
    assert abs(late(part, line[40_000:], 8_000)) <= off


def test_sound_that_begins_late_is_late(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", Seen(6.0), Heard(murmur(16_000)), start_s=10)
    stretches = list(heard(path, "mov", 0.0, 100.0))
    assert stretches[0].at == pytest.approx(10 * RATE, abs=1100)
    assert list(heard(path, "mov", 0.0, 9.0)) == []


def frames(start_s: float, end_s: float) -> Iterator[av.AudioFrame]:
    tone = murmur(RATE)
    for at in range(round(start_s * RATE), round(end_s * RATE), 800):
        part = np.ascontiguousarray(tone[:, at : at + 800])
        frame = av.AudioFrame.from_ndarray(part, format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
        yield frame


def test_a_gap_is_silent_and_what_follows_is_at_its_time(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as container:
        audio = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for frame in [*frames(0, 1), *frames(3, 4.5)]:
            container.mux(audio.encode(frame))
    line, reference = whole(path, "matroska"), murmur(RATE)[0]
    assert not line[RATE : 3 * RATE].any()
    assert abs(late(line, reference, 60_000)) <= 16


def test_what_goes_back_in_time_is_heard_once() -> None:
    stretches = list(placed(iter([*frames(0, 3), *frames(2, 4.5)])))
    assert all(one.at + len(one.samples) == two.at for one, two in pairwise(stretches))
    line = np.concatenate([samples for _, samples in stretches])
    assert (line == murmur(RATE)[0][: round(4.5 * RATE)]).all()


def test_what_cannot_be_decoded_is_silent(tmp_path: Path) -> None:
    path = film(tmp_path / "a.m4a", None, Heard(murmur(RATE)), form="ipod")
    content = bytearray(path.read_bytes())
    middle = content.index(b"mdat") + 9_000
    content[middle : middle + 3_000] = b"\xff" * 3_000
    path.write_bytes(content)
    line, reference = whole(path, "mov"), murmur(RATE)[0]
    assert late(line, reference, 70_000) == pytest.approx(0, abs=1)


def test_a_file_that_was_cut_off_is_heard_as_far_as_it_goes(tmp_path: Path) -> None:
    path = film(tmp_path / "a.wav", None, Heard(murmur(RATE), codec="pcm_s16le"))
    path.write_bytes(path.read_bytes()[: RATE * 2 * 3])
    assert len(whole(path, "wav")) == pytest.approx(3 * RATE, abs=100)


def test_no_sound(tmp_path: Path) -> None:
    assert list(heard(film(tmp_path / "a.mp4", Seen()), "mov", 0.0, 9.0)) == []


def test_places_stay_true_in_what_lasts_for_long(tmp_path: Path) -> None:
    """Resamplers that lose a few samples a frame are minutes off in the end."""
    beat = hum(10.0, 22_050)
    beat[:, 22_050:] = 0  # a second of tone every ten
    one = film(tmp_path / "one.m4a", None, Heard(beat, 22_050, bit_rate=24_000), form="ipod")
    path, length = looped(one, tmp_path / "all.m4a", 30)
    edges = list[int]()
    for at, samples in heard(path, "mov", 0.0, 1e6):
        loud = np.flatnonzero(np.abs(samples) > 2000)
        edges += [at + int(place) for place in loud[:1] if not edges or at - edges[-1] > 5 * RATE]
    assert len(edges) >= 29
    beats = np.array(edges) / RATE / length
    assert np.abs(beats - np.rint(beats)).max() * length < 0.06
