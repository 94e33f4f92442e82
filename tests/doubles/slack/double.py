"""A Slack of ours on loopback: its Web API, its files, its socket, and what goes wrong there."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.doubles.faults import Faults, spoilt
from tests.doubles.server import Call, Double, Reply
from tests.doubles.slack import chats, files, installing, people
from tests.doubles.slack.deliveries import Deliveries
from tests.doubles.slack.gestures import Gestures
from tests.doubles.slack.socket import Sockets
from tests.doubles.slack.state import Asked, Json, Message, SlackSays, World

API = "/api/"
HOOKS = "/hooks/"
METHODS: dict[str, Callable[[Asked], Json]] = {
    "auth.test": installing.auth_test,
    "auth.revoke": installing.revoke,
    "apps.uninstall": installing.uninstall,
    "chat.postMessage": chats.post_message,
    "chat.postEphemeral": chats.post_ephemeral,
    "chat.update": chats.update,
    "chat.delete": chats.delete,
    "chat.getPermalink": chats.permalink,
    "conversations.history": chats.history,
    "conversations.replies": chats.replies,
    "conversations.members": chats.members,
    "conversations.info": chats.info,
    "conversations.open": chats.open_,
    "reactions.add": chats.react,
    "files.info": files.info,
    "files.list": files.list_,
    "files.delete": files.delete,
    "files.getUploadURLExternal": files.get_upload_url,
    "files.completeUploadExternal": files.complete_upload,
    "users.info": people.info,
    "users.lookupByEmail": people.by_email,
    "usergroups.list": people.groups,
    "usergroups.users.list": people.group_members,
    "views.open": people.open_view,
    "views.push": people.push_view,
    "views.update": people.update_view,
    "views.publish": people.publish_view,
}
_NESTED = {"blocks", "metadata", "files", "view"}


class SlackDouble(Double):
    """The server. `world` is what it knows, `faults` what goes wrong, `calls` what it was asked.

    `act` does what people do; `deliveries` brings to Clerk what it is told of that.
    """

    def __init__(self) -> None:
        super().__init__(self._respond)
        self.world = World()
        self.faults = Faults()
        self.sockets = Sockets(self.world)
        self.deliveries = Deliveries(self.sockets)
        self.act = Gestures(self.world)
        self.hooked: list[tuple[str, Json]] = []  # what response_urls were given: address, body

    @property
    def api_url(self) -> str:
        return f"{self.url}{API}"

    def asked(self, method: str) -> list[dict[str, Any]]:
        """Give the arguments of the calls of a method so far."""
        return [arguments(one) for one in self.calls if one.path == f"{API}{method}"]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.path.startswith(installing.LINK):
            return await self.sockets.serve(request)
        return await super()._answer(request)

    def _respond(self, call: Call) -> Reply:
        method, args = method_of(call), arguments(call)
        fault = self.faults.take(method, args)
        if fault is not None and not fault.done and fault.spoils is None:
            return fault.reply
        return spoilt(fault, self._do(method, args, call))

    def _do(self, method: str, args: dict[str, Any], call: Call) -> Reply:
        match method:
            case "download":
                return files.download(self.world, call)
            case "upload":
                return files.upload(self.world, call)
            case "authorize":
                return installing.authorize(self.world, call)
            case "hook":
                return self._hook(call)
            case _:
                return self._answered(method, args, call)

    def _answered(self, method: str, args: dict[str, Any], call: Call) -> Reply:
        try:
            return self._api(method, args, call)
        except SlackSays as error:
            return Reply(body=json.dumps(error.answer).encode())

    def _api(self, method: str, args: dict[str, Any], call: Call) -> Reply:
        token = call.headers.get("authorization", "").removeprefix("Bearer ")
        token = token or str(args.get("token") or "")
        headers: Mapping[str, str] = {}
        if method == "oauth.v2.access":
            answer = installing.access(self.world, args, call.headers)
        elif method == "apps.connections.open":
            answer = installing.open_connection(self.world, token)
        else:
            team = self.world.team_of(token)
            if method not in METHODS:
                raise SlackSays("unknown_method")
            answer = METHODS[method](Asked(self.world, team, args))
            headers = {"X-OAuth-Scopes": ",".join(sorted(team.scopes))}
        said = json.dumps({"ok": True, **answer}, ensure_ascii=False).encode()
        return Reply(body=said, headers=headers)

    def _hook(self, call: Call) -> Reply:
        """Do what a response_url is told: answer in private, replace or delete the message."""
        team_id, channel_id, ts, user = call.path.removeprefix(HOOKS).split("/")
        said: Json = call.body
        self.hooked.append((call.path, said))
        team = self.world.teams[team_id]
        messages = team.channel(channel_id).messages
        found = next((one for one in messages if one.ts == ts), None)
        if said.get("delete_original") and found is not None:
            messages.remove(found)
        elif said.get("replace_original") and found is not None:
            found.text, found.blocks = str(said.get("text", "")), said.get("blocks") or []
        else:
            message = Message(self.world.ts(), team.user, str(said.get("text", "")), bot=team.bot)
            message.blocks = said.get("blocks") or []
            message.thread = said.get("thread_ts")
            message.ephemeral = None if said.get("response_type") == "in_channel" else user
            messages.append(message)
        return Reply(body=b'{"ok":true}')


def method_of(call: Call) -> str:
    """Name what a call asks for: a method of the Web API, or one of the other addresses."""
    for prefix, name in (
        (files.PRIVATE, "download"),
        (files.UPLOAD, "upload"),
        (HOOKS, "hook"),
        (installing.AUTHORIZE, "authorize"),
    ):
        if call.path.startswith(prefix):
            return name
    return call.path.removeprefix(API)


def arguments(call: Call) -> dict[str, Any]:
    """Read the arguments of a call: from its query, its form, or its JSON."""
    given: dict[str, Any] = dict(call.query)
    type_ = call.headers.get("content-type", "")
    if type_.startswith("application/json"):
        given |= json.loads(call.raw)
    elif type_.startswith("application/x-www-form-urlencoded"):
        given |= dict(parse_qsl(call.raw.decode(), keep_blank_values=True))
    for name in _NESTED & given.keys():
        if isinstance(given[name], str):
            given[name] = json.loads(given[name])
    return given


@asynccontextmanager
async def slack_double() -> AsyncIterator[SlackDouble]:
    """Run a Slack of ours, with nobody in it yet."""
    async with SlackDouble() as slack:
        slack.world.url = slack.url
        try:
            yield slack
        finally:
            await slack.sockets.close()
