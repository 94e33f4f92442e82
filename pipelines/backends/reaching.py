"""Asks a backend which models it has: no document goes along."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from datetime import date

from pipelines.backends.connection import LOST, Connection, lost
from pipelines.backends.faults import failed
from pipelines.errors import BackendRefused, BackendUnavailable, BadAnswer, Fault

_LISTS: Mapping[str, str] = {
    "claude": "/v1/models?limit=1000",
    "gemini": "/v1beta/models?pageSize=1000",
    "gpt": "/models",
    "qwen": "/models",
    "whisper": "/models",
}


async def models_at(
    name: str, address: str, key: str, *, seconds: float
) -> Mapping[str, date | None]:
    """Give the models that there are, and when each ends where that is said.

    Raises BackendError.
    """
    connection = await asyncio.to_thread(Connection, address)
    try:
        connection.carry(_secrets(name, key))
    except ValueError:
        raise BackendRefused(Fault.KEY) from None
    try:
        async with asyncio.timeout(seconds), connection.client() as client:
            response = await client.get(f"{address}{_LISTS[name]}", timeout=seconds)
            body = response.content
    except TimeoutError:
        raise BackendUnavailable(Fault.TIMEOUT) from None
    except LOST as error:
        raise lost(error) from None
    answer = await asyncio.to_thread(_json, body)
    if response.status_code != 200:
        raise failed(response.status_code, response.headers, answer)
    return dict(_models(answer))


def _secrets(name: str, key: str) -> Mapping[str, str]:
    match name:
        case "claude":
            return {"x-api-key": key, "anthropic-version": "2023-06-01"}
        case "gemini":
            return {"x-goog-api-key": key}
        case _:
            return {"authorization": f"Bearer {key}"} if key else {}


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _models(answer: object) -> Iterator[tuple[str, date | None]]:
    """Give what OpenAI and Anthropic list as `data`, and Google as `models`."""
    listed = answer.get("data", answer.get("models")) if isinstance(answer, dict) else None
    if not isinstance(listed, list):
        raise BadAnswer(Fault.NO_JSON)
    for one in listed:
        name = (one.get("id") or one.get("name")) if isinstance(one, dict) else None
        if isinstance(name, str):
            yield name.removeprefix("models/"), _day(one.get("shutdown_date"))


def _day(written: object) -> date | None:
    """Take OpenAI's word for when a model ends."""
    try:
        return date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
