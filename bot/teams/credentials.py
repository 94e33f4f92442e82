"""How Clerk proves who it is to Microsoft: tokens, asked for off the loop, kept while they hold."""

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msal
import requests

from bot.microsoft import Microsoft
from bot.teams.clouds import Cloud
from bot.teams.connector import TeamsRefused
from handlers.chat import ChatUnavailable

# Asks for a token of a scope, blocking, for a fresh one where True is given with it, and not for
# one that was kept; gives what MSAL gives.
Mint = Callable[[str, bool], Mapping[str, Any]]

_CALL = "token"
_SECONDS = 10.0  # for each request
_EARLY = 300.0  # seconds before its end that a token is asked for anew
_AGAIN = 30.0  # seconds between two tries of that
_SELDOM = 60.0  # seconds between two tokens that are given up: one that is new is not to blame
_SHORT, _LONGEST = 60.0, 86_400.0  # seconds that a token is kept, whatever is said of it
_TOKEN = re.compile(r"[!-~]{1,100000}")  # it becomes a part of a header
_CODE = re.compile(r"[a-z_]{1,60}")
_WHY = re.compile(r"AADSTS[0-9]{1,9}")  # what Microsoft's pages list the causes by
# What MSAL stumbles with over an answer that is not what Entra gives.
_ODD = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
_LATER = frozenset({"temporarily_unavailable", "server_error"})
_ENTRA = "https://"  # how every address begins that MSAL takes


@dataclass(frozen=True, slots=True)
class _Held:
    """A token; `early` is when it is asked for anew, `end` when it must not be used any more."""

    header: Mapping[str, str]
    early: float
    end: float


class Tokens:
    """Gives the header that proves who Clerk is: one request for as long as its token holds.

    All who come meanwhile wait for that request, and are told the same. While a token holds, the
    next one is asked for without anybody waiting. Whoever made it closes it.
    """

    def __init__(self, mint: Mint | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._mint = mint
        self._clock = clock
        self._held = dict[str, _Held]()
        self._asking = dict[str, asyncio.Task[_Held]]()
        self._renounced = dict[str, float]()
        self._stale = set[str]()
        self._turn = asyncio.Lock()

    async def header(self, scope: str) -> Mapping[str, str]:
        """Give the header for a scope; none where Clerk has no app, as for the Playground.

        Raises ChatUnavailable, or TeamsRefused where Entra gives no token.
        """
        if self._mint is None:
            return {}
        held, now = self._held.get(scope), self._clock()
        if held is None or now >= held.end:
            return (await _given(self._begun(self._mint, scope))).header
        if now >= held.early:
            self._held[scope] = replace(held, early=now + _AGAIN)
            self._begun(self._mint, scope)
        return held.header

    def renounce(self, scope: str, header: Mapping[str, str]) -> bool:
        """Give up the token of a header that was not taken; that is done once in a while only.

        Tells whether there is another one to try with.
        """
        held, now = self._held.get(scope), self._clock()
        if held is not None and held.header == header:
            if now - self._renounced.get(scope, float("-inf")) < _SELDOM:
                return False
            self._renounced[scope] = now
            self._stale.add(scope)
            del self._held[scope]
        return bool(header)

    async def close(self) -> None:
        """Break off what is being asked."""
        for asking in [*self._asking.values()]:
            asking.cancel()
            await asyncio.wait({asking})

    def _begun(self, mint: Mint, scope: str) -> asyncio.Task[_Held]:
        asking = self._asking.get(scope)
        if asking is None:
            asking = self._asking[scope] = asyncio.create_task(self._ask(mint, scope))
            asking.add_done_callback(lambda task: self._settle(scope, task))
        return asking

    def _settle(self, scope: str, asking: asyncio.Task[_Held]) -> None:
        self._asking.pop(scope, None)
        if not asking.cancelled():
            asking.exception()  # whoever waits for it is told; without anybody, it is tried again

    async def _ask(self, mint: Mint, scope: str) -> _Held:
        async with self._turn:  # the first one makes what asks
            token, lasts = await asyncio.to_thread(_minted, mint, scope, scope in self._stale)
        end = self._clock() + lasts
        held = _Held({"Authorization": f"Bearer {token}"}, end - min(_EARLY, lasts / 2), end)
        self._held[scope] = held
        self._stale.discard(scope)
        return held


async def _given(asking: asyncio.Task[_Held]) -> _Held:
    await asyncio.wait({asking})  # whoever waits may be gone before: it goes on for the others
    if asking.cancelled():
        raise ChatUnavailable(f"{_CALL}: closed")
    return asking.result()


def tokens_of(
    settings: Microsoft, cloud: Cloud, clock: Callable[[], float] = time.monotonic
) -> Tokens:
    """Give the tokens of the app that settings name."""
    app = settings.teams_app_id
    if app is None:
        return Tokens(None)
    if settings.teams_app_type == "managed_identity":
        return Tokens(_Machine(app), clock)
    assert settings.teams_app_password is not None  # as the settings see to
    secret = settings.teams_app_password.get_secret_value()
    return Tokens(_Secret(app, secret, f"{cloud.login}/{settings.teams_tenant_id}"), clock)


class _Secret:
    """Asks Entra, with the secret of an app that one tenant has registered.

    MSAL reads the addresses of the tenant first, which is why it is made when it is needed.
    """

    def __init__(self, app: str, secret: str, authority: str) -> None:
        self._app = app
        self._secret = secret
        self._authority = authority
        self._asking: msal.ConfidentialClientApplication | None = None

    def __call__(self, scope: str, fresh: bool) -> Mapping[str, Any]:
        if self._asking is None:
            self._asking = self._made()
        if fresh:
            self._asking.remove_tokens_for_client()
        found: Mapping[str, Any] = self._asking.acquire_token_for_client(scopes=[scope])
        return found

    def _made(self) -> msal.ConfidentialClientApplication:
        scheme, _, rest = self._authority.partition("://")
        try:
            return msal.ConfidentialClientApplication(
                self._app,
                client_credential=self._secret,
                authority=f"{_ENTRA}{rest}",
                instance_discovery=False,  # the operator named it
                http_client=_Way(f"{scheme}://"),
            )
        except json.JSONDecodeError:
            raise
        except ValueError as error:
            if isinstance(error.__context__, json.JSONDecodeError):
                raise
            # What MSAL says holds addresses and answers; most often there is no such tenant.
            raise TeamsRefused(_CALL, 400, "invalid_tenant") from None


class _Machine:
    """Asks the machine of Azure that Clerk runs on, whose identity the app has."""

    def __init__(self, app: str) -> None:
        self._app = app
        self._asking = self._made()

    def __call__(self, scope: str, fresh: bool) -> Mapping[str, Any]:
        if fresh:
            self._asking = self._made()  # what it keeps goes with it
        resource = scope.removesuffix("/.default")
        found: Mapping[str, Any] = self._asking.acquire_token_for_client(resource=resource)
        return found

    def _made(self) -> msal.ManagedIdentityClient:
        identity = msal.UserAssignedManagedIdentity(client_id=self._app)
        return msal.ManagedIdentityClient(identity, http_client=_Way())


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


def _minted(mint: Mint, scope: str, fresh: bool) -> tuple[str, float]:
    """Give a token, and for how many seconds it holds. Raises as `Tokens.header` does."""
    try:
        found = mint(scope, fresh)
    except (requests.RequestException, msal.exceptions.MsalError, RuntimeError, OSError) as error:
        raise ChatUnavailable(f"{_CALL}: {type(error).__name__}") from None
    except _ODD as error:
        is_none = any(isinstance(one, json.JSONDecodeError) for one in (error, error.__context__))
        raise ChatUnavailable(f"{_CALL}: {'no JSON' if is_none else 'unreadable'}") from None
    token, said = found.get("access_token"), found.get("error")
    if isinstance(token, str) and _TOKEN.fullmatch(token):
        return token, _lasting(found.get("expires_in"))
    code = said if isinstance(said, str) and _CODE.fullmatch(said) else "no_token"
    if code in _LATER:
        raise ChatUnavailable(f"{_CALL}: {code}")
    why = _WHY.search(str(found.get("error_description")))
    raise TeamsRefused(_CALL, 401, code if why is None else f"{code} {why[0]}")


def _lasting(said: object) -> float:
    """Give for how many seconds a token is kept; not for long where no number of them is told."""
    try:
        lasts = float(said) if isinstance(said, int | float | str) else 0.0
    except (ValueError, OverflowError):
        return _SHORT
    return min(lasts, _LONGEST) if lasts > 0 else _SHORT
