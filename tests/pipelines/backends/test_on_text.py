"""A model that reads writes minutes as well, and has no film to let go of."""

from pathlib import Path

from pydantic import BaseModel

from pipelines.backends.on_text import OnText
from pipelines.ports import Film, Prompt, Writer
from tests.fake_model import USED, FakeModel


class Said(BaseModel):
    word: str


async def test_it_asks_the_model_and_closes_it() -> None:
    model = FakeModel(Said(word="yes"))
    writer: Writer = OnText(model)
    prompt = Prompt("Say a word.", (), "Which?")
    answer = await writer.ask(prompt, Said, max_tokens=20, seconds=3.0)
    assert (answer.value, answer.tokens) == (Said(word="yes"), USED)
    [asked] = model.asked
    assert (asked.prompt, asked.max_tokens, asked.seconds) == (prompt, 20, 3.0)
    await writer.let_go(Film(Path("film.mp4"), "video/mp4", 60.0, "clerk-1"), seconds=1.0)
    assert len(model.asked) == 1
    await writer.close()
    assert model.closed
