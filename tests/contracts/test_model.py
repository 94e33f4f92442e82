"""What every Model must do, whichever vendor answers; the one by hand as well."""

import asyncio
import traceback
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from pydantic import BaseModel, Field

from pipelines.errors import BackendUnavailable, BadAnswer, Fault
from pipelines.ports import Image, Model, Prompt, Turn
from pipelines.usage import Tokens
from tests.doubles.server import Call, Double, Reply
from tests.doubles.vendors import VENDORS, WATCHER, Vendor
from tests.doubles.wire import USED, speaking
from tests.fake_model import FakeModel

pytestmark = pytest.mark.asyncio(loop_scope="module")

PROMPT = Prompt(
    system="Copy.",
    images=(Image(b"\x89PNG", "image/png"), Image(b"\xff\xd8\xff", "image/jpeg")),
    text="Total 1,320.00 元",
    turns=(Turn('{"total": "13"}', "total is not on the page"),),
)
GOOD = '{ "total": "1,320.00 元", "pages": [1] }'


class Sheet(BaseModel):
    total: str | None = Field(max_length=20)
    pages: list[int]


@dataclass
class Stage:
    """A Model, and what its vendor is to say to each question."""

    model: Model
    heard: list[str] = field(default_factory=list)
    answer: Callable[[str], str] = lambda _: GOOD
    silent: bool = False
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, question: str) -> None:
        self.heard.append(question)
        self.asked.set()


def by_hand() -> Stage:
    def script(prompt: Prompt) -> str | asyncio.Event:
        asked = "\n".join((prompt.text, *(turn.reply for turn in prompt.turns)))
        made.hear(f"{asked} {len(prompt.images)}")
        return asyncio.Event() if made.silent else made.answer(asked)

    made = Stage(FakeModel(script, tokens=USED))
    return made


async def over_wire(vendor: Vendor, double: Double) -> Stage:
    made = Stage(await vendor.open(double.url))

    def answer(call: Call) -> str | Reply:
        asked = vendor.wire.asked(call)
        made.hear(f"{asked} {vendor.wire.pictures(call)}")
        return Reply(ending="silent") if made.silent else made.answer(asked)

    double.respond = speaking(vendor.wire, answer)
    return made


@pytest_asyncio.fixture(
    loop_scope="module",
    params=(None, *VENDORS, WATCHER),
    ids=lambda one: one.name if one else "by hand",
)
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    vendor: Vendor | None = request.param
    async with Double(lambda _: Reply()) as double:
        stage = by_hand() if vendor is None else await over_wire(vendor, double)
        yield stage
        await stage.model.close()


async def test_the_answer_is_a_value_and_its_text_word_for_word(stage: Stage) -> None:
    answer = await stage.model.ask(PROMPT, Sheet, max_tokens=100, seconds=10)
    assert answer.value == Sheet(total="1,320.00 元", pages=[1])
    assert (answer.text, answer.tokens) == (GOOD, USED)
    assert answer.model


async def test_everything_that_is_asked_arrives(stage: Stage) -> None:
    await stage.model.ask(PROMPT, Sheet, max_tokens=100, seconds=10)
    assert stage.heard == ["Total 1,320.00 元\ntotal is not on the page 2"]


@pytest.mark.parametrize(
    "text",
    ['{"total": "canary"}', '{"total": "canary canary canary canary", "pages": []}', "canary"],
)
async def test_another_shape_is_a_bad_answer_that_was_paid(stage: Stage, text: str) -> None:
    stage.answer = lambda _: text
    with pytest.raises(BadAnswer) as caught:
        await stage.model.ask(PROMPT, Sheet, max_tokens=100, seconds=10)
    assert (caught.value.fault, caught.value.tokens) == (Fault.SHAPE, USED)
    assert "canary" not in "".join(traceback.format_exception(caught.value))


async def test_it_keeps_to_its_seconds(stage: Stage) -> None:
    stage.silent = True
    with pytest.raises(BackendUnavailable) as caught:
        await stage.model.ask(PROMPT, Sheet, max_tokens=100, seconds=0.1)
    assert (caught.value.fault, caught.value.tokens) == (Fault.TIMEOUT, Tokens())
    stage.silent = False
    assert (await stage.model.ask(PROMPT, Sheet, max_tokens=100, seconds=10)).text == GOOD


async def test_a_call_can_be_given_up(stage: Stage) -> None:
    stage.silent = True
    call = asyncio.create_task(stage.model.ask(PROMPT, Sheet, max_tokens=100, seconds=10))
    await stage.asked.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    stage.silent = False
    assert (await stage.model.ask(PROMPT, Sheet, max_tokens=100, seconds=10)).text == GOOD


async def test_everybody_gets_the_answer_to_their_own_question(stage: Stage) -> None:
    stage.answer = lambda asked: f'{{"total": "{asked}", "pages": []}}'
    questions = [str(number) for number in range(20)]
    answers = await asyncio.gather(
        *(
            stage.model.ask(Prompt("Copy.", (), one), Sheet, max_tokens=100, seconds=10)
            for one in questions
        )
    )
    assert [answer.value.total for answer in answers] == questions


async def test_it_can_be_closed_twice(stage: Stage) -> None:
    await stage.model.close()
    await stage.model.close()
