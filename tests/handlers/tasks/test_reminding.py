"""When people are reminded of what is due: once that day, once when it passed, and never again."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.schedule import KEPT, Slots, timetable
from handlers.chat import Card, ChatUnavailable, Form, MessageRef, Place, Told, Turned
from handlers.tasks.reminding import REMIND, is_time
from tests.fake_chat import FakeChat
from tests.handlers.tasks.bureau import FRIDAY, NOW, PLACE, SENDS, Bureau, buttons, minutes

BERLIN, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")
DAY = timedelta(days=1)


async def confirmed(here: Bureau, owner: str = "Ana") -> None:
    """Let there be one action that was confirmed, due on Friday."""
    await here.propose(minutes(SENDS.model_copy(update={"owner": owner}), decisions=()))
    await here.press("confirm")


def titles(here: Bureau, user: str = "ana") -> list[str]:
    return [one.title for one in here.told(user)]


async def test_an_owner_is_reminded_on_the_day_and_once_when_it_passed() -> None:
    here = Bureau(zone=BERLIN)
    await confirmed(here)
    reminded = []
    for number in range(12):
        before = len(here.told("ana"))
        day = NOW.date() + number * DAY
        await here.morning(day)
        reminded += [(day.isoformat(), one) for one in titles(here)[before:]]
    assert reminded == [
        ("2026-11-27", "Due today: Send the draft"),
        ("2026-11-30", "Overdue since Fri 27 Nov 2026: Send the draft"),
    ]


async def test_without_an_owner_the_thread_is_reminded() -> None:
    here = Bureau()
    await confirmed(here, owner="Xenia")
    for number in range(9):
        await here.morning(NOW.date() + number * DAY)
    assert [one.title for one in here.chat.cards(PLACE)[1:]] == [
        "Due today: Send the draft",
        "Overdue since Fri 27 Nov 2026: Send the draft",
    ]


@pytest.mark.parametrize("why", ["left", "unreachable"])
async def test_who_cannot_be_told_alone_is_told_in_the_thread(why: str) -> None:
    here = Bureau()
    await confirmed(here)
    if why == "left":
        here.people.reading["general"].remove("local:ana")
    else:
        here.chat.strangers.add("ana")
    await here.morning(FRIDAY)
    assert titles(here) == ["For you: Send the draft"]
    assert [one.title for one in here.chat.cards(PLACE)[1:]] == ["Due today: Send the draft"]


@pytest.mark.parametrize("deed", ["done", "drop", "not_mine"])
async def test_what_is_over_before_is_not_reminded_of(deed: str) -> None:
    here = Bureau()
    await confirmed(here)
    if deed == "drop":
        opened = await here.press("open")
        assert isinstance(opened, Told)
        await here.press("drop", on=opened.card)
    else:
        await here.press(deed, user="ana", on=here.told("ana")[0])
    count = len(here.chat.said)
    for number in range(9):
        await here.morning(NOW.date() + number * DAY)
    assert len(here.chat.said) == count


async def test_another_day_is_another_reminder() -> None:
    here = Bureau()
    await confirmed(here)
    await here.morning(FRIDAY)
    opened = await here.press("open")
    assert isinstance(opened, Told)
    form = await here.press("edit", on=opened.card)
    assert isinstance(form, Form)
    await here.submit(form.value, day="2026-12-02")
    assert titles(here) == ["For you: Send the draft"]
    for number in range(5, 10):
        await here.morning(NOW.date() + number * DAY)
    assert titles(here)[1:] == ["Due today: Send the draft"]


@pytest.mark.parametrize("day", ["2026-12-02", ""])
async def test_a_reminder_of_a_day_that_was_changed_is_taken_back_from_the_thread(day: str) -> None:
    here = Bureau()
    await confirmed(here, owner="Xenia")
    await here.morning(FRIDAY)
    await here.morning(FRIDAY + 3 * DAY)
    assert len(here.chat.cards(PLACE)) == 3
    opened = await here.press("open")
    assert isinstance(opened, Told)
    form = await here.press("edit", on=opened.card)
    assert isinstance(form, Form)
    await here.submit(form.value, day=day)
    assert here.chat.cards(PLACE) == [here.card]


async def test_a_reminder_says_what_is_true_of_its_task() -> None:
    here = Bureau()
    await confirmed(here)
    await here.morning(FRIDAY)
    opened = await here.press("open")
    assert isinstance(opened, Told)
    form = await here.press("edit", on=opened.card)
    assert isinstance(form, Form)
    await here.submit(form.value, text="Send it all")
    assert titles(here) == ["For you: Send it all", "Due today: Send it all"]
    done = await here.press("done", on=opened.card)
    assert isinstance(done, Turned)
    assert titles(here) == ["Done: Send it all"] * 2
    here.clock.time += DAY
    await here.press("reopen", on=done.card)
    assert titles(here) == ["For you: Send it all", "Overdue since Fri 27 Nov 2026: Send it all"]
    here.people.reading["general"].remove("local:ana")
    form = await here.press("edit", on=opened.card)
    assert isinstance(form, Told)
    now = await here.press("open")
    assert isinstance(now, Told)
    form = await here.press("edit", on=now.card)
    assert isinstance(form, Form)
    await here.submit(form.value, text="Else")
    assert titles(here) == []


@pytest.mark.parametrize(("deed", "left"), [("done", ["Done: Send the draft"]), ("drop", [])])
async def test_a_reminder_in_the_thread_ends_with_its_task(deed: str, left: list[str]) -> None:
    here = Bureau()
    await confirmed(here, owner="Xenia")
    await here.morning(FRIDAY)
    opened = await here.press("open")
    assert isinstance(opened, Told)
    await here.press(deed, on=opened.card)
    assert [one.title for one in here.chat.cards(PLACE)[1:]] == left


async def test_done_from_a_reminder_ends_all_messages() -> None:
    here = Bureau()
    await confirmed(here)
    await here.morning(FRIDAY)
    await here.press("done", user="ana", on=here.told("ana")[1])
    assert titles(here) == ["Done: Send the draft"] * 2
    assert not any(buttons(one, "done") for one in here.told("ana"))


class Away(FakeChat):
    """A chat that is down for some calls."""

    down = 0

    async def post(self, place: Place, card: Card, *, key: str) -> MessageRef:
        if self.down:
            self.down -= 1
            raise ChatUnavailable("post: down")
        return await super().post(place, card, key=key)


async def test_a_platform_that_is_down_is_tried_again() -> None:
    chat = Away()
    here = Bureau(chat=chat)
    await confirmed(here)
    chat.down = 3
    await here.morning(FRIDAY)
    assert titles(here)[1:] == ["Due today: Send the draft"]


async def test_who_confirms_late_is_told_once_and_of_history_nothing() -> None:
    here = Bureau()
    await confirmed(here)
    task = await here.task("Send the draft")
    for due, count in ((FRIDAY - 3 * DAY, 1), (FRIDAY - 60 * DAY, 1)):
        now = await here.tasks.get("t1", task.id)
        assert now
        await here.tasks.change(replace(now, due=due), by="local:eva", when=("confirmed",))
        await here.morning(FRIDAY)
        await here.morning(FRIDAY + 3 * DAY)
        assert len(titles(here)) - 1 == count


@pytest.mark.parametrize(
    ("due", "today", "says"),
    [
        (date(2026, 11, 27), date(2026, 11, 27), True),
        (date(2026, 11, 28), date(2026, 11, 28), True),  # a Saturday
        (date(2026, 11, 27), date(2026, 11, 26), False),
        (date(2026, 11, 27), date(2026, 11, 28), False),
        (date(2026, 11, 27), date(2026, 11, 29), False),
        (date(2026, 11, 27), date(2026, 11, 30), True),
        (date(2026, 11, 27), date(2026, 12, 11), True),
        (date(2026, 11, 27), date(2026, 12, 14), False),
    ],
)
def test_nobody_is_told_at_a_weekend_that_something_is_late(
    due: date, today: date, says: bool
) -> None:
    assert is_time(due, today) is says


def slots_of(zone: ZoneInfo) -> Slots:
    return next(
        one for one in timetable(None, zone, reminds=False, tasks=True) if one.kind == REMIND
    )


@pytest.mark.parametrize("zone", [BERLIN, AUCKLAND])
async def test_each_day_has_one_slot_in_the_morning_however_clocks_are_changed(
    zone: ZoneInfo,
) -> None:
    slots = slots_of(zone)
    for begin in (date(2026, 3, 27), date(2026, 10, 23), date(2026, 9, 25), date(2026, 4, 3)):
        here = Bureau(zone=zone)
        await confirmed(here)
        task = await here.task("Send the draft")
        due = begin + 2 * DAY
        await here.tasks.change(replace(task, due=due), by="local:eva", when=("confirmed",))
        at = slots.due(here.clock.time.replace(year=begin.year, month=begin.month, day=begin.day))
        told = []
        for _ in range(4):
            job = slots.job(at)
            here.clock.time = at
            before = len(titles(here))
            await here.queue.put(job)
            await here.queue.settle()
            told += [at.astimezone(zone).date()] * (len(titles(here)) - before)
            assert at.astimezone(zone).hour == 9
            at = slots.due(at + timedelta(minutes=1))
        assert due in told
        assert len(told) == len(set(told))


def test_a_slot_is_told_at_the_hour_of_the_digest() -> None:

    slots = timetable(time(8, 30), BERLIN, reminds=False, tasks=True)
    at = slots[1].due(NOW)
    assert (slots[1].kind, at.hour, at.minute) == (REMIND, 8, 30)
    assert 2 * slots[1].grace < KEPT


@pytest.mark.parametrize("deed", ["done", "edit"])
async def test_what_changes_while_others_are_reminded_is_not_reminded_of(deed: str) -> None:
    here = Bureau()
    await confirmed(here)
    [say] = await here.agenda.reminding.due(FRIDAY)
    if deed == "done":
        await here.press("done", user="ana", on=here.told("ana")[0])
    else:
        task = await here.task("Send the draft")
        later = replace(task, due=FRIDAY + DAY)
        await here.tasks.change(later, by="local:eva", when=("confirmed",))
    here.clock.time += 4 * DAY
    count = len(here.chat.said)
    await say()
    assert len(here.chat.said) == count
