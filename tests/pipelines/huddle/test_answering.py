"""Of an answer that was cut, what was heard is told from how long it was heard."""

import pytest

from pipelines.egress import Egress
from pipelines.huddle.answering import Answer, Answers, seconds_of
from pipelines.huddle.setup import Setup
from pipelines.voice import RATE

SECOND = bytes(RATE * 2)


def answer(text: str, seconds: int) -> Answer:
    made = Answer(1, "a", 0.0)
    made.say(text, whole=True, mute=False, now=0.0)
    for _ in range(seconds):
        made.sound(SECOND, 0.0)
    return made


def given(answers: Answers, item: str, now: float) -> Answer:
    one = answers.of(item, now)
    assert one is not None
    return one


@pytest.mark.parametrize(
    ("text", "heard_s", "heard"),
    [
        ("One two three four", 0.0, ""),
        ("One two three four", 0.5, ""),  # no word to its end
        ("One two three four", 2.0, "One two…"),
        ("One, two, three four", 2.0, "One, two…"),
        ("One two three four", 4.0, "One two three four"),
        ("一二三四五六七八", 2.0, "一二三四…"),
        ("我们花了 10,000 元。", 2.0, "我们花了…"),
        ("", 2.0, ""),
    ],
)
def test_words_are_kept_as_far_as_they_were_heard(text: str, heard_s: float, heard: str) -> None:
    one = answer(text, 4)
    one.played["ada"] = heard_s
    assert one.heard_text(100.0) == heard


def test_what_was_never_said_to_its_end_goes_on() -> None:
    one = Answer(1, "a", 0.0)
    one.say("One two", whole=False, mute=False, now=0.0)
    one.sound(SECOND, 0.0)
    assert one.heard_text(100.0) == "One two…"


def test_without_a_page_that_says_so_time_tells() -> None:
    one = answer("One two three four", 4)
    assert one.heard_s(0.1) == 0.0
    assert one.heard_s(2.15) == pytest.approx(2.0)
    assert one.heard_s(100.0) == 4.0


def test_sound_that_comes_late_is_heard_late() -> None:
    one = answer("One two three four", 1)
    one.sound(SECOND, 10.0)
    assert one.heard_s(10.65) == pytest.approx(1.5)
    one.is_given = True
    assert one.is_playing(11.1)
    assert not one.is_playing(11.2)


def test_what_is_still_being_said_is_playing() -> None:
    assert answer("One", 1).is_playing(100.0)


def test_pages_speak_of_the_answer_that_is_heard() -> None:
    all_ = Answers()
    first = given(all_, "a", 0.0)
    assert given(all_, "a", 1.0) is first
    second = given(all_, "b", 2.0)
    all_.played("ada", first.number, 1.0)
    all_.played("ada", second.number, 2.0)
    all_.played("ada", second.number, 1.5)  # came later, and says less
    assert (first.played, second.played) == ({}, {"ada": 2.0})


def test_words_take_their_time() -> None:
    assert seconds_of("One two three") == pytest.approx(0.99)
    assert seconds_of("我们决定了") == pytest.approx(1.2)
    assert seconds_of("我们用 Slack") == pytest.approx(3 * 0.24 + 0.33)
    assert seconds_of("") == 0.0


@pytest.mark.parametrize(("language", "spoken"), [("en", "English"), ("zh", "Chinese")])
def test_an_assistant_is_told_its_language_and_what_it_is_about(language: str, spoken: str) -> None:
    setup = Setup("The {boiler}", language, Egress())
    assert f"Speak {spoken}" in setup.instructions
    assert "The {boiler}" in setup.instructions
    assert spoken in setup.notice
    assert "The call is about" not in Setup("", language, Egress()).instructions


def test_an_answer_is_heard_once_the_one_before_was() -> None:
    answers = Answers()
    given(answers, "a", 0.0).sound(4 * SECOND, 0.0)
    second = given(answers, "b", 1.0)
    second.sound(SECOND, 1.0)
    second.is_given = True
    assert second.heard_s(4.0) == 0.0
    assert second.is_playing(5.1)
    assert not second.is_playing(5.2)
    second.is_cut = True  # then everything is still
    given(answers, "c", 2.0).sound(SECOND, 2.0)
    assert given(answers, "c", 2.0).heard_s(2.65) == pytest.approx(0.5)


def test_what_another_one_came_after_is_no_new_answer() -> None:
    answers = Answers()
    given(answers, "a", 0.0)
    newest = given(answers, "b", 1.0)
    assert answers.of("a", 2.0) is None
    assert answers.newest is newest
