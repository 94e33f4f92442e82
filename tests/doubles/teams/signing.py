"""The keys that sign what a Teams of ours tells Clerk: OpenID metadata, JWKS, rotation, tokens."""

import functools
import json
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from tests.doubles.teams.world import APP, Json

ISSUER = "https://api.botframework.com"


@functools.cache
def key(number: int = 0) -> RSAPrivateKey:
    """Give one of the keys there are: to make one takes longer than most tests."""
    return generate_private_key(65_537, 2048)


class Keys:
    """What signs: `current` is the number of the key, `known` those that the JWKS lists."""

    def __init__(self) -> None:
        self.current = 0
        self.known = [0]
        self.endorsements: list[str] | None = ["msteams"]
        self.spoilt: list[Json] = []  # what the JWKS lists besides

    def rotate(self) -> None:
        """Sign with a new key from now on; the old one is listed no more."""
        self.current += 1
        self.known = [self.current]

    def metadata(self, url: str) -> Json:
        return {
            "issuer": ISSUER,
            "authorization_endpoint": "https://invalid.botframework.com",
            "jwks_uri": f"{url}/openid/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }

    def jwks(self) -> Json:
        return {"keys": [*self.spoilt, *map(self._public, self.known), *self.spoilt]}

    def _public(self, number: int) -> Json:
        told: Json = json.loads(RSAAlgorithm.to_jwk(key(number).public_key()))
        told |= {"kid": f"key-{number}", "use": "sig", "alg": "RS256"}
        return told | ({} if self.endorsements is None else {"endorsements": self.endorsements})

    def token(self, service_url: str, *, header: Json | None = None, **claims: Any) -> str:
        """Sign a token as the connector does; `claims` change it, one that is None is left out."""
        now = int(time.time())
        said = {"iss": ISSUER, "aud": APP, "nbf": now - 300, "exp": now + 3600}
        said |= {"serviceurl": service_url} | claims
        kept = {name: value for name, value in said.items() if value is not None}
        headers = {"kid": f"key-{self.current}", **(header or {})}
        return jwt.encode(kept, key(self.current), algorithm="RS256", headers=headers)
