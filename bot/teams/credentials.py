"""How Clerk proves who it is to Microsoft: tokens, asked for off the loop, kept while they hold."""

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

import msal
import requests

from bot.microsoft import Microsoft
from bot.teams.clouds import Cloud
from bot.teams.connector import TeamsRefused
from handlers.chat import ChatUnavailable

# Asks for a token of a scope, blocking; gives what MSAL gives.
Mint = Callable[[str], Mapping[str, Any]]

_CALL = "token"
_SECONDS = 10.0  # for each request
_EARLY = 300.0  # seconds before its end that a token is asked for anew
_CODE = re.compile(r"[a-z_]{1,60}")
_WHY = re.compile(r"AADSTS[0-9]{1,9}")  # what Microsoft's pages list the causes by
_LATER = frozenset({"temporarily_unavailable", "server_error"})
_ENTRA = "https://"  # how every address begins that MSAL takes


class Tokens:
    """Gives the header that proves who Clerk is: one request for as long as its token holds."""

    def __init__(self, mint: Mint | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._mint = mint
        self._clock = clock
        self._kept = dict[str, tuple[str, float]]()
        self._turn = asyncio.Lock()

    async def header(self, scope: str) -> Mapping[str, str]:
        """Give the header for a scope; none where Clerk has no app, as for the Playground.

        Raises ChatUnavailable, or TeamsRefused where Entra gives no token.
        """
        if self._mint is None:
            return {}
        token = self._held(scope)
        if token is None:
            async with self._turn:
                token = self._held(scope) or await self._asked(self._mint, scope)
        return {"Authorization": f"Bearer {token}"}

    def _held(self, scope: str) -> str | None:
        token, until = self._kept.get(scope, ("", 0.0))
        return token if token and self._clock() < until else None

    async def _asked(self, mint: Mint, scope: str) -> str:
        token, lasts = await asyncio.to_thread(_minted, mint, scope)
        self._kept[scope] = (token, self._clock() + lasts - min(_EARLY, lasts / 2))
        return token


def tokens_of(settings: Microsoft, cloud: Cloud) -> Tokens:
    """Give the tokens of the app that settings name."""
    app = settings.teams_app_id
    if app is None:
        return Tokens(None)
    if settings.teams_app_type == "managed_identity":
        return Tokens(_Machine(app))
    assert settings.teams_app_password is not None  # as the settings see to
    secret = settings.teams_app_password.get_secret_value()
    return Tokens(_Secret(app, secret, f"{cloud.login}/{settings.teams_tenant_id}"))


class _Secret:
    """Asks Entra, with the secret of an app that one tenant has registered.

    MSAL reads the addresses of the tenant first, which is why it is made when it is needed.
    """

    def __init__(self, app: str, secret: str, authority: str) -> None:
        self._app = app
        self._secret = secret
        self._authority = authority
        self._asking: msal.ConfidentialClientApplication | None = None

    def __call__(self, scope: str) -> Mapping[str, Any]:
        if self._asking is None:
            scheme, _, rest = self._authority.partition("://")
            self._asking = msal.ConfidentialClientApplication(
                self._app,
                client_credential=self._secret,
                authority=f"{_ENTRA}{rest}",
                instance_discovery=False,  # the operator named it
                http_client=_Way(f"{scheme}://"),
            )
        found: Mapping[str, Any] = self._asking.acquire_token_for_client(scopes=[scope])
        return found


class _Machine:
    """Asks the machine of Azure that Clerk runs on, whose identity the app has."""

    def __init__(self, app: str) -> None:
        self._asking = msal.ManagedIdentityClient(
            msal.UserAssignedManagedIdentity(client_id=app), http_client=_Way()
        )

    def __call__(self, scope: str) -> Mapping[str, Any]:
        resource = scope.removesuffix("/.default")
        found: Mapping[str, Any] = self._asking.acquire_token_for_client(resource=resource)
        return found


class _Way(requests.Session):
    """What MSAL asks over: in bounded time, without a proxy, and following nobody elsewhere.

    MSAL takes addresses for Entra's only when they begin with https; one within the operator's own
    network may do without, which `scheme` puts back.
    """

    def __init__(self, scheme: str = _ENTRA) -> None:
        super().__init__()
        self.trust_env = False
        self._scheme = scheme

    def request(  # type: ignore[override]  # what MSAL gives beside, it gives by name
        self,
        method: str,
        url: str,
        **more: Any,  # noqa: ANN401 - as it gives it
    ) -> requests.Response:
        if url.startswith(_ENTRA):
            url = self._scheme + url.removeprefix(_ENTRA)
        more |= {"timeout": _SECONDS, "allow_redirects": False}
        return super().request(method, url, **more)


def _minted(mint: Mint, scope: str) -> tuple[str, float]:
    """Give a token, and for how many seconds it holds. Raises as `Tokens.header` does."""
    try:
        found = mint(scope)
    except (requests.RequestException, msal.exceptions.MsalError, RuntimeError, OSError) as error:
        raise ChatUnavailable(f"{_CALL}: {type(error).__name__}") from None
    except (ValueError, KeyError) as error:
        if any(isinstance(one, json.JSONDecodeError) for one in (error, error.__context__)):
            raise ChatUnavailable(f"{_CALL}: no JSON") from None
        # What MSAL says holds addresses and answers; most often there is no such tenant.
        raise TeamsRefused(_CALL, 400, "invalid_tenant") from None
    token, lasts = found.get("access_token"), found.get("expires_in")
    if isinstance(token, str) and token and isinstance(lasts, int | float | str):
        return token, float(lasts)
    said = found.get("error")
    code = said if isinstance(said, str) and _CODE.fullmatch(said) else "no_token"
    if code in _LATER:
        raise ChatUnavailable(f"{_CALL}: {code}")
    why = _WHY.search(str(found.get("error_description")))
    raise TeamsRefused(_CALL, 401, code if why is None else f"{code} {why[0]}")
