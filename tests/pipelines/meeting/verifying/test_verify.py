"""What becomes of a draft: spans, titles, days and owners, once each, and no more than is held."""

from datetime import date

import pytest

from pipelines.meeting.draft import Claim, Draft, DraftTopic, Point, Task
from pipelines.meeting.minutes import Doubt, Due, Minutes
from pipelines.meeting.verifying import bounds
from pipelines.meeting.verifying.verify import verify
from tests.fake_minutes import CHINESE, ENGLISH, brief, chinese, drafted, english
from tests.pipelines.meeting.verifying.meetings import BRIEFS, PORTAL
from tests.pipelines.meeting.verifying.meetings import brief as meeting
from tests.steps import steps

KEPT = Claim(
    text="The budget stays at 25,000 euros.", cites=("S0009",),
    quote="Let's keep it at twenty-five thousand.",
)  # fmt: skip
EMPTY = Draft(language="en", topics=(), decisions=(), actions=(), questions=())


def minutes(**told: object) -> Minutes:
    draft = EMPTY.model_copy(update=told)
    return verify(draft, BRIEFS["portal"], writer="fake", model="fake-1")


def task(text: str, owner: str | None, due: str | None, cite: int, quote: str) -> Task:
    return Task(text=text, owner=owner, due=due, cites=(f"S{cite:04}",), quote=quote)


def test_who_wrote_it_and_of_which_day_is_told() -> None:
    told = minutes(decisions=(KEPT,))
    assert (told.writer, told.model, told.language) == ("fake", "fake-1", "en")
    assert told.dated == BRIEFS["portal"].dated
    assert told.decisions[0].start_s == 80.0


def test_a_topic_lasts_from_its_first_segment_to_its_last() -> None:
    topic = DraftTopic(title="Launch date", first="S0005", last="S0001", points=())
    (told,) = minutes(topics=(topic,)).topics
    assert (told.start_s, told.end_s, told.cites) == (0, 50, ("S0001", "S0005"))
    assert told.is_verified


@pytest.mark.parametrize(
    ("title", "first", "last", "doubt"),
    [
        ("Launch date", "S0001", "S0099", Doubt.NO_SUCH_PLACE),
        ("Launch date", "S0098", "S0099", Doubt.NO_SUCH_PLACE),
        ("Budget of 80,000 euros", "S0007", "S0009", Doubt.NUMBER),
        ("Budget with Dmitri", "S0007", "S0009", Doubt.NAME),
        ("Layoffs in production", "S0007", "S0009", Doubt.UNSUPPORTED),
    ],
)
def test_a_title_tells_what_is_said(title: str, first: str, last: str, doubt: Doubt) -> None:
    topic = DraftTopic(title=title, first=first, last=last, points=())
    (told,) = minutes(topics=(topic,)).topics
    assert told.doubts == (doubt,)


@pytest.mark.parametrize("title", ["Next steps", "Marketing budget", "Budget: 25,000 euros"])
def test_a_general_title_needs_no_words(title: str) -> None:
    topic = DraftTopic(title=title, first="S0007", last="S0009", points=())
    assert minutes(topics=(topic,)).topics[0].is_verified


def test_an_owner_is_a_label_where_one_is_meant() -> None:
    quote = "I'll send the release notes to the customers by Friday."
    for owner in ("Ben", "BEN CARTER", "Ｂｅｎ", "me"):
        (told,) = minutes(actions=(task("Send release notes", owner, None, 6, quote),)).actions
        assert (told.owner, told.doubts) == ("Ben Carter", ())


def test_nobody_in_particular_is_no_owner() -> None:
    quote = "I'll send the release notes to the customers by Friday."
    for owner in (None, "", "the team", "TBD"):
        (told,) = minutes(actions=(task("Send release notes", owner, None, 6, quote),)).actions
        assert (told.owner, told.doubts) == ("", ())


def test_a_day_follows_from_the_words() -> None:
    quote = "I'll send the release notes to the customers by Friday."
    (told,) = minutes(actions=(task("Send release notes", "Ben", "Friday", 6, quote),)).actions
    assert told.due == Due(day=date(2026, 5, 8), words="by Friday")


def test_words_that_name_no_day_stay_in_the_text() -> None:
    (told,) = minutes(
        actions=(
            task(
                "Settle who talks to the landlord", None, "next week", 25,
                "Let's take that up next week.",
            ),
        )
    ).actions  # fmt: skip
    assert (told.due, told.doubts) == (None, ())
    assert told.text == "Settle who talks to the landlord (next week)"


def test_what_is_told_twice_is_told_once() -> None:
    again = KEPT.model_copy(update={"text": "The marketing budget stays at 25,000 euros."})
    other = KEPT.model_copy(update={"text": "The budget stays at 30,000 euros."})
    told = minutes(decisions=(KEPT, again, KEPT, other)).decisions
    assert [one.text for one in told] == [KEPT.text, other.text]


def test_of_two_that_are_the_same_the_better_one_is_kept() -> None:
    lie = KEPT.model_copy(update={"quote": "nobody says this at all"})
    (told,) = minutes(decisions=(lie, KEPT)).decisions
    assert told.is_verified


def test_a_model_that_says_everything_is_cut_short() -> None:
    many = tuple(
        KEPT.model_copy(update={"text": f"{number} " + "x" * 1_000}) for number in range(2_000)
    )
    long = Point(text="y" * 1_000_000, cites=("S0001",) * 5_000, quote="z" * 1_000_000)
    topic = DraftTopic(title="t" * 1_000_000, first="S0001", last="S0002", points=(long,) * 500)
    told = minutes(decisions=many, topics=(topic,))
    assert len(told.decisions) == bounds.MOST_ITEMS
    assert told.left_out == 2_000 - bounds.MOST_ITEMS + 500 - bounds.MOST_POINTS
    assert len(told.model_dump_json()) < 400_000
    assert not any(one.is_verified for one in told.topics[0].points)


def test_what_cannot_be_seen_is_taken_out() -> None:
    hidden = KEPT.model_copy(update={"text": "The budget\u202e stays\u200b at\n25,000 euros."})
    assert minutes(decisions=(hidden,)).decisions[0].text == "The budget stays at 25,000 euros."


@pytest.mark.parametrize(
    ("known", "wanted"), [(english(), ENGLISH), (chinese(), CHINESE)], ids=["en", "zh"]
)
def test_minutes_that_others_drew_are_doubted_where_they_are_doubtful(
    known: object, wanted: Minutes
) -> None:
    about = brief(english() if wanted is ENGLISH else chinese())
    told = verify(drafted(wanted), about, writer="fake", model="fake-1")
    for one, other in zip(
        (*told.decisions, *told.actions, *told.questions),
        (*wanted.decisions, *wanted.actions, *wanted.questions),
        strict=True,
    ):
        assert one.is_verified == other.is_verified, one


def test_no_transcript_verifies_nothing() -> None:
    about = meeting(())
    (told,) = verify(
        EMPTY.model_copy(update={"decisions": (KEPT,)}), about, writer="fake", model="fake-1"
    ).decisions
    assert Doubt.NO_SUCH_PLACE in told.doubts


def lines(meetings: int) -> int:
    """Count the lines of ours that so many meetings in one, and as much of each, take."""
    about = meeting(PORTAL * meetings)
    claims = tuple(
        Claim(
            text=f"{text[:200]} in {at}", cites=(f"S{at + 1:04}",),
            quote=text if at % 2 else f"{text} nobody says",
        )
        for at, (_, text) in enumerate(PORTAL * meetings)
    )[: 3 * meetings]  # fmt: skip
    draft = EMPTY.model_copy(update={"decisions": claims})
    return steps(lambda: verify(draft, about, writer="fake", model="fake-1"))


def test_three_hours_take_about_a_second() -> None:
    """A hundred of these are 27,000 words and 300 statements; some millions of lines a second."""
    few, more = lines(4), lines(16)
    assert more < 7 * few  # a quote that is said again and again is looked for in each place
    assert more * 100 / 16 < 6_000_000
