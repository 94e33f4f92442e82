"""What people say at the same time is brought together in time."""

import numpy as np
import pytest

from pipelines.huddle.mixer import MOST_WAITING, SILENCE, Beat, Mixer
from pipelines.pcm import LOUDEST, rms, samples
from pipelines.voice import CHUNK, CHUNK_S
from tests.pipelines.huddle.halls import tone

ADA, BOB, CLEO = tone(300, 3000), tone(500, 3000), tone(700, 3000)


def mixer(*people: str) -> Mixer:
    made = Mixer()
    for person in people:
        made.join(person)
    return made


def together(sounds: dict[str, bytes]) -> Beat:
    """Give the beat in which these are said."""
    one = mixer(*sounds)
    for _ in range(2):  # the first was heard alone, before it was known that others speak
        for person, pcm in sounds.items():
            one.put(person, pcm, 0.0)
    beat = one.beat(0.0)
    assert beat is not None
    return beat


def test_all_are_heard_together_and_each_hears_the_others() -> None:
    beat = together({"ada": ADA, "bob": BOB, "cleo": CLEO})
    said = {"ada": samples(ADA), "bob": samples(BOB), "cleo": samples(CLEO)}
    assert np.array_equal(samples(beat.pcm), said["ada"] + said["bob"] + said["cleo"])
    others = beat.without("ada")
    assert others is not None
    assert np.array_equal(samples(others), said["bob"] + said["cleo"])
    assert beat.without("somebody who says nothing") == beat.pcm
    assert beat.levels["bob"] == pytest.approx(rms(BOB))


def test_too_loud_together_is_as_loud_as_can_be() -> None:
    loud = np.full(CHUNK // 2, 30_000, "<i2").tobytes()
    beat = together({"ada": loud, "bob": loud})
    assert samples(beat.pcm).max() == LOUDEST
    assert beat.without("ada") == loud  # and nothing of it is lost


def test_a_chunk_that_is_shorter_harms_nobody() -> None:
    beat = together({"ada": ADA, "bob": BOB[: CHUNK // 2]})
    assert len(beat.pcm) == CHUNK
    assert beat.without("ada") == BOB[: CHUNK // 2].ljust(CHUNK, b"\0")
    assert beat.without("bob") == ADA


def test_alone_nobody_is_waited_for() -> None:
    one = mixer("ada", "bob")
    beat = one.put("ada", ADA, 0.0)
    assert beat is not None
    assert (beat.pcm, beat.without("ada"), beat.without("bob")) == (ADA, None, ADA)
    assert one.beat(0.01) is None  # it was heard


def test_silence_follows_where_nobody_sends() -> None:
    one = mixer("ada")
    one.put("ada", ADA, 0.0)
    beat = one.beat(1.0)
    assert beat is not None
    assert (beat.pcm, beat.levels, beat.without("ada")) == (SILENCE, {}, None)


def test_of_what_waits_too_long_the_oldest_is_dropped() -> None:
    one = mixer("ada", "bob")
    one.put("bob", BOB, 0.0)
    for number in range(MOST_WAITING + 5):
        one.put("ada", bytes([number, 0]) * (CHUNK // 2), 0.01)
    assert one.dropped == 5
    beat = one.beat(0.02)
    assert beat is not None
    assert beat.pcm[0] == 5


def test_what_somebody_said_a_while_ago_does_not_come_later() -> None:
    one = mixer("ada", "bob")
    one.put("ada", ADA, 0.0)
    one.put("bob", BOB, 0.0)  # waits for the beat
    assert one.put("ada", ADA, 60.0) is not None
    one.put("bob", CLEO, 60.0)
    beat = one.beat(60.0)
    assert beat is not None
    assert beat.pcm == CLEO


def test_whose_clock_is_fast_is_not_ever_later() -> None:
    one = mixer("ada", "bob")
    waiting = list[int]()
    for beat in range(3000):
        now = beat * CHUNK_S
        one.put("ada", ADA, now)
        one.put("bob", BOB, now)
        if beat % 100 == 0:  # one of a hundred more than there are beats
            one.put("bob", BOB, now)
        one.beat(now)
        waiting.append(len(one._lines["bob"].chunks))
    assert max(waiting) < 6


def test_nobody_speaks_faster_than_time_passes() -> None:
    one = mixer("ada")
    taken = sum(one.put("ada", ADA, 5.0) is not None for _ in range(500))
    assert 50 <= taken <= 51
    assert one.put("ada", ADA, 5.1) is not None
    assert one.put("ada", bytes(CHUNK * 20), 9.0) is None  # nor so much at once


def test_whoever_is_not_here_says_nothing() -> None:
    one = mixer("ada")
    assert one.put("bob", BOB, 0.0) is None
    one.leave("ada")
    one.leave("ada")
    assert one.put("ada", ADA, 0.0) is None
    assert mixer("ada").put("ada", b"", 0.0) is None
