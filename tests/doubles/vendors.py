"""Every Model over an SDK, and the wire it speaks."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.backends.claude import Claude
from pipelines.backends.gemini import Gemini
from pipelines.backends.gemini_film import GeminiFilm
from pipelines.backends.openai_compatible import GPT, QWEN, OpenAICompatible
from pipelines.failover import Limits
from pipelines.ports import Model
from tests.doubles.chat_completions import CHAT
from tests.doubles.generate_content import GENERATE
from tests.doubles.messages import MESSAGES
from tests.doubles.wire import Wire

KEY = "key-of-a-test"


@dataclass(frozen=True, slots=True)
class Vendor:
    """`make` gives its Model, asking at an address such as that of a Double."""

    name: str
    wire: Wire
    make: Callable[[str], Model]

    async def open(self, address: str) -> Model:
        """Make it where it may block: SDKs read files and import modules the first time."""
        return await asyncio.to_thread(self.make, address)


VENDORS = (
    Vendor(
        "qwen",
        CHAT,
        lambda url: OpenAICompatible("qwen", key=None, profile=QWEN, address=f"{url}/v1"),
    ),
    Vendor(
        "gpt",
        CHAT,
        lambda url: OpenAICompatible("gpt", key=KEY, profile=GPT, address=f"{url}/v1"),
    ),
    Vendor("claude", MESSAGES, lambda url: Claude("claude", key=KEY, address=url)),
    Vendor("gemini", GENERATE, lambda url: Gemini("gemini", key=KEY, address=url)),
)
# One that watches, of whom nobody asks that here: it reads as they do.
WATCHER = Vendor(
    "gemini-video",
    GENERATE,
    lambda url: GeminiFilm("gemini", key=KEY, address=url, limits=Limits(9, 9, 9, 9, 9)),
)
