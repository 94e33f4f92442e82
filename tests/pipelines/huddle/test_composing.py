"""What a cascade's model is asked, and how its answer is taken apart to be said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.huddle.composing import Remembered, prompt, remembered, sentences
from pipelines.voice import ASSISTANT, Line
from tests.contracts.voices import JPEG, brief
from tests.doubles.voice.cascade_end import thinker
from tests.fake_model import FakeModel

MIND = thinker("mind", FakeModel("x"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One. ", "Two! ", "Three?"]),
        ("It is 3.5 percent of Acme Inc.", ["It is 3.5 percent of Acme Inc."]),
        ("一张发票。两张发票!好", ["一张发票。", "两张发票!好"]),
        ("没有。", ["没有。"]),
        (
            "You decided to replace the boiler, and to ask for offers, soon.",
            ["You decided to replace the boiler, ", "and to ask for offers, soon."],
        ),
        ("", []),
    ],
)
def test_a_text_is_said_breath_by_breath(text: str, parts: list[str]) -> None:
    assert list(sentences(text)) == parts


@given(st.text(alphabet='ab .,!?。，\n"”', max_size=900))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    parts = list(sentences(text))
    assert "".join(parts) == text
    assert all(0 < len(one) <= 400 for one in parts)


def test_who_said_what_before_is_told_and_what_is_shown() -> None:
    before = (Line(0, 1, "p1", "The boiler leaks."), Line(2, 1, ASSISTANT, "Noted."))
    told = brief(before=before)
    said = [*remembered(told), Remembered("", "What now?"), Remembered(ASSISTANT, "")]
    asked = prompt(told, said, JPEG, MIND)
    assert asked.text == "Ada Example: The boiler leaks.\nYou: Noted.\nSomebody: What now?"
    assert asked.system.startswith(told.instructions)
    assert "- decisions: What was decided." in asked.system
    assert [one.content for one in asked.images] == [JPEG]


def test_of_a_long_conversation_the_end_goes_along() -> None:
    said = [Remembered("", f"sentence {at}") for at in range(2000)]
    asked = prompt(brief(), said, None, MIND)
    assert len(asked.text) == 12_000
    assert asked.text.endswith("sentence 1999")
    assert asked.images == ()
