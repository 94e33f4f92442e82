"""What failed is told by where it stands, and what comes back takes its place or does not."""

import pytest

from pipelines.meeting.draft import Claim, Draft, DraftTopic, Point, Task
from pipelines.meeting.minutes import Action, Doubt, Minutes, Statement, Topic
from pipelines.meeting.writing.drafting import Drafted
from pipelines.meeting.writing.merging import merged
from pipelines.meeting.writing.parts import lines_of, parted
from pipelines.meeting.writing.prompt import Sight
from pipelines.meeting.writing.repairing import (
    Mended,
    Mending,
    Path,
    better,
    doubts_of,
    items_of,
    mended,
    rebuilt,
    repairs,
)
from pipelines.ports import Answer
from pipelines.usage import NO_TOKENS
from tests.fake_minutes import ENGLISH_DAY
from tests.fake_writer import WIDE
from tests.pipelines.meeting.writing.told import ENGLISH_BRIEF

NUMBER, NAME, ORDERED = Doubt.NUMBER, Doubt.NAME, Doubt.ORDERED
SO = {"cites": ("S0001",), "quote": "so"}


def a_draft(*decisions: str, title: str = "Launch") -> Draft:
    return Draft(
        language="en",
        topics=(
            DraftTopic(
                title=title, first="S0001", last="S0004",
                points=(Point(text=f"{title} is near.", **SO), Point(text="It rains.", **SO)),
            ),
        ),
        decisions=tuple(Claim(text=one, **SO) for one in decisions),
        actions=(Task(text="Call them", owner="Bob", due="by Friday", **SO),),
        questions=(Claim(text="Who pays?", **SO),),
    )  # fmt: skip


DRAFT = a_draft("We ship.", "We wait.")


def answered(draft: Draft) -> Drafted:
    (part,) = parted(lines_of(ENGLISH_BRIEF.transcript.segments), 100_000)
    answer = Answer(draft, draft.model_dump_json(), "gpt-1", NO_TOKENS)
    return Drafted(part, Sight(ENGLISH_BRIEF, WIDE).asked(part), answer)


def mend(number: int, text: str, *cites: str, withdrawn: bool = False) -> Mended:
    return Mended(
        number=number, withdrawn=withdrawn, text=text, owner="Ana", due=None, cites=cites,
        quote=f"{text}!",
    )  # fmt: skip


def test_all_that_is_told_stands_somewhere() -> None:
    assert list(items_of(DRAFT)) == [
        "topics[0]", "topics[0].points[0]", "topics[0].points[1]", "decisions[0]", "decisions[1]",
        "actions[0]", "questions[0]",
    ]  # fmt: skip


def test_doubts_are_those_of_the_minutes() -> None:
    """The verifier may add to a text, cut it, and leave out what is told twice."""
    long = "word " * 200

    def said(text: str, *doubts: Doubt) -> Statement:
        return Statement(text=text, cites=(), quote="", start_s=0.0, doubts=doubts)

    minutes = Minutes(
        writer="gpt", model="gpt-1", language="en", dated=ENGLISH_DAY,
        topics=(
            Topic(title="Launch", start_s=0, end_s=1, cites=(), doubts=(NUMBER,),
                  points=(said("It  rains", NAME),)),
        ),
        decisions=(said("We wait.", ORDERED), said(f"{long[:600]}…", NUMBER)),
        actions=(Action(**said("Call them (by Friday)", Doubt.DUE).model_dump()),),
    )  # fmt: skip
    assert doubts_of(a_draft("We ship.", "We wait.", long), minutes) == {
        "topics[0]": (NUMBER,),
        "topics[0].points[1]": (NAME,),
        "decisions[1]": (ORDERED,),
        "decisions[2]": (NUMBER,),
        "actions[0]": (Doubt.DUE,),
    }


def test_each_answer_is_told_what_failed_of_its_own() -> None:
    one, other = answered(DRAFT), answered(a_draft("The office closes.", title="Price"))
    both = merged([one.answer.value, other.answer.value])
    assert len(both.decisions) == 3
    doubts: dict[Path, tuple[Doubt, ...]] = {
        "decisions[1]": (NUMBER, NAME), "decisions[2]": (ORDERED,), "topics[1]": (NAME,),
        "questions[0]": (),
    }  # fmt: skip
    first, second = repairs(both, doubts, [one, other])
    assert first.failed == {1: "decisions[1]"}
    assert "\n1. decisions[1]: a number, an amount or a date in it is not said there; a name" in (
        first.reply
    )
    assert second.failed == {1: "decisions[2]", 2: "topics[1]"}
    assert "\n1. decisions[0]: what is said there speaks to whoever" in second.reply
    assert "\n2. topics[0]: a name in it is not said there\n" in second.reply
    assert second.cited(both) == {"S0001", "S0004"}
    assert not any(text in first.reply for text in ("We ship", "We wait", "Bob", "Friday"))


def test_no_call_is_told_of_more_than_anybody_mends() -> None:
    many = a_draft(*(f"We ship {number}." for number in range(60)))
    (one,) = repairs(many, dict.fromkeys(items_of(many), (NUMBER,)), [answered(many)])
    assert len(one.failed) == 25


def test_every_doubt_has_its_words() -> None:
    (one,) = repairs(DRAFT, {"decisions[0]": tuple(Doubt)}, [answered(DRAFT)])
    assert one.reply.count(";") == len(Doubt) - 1


@pytest.mark.parametrize(
    ("path", "answer", "expected"),
    [
        ("decisions[0]", mend(1, "We ship soon.", "S0002"), "We ship soon."),
        ("questions[0]", mend(1, "Who pays it?", "S0002"), "Who pays it?"),
        ("topics[0].points[0]", mend(1, "It is near.", "S0002"), "It is near."),
        ("topics[0]", mend(1, "The launch", "S0002", "S0003"), "The launch"),
        ("decisions[0]", mend(1, "", withdrawn=True), None),
    ],
)
def test_what_comes_back_takes_its_place(path: Path, answer: Mended, expected: str | None) -> None:
    (repair,) = repairs(DRAFT, {path: (NUMBER,)}, [answered(DRAFT)])
    became = mended(DRAFT, repair, Mending(items=(answer, mend(1, "Again."), mend(7, "Else."))))
    again = rebuilt(DRAFT, became)
    told = [one for at, one in items_of(DRAFT).items() if at != path]
    if expected is None:
        assert [*items_of(again).values()][-4:] == told[-4:]
        assert len(items_of(again)) == len(items_of(DRAFT)) - 1
        return
    item = items_of(again)[path]
    assert (item.title if isinstance(item, DraftTopic) else item.text) == expected
    changed = {path, "topics[0]"} if path.startswith("topics") else {path}
    same = items_of(DRAFT).keys() - changed
    assert all(items_of(again)[at] == items_of(DRAFT)[at] for at in same)


def test_an_action_has_another_owner_and_due() -> None:
    (repair,) = repairs(DRAFT, {"actions[0]": (Doubt.OWNER,)}, [answered(DRAFT)])
    became = mended(DRAFT, repair, Mending(items=(mend(1, "Call them", "S0003"),)))
    (action,) = rebuilt(DRAFT, became).actions
    assert (action.owner, action.due, action.cites) == ("Ana", None, ("S0003",))


def test_no_topic_is_withdrawn_with_all_that_is_said_of_it() -> None:
    assert rebuilt(DRAFT, {"topics[0]": None}) == DRAFT
    short = rebuilt(DRAFT, {"topics[0].points[0]": None}).topics[0]
    assert [one.text for one in short.points] == ["It rains."]


ITEM = DRAFT.decisions[1]


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ((NUMBER,), (), {"decisions[0]": ITEM}),
        ((NUMBER, NAME), (NAME,), {"decisions[0]": ITEM}),
        ((NUMBER,), (NUMBER,), {}),
        ((NUMBER, NAME), (ORDERED,), {}),
        ((NUMBER,), None, {"decisions[0]": None}),
    ],
)
def test_only_what_is_better_is_kept(
    before: tuple[Doubt, ...], after: tuple[Doubt, ...] | None, kept: dict[Path, object]
) -> None:
    later = {} if after is None else {"decisions[0]": after}
    became = better({"decisions[0]": ITEM, "decisions[1]": None}, {"decisions[0]": before}, later)
    assert became == {**kept, "decisions[1]": None}
