"""Accounting is told once a day how it stands, in figures."""

from datetime import timedelta

import pytest

from handlers.chat import Text
from tests.handlers.pile import NOW, Paper, pressable, said
from tests.handlers.watch import ACCOUNTING, HEAD, Moody, PowerCut, Watch


async def test_the_digest_tells_how_the_day_stands() -> None:
    watch = Watch()
    await watch.pile.put(Paper(vendor="Zeta Ltd", hours=50), "F1")
    await watch.pile.put(Paper(hours=2), "F2")
    for number, (state, hours) in enumerate(
        [("approved", 23), ("approved", 24), ("rejected", 1), ("passed", 3), ("approved", 25)]
    ):
        await watch.pile.put(Paper(state=state, hours=hours), f"closed {number}")  # type: ignore[arg-type]  # one of the states
    await watch.pile.put(Paper(tenant="t2"), "F9")
    await watch.day()
    [digest] = watch.chat.cards(ACCOUNTING)
    assert digest.title == "Accounting on 2026-11-22"
    assert said(digest) == [
        "2 documents are waiting",
        "The oldest has been waiting for 2 days.",
        "Since yesterday: 2 approved, 1 rejected.",
    ]
    assert digest.footer == f"Audit log: 41 links, ending in {HEAD}"
    assert pressable(digest)["All (2)"].value == "all:0"


async def test_the_digest_holds_no_word_of_a_document() -> None:
    watch = Watch()
    await watch.pile.put(Paper(vendor="Zeta Ltd", number="Z-99", total="77.77"))
    await watch.day()
    told = str(watch.cards())
    assert [word for word in ("Zeta", "Z-99", "77.77") if word in told] == []


async def test_the_digest_of_a_quiet_day() -> None:
    watch = Watch()
    await watch.day()
    [digest] = watch.cards()
    assert digest.parts == (
        Text("Nothing is waiting"),
        Text("Since yesterday: 0 approved, 0 rejected."),
    )


async def test_where_nothing_ever_happened_there_is_no_digest() -> None:
    watch = Watch()
    watch.chains.links = {"t2": 1}
    await watch.day()
    assert watch.chat.said == []


async def test_the_digest_speaks_the_language_of_most_documents() -> None:
    watch = Watch()
    for name in ("F1", "F2"):
        await watch.pile.put(Paper(language="zh"), name)
    await watch.pile.put(Paper(), "F3")
    await watch.day()
    [digest] = watch.cards()
    assert (digest.title, said(digest)[0]) == ("财务日报 2026-11-22", "3 份文件等待审核")


async def test_one_digest_a_day_whatever_breaks() -> None:
    watch = Watch(Moody(name="digest", after=PowerCut()))
    with pytest.raises(PowerCut):
        await watch.day()
    await watch.day()
    await watch.day()
    await watch.day(NOW + timedelta(days=1))
    assert [card.title[-2:] for card in watch.cards()] == ["22", "23"]
