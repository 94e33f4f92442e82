"""`manifests/compose.yaml` as an engine takes it: its shape, and its variables filled in.

The shape is that of the Compose specification, as far as this file uses it: a key that is not
named here is either a misspelt one, or is to be added here from the specification.
"""

import re
from collections.abc import Mapping
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from tests.conftest import ROOT

MANIFESTS = ROOT / "manifests"
FILE = MANIFESTS / "compose.yaml"
SIZES = ("7b", "32b", "72b")

_VARIABLE = re.compile(r"\$\{([A-Z_]+)(?::-([^}]*))?\}|(\$\$)|\$")


class Shape(BaseModel):
    """A mapping that has these keys and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Healthcheck(Shape):
    test: list[str] = Field(min_length=2)
    interval: str = Field(pattern=r"^\d+[smh]$")
    timeout: str = Field(pattern=r"^\d+[smh]$")
    retries: int
    start_period: str = Field(pattern=r"^\d+[smh]$")


class Device(Shape):
    driver: str
    capabilities: list[str]
    count: str | None = None
    device_ids: list[str] | None = None


class Reservations(Shape):
    devices: list[Device]


class Most(Shape):
    memory: str = Field(pattern=r"^\d+[mg]$")
    pids: int
    cpus: str | None = Field(None, pattern=r"^\d+(\.\d+)?$")


class Resources(Shape):
    limits: Most
    reservations: Reservations | None = None


class Deploy(Shape):
    resources: Resources


class Build(Shape):
    context: str


class Bind(Shape):
    create_host_path: bool


class Mount(Shape):
    type: str
    source: str
    target: str
    read_only: bool
    bind: Bind


class EnvFile(Shape):
    path: str
    required: bool


class Logging(Shape):
    driver: str
    options: dict[str, str]


class Service(Shape):
    image: str
    profiles: list[str]
    restart: str
    security_opt: list[str]
    cap_drop: list[str]
    logging: Logging
    user: str
    healthcheck: Healthcheck
    deploy: Deploy
    build: Build | None = None
    network_mode: str | None = None
    read_only: bool = False
    init: bool = False
    stop_grace_period: str | None = None
    tmpfs: list[str] = []
    volumes: list[str | Mount] = []
    env_file: list[EnvFile] = []
    environment: dict[str, str] = {}
    entrypoint: list[str] = []
    command: list[str] = []
    secrets: list[str] = []
    ports: list[str] = []
    shm_size: str | None = None


class Volume(Shape):
    """A named volume, with what an engine gives it by default."""


class Secret(Shape):
    file: str


class Stack(BaseModel):
    """The whole file; what begins with `x-` is for the file itself."""

    model_config = ConfigDict(extra="allow", strict=True)

    name: str
    services: dict[str, Service]
    volumes: dict[str, Volume]
    secrets: dict[str, Secret]


def stack(environment: Mapping[str, str] | None = None) -> Stack:
    """Give the stack as it is with these variables, and without any other."""
    written = yaml.safe_load(FILE.read_text())
    return Stack.model_validate(_filled(written, environment or {}))


def sized(size: str) -> Stack:
    """Give the stack as `--env-file manifests/gpu-SIZE.env` makes it."""
    return stack(variables(size))


def variables(size: str) -> dict[str, str]:
    """Give what the file of a size sets."""
    lines = (MANIFESTS / f"gpu-{size}.env").read_text().splitlines()
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    assert all(sign == "=" for _, sign, _ in pairs)
    assert len({name for name, _, _ in pairs}) == len(pairs)
    return {name: value for name, _, value in pairs}


def asked_for() -> dict[str, set[str]]:
    """Give the defaults of every variable that the file asks for, by its name."""
    found: dict[str, set[str]] = {}
    for match in _VARIABLE.finditer(_without_comments()):
        if match[1]:
            found.setdefault(match[1], set()).add(match[2])
    return found


def _without_comments() -> str:
    lines = FILE.read_text().splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def _filled(value: Any, environment: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _filled(one, environment) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, environment) for one in value]
    if not isinstance(value, str):
        return value

    def fill(match: re.Match[str]) -> str:
        if match[3]:
            return "$"
        assert match[1], f"a lone $ in {value!r}: an engine would take it for a variable"
        assert match[2] is not None, f"{match[1]} has no default"
        return environment.get(match[1]) or match[2]

    return _VARIABLE.sub(fill, value)
