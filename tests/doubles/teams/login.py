"""Entra, as far as an app asks it for tokens: discovery, the token endpoint, a managed identity."""

import json
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import jwt

from tests.doubles.server import Call, Reply
from tests.doubles.teams.world import APP, SECRET, Json, World

CONNECTOR = "https://api.botframework.com"


@dataclass
class Login:
    """Gives tokens, each for `lasts` seconds; `given` tells of which tenant and for what."""

    world: World
    given: dict[str, tuple[str, str]] = field(default_factory=dict)
    lasts: int = 3600
    secret: str = SECRET

    def answer(self, call: Call) -> Reply:
        """Answer a call under /login."""
        path = call.path.removeprefix("/login/")
        if path.endswith("/.well-known/openid-configuration"):
            return said(self._discovery(path.partition("/")[0]))
        if path == "common/discovery/instance":
            return said({"metadata": [], "tenant_discovery_endpoint": self._url("common")})
        if path.endswith("/oauth2/v2.0/token") and call.method == "POST":
            return self._token(call, path.partition("/")[0])
        return said({"error": "invalid_request"}, 404)

    def identity(self, call: Call) -> Reply:
        """Answer as the endpoint that a machine of Azure has for its managed identity."""
        if "x-identity-header" not in call.headers and call.headers.get("metadata") != "true":
            return said({"error": "unauthorized_client"}, 400)
        until = str(int(time.time()) + self.lasts)
        token = self._new(next(iter(self.world.tenants)), call.query.get("resource", ""))
        return said({"access_token": token, "expires_on": until, "token_type": "Bearer",
                     "resource": call.query.get("resource", "")})  # fmt: skip

    def token_of(self, call: Call) -> tuple[str, str] | None:
        """Give of which tenant the token of a call is, and for what; None: it has none of ours."""
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        return self.given.get(token) if scheme == "Bearer" else None

    def _url(self, tenant: str) -> str:
        # Entra's addresses begin with https, and MSAL takes no others: who asks here by http must
        # let it think so.
        return f"{self.world.url.replace('http://', 'https://')}/login/{tenant}"

    def _discovery(self, tenant: str) -> Json:
        return {
            "issuer": f"{self._url(tenant)}/v2.0",
            "authorization_endpoint": f"{self._url(tenant)}/oauth2/v2.0/authorize",
            "token_endpoint": f"{self._url(tenant)}/oauth2/v2.0/token",
        }

    def _token(self, call: Call, tenant: str) -> Reply:
        form = {name: values[0] for name, values in parse_qs(call.raw.decode()).items()}
        if tenant not in self.world.tenants:
            return _refused("invalid_request", "AADSTS90002: Tenant not found.", 400)
        if form.get("client_id") != APP:
            return _refused("unauthorized_client", "AADSTS700016: no such application.", 400)
        if form.get("client_secret") != self.secret:
            return _refused("invalid_client", "AADSTS7000215: Invalid client secret.", 401)
        scope = form.get("scope", "")
        if form.get("grant_type") != "client_credentials" or not scope.endswith("/.default"):
            return _refused("invalid_scope", "AADSTS70011: The scope is not valid.", 400)
        token = self._new(tenant, scope.removesuffix("/.default"))
        told = {"token_type": "Bearer", "expires_in": self.lasts, "ext_expires_in": self.lasts}
        return said({**told, "access_token": token})

    def _new(self, tenant: str, resource: str) -> str:
        # What an admin consented to stands in the token, as Entra has it: signed, for Graph alone.
        roles = sorted(self.world.tenants[tenant].consented)
        told = {"roles": roles, "aud": resource, "jti": f"sample-{self.world.number()}"}
        token = jwt.encode(told, SECRET * 4, algorithm="HS256")
        self.given[token] = (tenant, resource)
        return token


def said(body: object, status: int = 200) -> Reply:
    """Answer JSON."""
    return Reply(status, json.dumps(body, ensure_ascii=False).encode())


def _refused(error: str, description: str, status: int) -> Reply:
    return said({"error": error, "error_description": description}, status)
