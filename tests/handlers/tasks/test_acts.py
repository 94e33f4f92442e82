"""What people decide on: each thing once, by whoever reads the channel, and told to whom."""

import asyncio
from dataclasses import replace

import pytest

from handlers.chat import Press, Told, Turned
from pipelines.meeting.minutes import Doubt
from tests.handlers.tasks.bureau import (
    ELSEWHERE,
    PLACE,
    SENDS,
    Bureau,
    buttons,
    minutes,
    words,
)


async def test_what_was_found_is_proposed_with_what_says_it() -> None:
    here = Bureau()
    await here.propose()
    said = words(here.card)
    for part in (
        "Decisions and actions: Weekly",
        "4 are still to be decided on.",
        "Decision 1: We ship on Monday",
        "Action 1: Send the draft",
        "Owner: Ana (Ana Lopez)",
        "Due: Fri 27 Nov 2026 (“by Friday”)",
        "01:01",
        "“I will send the draft by Friday”",
        "Verified: it is said there",
        "Not verified: Nobody says the words that it quotes.",
        "Owner: nobody in particular · No due date",
        "Proposed by AI (AI 生成): OpenAI GPT.",
    ):
        assert part in said
    assert [one.action for one in buttons(here.card)][:3] == [
        "task.confirm", "task.edit", "task.drop",
    ]  # fmt: skip


async def test_in_chinese_too() -> None:
    here = Bureau(language="zh")
    await here.propose([])
    await here.propose(None)
    said = words(here.card)
    assert "待办 1：Send the draft" in said
    assert "2026年11月27日周五" in said


async def test_a_confirmed_action_goes_to_its_owner() -> None:
    here = Bureau()
    await here.propose()
    assert await here.press("confirm", nth=1) is None
    [told] = here.told("ana")
    assert told.title == "For you: Send the draft"
    assert "Due: Fri 27 Nov 2026 (“by Friday”)" in words(told)
    assert "Confirmed by Eva Berg." in words(told)
    assert [one.action for one in buttons(told)] == ["task.done", "task.not_mine"]
    assert "Confirmed by Eva Berg · Ana Lopez was told" in words(here.card)
    assert ("local:eva", "task.confirmed") in here.acts()


async def test_what_is_not_verified_says_so_to_whoever_is_told_of_it() -> None:
    here = Bureau()
    doubtful = SENDS.model_copy(update={"doubts": (Doubt.DUE,)})
    await here.propose(minutes(doubtful, decisions=()))
    await here.press("confirm")
    why = "Not verified: Nobody says that it is due then."
    [told] = here.told("ana")
    listed = await here.listed()
    assert listed is not None
    for card in (told, here.card, listed):
        assert why in words(card)


async def test_nobody_is_told_of_what_is_nobodys_or_ones_own() -> None:
    here = Bureau()
    await here.propose()
    await here.press("confirm", nth=2)
    assert "nobody was told" in words(here.card)
    await here.press("confirm", user="ana", nth=1)
    assert "Confirmed by Ana Lopez · it is their own" in words(here.card)
    assert here.chat.directs == {}


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ("confirm", "confirm", "Eva Berg has confirmed it already."),
        ("confirm", "drop", None),
        ("confirm", "edit", "It was changed meanwhile."),
        ("drop", "confirm", "Eva Berg has dropped it already."),
        ("drop", "drop", "Eva Berg has dropped it already."),
        ("drop", "edit", "Eva Berg has dropped it already."),
    ],
)
async def test_the_second_is_told_who_was_first(first: str, second: str, says: str | None) -> None:
    here = Bureau()
    await here.propose()
    before = here.card
    await here.press(first, on=before)
    outcome = await here.press(second, user="ben", on=before)
    if says is None:
        assert outcome is None
        assert ("local:ben", "task.dropped") in here.acts()
        return
    assert isinstance(outcome, Told)
    assert says in words(outcome.card)
    assert ("local:ben", "task.refused") in here.acts()


async def test_of_two_at_once_one_is_first() -> None:
    here = Bureau()
    await here.propose()
    button = buttons(here.card, "confirm")[1]
    outcomes = await asyncio.gather(*(here.pressed(button, user) for user in ("eva", "ben")))
    assert sorted(one is None for one in outcomes) == [False, True]
    assert len(here.told("ana")) == 1


async def test_who_presses_twice_is_told_nothing_twice() -> None:
    here = Bureau()
    await here.propose()
    before = here.card
    for _ in range(2):
        assert await here.press("confirm", on=before) is None
    assert len(here.told("ana")) == 0
    assert [one for one in here.acts() if one[1] != "task.confirmed"] == []


@pytest.mark.parametrize("user", ["oscar", "nobody"])
@pytest.mark.parametrize("what", ["confirm", "edit", "drop"])
async def test_who_does_not_read_the_channel_is_refused(user: str, what: str) -> None:
    here = Bureau()
    await here.propose()
    for place in (PLACE, ELSEWHERE, replace(PLACE, tenant="t2"), replace(PLACE, platform="slack")):
        outcome = await here.press(what, user=user, place=place)
        assert isinstance(outcome, Told)
        assert "not of a conversation that you can read" in words(outcome.card)
    assert {action for _, action in here.acts()} == {"task.refused"}
    assert {state for _, state in await here.states()} == {"proposed"}
    assert all("T-" not in subject for _, _, _, subject, _ in here.audit.links)


async def test_what_stands_in_a_channel_is_pressed_there() -> None:
    here = Bureau()
    await here.propose()
    here.people.reading["elsewhere"].add("local:eva")
    assert isinstance(await here.press("confirm", place=ELSEWHERE), Told)
    assert {state for _, state in await here.states()} == {"proposed"}


@pytest.mark.parametrize("value", ["", "x", "M-1:T-1:0::", "M-1:T-NONE:0::0", "ü:::0:0", "9" * 300])
@pytest.mark.parametrize("action", ["confirm", "all", "page", "edit", "ics", "open", "not_mine"])
async def test_a_value_that_nobody_wrote_comes_to_nothing(value: str, action: str) -> None:
    here = Bureau()
    await here.propose()
    outcome = await here.agenda.on_press(Press(PLACE, "eva", f"task.{action}", value))
    if (value, action) in {("M-1:T-NONE:0::0", one) for one in ("all", "page", "ics")}:
        return
    assert isinstance(outcome, Told)
    assert ("local:eva", "task.refused") in here.acts()


async def test_dropping_takes_an_earlier_confirmation_back() -> None:
    here = Bureau()
    await here.propose()
    await here.press("confirm", nth=1)
    opened = await here.press("open")
    assert isinstance(opened, Told)
    dropped = await here.press("drop", user="ben", on=opened.card)
    assert isinstance(dropped, Turned)
    assert "Dropped by Ben" in words(dropped.card)
    assert here.told("ana") == []
    assert "Dropped by Ben" in words(here.card)
    again = await here.press("reopen", on=dropped.card)
    assert isinstance(again, Turned)
    await here.press("confirm", on=again.card)
    assert [one.title for one in here.told("ana")] == ["For you: Send the draft"]


async def test_all_that_is_verified_is_confirmed_at_once() -> None:
    here = Bureau()
    await here.propose()
    before = here.card
    assert await here.press("all") is None
    assert await here.states() == [
        ("We ship on Monday", "confirmed"),
        ("Send the draft", "confirmed"),
        ("Book the room", "confirmed"),
        ("Pay the bill", "proposed"),
    ]
    late = await here.press("all", user="ben", on=before)
    assert isinstance(late, Told)
    assert "changed meanwhile" in words(late.card)
    assert here.redrawn == []


async def test_the_report_is_drawn_again_once_nothing_is_left_to_decide() -> None:
    here = Bureau()
    await here.propose()
    await here.press("drop", nth=3)
    assert here.redrawn == []
    await here.later(seconds=1)
    await here.press("all")
    assert here.redrawn == [("t1", "M-1")]
    assert "All of it is decided on." in words(here.card)


async def test_its_owner_says_that_it_is_done_wherever_they_read() -> None:
    here = Bureau()
    await here.propose()
    await here.press("confirm", nth=1)
    here.people.reading["general"].remove("local:ana")
    direct = await here.chat.direct(PLACE, "ana")
    [told] = here.told("ana")
    assert await here.press("done", user="ana", on=told, place=direct) is None
    assert (await here.task("Send the draft")).state == "done"
    [told] = here.told("ana")
    assert told.title == "Done: Send the draft"
    assert buttons(told) == []
    assert "Done, says Ana Lopez" in words(here.card)


async def test_whose_it_is_not_says_so_and_the_thread_is_told() -> None:
    here = Bureau()
    await here.propose()
    await here.press("confirm", nth=1)
    direct = await here.chat.direct(PLACE, "ana")
    [told] = here.told("ana")
    refused = await here.press("not_mine", user="ben", on=told)
    assert isinstance(refused, Told)
    assert "Only the person whose task it is" in words(refused.card)
    assert await here.press("not_mine", user="ana", on=told, place=direct) is None
    task = await here.task("Send the draft")
    assert (task.state, task.owner, task.user) == ("proposed", "", None)
    assert here.told("ana") == []
    note = here.chat.cards(PLACE)[-1]
    assert note.title == "Action 1 is proposed again: Ana Lopez says that it is not theirs."
    await here.press("confirm", nth=1)
    assert here.told("ana") == []


async def test_a_card_that_was_taken_out_of_the_thread_keeps_back_nothing_else() -> None:
    here = Bureau()
    await here.propose()
    card = here.card
    [shown] = [one.ref for one in here.chat.said if one.content is card]
    for number in (1, 2, 3):
        await here.press("drop", on=card, nth=number)
    await here.chat.retract(shown)
    await here.later(seconds=1)
    await here.press("confirm", on=card)
    assert here.redrawn == [("t1", "M-1")]


async def test_what_a_crash_kept_from_being_told_is_told_later_and_once() -> None:
    here = Bureau()
    await here.propose()
    task = await here.task("Send the draft")
    new = replace(task, state="confirmed", user="ana")
    assert await here.tasks.change(new, by="local:eva", when=("proposed",))
    assert here.told("ana") == []
    for _ in range(2):
        await here.later(hours=1)
        await here.agenda.catch_up()
        await here.queue.settle()
    assert [one.title for one in here.told("ana")] == ["For you: Send the draft"]
    assert "Ana Lopez was told" in words(here.card)
    await here.chat.retract(here.chat.said[-1].ref)
    await here.later(days=2)
    await here.agenda.catch_up()
    await here.queue.settle()
    assert here.told("ana") == []
