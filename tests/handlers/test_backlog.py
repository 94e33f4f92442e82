"""The card of what waits: what each person finds in it, in which order, and how they turn pages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.backlog import Backlog, view_of
from handlers.backlog_cards import age
from handlers.chat import Card, Entry, Language, Place, Press, Turned
from handlers.people import Person, Role
from handlers.reviews import Policy
from handlers.verdicts import Act
from pipelines.document.findings import Finding
from tests.fake_ledger import FakeAudit
from tests.handlers.pile import (
    ARUN,
    EVA,
    HERE,
    MEI,
    MISMATCH,
    MISSING,
    NOW,
    OTTO,
    POLICY,
    Paper,
    Pile,
    StillClock,
    entries,
    pressable,
    said,
    titles,
)


@pytest.fixture
def pile() -> Pile:
    return Pile()


def backlog_of(pile: Pile, policy: Policy = POLICY) -> Backlog:
    return Backlog(pile.reviews, pile.ledger, pile.directory, policy, StillClock(), FakeAudit())


async def look(
    pile: Pile, person: Person, view: str = "all", offset: int = 0, language: Language = "en"
) -> Card:
    return await backlog_of(pile).card(HERE, person.id, view, offset, language)


async def press(pile: Pile, person: Person, value: str) -> Card:
    user = person.id.partition(":")[2]
    outcome = await backlog_of(pile).on_press(Press(HERE, user, "backlog.show", value))
    assert isinstance(outcome, Turned)
    return outcome.card


async def many(pile: Pile, count: int) -> None:
    for number in range(count):
        await pile.put(Paper(number=f"N-{number}", hours=count - number), f"F{number}")


async def test_nothing_waits(pile: Pile) -> None:
    await pile.put(Paper(state="passed"), "F1")
    await pile.put(Paper(state="approved"), "F2")
    assert await look(pile, ARUN) == Card("Nothing is waiting", tone="good")
    assert (await look(pile, ARUN, language="zh")).title == "没有等待审核的文件"


async def test_a_line_says_whose_what_and_since_when(pile: Pile) -> None:
    approval = Act(MEI.id, "approve", 1, NOW)
    document = await pile.put(
        Paper(total="12000.5", hours=49, findings=(MISMATCH, MISSING, MISMATCH), acts=(approval,))
    )
    card = await look(pile, ARUN)
    assert card.title == "1 document is waiting"
    assert said(card) == ["The oldest has been waiting for 2 days."]
    [entry] = entries(card)
    assert entry.title == "Acme GmbH · A-1"
    failed = "3 checks failed: Total, Date"
    assert entry.detail == f"12,000.50 EUR · {failed} · one approval, needs another · 2 days"
    assert entry.button
    assert (entry.button.action, entry.button.value) == ("review.open", f"{document.id}:1")


async def test_a_line_in_chinese(pile: Pile) -> None:
    await pile.put(Paper(vendor=None, total=None, hours=0.5, number=None))
    card = await look(pile, ARUN, language="zh")
    assert card.title == "1 份文件等待审核"
    assert said(card)[0] == "最久的已等待 30 分钟。"
    [entry] = entries(card)
    assert entry.title.startswith("销售方未知 · D-")
    assert entry.detail == "1 项校验未通过：价税合计 · 30 分钟"
    assert list(pressable(card)) == ["全部（1）", "待我审核（1）", "按销售方（1）"]


@pytest.mark.parametrize(
    ("acts", "findings", "matter"),
    [
        ((Act(ARUN.id, "flag", 1, NOW, "odd"),), (), "flagged by a person"),
        ((Act(ARUN.id, "edit", 1, NOW),), (), "changed by a person"),
        (
            (Act(ARUN.id, "edit", 1, NOW), Act(MEI.id, "approve", 2, NOW)),
            (),
            "changed by a person · one approval, needs another",
        ),
        (
            (
                Act(ARUN.id, "edit", 1, NOW),
                Act(MEI.id, "approve", 2, NOW),
                Act(MEI.id, "flag", 2, NOW),
            ),
            (),
            "flagged by a person",
        ),
        ((), (Finding(rule="unknown_xml", severity="error"),), "1 check failed"),
        ((), (MISSING, Finding(rule="date_guessed", severity="warning")), "1 check failed: Date"),
    ],
)
async def test_what_is_the_matter(
    pile: Pile, acts: tuple[Act, ...], findings: tuple[Finding, ...], matter: str
) -> None:
    document = await pile.put(Paper(acts=acts, findings=findings, total=None))
    review = pile.ledger.reviews["t1", document.id]
    reopened = 1 if "flag" in {act.verdict for act in acts[1:]} else 0
    pile.ledger.reviews["t1", document.id] = replace(review, revision=review.revision + reopened)
    [entry] = entries(await look(pile, ARUN))
    assert entry.detail == f"{matter} · 3 hours"


async def test_pages_hold_eight_and_the_oldest_come_first(pile: Pile) -> None:
    await many(pile, 20)
    card = await look(pile, ARUN)
    assert card.title == "20 documents are waiting"
    assert titles(card) == [f"Acme GmbH · N-{number}" for number in range(8)]
    assert said(card)[-1] == "1–8 of 20"
    ways = pressable(card)
    assert "‹ Previous" not in ways
    second = await press(pile, ARUN, ways["Next ›"].value)
    assert said(second)[-1] == "9–16 of 20"
    third = await press(pile, ARUN, pressable(second)["Next ›"].value)
    assert titles(third) == [f"Acme GmbH · N-{number}" for number in range(16, 20)]
    assert "Next ›" not in pressable(third)
    assert await press(pile, ARUN, pressable(third)["‹ Previous"].value) == second


async def test_a_page_that_is_gone_is_the_last_one(pile: Pile) -> None:
    await many(pile, 9)
    assert titles(await press(pile, ARUN, "all:400")) == ["Acme GmbH · N-8"]
    assert said(await press(pile, ARUN, "all:3"))[-1] == "1–8 of 9"


@pytest.mark.parametrize("value", ["", ":", "all", "all:", "all:-8", "all:x", "nothing:0", "all:٣"])
async def test_what_no_button_of_clerks_says_shows_the_beginning(pile: Pile, value: str) -> None:
    await many(pile, 9)
    assert await press(pile, ARUN, value) == await look(pile, ARUN)


async def test_a_document_erased_meanwhile_is_left_out(pile: Pile) -> None:
    await many(pile, 2)
    first = next(iter(pile.ledger.documents))
    del pile.ledger.documents[first]
    [entry] = entries(await look(pile, ARUN))
    assert entry.title.endswith("N-1")


async def test_people_see_what_they_may_see(pile: Pile) -> None:
    await pile.put(Paper(number="general"), "F1")
    await pile.put(Paper(number="elsewhere", channel="elsewhere"), "F2")
    await pile.put(Paper(number="theirs", tenant="t2"), "F3")
    assert titles(await look(pile, EVA)) == ["Acme GmbH · general"]
    assert titles(await look(pile, OTTO)) == ["Acme GmbH · elsewhere"]
    assert len(titles(await look(pile, MEI))) == 2
    stranger = Person("local:nobody", "nobody", "employee")
    assert (await look(pile, stranger)).title == "Nothing is waiting"


async def test_each_channel_is_asked_about_once(pile: Pile) -> None:
    await many(pile, 30)
    asked = []
    sees = pile.directory.sees

    async def counted(tenant: str, id_: str, place: Place) -> bool:
        asked.append(place)
        return await sees(tenant, id_, place)

    pile.directory.sees = counted  # type: ignore[method-assign]  # the same, counted
    assert (await look(pile, EVA)).title == "30 documents are waiting"
    assert len(asked) == 1


async def test_mine_is_what_a_decider_may_decide_on(pile: Pile) -> None:
    await pile.put(Paper(number="other"), "F1")
    await pile.put(Paper(number="own", user="arun"), "F2")
    edit = Act(ARUN.id, "edit", 1, NOW)
    await pile.put(Paper(number="edited", acts=(edit,)), "F3")
    approval = Act(ARUN.id, "approve", 1, NOW)
    await pile.put(Paper(number="half", total="20000", acts=(approval,)), "F4")
    card = await look(pile, ARUN, "mine")
    assert titles(card) == ["Acme GmbH · other"]
    assert card.title == "4 documents are waiting"
    assert pressable(card)["For me to decide (1)"].tone == "good"
    assert len(titles(await look(pile, MEI, "mine"))) == 4


async def test_mine_follows_the_policy(pile: Pile) -> None:
    await pile.put(Paper(number="own", user="arun"), "F2")
    lenient = Policy(frozenset[Role]({"accountant"}), True, {})
    card = await backlog_of(pile, lenient).card(HERE, ARUN.id, "mine", 0, "en")
    assert titles(card) == ["Acme GmbH · own"]


async def test_mine_is_what_others_dropped(pile: Pile) -> None:
    await pile.put(Paper(number="hers"), "F1")
    await pile.put(Paper(number="his", user="otto"), "F2")
    card = await look(pile, EVA, "mine")
    assert titles(card) == ["Acme GmbH · hers"]
    assert pressable(card)["Dropped by me (1)"].tone == "good"
    assert "我上传的（1）" in pressable(await look(pile, EVA, "mine", language="zh"))


async def test_a_view_of_nothing_says_so_beside_how_many_wait(pile: Pile) -> None:
    await pile.put(Paper(user="arun"), "F1")
    card = await look(pile, ARUN, "mine")
    assert card.title == "1 document is waiting"
    assert said(card)[1:] == ["Nothing here: see All."]
    listing = await backlog_of(pile).listing(Press(HERE, "arun", "backlog.show", "mine:0"))
    assert (listing.card, listing.count) == (card, 1)


async def test_sellers_are_told_apart_however_they_are_spelled(pile: Pile) -> None:
    await pile.put(Paper(vendor="Acme GmbH", hours=5), "F1")
    await pile.put(Paper(vendor="Zeta Ltd", hours=9), "F2")
    await pile.put(Paper(vendor="ACME Gmbh.", number="A-2", hours=2), "F3")
    await pile.put(Paper(vendor=None, hours=1), "F4")
    card = await look(pile, ARUN, "vendor")
    assert list(pressable(card)) == ["All (4)", "For me to decide (4)", "By seller (3)"]
    assert [(one.title, one.detail) for one in entries(card)] == [
        ("Zeta Ltd", "1 document is waiting · 9 hours"),
        ("Acme GmbH", "2 documents are waiting · 5 hours"),
        ("Seller unknown", "1 document is waiting · 1 hour"),
    ]
    acme = await press(pile, ARUN, _value(entries(card)[1]))
    assert titles(acme) == ["Acme GmbH · A-1", "ACME Gmbh. · A-2"]
    assert said(acme)[1:] == ["Acme GmbH: 2 documents are waiting"], "there is one page only"
    assert pressable(acme)["By seller (3)"].tone == "good"
    unknown = await press(pile, ARUN, _value(entries(card)[2]))
    assert titles(unknown) == ["Seller unknown · A-1"]


async def test_a_seller_shows_no_more_than_all_does(pile: Pile) -> None:
    await pile.put(Paper(channel="elsewhere"), "F1")
    await pile.put(Paper(vendor="Zeta Ltd"), "F2")
    assert titles(await look(pile, EVA, "vendor")) == ["Zeta Ltd"]
    assert titles(await look(pile, EVA, view_of("t1", "Acme GmbH"))) == []


async def test_a_view_names_nobody(pile: Pile) -> None:
    await many(pile, 20)
    for view in ("all", "vendor", view_of("t1", "Acme GmbH")):
        card = await look(pile, ARUN, view)
        values = [button.value for button in pressable(card).values()]
        values += [_value(one) for one in entries(card)]
        assert all("acme" not in value.lower() for value in values)
    assert view_of("t1", "Acme GmbH") != view_of("t2", "Acme GmbH")


async def test_long_names_are_shortened(pile: Pile) -> None:
    await pile.put(Paper(vendor="A" * 500, number="7" * 500))
    [entry] = entries(await look(pile, ARUN))
    assert len(entry.title) < 130


@pytest.mark.parametrize(
    ("past", "english", "chinese"),
    [
        (timedelta(0), "1 minute", " 1 分钟"),
        (timedelta(seconds=-5), "1 minute", " 1 分钟"),
        (timedelta(minutes=59, seconds=59), "59 minutes", " 59 分钟"),
        (timedelta(hours=1), "1 hour", " 1 小时"),
        (timedelta(hours=23, minutes=59), "23 hours", " 23 小时"),
        (timedelta(days=1), "1 day", " 1 天"),
        (timedelta(days=400), "400 days", " 400 天"),
    ],
)
def test_ages(past: timedelta, english: str, chinese: str) -> None:
    assert age(NOW - past, NOW, "en") == english
    assert age(NOW - past, NOW, "zh") == chinese


def _value(entry: Entry) -> str:
    assert entry.button
    return entry.button.value
