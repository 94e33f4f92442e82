"""What is an address, and whose it is."""

import pytest
from pydantic import ValidationError

from bot.addresses import address, is_own
from bot.settings import Settings


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("https://api.openai.com/v1/", "api.openai.com"),
        ("https://API.OpenAI.com./v1", "api.openai.com"),
        ("http://127.0.0.1:8000/v1", "127.0.0.1"),
        ("http://[::1]:8000", "::1"),
        ("http://[::ffff:10.0.0.1]", "10.0.0.1"),
        ("http://vllm:8000/v1", "vllm"),
        ("http://gpu_1.lan", "gpu_1.lan"),
    ],
)
def test_addresses_are_taken_apart(written: str, host: str) -> None:
    found = address(written)
    assert found.host == host
    assert found.url == written.rstrip("/")
    assert found.is_encrypted is written.startswith("https")


@pytest.mark.parametrize(
    "written",
    [
        "", "api.openai.com", "ftp://host", "https://", "https:///v1", "https://host:port",
        "https://host:99999", "https://user:pw@host", "https://key@host", "https://host?key=1",
        "https://host/#top", "https://ho st", "https://host\\@evil.example", "https://[::1",
        "https://-host", "https://a..b", "https://b\u00fccher.example", "https://\uff11.1.1.1",
        "http://134744072", "http://0x8.0x8.0x8.0x8", "http://8.8.2056", "http://08.8.8.8",
        "http://127.1", "https://host\n.example", f"https://{'a' * 64}.example",
        "http://[::1]evil.example", "http://[::1]evil.example:80", "http://\x0110.0.0.1",
        "\x01http://10.0.0.1", "https://host/v1?", "https://host/v1#", "https://host/\u2025/v1",
        "http://evil.example[::1]",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_repeating_it(written: str) -> None:
    with pytest.raises(ValueError, match=r"^it") as refused:
        address(written)
    assert "pw" not in str(refused.value)


OWN = [
    "127.0.0.1", "127.8.9.1", "::1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "fd00::1", "fe80::1", "localhost", "vllm", "gpu.local", "gpu.office.internal", "gpu.lan",
    "gpu.home.arpa", "vllm.models.svc", "vllm.models.svc.cluster.local", "host.docker.internal",
]  # fmt: skip
FOREIGN = [
    "8.8.8.8", "172.32.0.1", "172.15.0.1", "192.169.0.1", "11.0.0.1", "100.64.0.1", "169.254.1.1",
    "2001:4860::8888", "api.openai.com", "local.example", "svc.example.com",
    "localhost.example", "gpulan.com",
]  # fmt: skip


@pytest.mark.parametrize("host", OWN)
def test_ones_own(host: str) -> None:
    assert is_own(host)


@pytest.mark.parametrize("host", FOREIGN)
def test_others(host: str) -> None:
    assert not is_own(host)
    assert is_own(host, [f"{host.upper()}."])
    assert not is_own(host, ["other.example"])


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("GPU.example.,[fd00:0::1]", ("gpu.example", "fd00::1")),
        ("10.1.2.3 , ::ffff:10.0.0.1", ("10.1.2.3", "10.0.0.1")),
    ],
)
def test_hosts_of_ones_own_are_written_as_everybody_does(
    written: str, host: tuple[str, ...]
) -> None:
    assert Settings.model_validate({"BOT_OWN_HOSTS": written}).own_hosts == host


@pytest.mark.parametrize("written", ["http://gpu.example", "gpu.example:8000", "*.example", "a b"])
def test_what_is_no_host_is_refused_rather_than_never_met(written: str) -> None:
    with pytest.raises(ValidationError, match="is no host: write one"):
        Settings.model_validate({"BOT_OWN_HOSTS": written})
