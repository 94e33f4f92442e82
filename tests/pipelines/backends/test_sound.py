"""Sound is cut where nobody speaks, and what is heard is tidied with care."""

import io
import wave

import pytest

from pipelines.backends.sound import is_doubtful, is_silent, pieces, tidied, wav
from pipelines.ports import Audio, Said
from tests.doubles.ears import sound, tone


def cut(audio: Audio, longest_s: float = 30.0) -> list[tuple[float, float]]:
    found = list(pieces(audio, longest_s))
    assert b"".join(one.pcm for one in found) == audio.pcm
    return [(one.start_s, one.start_s + one.seconds) for one in found]


@pytest.mark.parametrize(
    ("seconds", "cuts", "expected"),
    [
        (20, (), [(100, 120)]),
        (30, (110,), [(100, 130)]),
        (50, (110, 125, 140), [(100, 125), (125, 150)]),
        (70, (), [(100, 130), (130, 160), (160, 170)]),
        (70, (100.5, 145), [(100, 130), (130, 145), (145, 170)]),
        (0, (), []),
    ],
)
def test_a_piece_ends_at_the_last_silence_that_fits(
    seconds: float, cuts: tuple[float, ...], expected: list[tuple[float, float]]
) -> None:
    assert cut(sound(seconds, 100.0, cuts)) == expected


def test_a_file_says_what_it_holds() -> None:
    with wave.open(io.BytesIO(wav(tone(0.5)))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 16_000)
        assert file.readframes(8000) == tone(0.5)


def test_noise_of_a_converter_is_silence_and_a_whisper_is_none() -> None:
    assert is_silent(b"")
    assert is_silent(b"\x03\x00\xfd\xff" * 1000)
    assert not is_silent(b"\x00\x00" * 1000 + b"\x00\xff")
    assert not is_silent(tone(0.1))
    assert is_silent(bytes(32_000 * 3))
    assert not is_silent(bytes(32_000 * 3) + tone(0.1) + b"\x00")


@pytest.mark.parametrize(
    ("no_speech", "likelihood", "doubtful"),
    [(0.9, -1.4, True), (0.9, -0.3, False), (0.2, -2.0, False), (None, -2.0, False)],
)
def test_words_are_left_out_only_where_they_are_doubted_twice(
    no_speech: float | None, likelihood: float, doubtful: bool
) -> None:
    assert is_doubtful(no_speech, likelihood) is doubtful


def texts(*said: str) -> list[str]:
    """Tidy sentences that follow each other, a second each."""
    spoken = [Said(float(at), at + 1.0, text) for at, text in enumerate(said)]
    return [one.text for one in tidied(spoken, sound(len(said)))]


THANKS = "Thank you for watching."


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ((THANKS,) * 6, (THANKS,)),
        (("Yes.", *(THANKS,) * 5, "Bye."), ("Yes.", THANKS, "Bye.")),
        ((THANKS,) * 4, (THANKS,) * 4),
        (("Yes.",) * 6, ("Yes.",) * 6),
        (("Yes.",) * 12, ("Yes.",)),
        ((f"So {'no ' * 8}never.",), ("So no no no no no no no no never.",)),
        ((f"So {'no ' * 20}never.",), ("So no never.",)),
        (("we will see " * 6,), ("we will see",)),
        (("we will see " * 3,), ("we will see we will see we will see",)),
        (("请大家看下一页。" * 6,), ("请大家看下一页。",)),
        (("对对对对，我们下周五之前把合同发给客户，然后再开会讨论价格。",) * 2,) * 2,
    ],
)
def test_what_a_recogniser_is_stuck_with_is_kept_once(
    said: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    assert texts(*said) == [*kept]


def test_what_is_said_stays_within_the_sound_and_in_order() -> None:
    audio = sound(10.0, 60.0)
    said = [
        Said(68.0, 71.0, "last"), Said(59.9, 61.0, " first "), Said(63.0, 63.0, "no time"),
        Said(80.0, 82.0, "beyond"), Said(64.0, 65.0, "  "), Said(62.0, 64.0, "over\n two lines"),
    ]  # fmt: skip
    assert [(one.start_s, one.end_s, one.text) for one in tidied(said, audio)] == [
        (60.0, 61.0, "first"), (62.0, 64.0, "over two lines"), (68.0, 70.0, "last"),
    ]  # fmt: skip


def test_who_speaks_is_kept_apart() -> None:
    said = [Said(float(at), at + 1.0, THANKS, "AB"[at % 2]) for at in range(6)]
    assert len(tidied(said, sound(6.0))) == 6
