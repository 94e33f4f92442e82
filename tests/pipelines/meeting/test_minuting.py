"""Minutes in the report: what is verified, what is not and why, and what people made of it."""

import re
from collections.abc import Sequence
from datetime import date, time

import pytest
from markdown_it import MarkdownIt

from handlers.chat import Language
from handlers.texts.catalogue import texts
from pipelines.meeting.markdown import report
from pipelines.meeting.marks import Link, escaped
from pipelines.meeting.minutes import Doubt, Due, Minutes, Statement
from pipelines.meeting.model import Timeline
from pipelines.meeting.outcome import Standing, State
from pipelines.meeting.timeline import renamed
from tests.fake_minutes import CHINESE, ENGLISH, ENGLISH_SAID, chinese, english
from tests.pipelines.meeting.spoken import slide
from tests.pipelines.meeting.test_markdown import EVIL

HTML = MarkdownIt("commonmark").enable("table")


def told(
    known: Timeline,
    standings: Sequence[Standing] = (),
    link: Link | None = None,
    author: str | None = None,
    language: Language | None = None,
) -> str:
    wording = texts(language or known.language).minutes
    return report(known, link=link, wording=wording, author=author, standings=standings)


def section(text: str, title: str) -> list[str]:
    """Give the lines under a heading, up to the next of its kind."""
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0].strip().split("\n")


def stands(state: State, at: int, text: str = "", kind: str = "action", **more: object) -> Standing:
    """Make what people decided about the so-many-th action of the English meeting, or decision."""
    one = (ENGLISH.actions if kind == "action" else ENGLISH.decisions)[at]
    said = {**one.model_dump(include={"cites", "quote", "start_s", "doubts"}), "kind": kind}
    as_it_was = {name: getattr(one, name) for name in ("owner", "due") if hasattr(one, name)}
    return Standing(**{**said, **as_it_was, "state": state, "text": text or one.text, **more})


def test_everything_verified_is_told_with_its_time_and_its_words() -> None:
    text = told(english(slide(1, (0, 60))))
    for line in (
        "- Held on Tue 2026-11-17, as the name of the file says",
        "- Minutes: written by AI: qwen (qwen3-vl)",
        "### 00:00 – 00:58 Launch of the beta",
        (
            "- [00:12] All 214 payment tests pass. – Bob: “All 214 payment tests are green since"
            " Monday.” `S0002`"
        ),
        (
            "- [00:24] The beta ships on 4 December. – Alice Chen: “we ship the beta on 4 December”"
            " `S0003`"
        ),
        (
            "| [00:36] | Send the release notes to the whole team | Bob"
            " | Fri 2026-11-20 (“by Friday”)"
            " | Bob: “I will send the release notes to the whole team by Friday.” `S0004` |"
        ),
    ):
        assert line in text.split("\n"), line
    titles = [line.removeprefix("## ") for line in text.split("\n") if line.startswith("## ")]
    assert titles == [
        "Participants", "Topics", "Decisions", "Action items", "Open questions", "Slides",
        "Unverified", "Chapters", "Transcript",
    ]  # fmt: skip
    assert "It is not a summary" not in text
    assert "Candidate commitments" not in text


@pytest.mark.parametrize(
    ("known", "minutes", "unverified"),
    [(english(), ENGLISH, "Unverified"), (chinese(), CHINESE, "未核实")],
    ids=["en", "zh"],
)
def test_what_is_doubtful_stands_apart_with_every_reason(
    known: Timeline, minutes: Minutes, unverified: str
) -> None:
    text = told(known)
    points = [one for topic in minutes.topics for one in topic.points]
    said: list[Statement] = [*minutes.decisions, *minutes.actions, *minutes.questions, *points]
    apart = "\n".join(section(text, unverified))
    wording = texts(known.language).minutes.minutes
    for one in said:
        assert text.count(one.text) >= 1
        assert (one.text in apart) == bool(one.doubts), one.text
        assert all(wording.doubts[doubt] in apart for doubt in one.doubts)
    assert apart.count("  - ") == sum(len(one.doubts) for one in said)


def test_a_title_that_is_not_verified_is_no_title() -> None:
    first, second = ENGLISH.topics
    wrong = first.model_copy(update={"title": "Acquisition", "doubts": (Doubt.UNSUPPORTED,)})
    empty = second.model_copy(
        update={"title": "Layoffs", "doubts": (Doubt.NO_SUCH_PLACE,), "points": (), "cites": ()}
    )
    lost = second.model_copy(
        update={"title": "Merger", "doubts": (Doubt.NO_SUCH_PLACE,), "start_s": 0, "end_s": 0}
    )
    text = told(english(minutes=ENGLISH.model_copy(update={"topics": (wrong, lost, empty)})))
    topics = "\n".join(section(text, "Topics"))
    assert "### 00:00 – 00:58 (title unverified)" in topics
    assert "### 01:12 – 01:12 (title unverified)" in topics
    assert topics.count("###") == 2
    apart = "\n".join(section(text, "Unverified"))
    for title in ("Acquisition", "Merger", "Layoffs"):
        assert title not in text.replace(apart, "")
        assert title in apart
    assert "All 214 payment tests pass." in topics


def test_what_there_was_no_room_for_is_counted() -> None:
    text = told(english(minutes=ENGLISH.model_copy(update={"left_out": 41})))
    assert "- What the AI told beyond what a report holds was left out: 41\n" in text


def test_words_that_nobody_says_are_nobodys() -> None:
    text = told(english())
    assert "– as if said: “Dana orders the laptops tomorrow” `S0010`" in text
    assert "Bob: “Dana" not in text


@pytest.mark.parametrize("doubt", Doubt)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_doubt_is_a_sentence(doubt: Doubt, language: Language) -> None:
    said = texts(language).minutes.minutes.doubts
    assert said[doubt].endswith((".", "。"))
    assert len(set(said.values())) == len(Doubt)


def test_times_lead_into_the_player() -> None:
    html = HTML.render(told(english(), link=lambda seconds: f"https://c.example/p#t={seconds:g}"))
    assert '<td><a href="https://c.example/p#t=36">00:36</a></td>' in html
    assert '<a href="https://c.example/p#t=24">00:24</a> The beta ships' in html


def test_what_cites_nothing_that_there_is_has_no_time() -> None:
    lost = Statement(
        text="Lost.", cites=("S9999", "`]("), quote="", start_s=0, doubts=(Doubt.NO_SUCH_PLACE,)
    )
    minutes = ENGLISH.model_copy(update={"decisions": (lost,), "actions": (), "questions": ()})
    text = told(english(minutes=minutes))
    assert "- **Decision** Lost.\n" in text
    assert section(text, "Decisions") == section(text, "Action items") == ["None was found."]


def test_what_people_decided_is_told() -> None:
    day = Due(day=date(2026, 12, 1), words="", at=time(17, 0))
    text = told(
        english(),
        [
            stands("confirmed", 0),
            stands("done", 1, "Ask legal twice", due=day, owner="Ana"),
            stands("dropped", 2),
            stands("confirmed", 4),
            stands("confirmed", 0, kind="decision"),
            stands("dropped", 2, kind="decision"),
            stands("proposed", 3, "Nobody decided on this"),
        ],
    )
    actions = section(text, "Action items")
    assert actions[0].endswith("| Said | State |")
    assert [one.rsplit(" | ", 1)[1] for one in actions[2:]] == [
        "confirmed by a person |", "done, edited |", "proposed |",
    ]  # fmt: skip
    assert "| Ask legal twice | Ana | Tue 2026-12-01 17:00 |" in actions[3]
    assert "4 December. (confirmed by a person) – Alice" in section(text, "Decisions")[0]
    apart = section(text, "Unverified")
    assert any("Order new laptops" in one and "confirmed by a person" in one for one in apart)
    dropped = section(text, "Dropped by people")
    assert [one.split("]")[1].split(".")[0].split(" (")[0] for one in dropped] == [
        " The small plan costs 24 euros from now on", " Call ten customers about the price",
    ]  # fmt: skip
    assert "Nobody decided" not in text


def test_what_was_confirmed_of_earlier_minutes_is_still_there() -> None:
    gone = Standing("decision", ("S0003",), "Then we ship", 24.0, "We ship.", "confirmed")
    lost = Standing("action", ("S0003",), "Then", 24.0, "Ship it.", "dropped")
    text = told(english(), [gone, lost])
    [line] = [one for one in section(text, "Decisions") if "We ship." in one]
    assert line.startswith("- [00:24] We ship. (confirmed by a person, in an earlier run) – Alice")
    assert "Ship it." not in text


def test_names_that_people_gave_are_in_what_they_decided_too() -> None:
    text = told(
        renamed(english(), {"Speaker 3": "Mia", "Bob": "Bo"}),
        [stands("confirmed", 0), stands("done", 3)],
    )
    actions = section(text, "Action items")
    assert [one.split(" | ")[2] for one in actions[2:]] == ["Bo", "Mia", "Bo", "Mia"]
    assert "edited" not in text
    assert "Tell sales that the price stays, Mia said so" in text
    assert "“Speaker 3, please tell sales.”" in text


def test_without_minutes_promises_say_what_people_made_of_them() -> None:
    known = english(minutes=None)
    [promise] = known.commitments
    due = Due(day=date(2026, 11, 20), words="by Friday")
    found = Standing(
        "action", (promise.cite,), promise.quote, promise.start_s, promise.quote, "confirmed",
        owner="Bob", due=due,
    )  # fmt: skip
    text = told(known, [found])
    assert "It is not a summary" in text
    [line] = [one for one in section(text, "Candidate commitments") if one.startswith("- ")]
    assert line == (
        f"- [00:37] **Bob** “{ENGLISH_SAID[3][1].split('. ')[1]}” `S0004` (confirmed by a person,"
        " due Fri 2026-11-20 (“by Friday”))"
    )


def test_whoever_a_promise_was_given_to_did_not_say_its_words() -> None:
    known = english(minutes=None)
    [promise] = known.commitments
    given = Standing(
        "action", (promise.cite,), promise.quote, promise.start_s, promise.quote, "confirmed",
        owner="Alice",
    )  # fmt: skip
    lines = section(told(known, [given]), "Candidate commitments")
    [line] = [one for one in lines if one.startswith("- ")]
    assert "**Bob** “" in line
    assert line.endswith("(confirmed by a person, for Alice)")


def test_whoever_wrote_it_is_named_as_the_caller_says() -> None:
    text = told(english(), author="OpenAI (gpt_6), at api.example")
    assert "- Minutes: written by AI: OpenAI (gpt\\_6), at api.example" in text


@pytest.mark.parametrize("by", ["name", "recording", "arrival"])
def test_it_says_who_says_on_which_day_it_was(by: str) -> None:
    dated = ENGLISH.dated.model_copy(update={"by": by})
    said = texts("en").minutes.minutes.dated[by].format(day="Tue 2026-11-17")
    assert f"- {said}\n" in told(english(minutes=ENGLISH.model_copy(update={"dated": dated})))


def poisoned(words: str) -> Timeline:
    """Give the English meeting with the same words wherever a model may write any."""

    def evil(one: Statement, **more: object) -> Statement:
        return one.model_copy(update={"text": words, "quote": words, **more})

    due = Due(day=date(2026, 11, 20), words=words)
    minutes = ENGLISH.model_copy(
        update={
            "writer": words,
            "model": words,
            "topics": tuple(
                one.model_copy(
                    update={"title": words, "points": tuple(evil(point) for point in one.points)}
                )
                for one in ENGLISH.topics
            ),
            "decisions": tuple(evil(one) for one in ENGLISH.decisions),
            "actions": tuple(evil(one, owner=words, due=due) for one in ENGLISH.actions),
            "questions": tuple(evil(one) for one in ENGLISH.questions),
        }
    )
    return english(minutes=minutes)


@pytest.mark.parametrize("evil", [*EVIL, "@everyone <!channel> 1. one", "- x\n  - y", "| a | b |"])
def test_what_a_model_writes_does_nothing(evil: str) -> None:
    plain, html = HTML.render(told(poisoned("plain"))), HTML.render(told(poisoned(evil)))
    tags = re.compile(r"<[a-z/][^>]*>")
    assert tags.findall(html) == tags.findall(plain)
    assert escaped(evil) in told(poisoned(evil))
    assert not re.search(r"@\w", told(poisoned(evil)))
