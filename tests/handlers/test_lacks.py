"""Why a file cannot be had is told in the thread, with what to do about it."""

import pytest

from handlers.cards import gone_card
from handlers.chat import FileGone, Text
from handlers.lacks import FileElsewhere, FileWithheld, Lack, lack_in, lack_of

WHY: dict[Lack, type[FileGone]] = {
    "gone": FileGone,
    "withheld": FileWithheld,
    "elsewhere": FileElsewhere,
}


@pytest.mark.parametrize("why", WHY)
def test_a_reason_is_kept_and_told(why: Lack) -> None:
    assert lack_in(lack_of(WHY[why]("download"))) == why
    told = {gone_card(one, "a.pdf", "en").parts for one in WHY}
    assert len(told) == len(WHY)


def test_who_is_let_read_is_told_how() -> None:
    for language, words in (("en", "files:read"), ("zh", "files:read")):
        (part,) = gone_card("withheld", "a.pdf", language).parts  # type: ignore[arg-type]
        assert isinstance(part, Text)
        assert words in part.text


def test_what_an_earlier_clerk_wrote_down_is_a_file_that_is_gone() -> None:
    assert lack_in(True) == "gone"
