"""The first message is short, and says how to begin."""

import pytest

from handlers.chat import Language, Text
from handlers.greeting import greeting_card


@pytest.mark.parametrize(
    ("language", "alone", "begins"),
    [
        ("en", True, "drop a file into this chat"),
        ("en", False, "@Clerk help"),
        ("zh", True, "把文件拖进此聊天"),
        ("zh", False, "“@Clerk 帮助”"),
    ],
)
def test_hello_says_what_clerk_does_and_how_to_begin(
    language: Language, alone: bool, begins: str
) -> None:
    card = greeting_card(language, alone=alone)
    said = [one.text for one in card.parts if isinstance(one, Text)]
    assert len(said) == 3
    assert begins in said[-1]
