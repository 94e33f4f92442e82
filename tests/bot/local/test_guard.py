"""Nobody but the workspace's own page gets an answer."""

import asyncio

import pytest

from tests.bot.local.conftest import Rig

SAYING = {"user": "employee", "language": "en", "text": "hello"}
SAY = "/api/channels/general/messages"


async def raw(rig: Rig, request: str) -> str:
    """Send a request as it is; give the status line."""
    reader, writer = await asyncio.open_connection("127.0.0.1", rig.server.port)
    writer.write(request.encode())
    await writer.drain()
    line = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return line.decode()


@pytest.mark.parametrize("path", ["/", "/page/js/app.js", "/api/workspace", "/api/events?as=admin"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:1"},
        {"Host": "127.0.0.1.evil.example:{port}"},
        {"Host": "[::1]:{port}"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_request_that_another_site_sends_is_refused(
    rig: Rig, path: str, headers: dict[str, str]
) -> None:
    sent = {name: value.format(port=rig.server.port) for name, value in headers.items()}
    response = await rig.get(path, **sent)
    assert response.status == 403
    assert (await response.json())["error"].startswith("foreign_")


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
async def test_both_names_of_this_machine_are_served(rig: Rig, name: str) -> None:
    host = f"{name}:{rig.server.port}"
    for headers in ({"Host": host}, {"Host": host, "Origin": f"http://{host}"}):
        assert (await rig.get("/api/workspace", **headers)).status == 200


async def test_a_link_on_another_site_may_lead_to_the_page_only(rig: Rig) -> None:
    visit = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert (await rig.get("/", **visit)).status == 200
    assert (await rig.get("/api/workspace", **visit)).status == 403


@pytest.mark.parametrize("hosts", ["", "Host: a\r\n", "Host: {own}\r\nHost: {own}\r\n"])
async def test_a_request_without_exactly_one_known_host_is_refused(rig: Rig, hosts: str) -> None:
    own = f"127.0.0.1:{rig.server.port}"
    status = await raw(rig, f"GET /api/workspace HTTP/1.1\r\n{hosts.format(own=own)}\r\n")
    assert " 400 " in status or " 403 " in status


@pytest.mark.parametrize(
    "change",
    [
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"X-Clerk": None},
        {"X-Clerk": "1"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_what_changes_something_needs_our_origin_and_our_header(
    rig: Rig, change: dict[str, str | None]
) -> None:
    headers = {key: value for key, value in (rig.origin | change).items() if value is not None}
    assert (await rig.post(SAY, SAYING, headers)).status == 403
    assert (await rig.history("general"))["messages"] == []
    assert (await rig.post(SAY, SAYING)).status == 201


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize("path", [SAY, "/api/channels/general/drops"])
async def test_what_a_plain_form_can_send_is_no_request(rig: Rig, path: str, kind: str) -> None:
    headers = rig.origin | {"Content-Type": kind}
    response = await rig.http.post(rig.server.url + path, data=b"{}", headers=headers)
    assert response.status == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods_are_not_served(rig: Rig, method: str) -> None:
    response = await rig.http.request(method, rig.server.url + SAY, headers=rig.origin)
    assert response.status == 405
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize("path", ["/", "/api/workspace", "/nowhere", "/api/files/nothing"])
async def test_every_answer_carries_the_security_headers(rig: Rig, path: str) -> None:
    headers = (await rig.get(path)).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "/page/../server.py",
        "/page/..%2fserver.py",
        "/page/%2e%2e/server.py",
        "/page//etc/passwd",
        "/api/files/..%2f..%2fapp.db?as=employee",
        "/api/files/%2e%2e%2fapp.db?as=employee",
    ],
)
async def test_no_path_leads_out(rig: Rig, path: str) -> None:
    status = await raw(rig, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{rig.server.port}\r\n\r\n")
    assert " 404 " in status


async def test_the_listener_is_on_loopback_only(rig: Rig) -> None:
    assert rig.server.url == f"http://127.0.0.1:{rig.server.port}"
    with pytest.raises(OSError, match=r"(?i)connect"):
        await asyncio.open_connection("::1", rig.server.port)


@pytest.mark.parametrize("path", ["/api/presses", "/api/submissions"])
@pytest.mark.parametrize("left_out", ["Origin", "X-Clerk"])
async def test_a_press_that_the_page_did_not_send_is_refused(
    rig: Rig, path: str, left_out: str
) -> None:
    headers = {name: value for name, value in rig.origin.items() if name != left_out}
    response = await rig.post(path, {}, headers)
    assert (response.status, (await response.json())["error"]) == (403, "missing_header")
