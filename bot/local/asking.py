"""What every route does the same way: to read who asks and what they sent, and to answer."""

from collections.abc import Mapping
from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from bot.local.guard import Refusal
from bot.local.roster import member, reads
from handlers.chat import Language

_Body = TypeVar("_Body", bound=BaseModel)


def viewer_of(request: web.Request) -> str:
    """Give the person acted as, by `?as=`."""
    viewer = request.query.get("as", "")
    if member(viewer) is None:
        raise Refusal(400, "unknown_person", "there is no such person")
    return viewer


def channel_of(request: web.Request, user: str) -> str:
    """Give the channel the path names; one that `user` may not read is as if it were not there."""
    channel = request.match_info["channel"]
    require_reads(user, channel)
    return channel


def require_reads(user: str, channel: str) -> None:
    """Raise Refusal where `user` does not read `channel`."""
    if not reads(user, channel):
        raise Refusal(404, "unknown_channel", "there is no such channel")


def language_of(request: web.Request) -> Language:
    """Give the language the page is in."""
    return "zh" if request.query.get("language") == "zh" else "en"


async def body_of(request: web.Request, shape: type[_Body]) -> _Body:
    """Read a JSON body of a shape."""
    if request.content_type != "application/json":
        raise Refusal(415, "unsupported_media_type", "this comes as application/json")
    try:
        return shape.model_validate_json(await request.read())
    except ValidationError as error:
        raise Refusal(400, "bad_request", "this is not as agreed") from error


def answer(told: Mapping[str, object], status: int = 200) -> web.Response:
    """Answer with what holds now, and is kept by no browser."""
    return web.json_response(told, status=status, headers={"Cache-Control": "no-store"})
