"""The containers: each pinned, watched, held short, and reachable from this machine only."""

import re
import tomllib

import pytest

from bot.settings import Settings
from tests.conftest import ROOT
from tests.manifests.stack import FILE, MANIFESTS, SIZES, Mount, asked_for, sized, stack, variables

STACK = stack()
NAMES = list(STACK.services)
SETTINGS = {field.alias for field in Settings.model_fields.values()}
GUIDE = (ROOT / "docs" / "deploy.md").read_text()


def started(*profiles: str) -> set[str]:
    return {
        name for name, service in STACK.services.items() if set(profiles) & set(service.profiles)
    }


def test_profiles_start_what_they_say() -> None:
    assert started("cpu") == {"clerk"}
    assert started("gpu") == {"clerk", "vllm"}
    assert started("scan") == {"clamd"}
    assert started("speech-cpu") == {"speaches"}
    assert started("speech-gpu") == {"speaches-gpu"}
    assert started("later") == {"postgres"}
    told = set(re.findall(r"^#   (?:profile +starts|([a-z-]+))", FILE.read_text(), re.MULTILINE))
    assert {profile for profile in told if profile} == {
        profile for service in STACK.services.values() for profile in service.profiles
    }


@pytest.mark.parametrize("name", NAMES)
def test_an_image_has_a_version(name: str) -> None:
    image, _, tag = STACK.services[name].image.rpartition(":")
    assert image
    assert re.fullmatch(r"v?\d+\.\d+(\.\d+)?(-[a-z]+)?", tag), "a version, and no moving name"


def test_clerks_own_image_has_clerks_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert STACK.services["clerk"].image == f"clerk:{project['version']}"
    assert {name for name in NAMES if STACK.services[name].build} == {"clerk"}
    build = STACK.services["clerk"].build
    assert build
    assert (MANIFESTS / build.context / "Dockerfile").resolve() == ROOT / "Dockerfile"


@pytest.mark.parametrize("name", NAMES)
def test_a_service_is_watched_and_held_short(name: str) -> None:
    service = STACK.services[name]
    assert service.healthcheck.test[0] in {"CMD", "CMD-SHELL"}
    assert service.restart == "unless-stopped"
    assert service.security_opt == ["no-new-privileges:true"]
    assert service.cap_drop == ["ALL"]
    assert service.user.partition(":")[0] not in {"", "0", "root"}


def test_what_need_not_write_cannot() -> None:
    writing = {name for name in NAMES if not STACK.services[name].read_only}
    assert writing == {"vllm", "speaches", "speaches-gpu"}


@pytest.mark.parametrize("name", NAMES)
def test_ports_are_this_machines(name: str) -> None:
    service = STACK.services[name]
    assert all(re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port) for port in service.ports)
    if service.network_mode == "host":
        assert name == "clerk", "only what listens on 127.0.0.1 by itself"
        assert not service.ports


def test_no_two_take_the_same_port() -> None:
    for size in ("gpu", "cpu"):
        profiles = (size, "scan", f"speech-{size}", "later")
        taken = [
            port.rsplit(":", 1)[0] for name in started(*profiles) for port in
            STACK.services[name].ports
        ]  # fmt: skip
        taken.append(f"127.0.0.1:{STACK.services['clerk'].environment['BOT_LOCAL_PORT']}")
        assert len(taken) == len(set(taken))


def test_what_is_mounted_is_declared_and_all_that_is_declared_is_mounted() -> None:
    mounted, keys = set(), set()
    for service in STACK.services.values():
        named = [one for one in service.volumes if isinstance(one, str)]
        mounted |= {one.partition(":")[0] for one in named}
        assert all(re.fullmatch(r"[a-z-]+:/\S+", one) for one in named)
        keys |= set(service.secrets)
    assert mounted == set(STACK.volumes)
    assert keys == set(STACK.secrets)


def test_keys_are_files_that_git_does_not_keep() -> None:
    rules = (ROOT / ".gitignore").read_text().splitlines()
    assert {"manifests/secrets/*", "manifests/secrets/clerk/*"} <= set(rules)
    assert all(secret.file.startswith("./secrets/") for secret in STACK.secrets.values())
    kept = {path.name for path in (MANIFESTS / "secrets").rglob("*") if path.is_file()}
    assert {"README.md", ".gitkeep"} <= kept
    for service in STACK.services.values():
        words = re.compile(r"KEY|PASSWORD|TOKEN|SECRET")
        named = {name for name in service.environment if words.search(name)}
        assert {name for name in named if not name.endswith("_FILE")} == set()


def test_clerk_and_vllm_have_the_same_key() -> None:
    (secrets,) = (one for one in STACK.services["clerk"].volumes if isinstance(one, Mount))
    assert (secrets.target, secrets.read_only) == ("/run/secrets", True)
    assert STACK.secrets["qwen_key"].file == f"{secrets.source}/BOT_QWEN_KEY"
    assert "BOT_QWEN_KEY" in SETTINGS
    assert "$(cat /run/secrets/qwen_key)" in " ".join(STACK.services["vllm"].entrypoint)


def test_clerk_and_speaches_have_the_same_key_and_agree_where_it_listens() -> None:
    (secrets,) = (one for one in STACK.services["clerk"].volumes if isinstance(one, Mount))
    assert STACK.secrets["speaches_key"].file == f"{secrets.source}/BOT_WHISPER_KEY"
    assert "BOT_WHISPER_KEY" in SETTINGS
    for name in ("speaches", "speaches-gpu"):
        service = STACK.services[name]
        assert "$(cat /run/secrets/speaches_key)" in " ".join(service.entrypoint)
        (port,) = service.ports
        url = f"http://{port.rsplit(':', 1)[0]}/v1"
        assert f"WHISPER_URL={url}" in FILE.read_text()
        assert f"WHISPER_URL={url}" in GUIDE


def test_what_clerk_is_told_are_settings_of_clerk() -> None:
    clerk = STACK.services["clerk"]
    assert set(clerk.environment) <= SETTINGS
    told = Settings.model_validate(
        {name: value for name, value in clerk.environment.items() if value}
    )
    assert told.readers == ("local",), "without a size nothing but the embedded engine reads"
    assert f"clerk-data:{told.data_dir}" in clerk.volumes


@pytest.mark.parametrize("size", SIZES)
def test_a_size_makes_clerk_ask_vllm_where_it_listens(size: str) -> None:
    services = sized(size).services
    told = Settings.model_validate(services["clerk"].environment)
    assert told.readers == ("local", "qwen")
    (port,) = services["vllm"].ports
    assert told.qwen_vl_url == f"http://{port.rsplit(':', 1)[0]}/v1"
    assert told.qwen_model == services["vllm"].command[0]


def test_every_variable_has_one_default_and_is_documented() -> None:
    asked = asked_for()
    assert {name: ways for name, ways in asked.items() if len(ways) != 1} == {}
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", GUIDE, re.MULTILINE))
    assert documented == set(asked)
    for name, default in re.findall(r"^\| `([A-Z_]+)` \| `(.*?)` \|", GUIDE, re.MULTILINE):
        assert asked[name] == {default}


@pytest.mark.parametrize("size", SIZES)
def test_a_size_sets_what_the_stack_asks_for(size: str) -> None:
    assert set(variables(size)) <= set(asked_for())
    assert set(variables(size)) == set(variables(SIZES[0])), "one size leaves nothing of another"


@pytest.mark.parametrize("name", NAMES)
def test_what_must_stay_writable_in_a_read_only_container(name: str) -> None:
    service = STACK.services[name]
    places = [one.partition(":")[0] for one in service.tmpfs]
    assert ("/tmp" in places) == service.read_only
    assert all("size=" in one or "uid=" in one for one in service.tmpfs)
