"""What is said to Clerk, by whatever name, and what is said to others."""

import pytest

from bot.teams.payloads import Asked, Happening, Met, happenings
from handlers.chat import Command, Place
from tests.bot.teams.staged import Paper
from tests.doubles.teams.world import Json
from tests.fake_ledger import MORNING


@pytest.fixture(scope="module")
def paper() -> Paper:
    return Paper()


def told(activity: Json) -> tuple[Happening, ...]:
    return tuple(one for one in happenings(activity, MORNING) if not isinstance(one, Met))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("<at>Clerk</at> queue mine", "queue mine"),
        ("hey <at>Clerk</at>, help", "hey  , help"),
        ("<at>Clerk</at>", ""),
        ("<at>Clerk</at>&nbsp;queue", "queue"),
        ("<at>Clerk</at>：待审", "待审"),
        ("/clerk queue", "queue"),
        ("/CLERK: status", "status"),
        ("/voice Budget", "voice Budget"),
        ("/voices", "/voices"),
        ("/clerk voice a/voice", "voice a/voice"),
        ("/clerk", ""),
        ("/clerkly yours", "/clerkly yours"),
        ("forget a &lt;b&gt; &amp;amp;", "forget a <b> &amp;"),
        ("", ""),
    ],
)
def test_words_said_to_clerk_are_a_command(paper: Paper, said: str, words: str) -> None:
    for where, person, language in (
        (paper.alone, paper.ann, "en"),
        (paper.group, paper.li, "zh"),
    ):
        activity = paper.said(where, mention=True, person=person) | {"text": said}
        [asked] = told(activity)
        place = Place("teams", paper.tenant.id, where.id)
        assert isinstance(asked, Asked)
        assert asked == Asked(Command(place, person.id, words, language), activity["id"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("@Clerk queue", "queue"),
        ("＠clerk：待审", "待审"),
        ("@Clerk待审", "待审"),
        ("clerk, queue mine", "queue mine"),
        ("Clerk", ""),
        ("@Büro (Test) status", "status"),
        ("Clerk's hours", "Clerk's hours"),
        ("@Clerk-2 queue", "@Clerk-2 queue"),
        ("clerks", "clerks"),
        ("please, @Clerk, queue", "please, @Clerk, queue"),
    ],
)
def test_its_name_alone_addresses_clerk_where_nobody_was_picked_to_be_mentioned(
    paper: Paper, said: str, words: str
) -> None:
    activity = paper.said(paper.alone, said)
    activity["recipient"] |= {"name": "Büro (Test)"}
    [asked] = told(activity)
    assert isinstance(asked, Asked)
    assert asked.command.words == words


@pytest.mark.parametrize(
    ("said", "words"),
    [("@Clerk queue", "queue"), ("＠Clerk 待审", "待审"), ("Clerk queue", None), ("/clerk", None)],
)
def test_among_others_the_name_takes_its_sign(paper: Paper, said: str, words: str | None) -> None:
    for where in (paper.group, paper.channel):
        heard = [one for one in told(paper.said(where, said)) if isinstance(one, Asked)]
        assert [one.command.words for one in heard] == ([] if words is None else [words])
