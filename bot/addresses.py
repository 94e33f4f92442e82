"""Addresses of servers: what is one, and which are the operator's own."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

# Nobody reaches these from elsewhere.
_PRIVATE = tuple(
    ip_network(one)
    for one in (
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
        "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip
# No public name ends so.
_INSIDE = (
    "corp", "home", "home.arpa", "internal", "intranet", "lan", "local", "localdomain",
    "localhost", "private", "svc",
)  # fmt: skip
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
# A host, or a number of IPv6 in brackets, and a port: nothing between them.
_PLACE = re.compile(r"(\[[^\[\]]+\]|[^\[\]:]+)(:[0-9]*)?")
# What no address needs, and servers and libraries take for different things.
_STRANGE = re.compile(r"[^!-~]|[?#\\]")
# What some systems take for an address, written otherwise: 134744072, 0x8080808, 8.8.2056.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is; `url` has no slash at its end."""

    url: str
    host: str
    is_encrypted: bool


def address(written: str) -> Address:
    """Take an address apart. Raises ValueError, which says what is wrong without repeating it."""
    try:
        parts = urlsplit(written)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError("it is no address") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise ValueError("it does not begin with http:// or https:// and a host")
    if parts.username is not None or parts.password is not None:
        raise ValueError("it holds a name or a password: give the key in the setting for it")
    if _STRANGE.search(written) or not _PLACE.fullmatch(parts.netloc):
        raise ValueError("it holds more than a host, a port and a path")
    return Address(written.rstrip("/"), host_of(host), parts.scheme == "https")


def host_of(written: str) -> str:
    """Check a host, and write it as everybody does. Raises ValueError."""
    number = _number(written)
    if number is not None:
        return str(number)
    name = written.lower().removesuffix(".")
    labels = name.split(".")
    if not all(_LABEL.fullmatch(one) for one in labels) or _NUMBER.fullmatch(labels[-1]):
        raise ValueError("its host is no name and no number of a machine")
    return name


def _number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        number = ip_address(host)
    except ValueError:
        return None
    return getattr(number, "ipv4_mapped", None) or number


def is_own(host: str, listed: Collection[str] = ()) -> bool:
    """Tell whether a host is the operator's own: one within, or one that is `listed`."""
    if host in {one.lower().removesuffix(".").strip("[]") for one in listed}:
        return True
    number = _number(host)
    if number is not None:
        return any(number in network for network in _PRIVATE)
    return "." not in host or any(host.endswith(f".{one}") for one in _INSIDE)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine and nobody else."""
    number = _number(host.removeprefix("[").removesuffix("]"))
    return number.is_loopback if number is not None else host.lower() == "localhost"
