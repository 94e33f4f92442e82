"""The report: everything that is known is in it, and what strangers say stays text."""

import re

import pytest
from markdown_it import MarkdownIt

from handlers.texts.catalogue import texts
from pipelines.meeting.markdown import report
from pipelines.meeting.marks import Link, clock, escaped
from pipelines.meeting.model import Lack, Probe, Timeline
from pipelines.meeting.timeline import renamed, timeline
from tests.pipelines.meeting.spoken import slide, transcript

HTML = MarkdownIt("commonmark").enable("table")
FILM = Probe(duration_s=3000, width=640, height=360, audio=True)


def known(
    title: str = "Weekly", name: str = "Alice Chen", words: str = "Good morning."
) -> Timeline:
    said = transcript(
        (0, 600, name, words),
        (725, 729, "Bob", "I'll send the draft by Friday."),
        (729, 3000, name, "Fine."),
    )
    slides = [slide(1, (0, 723)), slide(2, (723, 820), (2470, 3000)), slide(3, (820, 2470))]
    return timeline(title, "en", FILM, said, slides)


def told(meeting: Timeline, link: Link | None = None, **more: str) -> str:
    notes = [more["note"]] if "note" in more else []
    return report(meeting, link=link, wording=texts(meeting.language).minutes, notes=notes)


def test_what_is_known_is_in_it() -> None:
    text = told(known(), note="On this machine")
    for line in (
        "# Weekly",
        "- Length: 50:00",
        "- Words: from the transcript that was given (vtt)",
        "- On this machine",
        "| Alice Chen | 47:51 | ██████████ 100% | 2 |",
        "| 00:00 – 12:03 | Slide 1 | “Good morning.” |",
        "- **Slide 2**: 12:03 – 13:40, again 41:10",
        "- [12:05] **Bob** “I'll send the draft by Friday.” `S0002`",
        "- [00:00] `S0001` Good morning.",
    ):
        assert line in text.split("\n"), line
    assert "## What is missing" not in text
    assert "summary" in text
    assert "written down by AI" not in text


def test_it_is_markdown_that_shows_as_meant() -> None:
    html = HTML.render(told(known()))
    assert html.count("<table>") == 2
    assert [html.count(f"<h{level}>") for level in (1, 2)] == [1, 5]
    assert html.count("<li>") == 3 + 3 + 1 + 3


def test_times_lead_into_the_player() -> None:
    html = HTML.render(
        told(known(), lambda seconds: f"https://clerk.example/player/M-1#t={seconds:g}")
    )
    assert '<a href="https://clerk.example/player/M-1#t=2470">41:10</a>' in html
    assert html.count("<a ") == 3 + 4 + 1 + 3


def test_chinese_says_it_too() -> None:
    meeting = known().model_copy(update={"language": "zh"})
    text = told(meeting)
    assert "- **幻灯片 2**: 12:03 – 13:40，再次出现于 41:10" in text
    assert "不是会议总结" in text


def test_names_that_people_gave_are_everywhere() -> None:
    text = told(renamed(known(), {"Bob": "Robert"}))
    assert "Bob" not in text
    assert text.count("Robert") == 3


def test_turns_of_one_person_stand_under_one_name() -> None:
    text = told(renamed(known(), {"Bob": "Al", "Alice Chen": "Al"}))
    assert text.count("\n**Al**\n") == 1


@pytest.mark.parametrize("lack", Lack)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_lack_is_told(lack: Lack, language: str) -> None:
    meeting = known().model_copy(update={"language": language, "lacks": (lack.value,)})
    said = texts(meeting.language).minutes
    assert f"## {said.lacking}\n\n- {said.lacks[lack]}\n" in told(meeting)


def test_without_words_it_tells_of_slides_only() -> None:
    silent = timeline("x", "en", FILM, None, known().slides, [Lack.NO_TRANSCRIBER])
    text = told(silent)
    assert "- Words: none" in text
    assert "WHISPER_URL" in text
    assert "## Participants" not in text
    assert "## Transcript" not in text


def test_words_that_ai_wrote_down_say_so() -> None:
    meeting = known()
    assert meeting.transcript
    heard = meeting.transcript.model_copy(
        update={"kind": "recognised", "source": "local", "model": "small_v3"}
    )
    text = told(meeting.model_copy(update={"transcript": heard}))
    assert "- Words: written down by AI: local (small\\_v3)" in text
    assert "may be wrong" in text


EVIL = [
    "[click](javascript:alert(1))",
    "![x](https://evil.example/p.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "**bold** _it_ `code` ~~gone~~ | cell |",
    "x\n\n# heading\n\n- item\n\n> quote",
    "<https://evil.example>",
    "[ref]: https://evil.example",
    "&lt;b&gt; &#60;i&#62; &copy;",
    "\\[a\\](b)",
    "```\nfence",
    "a\u2028b # # #",
]


@pytest.mark.parametrize("evil", EVIL)
def test_what_strangers_write_does_nothing(evil: str) -> None:
    plain = HTML.render(told(known()))
    html = HTML.render(told(known(evil, f"{evil} {evil}"[:80], evil)))
    tags = re.compile(r"<[a-z/][^>]*>")
    assert sorted(set(tags.findall(html))) == sorted(set(tags.findall(plain)))
    for tag in ("<a", "<em", "<img", "<h1", "<h2", "<table", "<tr", "<td", "<li", "<pre"):
        assert html.count(tag) == plain.count(tag), tag
    shown = HTML.render(escaped(evil))
    entities = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
    text = re.sub("|".join(entities), lambda one: entities[one[0]], tags.sub("", shown))
    assert text.strip().replace("\u2060", "") == " ".join(evil.split())


@pytest.mark.parametrize(
    "address",
    ["https://evil.example", "www.evil.example", "a@evil.example", "@everyone", "<@U012>"],
)
def test_no_program_finds_an_address_in_it(address: str) -> None:
    told = escaped(f"see {address} now")
    assert not re.search(r"://|(?i:www\.)|[\w.]@|@\w", told)
    assert re.sub(r"\u2060|\\", "", told) == f"see {address} now"


def test_what_cannot_be_seen_is_left_out() -> None:
    assert escaped("\u202egnp.exe a\u200bb\x00\x1b") == "gnp.exe ab"


@pytest.mark.parametrize(
    ("seconds", "written"), [(0, "00:00"), (187.9, "03:07"), (3723, "1:02:03"), (36000, "10:00:00")]
)
def test_moments_are_written_as_people_do(seconds: float, written: str) -> None:
    assert clock(seconds) == written
