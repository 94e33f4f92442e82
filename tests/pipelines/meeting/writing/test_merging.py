"""Drafts of parts become one: what two of them tell is told once, and nothing else is lost."""

import pytest

from pipelines.meeting.draft import Claim, Draft, DraftTopic, Point, Task
from pipelines.meeting.writing.merging import merged


def point(text: str, cite: str, quote: str = "") -> Point:
    return Point(text=text, cites=(cite,), quote=quote or text)


def claim(text: str, *cites: str, quote: str = "") -> Claim:
    return Claim(text=text, cites=cites, quote=quote or text)


def task(text: str, cite: str, owner: str | None, due: str | None = None) -> Task:
    return Task(text=text, owner=owner, due=due, cites=(cite,), quote="I do it by Friday")


def topic(title: str, first: str, last: str, *points: Point) -> DraftTopic:
    return DraftTopic(title=title, first=first, last=last, points=points)


def draft(
    *topics: DraftTopic,
    decisions: tuple[Claim, ...] = (),
    actions: tuple[Task, ...] = (),
    language: str = "en",
) -> Draft:
    return Draft(
        language=language, topics=topics, decisions=decisions, actions=actions, questions=()
    )


def test_one_draft_stays_as_it_is() -> None:
    one = draft(topic("Budget", "S0001", "S0009"))
    assert merged([one]) is one


def test_a_topic_goes_on_over_a_border() -> None:
    one = draft(
        topic("Intro", "S0001", "S0010"),
        topic("The budget", "S0011", "S0020", point("It is small.", "S0012")),
    )
    two = draft(
        topic("the Budget.", "S0017", "S0030", point("It grows.", "S0025")),
        topic("Hiring", "S0031", "S0040"),
    )
    both = merged([one, two])
    assert [(one.title, one.first, one.last) for one in both.topics] == [
        ("Intro", "S0001", "S0010"),
        ("The budget", "S0011", "S0030"),
        ("Hiring", "S0031", "S0040"),
    ]
    assert [one.text for one in both.topics[1].points] == ["It is small.", "It grows."]


def test_topics_of_the_same_title_that_are_far_apart_stay_apart() -> None:
    drafts = [draft(topic("Budget", "S0001", "S0002"), topic("B", "S0003", "S0004"))] * 2
    assert [one.title for one in merged(drafts).topics] == ["Budget", "B", "Budget", "B"]


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        # What both parts heard of the lines that both were told.
        (claim("We ship on Friday.", "S0005"), claim("We ship on Friday.", "S0005"), 1),
        (
            claim("We ship on Friday.", "S0005", quote="so we ship on Friday then"),
            claim("The team ships on Friday.", "S0005", "S0006", quote="We ship on Friday"),
            1,
        ),
        (claim("周五发布新版本。", "S0005"), claim("周五发布新版本", "S0005"), 1),
        # The same words said twice are two.
        (claim("We ship on Friday.", "S0005"), claim("We ship on Friday.", "S0050"), 2),
        # Other words of the same segment.
        (claim("We ship on Friday.", "S0005"), claim("We ship on Monday.", "S0005"), 2),
        # The same words, of which something else is told.
        (
            claim("Ana leads the team.", "S0005", quote="Ana leads, and the office closes"),
            claim("The office closes.", "S0005", quote="the office closes"),
            2,
        ),
        (claim("A", "S0005", quote="..."), claim("A", "S0005", quote="!"), 2),
    ],
)
def test_what_two_parts_tell_is_told_once(one: Claim, other: Claim, left: int) -> None:
    both = merged([draft(decisions=(one,)), draft(decisions=(other,))])
    assert len(both.decisions) == left
    assert both.decisions[0] == one


def test_what_one_draft_tells_twice_is_two() -> None:
    twice = (task("Write the report", "S0001", "Ana"), task("Write the report", "S0001", "Ana"))
    assert len(merged([draft(actions=twice), draft()]).actions) == 2


def test_of_two_the_one_that_says_more_is_kept() -> None:
    poor, rich = task("Do it", "S0001", None), task("Do it", "S0001", "Ana", "by Friday")
    for drafts in ((poor, rich), (rich, poor)):
        both = merged([draft(actions=(one,)) for one in drafts])
        assert both.actions == (rich,)


def test_two_who_do_the_same_both_do_it() -> None:
    both = merged([draft(actions=(task("Do it", "S0001", who),)) for who in ("Ana", "Ben")])
    assert [one.owner for one in both.actions] == ["Ana", "Ben"]


def test_points_are_told_once_and_in_the_topic_that_told_them_first() -> None:
    said = point("It is small.", "S0012")
    one = draft(topic("Budget", "S0011", "S0020", said))
    two = draft(topic("Hiring", "S0017", "S0030", said.model_copy(), point("Two.", "S0030")))
    both = merged([one, two])
    assert [[one.text for one in topic.points] for topic in both.topics] == [
        ["It is small."], ["Two."],
    ]  # fmt: skip


def test_the_language_is_that_of_most() -> None:
    assert merged([draft(language=one) for one in ("en", "zh", "zh")]).language == "zh"
