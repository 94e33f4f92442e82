"""Many workspaces install Clerk in a browser: what ends well, and what ends plainly."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ledger.installations import SqlInstallations
from bot.slack.install_pages import HEADERS, WORDS
from handlers.chat import ChatRefused
from tests.bot.slack.installing_double import CLIENT, Premises, parameters, premises
from tests.doubles.faults import Fault
from tests.doubles.server import Reply
from tests.doubles.slack import faults

CODE = "code-of-a-stranger"


@pytest.fixture
async def there(tmp_path: Path, migrated: Path) -> AsyncIterator[Premises]:
    async with premises(tmp_path, migrated) as opened:
        opened.slack.world.add_team("T0OURS", name="Ours & <b>Co</b>")
        opened.slack.world.add_team("T0THEIRS", name="Theirs", user="U0THEIR", bot="B0THEIR")
        yield opened


async def test_a_workspace_installs_clerk_and_is_told_what_to_do_next(there: Premises) -> None:
    page = await there.browser().install("T0OURS")
    assert page.status == 200
    assert "Clerk is installed in Ours &amp; &lt;b&gt;Co&lt;/b&gt;" in page.text
    assert "/invite @Clerk" in page.text
    assert 'href="https://app.slack.com/client/T0OURS"' in page.text
    workspace = await there.app.workspaces.get("T0OURS")
    assert (workspace.tenant, workspace.user, workspace.bot) == ("T0OURS", "U0CLERK", "B0CLERK")
    assert workspace.scopes == there.slack.world.teams["T0OURS"].scopes
    assert (await workspace.reading.auth_test())["team_id"] == "T0OURS"
    assert await there.app.workspaces.get("T0OURS") is workspace


async def test_the_pages_speak_the_language_of_the_browser(there: Premises) -> None:
    browser = there.browser("zh-CN,zh;q=0.9")
    assert WORDS["zh"]["begin.go"] in (await browser.get("/slack/install")).text
    assert "Clerk 已安装到 Theirs" in (await browser.install("T0THEIRS")).text
    assert WORDS["en"].keys() == WORDS["zh"].keys()


async def test_consent_is_asked_for_what_the_manifest_lists_and_nothing_else(
    there: Premises,
) -> None:
    from bot.slack.manifest import SCOPES

    browser = there.browser()
    address = await browser.begin("T0OURS")
    assert address.startswith(f"{there.slack.url}/oauth/v2/authorize?")
    assert parameters(address) == {
        "client_id": CLIENT,
        "scope": ",".join(SCOPES),
        "redirect_uri": f"{there.url}/slack/oauth_redirect",
        "state": browser.state,
        "team": "T0OURS",
    }
    sneaky = await there.browser().begin("T0%26scope=admin%26user_scope=admin")
    assert "admin" not in sneaky


async def test_pages_run_no_script_and_are_kept_by_nobody(there: Premises) -> None:
    for path in ("/slack/install", "/slack/oauth_redirect?error=access_denied"):
        page = await there.browser().get(path)
        assert "<script" not in page.text
        addresses = re.findall(r'(?:href|src|action|url)[=(]"?([^")]+)', page.text)
        assert len(addresses) == 1
        assert addresses[0].startswith((f"{there.slack.url}/oauth/v2/authorize?", "/slack/"))
        assert HEADERS.items() <= page.headers.items()
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        [cookie] = page.cookies
        for word in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/slack"):
            assert word in cookie


async def test_a_state_is_good_once(there: Premises) -> None:
    browser = there.browser()
    back = await browser.consent(await browser.begin("T0OURS"))
    tries = await asyncio.gather(*(browser.get(back) for _ in range(3)))
    assert sorted(page.status for page in tries) == [200, 401, 401]
    assert len(there.slack.asked("oauth.v2.access")) == 1


async def test_a_state_is_good_for_ten_minutes(there: Premises) -> None:
    for seconds, status in ((599, 200), (600, 401)):
        browser = there.browser()
        back = await browser.consent(await browser.begin("T0OURS"))
        there.watch.on(seconds=seconds)
        assert (await browser.get(back)).status == status


async def test_another_browser_cannot_end_what_one_began(there: Premises) -> None:
    one, other = there.browser(), there.browser()
    back = await one.consent(await one.begin("T0OURS"))
    await other.begin("T0OURS")
    for browser in (other, there.browser()):
        page = await browser.get(back)
        assert page.status == 400
        assert WORDS["en"]["invalid_browser"] in page.text
    assert there.slack.asked("oauth.v2.access") == []
    assert (await one.get(back)).status == 200


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("error=access_denied", 200, "access_denied"),
        ("error=%3Cscript%3Ealert(1)%3C/script%3E", 200, "other"),
        ("error=done.title", 200, "other"),
        ("", 400, "invalid_browser"),
        ("code=x", 400, "invalid_browser"),
        ("code=x&state=deleted", 400, "invalid_browser"),
    ],
)
async def test_what_comes_back_without_a_grant_ends_plainly(
    there: Premises, query: str, status: int, words: str
) -> None:
    page = await there.browser().get(f"/slack/oauth_redirect?{query}")
    assert page.status == status
    assert WORDS["en"][words] in page.text
    assert "alert" not in page.text


UNGRANTED = (
    (faults.says("invalid_code"), 400, "refused"),
    (faults.says("bad_client_secret"), 400, "refused"),
    (faults.says("internal_error"), 502, "unanswered"),
    (faults.broken(503), 502, "unanswered"),
    (faults.cut(), 502, "unanswered"),
    (faults.garbled(), 502, "unanswered"),
    (faults.html(), 502, "unanswered"),
    (Fault(Reply(body=b'{"ok":true}')), 502, "unanswered"),
    (Fault(Reply(body=b'{"ok":true,"access_token":7}')), 502, "unanswered"),
    (Fault(Reply(body=b'{"ok":true,"access_token":"x","team":"T0OURS"}')), 502, "unanswered"),
    (Fault(Reply(body=b'{"ok":true,"access_token":"x","expires_in":"a"}')), 502, "unanswered"),
)


@pytest.mark.parametrize(("fault", "status", "words"), UNGRANTED)
async def test_what_slack_does_not_grant_ends_plainly_and_keeps_nothing(
    there: Premises, fault: Fault, status: int, words: str
) -> None:
    there.slack.faults.add("oauth.v2.access", fault)
    page = await there.browser().install("T0OURS")
    assert page.status == status
    assert WORDS["en"][words] in page.text
    assert "Traceback" not in page.text
    with pytest.raises(ChatRefused):
        await there.app.workspaces.get("T0OURS")
    assert len(there.slack.asked("oauth.v2.access")) == 1
    assert (await there.browser().install("T0OURS")).status == 200


async def test_a_missing_code_ends_plainly(there: Premises) -> None:
    browser = there.browser()
    await browser.begin("T0OURS")
    page = await browser.get(f"/slack/oauth_redirect?state={browser.state}")
    assert (page.status, WORDS["en"]["missing_code"] in page.text) == (401, True)


@pytest.mark.parametrize(("table", "revoked"), [("installing", 0), ("installations", 1)])
async def test_what_the_ledger_cannot_keep_ends_plainly_and_is_handed_back(
    there: Premises, table: str, revoked: int
) -> None:
    browser = there.browser()
    back = await browser.consent(await browser.begin("T0OURS"))
    async with there.database.session() as session:
        await (await session.connection()).exec_driver_sql(f"DROP TABLE {table}")
    pages = [await browser.get(back)]
    if table == "installing":
        pages.append(await there.browser().get("/slack/install"))
    for page in pages:
        assert page.status == 503
        assert WORDS["en"]["storage_error"] in page.text
    assert len(there.slack.asked("auth.revoke")) == revoked
    assert len(there.slack.asked("oauth.v2.access")) == revoked


def of_an_organisation(reply: Reply) -> Reply:
    body = reply.body.replace(b'"is_enterprise_install": false', b'"is_enterprise_install": true')
    return Reply(body=body.replace(b'"enterprise": null', b'"enterprise": {"id": "E0ORG"}'))


async def test_a_whole_organisation_is_refused_and_its_token_handed_back(there: Premises) -> None:
    there.slack.faults.add("oauth.v2.access", Fault(spoils=of_an_organisation))
    page = await there.browser().install("T0OURS")
    assert page.status == 400
    assert WORDS["en"]["not_of_one_workspace"] in page.said
    assert len(there.slack.asked("auth.revoke")) == 1
    assert await SqlInstallations(there.database).all(CLIENT) == []


async def test_a_workspace_of_an_organisation_can_install_it(there: Premises) -> None:
    def in_one(reply: Reply) -> Reply:
        return Reply(body=reply.body.replace(b'"enterprise": null', b'"enterprise": {"id": "E0"}'))

    there.slack.faults.add("oauth.v2.access", Fault(spoils=in_one))
    assert (await there.browser().install("T0OURS")).status == 200
    assert (await there.app.workspaces.get("T0OURS")).tenant == "T0OURS"


async def test_installing_again_takes_the_place_of_what_was_there(there: Premises) -> None:
    await there.browser().install("T0OURS")
    first = await there.app.workspaces.get("T0OURS")
    there.slack.world.teams["T0OURS"].token = "xoxb-sample-newer"
    await there.browser().install("T0OURS")
    second = await there.app.workspaces.get("T0OURS")
    assert second.token.get_secret_value() == "xoxb-sample-newer"
    assert second is not first
    assert len(await SqlInstallations(there.database).all(CLIENT)) == 1
    heads = await there.audit.heads()
    assert heads["T0OURS"].links == 2


async def test_nothing_of_it_is_written_in_clear(
    there: Premises, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    there.slack.world.rotates = True
    browser = there.browser()
    back = await browser.consent(await browser.begin("T0OURS"))
    await browser.get(back)
    there.slack.faults.add("oauth.v2.access", faults.says("invalid_code"))
    other = there.browser()
    refused = await other.consent(await other.begin("T0THEIRS"))
    await other.get(refused)
    await there.browser().get(f"/slack/oauth_redirect?code={CODE}&state={CODE}")
    workspace = await there.app.workspaces.get("T0OURS")
    hidden = [
        workspace.token.get_secret_value(),
        *there.slack.world.refreshing,
        "sample-client-secret",
        CODE,
        *(parameters(one)["code"] for one in (back, refused)),
        str(browser.state),
        str(other.state),
    ]
    # The Slack of ours writes down what it is asked.
    log = [one.getMessage() for one in caplog.records if one.name != "aiohttp.access"]
    said = "\n".join([*log, repr(workspace), repr(there.app)])
    kept = there.bytes_kept()
    for one in hidden:
        assert one not in said
        assert one.encode() not in kept
    assert b"T0OURS" in kept
    assert "invalid_code" in said
