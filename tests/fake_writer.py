"""The Writer port by hand: it answers what it was told to, and keeps which films it let go of."""

import asyncio
import json
import re
from collections.abc import Mapping
from decimal import Decimal

from pydantic import BaseModel

from pipelines.egress import Location
from pipelines.errors import BackendError, BackendRefused, BadAnswer, Fault
from pipelines.failover import Backend, Limits
from pipelines.ports import Film, Prompt, Writer
from pipelines.usage import Price
from tests.fake_minutes import ENGLISH_DAY
from tests.fake_model import FakeModel, Said, Script

FAR = Location("api.openai.com", "eu")
WIDE = Limits(20, 2_500_000, 20_000_000, 180_000, 16_000)
NARROW = Limits(6, 2_500_000, 20_000_000, 26_000, 6_000)
A_PRICE = Price(
    input=Decimal(1), output=Decimal(10), source="a list", dated=ENGLISH_DAY.day
)  # fmt: skip

_LINE = re.compile(r"^(S\d+)\|([\d:]+)\|([^|\n]*)\|(.*)$", re.MULTILINE)


class FakeWriter(FakeModel):
    """A FakeModel that may have films; `gone` are those that it was told to let go of.

    `letting` is waited for before that is done, or raised.
    """

    def __init__(
        self, *script: Script, letting: BackendError | asyncio.Event | None = None
    ) -> None:
        super().__init__(*script)
        self.gone: list[Film] = []
        self._letting = letting

    async def let_go(self, film: Film, *, seconds: float) -> None:
        if isinstance(self._letting, asyncio.Event):
            await self._letting.wait()
        if isinstance(self._letting, BackendError):
            raise self._letting
        self.gone.append(film)


def listed(
    name: str,
    writer: Writer,
    *,
    limits: Limits = WIDE,
    location: Location = FAR,
    at_once: int = 4,
) -> Backend[Writer]:
    """List a writer at a price."""
    return Backend(name, f"{name}-1", writer, location, limits, A_PRICE, at_once=at_once)


def lines_in(text: str) -> list[tuple[str, str, str]]:
    """Give the lines of a transcript in what was asked: id, speaker and words."""
    return [(one[0], one[2], one[3]) for one in _LINE.findall(text)]


def counted(text: str) -> int:
    """Count tokens as models do that count many: figures and signs alone, five letters at once."""
    return sum(
        -(-len(one) // 5) if one[0].isalpha() and one.isascii() else 1
        for one in re.findall(r"[A-Za-z]+|[^\sA-Za-z]", text)
    )


def counting(prompt: Prompt) -> int:
    """Count what a prompt takes, with a thousand for each picture."""
    turns = sum(counted(one.answer) + counted(one.reply) for one in prompt.turns)
    return counted(prompt.system) + counted(prompt.text) + turns + 1000 * len(prompt.images)


def plainly(text: str) -> dict[str, object]:
    """Write the minutes of what was asked, as one would who sees what begins with a key word.

    "Decided: ..." is a decision, "To do: ..." an action of whoever says it, "Open: ..." a
    question; "Topic: ..." begins a topic.
    """
    found: Mapping[str, list[dict[str, object]]] = {"Decided": [], "To do": [], "Open": []}
    lines = lines_in(text)
    topics: list[dict[str, object]] = []
    for cite, speaker, words in lines:
        key, _, what = words.partition(": ")
        said: dict[str, object] = {"text": what, "cites": [cite], "quote": words}
        if key == "Topic" or not topics:
            title = what if key == "Topic" else "The beginning"
            topics.append({"title": title, "first": cite, "last": cite, "points": []})
        topics[-1]["last"] = cite
        if key in found:
            owned = {"owner": speaker or None, "due": None} if key == "To do" else {}
            found[key].append({**said, **owned})
    return {
        "language": "en",
        "topics": topics,
        "decisions": found["Decided"],
        "actions": found["To do"],
        "questions": found["Open"],
    }


class Held:
    """A script that writes plainly, of as many tokens as fit, and answers as many as fit."""

    def __init__(self, limits: Limits, *, wordy: int = 1) -> None:
        self._limits = limits
        self._wordy = wordy
        self.given: list[int] = []

    def __call__(self, prompt: Prompt) -> Said:
        self.given.append(counting(prompt))
        if self.given[-1] > self._limits.input_tokens:
            return BackendRefused(Fault.TOO_LARGE)
        answer = json.dumps(plainly(prompt.text), ensure_ascii=False)
        if counted(answer) * self._wordy > self._limits.output_tokens:
            return BadAnswer(Fault.TRUNCATED)
        return answer


class Nothing(BaseModel):
    """An answer that is none of those that are asked for."""
