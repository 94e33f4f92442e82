"""Whether Microsoft sent a request: by the token it brings, and by what it says of itself."""

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import aiohttp
import jwt

from bot.teams.clouds import Cloud, is_among
from bot.teams.shapes import Json, listed, tenant_of, text

CHANNEL = "msteams"

_log = logging.getLogger(__name__)

_DAY = 86_400.0  # seconds that keys are believed without being read again
_OFTEN = 300.0  # seconds between two readings at least, whoever sends whatever meanwhile
_SOON = 10.0  # seconds, while nobody can be let in
_LONGEST = 5 * _DAY  # seconds that keys are believed which cannot be read again
_LEEWAY = 300.0  # seconds that Microsoft's clock and this one may be apart
_READING = aiohttp.ClientTimeout(total=5)
_BEARER = "Bearer "


class Denied(Exception):
    """A request that nothing is done for; `status` is HTTP's, and the text says why, to the log."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, slots=True)
class Key:
    """What Microsoft signs with; `endorsed` are the channels that it signs for, none: any."""

    key: jwt.PyJWK
    endorsed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Proof:
    """What the token of a request claims; `endorsed` as of the key that signed it."""

    claims: Json
    endorsed: frozenset[str] = frozenset()


class Keys:
    """The keys that Microsoft signs with, read where one is missed, and again once they are old.

    Those that are believed answer at once, and are read again meanwhile: one reading at a time.
    Whoever made it closes it.
    """

    def __init__(
        self,
        http: Callable[[], aiohttp.ClientSession],
        url: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._http = http
        self._url = url
        self._clock = clock
        self._keys: Mapping[str, Key] = {}
        self._told = self._tried = self._missed = float("-inf")
        self._reading: asyncio.Task[None] | None = None

    @property
    def are_known(self) -> bool:
        """Whether there are keys that may be believed."""
        return bool(self._keys) and self._clock() - self._told < _LONGEST

    async def get(self, name: str) -> Key | None:
        """Give a key; one that is new is waited for, but once in a while only.

        Raises Denied with status 503 where no keys can be had.
        """
        await self.renew(name)
        if not self.are_known:
            raise Denied(503, "the keys of who calls cannot be read")
        return self._keys.get(name)

    async def renew(self, name: str | None = None) -> None:
        """Have the keys read where they are old, or where one is missed.

        That is waited for where the one that is named, or any, cannot be believed without it.
        """
        reading = self._begun(name)
        if reading is not None and not self._believes(name):
            await asyncio.wait({reading})  # whoever waits may be gone before: it goes on

    async def close(self) -> None:
        """Break off what is being read."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait({self._reading})

    def _believes(self, name: str | None) -> bool:
        return self.are_known and (name is None or name in self._keys)

    def _begun(self, name: str | None) -> asyncio.Task[None] | None:
        """Give the reading that goes on, or begin one that is due; None: none is."""
        if (self._reading is None or self._reading.done()) and self._is_due(name):
            self._reading = asyncio.create_task(self._read())
        return None if self._reading is None or self._reading.done() else self._reading

    def _is_due(self, name: str | None) -> bool:
        now = self._clock()
        if now - self._told >= _DAY:
            return now - self._tried >= (_OFTEN if self.are_known else _SOON)
        if self._believes(name) or now - self._missed < _OFTEN:
            return False
        self._missed = now
        return True

    async def _read(self) -> None:
        self._tried = self._clock()
        try:
            found = _keys_in(await self._asked(await self._where()))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, RecursionError) as error:
            why = type(error).__name__
            _log.warning("Teams: the keys of who calls could not be read (%s)", why)
            return
        self._keys, self._told = found, self._clock()

    async def _where(self) -> str:
        return text(await self._asked(self._url), "jwks_uri")

    async def _asked(self, url: str) -> Json:
        async with self._http().get(url, timeout=_READING, allow_redirects=False) as response:
            response.raise_for_status()
            found = await response.json(content_type=None)
        return found if isinstance(found, dict) else {}


def _keys_in(found: Json) -> Mapping[str, Key]:
    """Give the keys of a JWKS, without those that are none. Raises ValueError where it has none."""
    given = dict[str, Key]()
    for one in listed(found, "keys"):
        kid = text(one, "kid")
        if kid and one.get("kty") == "RSA" and (key := _public(one)) is not None:
            given[kid] = Key(key, _endorsed(one))
    if not given:
        raise ValueError("no keys")
    return given


def _public(one: Json) -> jwt.PyJWK | None:
    try:
        return jwt.PyJWK(dict(one), algorithm="RS256")
    except jwt.PyJWTError:
        # What a key says of itself is not for the log: the others are used all the same.
        _log.warning("Teams: one of the keys of who calls is none, and was left out")
        return None


def _endorsed(one: Json) -> frozenset[str]:
    found = one.get("endorsements")
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


class Guard:
    """Lets in what the connector signed for this app, of the tenants that Clerk answers."""

    def __init__(self, app: str, cloud: Cloud, keys: Keys, tenants: Collection[str]) -> None:
        self._app = app
        self._cloud = cloud
        self._keys = keys
        self._tenants = frozenset(tenants)

    async def check(self, headers: Sequence[str]) -> Proof:
        """Give what the token of a request claims; `headers` are those of authorization.

        Raises Denied.
        """
        token = bearer(headers)
        key = await self._keys.get(_named(token))
        if key is None:
            raise Denied(401, "an unknown key")
        return Proof(self._claims(token, key), key.endorsed)

    def bind(self, proof: Proof, activity: Json) -> None:
        """Raise Denied for what a token was not given for."""
        service = text(activity, "serviceUrl")
        if not service or proof.claims.get("serviceurl") != service:
            raise Denied(401, "a token for another service")
        if proof.endorsed and text(activity, "channelId") not in proof.endorsed:
            raise Denied(401, "a key that is not endorsed")
        belongs(activity, self._cloud, self._tenants)

    def _claims(self, token: str, key: Key) -> Json:
        try:
            return jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self._app,
                issuer=self._cloud.issuer,
                leeway=_LEEWAY,
                options={"require": ["exp", "iss", "aud"]},
            )
        except jwt.PyJWTError as error:
            raise Denied(401, type(error).__name__) from None


def bearer(headers: Sequence[str]) -> str:
    """Give the one token that a request brings. Raises Denied."""
    # What is not ASCII came as bytes that are no text: PyJWT cannot even say that they are none.
    if len(headers) != 1 or not headers[0].startswith(_BEARER) or not headers[0].isascii():
        raise Denied(401, "no token")
    return headers[0].removeprefix(_BEARER).strip()


def belongs(activity: Json, cloud: Cloud, tenants: Collection[str]) -> None:
    """Raise Denied for what is of another channel, service or tenant; no `tenants`: of any."""
    if text(activity, "channelId") != CHANNEL:
        raise Denied(403, "another channel")
    if not is_among(text(activity, "serviceUrl"), cloud.services):
        raise Denied(403, "a service that is not allowed")
    tenant = tenant_of(activity)
    if not tenant or (tenants and tenant not in tenants):
        raise Denied(403, "another tenant")


def _named(token: str) -> str:
    try:
        name = jwt.get_unverified_header(token).get("kid")
    except jwt.PyJWTError as error:
        raise Denied(401, type(error).__name__) from None
    return name if isinstance(name, str) else ""
