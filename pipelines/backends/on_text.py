"""A model that writes about a meeting from its words: nothing of a film is ever sent to it."""

from pipelines.ports import Answer, Film, Model, Prompt, Shape


class OnText:
    """Writes with a model that reads; closing it closes the model."""

    def __init__(self, model: Model) -> None:
        self._model = model

    async def ask(
        self, prompt: Prompt, shape: type[Shape], *, max_tokens: int, seconds: float
    ) -> Answer[Shape]:
        """Ask the model."""
        return await self._model.ask(prompt, shape, max_tokens=max_tokens, seconds=seconds)

    async def let_go(self, film: Film, *, seconds: float) -> None:
        """Do nothing: its vendor was given no film."""

    async def close(self) -> None:
        await self._model.close()
