"""A model that a person configured: it reads a flagged photo, and its absence is told."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from random import Random

import pytest
import pytest_asyncio

from tests.doubles.chat_completions import CHAT
from tests.doubles.copying import bill_of, copying
from tests.doubles.server import Double, Reply
from tests.drawn import bill as bills
from tests.drawn import invoices, photo
from tests.scenarios.offices import PLATFORMS, Office
from tests.scenarios.offices import office as office_on
from tests.scenarios.people import Seen, Somebody

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


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=PLATFORMS)
async def office(
    request: pytest.FixtureRequest, double: Double, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    """A whole Clerk that was told one thing more: where vLLM is."""
    told = {"QWEN_VL_URL": f"{double.url}/v1", "BOT_MODEL_REST_SECONDS": 3600}
    folder, answers = tmp_path_factory.mktemp("office"), double.respond
    async with office_on(request.param, folder, **told) as opened:
        yield opened
    double.respond = answers


async def read(who: Somebody, one: Photo) -> Seen:
    return await who.answered(await who.drop((f"{one.number}.png", one.content)), files=2)


def is_flagged(card: Seen) -> bool:
    """Tell whether somebody is to decide on it."""
    return "review.approve" in card.actions


@pytest.mark.parametrize(
    ("at", "who", "told"),
    [
        (0, "lena", "double-1 on your own 127.0.0.1 saw this document"),
        (1, "wei", "贵方自有主机 127.0.0.1 上的 double-1 看到了本文件"),
    ],
    ids=["en", "zh"],
)
async def test_a_flagged_photo_is_read_by_the_model_and_the_card_says_who_saw_it(
    office: Office, double: Double, at: int, who: str, told: str
) -> None:
    before = len(double.calls)

    card = await read(office.people[who], PHOTOS[at])

    assert not is_flagged(card), card.words
    assert PHOTOS[at].number in card.words.replace(f"{PHOTOS[at].number}.png", "")
    assert told in card.words
    assert "Qwen" in card.words
    [call] = double.calls[before:]
    assert CHAT.pictures(call) == 1


async def test_while_the_model_is_away_the_embedded_reading_stands_and_says_so(
    office: Office, double: Double
) -> None:
    double.respond = lambda _call: Reply(ending="reset")

    away = await read(office.lena, PHOTOS[2])
    asked = len(double.calls)
    resting = await read(office.wei, PHOTOS[3])

    assert is_flagged(away)
    assert is_flagged(resting)
    assert "Qwen: no answer (the connection failed)" in away.words
    assert "The models did not answer; this is the embedded engine's reading." in away.words
    assert re.search("Qwen：自 .*起暂停使用", resting.words)
    assert "各模型均未答复；这是内置引擎的读取结果。" in resting.words
    assert "看到了本文件" not in resting.words
    assert len(double.calls) == asked  # nobody knocked
    for card, one in ((away, PHOTOS[2]), (resting, PHOTOS[3])):
        assert one.number not in card.words.replace(f"{one.number}.png", "")
