"""A Teams of ours on loopback: connector, login, keys, hosts of files, Graph, and their faults."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from tests.doubles.faults import Faults, spoilt
from tests.doubles.server import Call, Double, Reply
from tests.doubles.teams import connector, graph, storage
from tests.doubles.teams.activities import Activities
from tests.doubles.teams.deliveries import Deliveries
from tests.doubles.teams.gestures import Gestures
from tests.doubles.teams.login import CONNECTOR, Login, said
from tests.doubles.teams.signing import Keys
from tests.doubles.teams.world import APP, Tenant, World


class TeamsDouble(Double):
    """The server. `world` is what it knows, `faults` what goes wrong, `calls` what it was asked.

    `act` does what people do, and brings it to Clerk by `deliveries`, signed by `keys`; `told`
    writes activities. `login` gives tokens.
    """

    def __init__(self) -> None:
        super().__init__(self._respond)
        self.world = World()
        self.keys = Keys()
        self.faults = Faults()
        self.login = Login(self.world)
        self.told = Activities(self.world)
        self.deliveries = Deliveries(self.keys)
        self.act = Gestures(self.world, self.told, self.deliveries)

    @property
    def openid_url(self) -> str:
        return f"{self.url}/openid/.well-known/openidconfiguration"

    def environment(self, tenant: Tenant) -> dict[str, str]:
        """Give the settings of a Clerk that works here, by environment variable."""
        return {
            "TEAMS_APP_ID": APP,
            "TEAMS_APP_PASSWORD": self.login.secret,
            "TEAMS_TENANT_ID": tenant.id,
            "BOT_TEAMS_LOGIN_URL": f"{self.url}/login",
            "BOT_TEAMS_OPENID_URL": self.openid_url,
            "BOT_TEAMS_GRAPH_URL": f"{self.url}/graph/v1.0",
            "BOT_TEAMS_SERVICE_HOSTS": "127.0.0.1",
            "BOT_TEAMS_FILE_HOSTS": "127.0.0.1",
        }

    def asked(self, name: str) -> list[Call]:
        """Give the calls of one kind so far."""
        return [one for one in self.calls if method_of(one) == name]

    def _respond(self, call: Call) -> Reply:
        name = method_of(call)
        fault = self.faults.take(name, _about(call))
        if fault is not None and not fault.done and fault.spoils is None:
            return fault.reply
        return spoilt(fault, self._do(name, call))

    def _do(self, name: str, call: Call) -> Reply:
        match name:
            case "metadata":
                return said(self.keys.metadata(self.url))
            case "keys":
                return said(self.keys.jwks())
            case "token" | "discovery":
                return self.login.answer(call)
            case "identity":
                return self.login.identity(call)
            case "download":
                return storage.download(self.world, call)
            case "upload":
                return storage.upload(self.world, call)
            case _:
                return self._authorised(name, call)

    def _authorised(self, name: str, call: Call) -> Reply:
        """Answer whoever has a token, and one for this server and no other."""
        tenant, resource = self.login.token_of(call) or ("", "")
        if name == "graph":
            asked = None if resource == CONNECTOR else self.world.tenants.get(tenant)
            return graph.answer(self.world, call, asked)
        if resource != CONNECTOR:
            return said({"message": "Authorization has been denied for this request."}, 401)
        return connector.answer(self.world, call)


def method_of(call: Call) -> str:
    """Name what a call asks for."""
    exact = {
        "/openid/.well-known/openidconfiguration": "metadata",
        "/openid/keys": "keys",
        "/identity": "identity",
    }
    if call.path in exact:
        return exact[call.path]
    if call.path.startswith("/login/"):
        return "token" if call.path.endswith("/token") else "discovery"
    for prefix, name in (("/graph/", "graph"), ("/files/", "download"), ("/upload/", "upload")):
        if call.path.startswith(prefix):
            return name
    return connector.method_of(call)


def _about(call: Call) -> Mapping[str, Any]:
    """Give what a fault may choose by: the path, the query, and the body where it is JSON."""
    is_json = call.headers.get("content-type", "").startswith("application/json")
    body = call.body if is_json and call.raw else {}
    return {"path": call.path, "query": call.query, "body": body}


@asynccontextmanager
async def teams_double() -> AsyncIterator[TeamsDouble]:
    """Run a Teams of ours, with nobody in it yet."""
    async with TeamsDouble() as teams:
        teams.world.url = teams.url
        yield teams
