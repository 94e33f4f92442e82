"""Where browsers come to install Clerk: two pages on the platforms' listener."""

from collections.abc import Sequence

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.response import BoltResponse

from bot.slack.credentials import CALLBACK, INSTALL
from bot.slack.install_pages import HEADERS


def install_routes(flow: AsyncOAuthFlow) -> Sequence[web.RouteDef]:
    """Give the routes of an installation."""

    async def begin(request: web.Request) -> web.Response:
        return await _answered(await flow.handle_installation(await to_bolt_request(request)))

    async def end(request: web.Request) -> web.Response:
        return await _answered(await flow.handle_callback(await to_bolt_request(request)))

    # Not for HEAD: whoever only looks begins nothing.
    return (web.get(INSTALL, begin, allow_head=False), web.get(CALLBACK, end, allow_head=False))


async def _answered(said: BoltResponse) -> web.Response:
    response = await to_aiohttp_response(said)
    response.charset = "utf-8"
    response.headers.update(HEADERS)
    for cookie in response.cookies.values():
        # Slack's page leads back here: `Strict` would leave the cookie behind.
        cookie["samesite"] = "Lax"
        cookie["path"] = "/slack"
    return response
