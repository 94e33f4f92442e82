"""Tokens with which nobody is let in at the gate of Teams."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping

import jwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.doubles.teams.signing import ISSUER, Keys, key
from tests.doubles.teams.world import APP

NOW = int(time.time())


def claims(url: str) -> dict[str, object]:
    return {"iss": ISSUER, "aud": APP, "exp": NOW + 3600, "serviceurl": url}


def by_another_key(_keys: Keys, url: str) -> str:
    return jwt.encode(claims(url), key(1), "RS256", {"kid": "key-0"})


def unsigned(_keys: Keys, url: str) -> str:
    return jwt.encode(claims(url), "", "none", {"kid": "key-0"})


def by_another_algorithm(_keys: Keys, url: str) -> str:
    return jwt.encode(claims(url), key(0), "RS512", {"kid": "key-0"})


def by_the_public_key(_keys: Keys, url: str) -> str:
    """Sign with what everybody may read, as if it were a secret."""
    public = key(0).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    parts = [{"alg": "HS256", "typ": "JWT", "kid": "key-0"}, claims(url)]
    text = ".".join(map(_packed, (json.dumps(one).encode() for one in parts)))
    return f"{text}.{_packed(hmac.digest(public, text.encode(), hashlib.sha256))}"


def changed(keys: Keys, url: str) -> str:
    head, _, sign = keys.token(url).split(".")
    return f"{head}.{_packed(json.dumps(claims(url) | {'role': 'admin'}).encode())}.{sign}"


def _with_head(head: Mapping[str, object]) -> str:
    return f"{_packed(json.dumps(head).encode())}.e30.e30"


def _packed(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


BAD: Mapping[str, Callable[[Keys, str], str]] = {
    "no token": lambda keys, url: "",
    "no JWT": lambda keys, url: "garbage",
    "three parts of nothing": lambda keys, url: "a.b.c",
    "expired": lambda keys, url: keys.token(url, exp=NOW - 301, nbf=NOW - 7200),
    "not valid yet": lambda keys, url: keys.token(url, nbf=NOW + 86_400),
    "for ever": lambda keys, url: keys.token(url, exp=None),
    "of another issuer": lambda keys, url: keys.token(url, iss="https://sts.example"),
    "of no issuer": lambda keys, url: keys.token(url, iss=None),
    "for another app": lambda keys, url: keys.token(url, aud="33333333-3333"),
    "for no app": lambda keys, url: keys.token(url, aud=None),
    "for other apps": lambda keys, url: keys.token(url, aud=["33333333-3333", "4"]),
    "for another service": lambda keys, url: keys.token("https://smba.example/"),
    "for no service": lambda keys, url: keys.token(url, serviceurl=None),
    "for a service that begins so": lambda keys, url: keys.token(url + "x"),
    "of an unknown key": lambda keys, url: keys.token(url, header={"kid": "key-9"}),
    "of no key": lambda keys, url: keys.token(url, header={"kid": ""}),
    "by another key": by_another_key,
    "by another algorithm": by_another_algorithm,
    "by an algorithm that is no text": lambda keys, url: _with_head(
        {"alg": ["RS256"], "kid": "key-0"}
    ),
    "by a key that is no text": lambda keys, url: _with_head({"alg": "RS256", "kid": 7}),
    "by half a character": lambda keys, url: _with_head({"alg": "RS256", "kid": "\ud800"}),
    "without end within": lambda keys, url: f"{_packed(b'[' * 5000)}.e30.e30",
    "by the public key as a secret": by_the_public_key,
    "not signed": unsigned,
    "changed": changed,
    "cut off": lambda keys, url: keys.token(url)[:-20],
}
