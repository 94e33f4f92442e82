"""Why a file cannot be had is told in the thread, with what to do about it."""

import pytest

from handlers.cards import gone_card
from handlers.chat import FileGone, Language, Text
from handlers.lacks import (
    LACKS,
    FileElsewhere,
    FileExpired,
    FileUnconsented,
    FileWithheld,
    lack_in,
    lack_of,
)

WHY: dict[str, FileGone] = {
    "gone": FileGone("download"),
    "withheld": FileWithheld("download"),
    "elsewhere": FileElsewhere("download"),
    "expired": FileExpired("download"),
    "unconsented Files.Read.All": FileUnconsented("download", "Files.Read.All"),
}


@pytest.mark.parametrize("why", WHY)
def test_a_reason_is_kept_and_told(why: str) -> None:
    assert lack_in(lack_of(WHY[why])) == why
    told = {gone_card(one, "a.pdf", "en").parts for one in WHY}
    assert len(told) == len(WHY) == len(LACKS)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_permission_that_lacks_is_named(language: Language) -> None:
    (part,) = gone_card("unconsented Files.Read.All", "a.pdf", language).parts
    assert isinstance(part, Text)
    assert " Files.Read.All " in part.text


@pytest.mark.parametrize("written", ["unconsented {0}", "unconsented <b>", "gone gone!", "", None])
def test_what_nobody_wrote_so_is_a_file_that_is_gone(written: object) -> None:
    assert lack_in(written) == "gone"


def test_who_is_let_read_is_told_how() -> None:
    for language, words in (("en", "files:read"), ("zh", "files:read")):
        (part,) = gone_card("withheld", "a.pdf", language).parts  # type: ignore[arg-type]
        assert isinstance(part, Text)
        assert words in part.text


def test_what_an_earlier_clerk_wrote_down_is_a_file_that_is_gone() -> None:
    assert lack_in(True) == "gone"
