"""auth.*, oauth.v2.access, apps.connections.open: how an app gets its tokens and loses them."""

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from tests.doubles.server import Call, Reply
from tests.doubles.slack.state import APP, Asked, Json, SlackSays, Team, World

AUTHORIZE = "/oauth/v2/authorize"
LINK = "/link"


def auth_test(asked: Asked) -> Json:
    team = asked.team
    return {
        "url": f"{asked.world.url}/",
        "team": team.name,
        "user": "clerk",
        "team_id": team.id,
        "user_id": team.user,
        "bot_id": team.bot,
        "is_enterprise_install": False,
    }


def revoke(asked: Asked) -> Json:
    if asked.truth("test"):
        return {"revoked": False}
    asked.team.revoked = True
    return {"revoked": True}


def uninstall(asked: Asked) -> Json:
    _check_client(asked.world, asked.args, {})
    asked.team.revoked = True
    return {}


def authorize(world: World, call: Call) -> Reply:
    """Let somebody who installs agree at once; `team` of the query says into which workspace."""
    query = call.query
    if query.get("client_id") not in world.clients:
        return Reply(status=400, body=b"invalid_client_id", type="text/plain")
    team = world.teams[query.get("team") or next(iter(world.teams))]
    code = f"code-{world.number()}"
    world.codes[code] = team.id
    back = urlencode({"code": code, "state": query.get("state", "")})
    return Reply(status=302, headers={"Location": f"{query['redirect_uri']}?{back}"})


def access(world: World, args: Mapping[str, Any], headers: Mapping[str, str]) -> Json:
    """Change a code, or a refresh token, into a token; both can be used once."""
    _check_client(world, args, headers)
    refreshes = args.get("grant_type") == "refresh_token"
    tickets, given = world.codes, str(args.get("code"))
    if refreshes:
        tickets, given = world.refreshing, str(args.get("refresh_token"))
    if given not in tickets:
        raise SlackSays("invalid_refresh_token" if refreshes else "invalid_code")
    team = world.teams[tickets.pop(given)]
    team.revoked = False
    if world.rotates:
        team.token = f"xoxe.xoxb-sample-{team.id}-{world.number()}"
    return _granted(world, team)


def _granted(world: World, team: Team) -> Json:
    granted: Json = {
        "app_id": APP,
        "access_token": team.token,
        "token_type": "bot",
        "scope": ",".join(sorted(team.scopes)),
        "bot_user_id": team.user,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": "U0ADMIN"},
    }
    if world.rotates:
        refresh = f"xoxe-1-sample-{world.number()}"
        world.refreshing[refresh] = team.id
        granted |= {"refresh_token": refresh, "expires_in": 43_200}
    return granted


def _check_client(world: World, args: Mapping[str, Any], headers: Mapping[str, str]) -> None:
    client, secret = str(args.get("client_id")), str(args.get("client_secret"))
    basic = headers.get("authorization", "")
    if basic.startswith("Basic "):
        client, _, secret = base64.b64decode(basic[6:]).decode().partition(":")
    if client not in world.clients:
        raise SlackSays("invalid_client_id")
    if world.clients[client] != secret:
        raise SlackSays("bad_client_secret")


def open_connection(world: World, token: str) -> Json:
    """Give the address of a socket, good for one connection."""
    if token != world.app_token:
        raise SlackSays("invalid_auth")
    ticket = f"ticket-{world.number()}"
    world.codes[ticket] = ""
    return {"url": f"{world.url.replace('http', 'ws', 1)}{LINK}/?ticket={ticket}&app_id={APP}"}
