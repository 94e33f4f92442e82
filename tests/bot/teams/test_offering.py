"""How files are offered, and what is read of an answer to that."""

import json
from datetime import UTC, datetime

import pytest

from bot.book import Offered
from bot.teams.offering import GET, Consent, Session, asking, consent_of, language_of, offer, taken
from handlers.chat import Button, Buttons, Text

SINCE = datetime(2026, 11, 23, tzinfo=UTC)
REPORT = Offered("report.md", "text/markdown", "The report of the meeting", b"# Report", SINCE)
THERE = Session(
    "https://contoso.sharepoint.com/up?tempauth=x", "https://c.example/r.md", "r.md", "1", "md"
)
INFO = {
    "uploadUrl": THERE.upload_url,
    "contentUrl": THERE.content_url,
    "name": "r.md",
    "uniqueId": "1",
    "fileType": "md",
}
CONTEXT = {"c": "19:x@thread.v2", "m": "a1"}


def test_an_offer_is_a_card_with_a_button_that_holds_nothing_but_a_mark() -> None:
    assert offer(REPORT, "a1").title == "report.md"
    assert offer(REPORT, "a1").parts == (
        Text("The report of the meeting"),
        Buttons((Button(GET, "a1", "Get the file"),)),
    )
    chinese = Offered("纪要.md", "text/markdown", "会议纪要", b"", SINCE)
    assert offer(chinese, "a1").parts[-1] == Buttons((Button(GET, "a1", "获取文件"),))
    assert (language_of(REPORT), language_of(chinese)) == ("en", "zh")


def test_what_a_file_is_called_does_not_tell_its_language() -> None:
    where = "Where each value of 发票 03.pdf stands on the page"
    named = Offered("发票 03.evidence.png", "image/png", where, b"", SINCE)
    assert language_of(named) == "en"
    assert (
        language_of(Offered("发票 03.json", "application/json", "发票 03.json", b"", SINCE)) == "en"
    )
    told = "发票 03.pdf 中各个值的位置"
    assert language_of(Offered("发票 03.evidence.png", "image/png", told, b"", SINCE)) == "zh"


def test_what_asks_says_the_name_and_the_size_and_knows_itself_again() -> None:
    told = asking(REPORT, "19:x@thread.v2", "a1")
    [attachment] = told["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.teams.card.file.consent"
    assert (attachment["name"], attachment["content"]["sizeInBytes"]) == ("report.md", 8)
    assert attachment["content"]["acceptContext"] == CONTEXT
    assert attachment["content"]["declineContext"] == CONTEXT
    assert "# Report" not in json.dumps(told)


def test_a_file_that_was_put_somewhere_is_shown_there() -> None:
    [attachment] = taken(THERE)["attachments"]
    assert attachment == {
        "contentType": "application/vnd.microsoft.teams.card.file.info",
        "name": "r.md",
        "contentUrl": "https://c.example/r.md",
        "content": {"uniqueId": "1", "fileType": "md"},
    }


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (
            {"action": "accept", "context": CONTEXT, "uploadInfo": INFO},
            Consent("19:x@thread.v2", "a1", THERE),
        ),
        (
            {"action": "decline", "context": CONTEXT, "uploadInfo": INFO},
            Consent("19:x@thread.v2", "a1", None),
        ),
        ({"action": "accept", "context": CONTEXT}, Consent("19:x@thread.v2", "a1", None)),
        (
            {"action": "accept", "context": {"c": 7}, "uploadInfo": []},
            Consent("", "", None),
        ),
        ({"action": {"accept": 1}, "context": "x"}, Consent("", "", None)),
        ({}, Consent("", "", None)),
    ],
    ids=str,
)
def test_what_somebody_answered_is_read_without_believing_it(
    value: dict[str, object], read: Consent
) -> None:
    assert consent_of(value) == read
