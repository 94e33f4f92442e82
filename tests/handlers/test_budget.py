"""Accounting is told of a budget once a day and level, in its language, and the log is too."""

import logging
from decimal import Decimal
from pathlib import Path

import pytest

from handlers.cards import budget_card
from handlers.chat import Card
from handlers.spending import Budget, Terms, budget_of
from tests.fake_ledger import MORNING
from tests.handlers.asked import consulted, read_by
from tests.handlers.office import ACCOUNTING, READING, SHANGHAI, Office, lines, upload

PDF = b"%PDF-1.7 "
TODAY = MORNING.date()


class House:
    """An office in which each document costs what the test says."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder / "scratch", Terms(SHANGHAI, budget=Decimal("0.10")))
        self.read = 0

    async def spend(self, cost: str, *, tenant: str = "t1") -> list[str]:
        """Let a document cost so much; gives the names of its checkpoints."""
        self.read += 1
        self.office.reader.says = read_by(consulted(cost=Decimal(cost)))
        dropped = upload(f"F{self.read}", tenant=tenant)
        steps = await self.office.answer(dropped, PDF + str(self.read).encode())
        return [name for name, _ in steps.answers]

    def told(self) -> list[str]:
        """Give what the accounting channel was told of budgets."""
        cards = self.office.chat.cards(ACCOUNTING)
        return [card.title for card in cards if "budget" in card.title]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


NEARLY = "80 % of the budget for models of 2026-11-22 is used up"
SPENT = "The budget for models of 2026-11-22 is used up"


async def test_accounting_is_told_at_80_per_cent_and_once_more_at_100(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    assert "budget" not in await house.spend("0.0799")
    assert house.told() == []
    assert (await house.spend("0.0001"))[-1] == "budget"
    assert house.told() == [NEARLY]
    await house.spend("0.0100")
    assert house.told() == [NEARLY]
    await house.spend("0.0100")
    assert house.told() == [NEARLY, SPENT]
    await house.spend("0.0100")
    assert house.told() == [NEARLY, SPENT]
    about = [(one.levelname, getattr(one, "spent_usd", "")) for one in caplog.records]
    assert about == [("WARNING", "0.0800"), ("WARNING", "0.1000")]


async def test_who_leaps_over_80_is_told_of_100_alone(house: House) -> None:
    await house.spend("0.5")
    assert house.told() == [SPENT]


async def test_what_no_model_was_listed_for_tells_of_no_budget(house: House) -> None:
    await house.spend("0.5")
    house.office.reader.says = READING
    steps = await house.office.answer(upload("F9"), PDF + b"9")
    assert [name for name, _ in steps.answers] == ["announce", "fetch", "read", "reply"]


async def test_a_tenant_without_an_accounting_channel_has_the_log(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.spend("0.5", tenant="t2")
    assert house.told() == []
    [record] = caplog.records
    assert (getattr(record, "tenant", ""), getattr(record, "budget_usd", "")) == ("t2", "0.10")


def said(spent: str, language: str) -> Card:
    budget = Budget(TODAY, Decimal(spent), Decimal(10))
    return budget_card(budget, "zh" if language == "zh" else "en")


def test_the_card_says_how_much_and_what_follows() -> None:
    nearly = said("8.256", "en")
    assert nearly.title == "82 % of the budget for models of 2026-11-22 is used up"
    [why] = lines(nearly)
    assert why.startswith("$8.26 of $10.00 is spent. Once all of it is, only the embedded engine")
    spent = said("10.009", "en")
    assert (spent.title, spent.tone) == (SPENT, "bad")
    assert lines(spent)[0].startswith("$10.01 of $10.00 is spent: until the day ends, only the")
    assert said("8.256", "zh").title == "2026-11-22 的模型预算已用 82%"
    assert said("11", "zh").title == "2026-11-22 的模型预算已用完"


@pytest.mark.parametrize(
    ("spent", "level"), [("0", None), ("7.9999999", None), ("8", 80), ("9.99", 80), ("10", 100)]
)
def test_a_budget_is_written_down_where_it_is_to_be_told(spent: str, level: int | None) -> None:
    budget = Budget(TODAY, Decimal(spent), Decimal(10))
    assert budget.level == level
    assert budget_of({"document": "D-1", **budget.facts()}) == (budget if level else None)
