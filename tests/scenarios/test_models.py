"""A model that a person configured: it reads a flagged photo, and its absence is told."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio

from bot.app import House, build
from bot.settings import Settings
from tests.doubles.chat_completions import CHAT
from tests.doubles.copying import bill_of, copying
from tests.doubles.server import Double, Reply
from tests.drawn import bill as bills
from tests.drawn import invoices, photo
from tests.scenarios.dropping import Thread, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass(frozen=True)
class Photo:
    """A photo of an invoice whose number no label tells, and what a model says of it."""

    number: str
    content: bytes
    answer: str


def _photo(seed: int) -> Photo:
    rng, number = Random(f"{seed} unlabelled"), f"RE-2026-{10_417 + seed}"
    bill = replace(bills.invoice(rng, "en", 2), number=None)
    sheet = invoices.draw(bill, rng, 0)
    sheet.text(60, sheet.height - 60, number)
    content, _ = photo.photograph(sheet, rng, "PNG", (), 2.0)
    return Photo(number, content, bill_of(bills.truth(replace(bill, number=number))))


PHOTOS = [_photo(seed) for seed in range(4)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def double() -> AsyncIterator[Double]:
    """A server that speaks as vLLM does, and knows the photos."""
    async with Double(copying(CHAT, {one.number: one.answer for one in PHOTOS})) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(data_dir: Path, double: Double) -> AsyncIterator[House]:
    """A whole Clerk that was told one thing more: where vLLM is."""
    settings = Settings.model_validate({
        "BOT_DATA_DIR": data_dir, "BOT_LOCAL_PORT": 0, "BOT_DIGEST_AT": "off",
        "QWEN_VL_URL": f"{double.url}/v1", "BOT_MODEL_REST_SECONDS": 3600,
    })  # fmt: skip
    async with build(settings) as opened:
        yield opened


async def drop(visitor: Visitor, folder: Path, one: Photo, language: str) -> Thread:
    path = folder / f"{one.number}.png"
    await asyncio.to_thread(path.write_bytes, one.content)
    head = await visitor.drop(path, language=language)
    return await visitor.answered(head["id"])


@pytest.mark.parametrize(
    ("at", "language", "told"),
    [
        (0, "en", "double-1 on your own 127.0.0.1 saw this document"),
        (1, "zh", "贵方自有主机 127.0.0.1 上的 double-1 看到了本文件"),
    ],
    ids=["en", "zh"],
)
async def test_a_flagged_photo_is_read_by_the_model_and_the_card_says_who_saw_it(
    visitor: Visitor, double: Double, tmp_path: Path, at: int, language: str, told: str
) -> None:
    before = len(double.calls)

    thread = await drop(visitor, tmp_path, PHOTOS[at], language)

    [card] = thread.cards
    assert card["tone"] == "good", thread.text()
    assert PHOTOS[at].number in thread.text()
    assert told in thread.text()
    assert "Qwen" in thread.text()
    [call] = double.calls[before:]
    assert CHAT.pictures(call) == 1


async def test_while_the_model_is_away_the_embedded_reading_stands_and_says_so(
    visitor: Visitor, double: Double, tmp_path: Path
) -> None:
    double.respond = lambda _call: Reply(ending="reset")

    away = await drop(visitor, tmp_path, PHOTOS[2], "en")
    asked = len(double.calls)
    resting = await drop(visitor, tmp_path, PHOTOS[3], "zh")

    assert [one.cards[0]["tone"] for one in (away, resting)] == ["bad", "bad"]
    assert "Qwen: no answer (the connection failed)" in away.text()
    assert "The models did not answer; this is the embedded engine's reading." in away.text()
    assert re.search("Qwen：自 .*起暂停使用", resting.text())
    assert "各模型均未答复；这是内置引擎的读取结果。" in resting.text()
    assert "看到了本文件" not in resting.text()
    assert len(double.calls) == asked  # nobody knocked
    for thread, one in ((away, PHOTOS[2]), (resting, PHOTOS[3])):
        assert one.number not in thread.text().replace(thread.name, "")
