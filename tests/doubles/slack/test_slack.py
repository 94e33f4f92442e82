"""A Slack of ours behaves as the documented one does, its faults included."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.doubles.server import Call, Double, Reply
from tests.doubles.slack import faults
from tests.doubles.slack.deliveries import signed
from tests.doubles.slack.double import SlackDouble, slack_double
from tests.doubles.slack.state import Team

QUICK = aiohttp.ClientTimeout(total=5)


@asynccontextmanager
async def inhabited() -> AsyncIterator[tuple[SlackDouble, Team, AsyncWebClient]]:
    async with slack_double() as slack, aiohttp.ClientSession(timeout=QUICK) as session:
        team = slack.world.add_team()
        slack.act.join(team, "U0ANN", "C0INVOICES")
        client = AsyncWebClient(
            team.token, base_url=slack.api_url, session=session, retry_handlers=[]
        )
        yield slack, team, client


def code(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(error.value.response["error"])


async def test_a_post_is_kept_with_its_metadata_in_its_thread() -> None:
    async with inhabited() as (slack, team, client):
        root = slack.act.say(team, "C0INVOICES", "U0ANN", "look")
        told = {"event_type": "clerk", "event_payload": {"key": "k"}}
        posted = await client.chat_postMessage(
            channel="C0INVOICES", text="Hello", thread_ts=root.ts, metadata=told
        )
        await client.chat_update(channel="C0INVOICES", ts=posted["ts"], text="Hello again")
        bare = await client.conversations_replies(channel="C0INVOICES", ts=root.ts)
        found = await client.conversations_replies(
            channel="C0INVOICES", ts=root.ts, include_all_metadata=True
        )
        assert [one["text"] for one in found["messages"]] == ["look", "Hello again"]
        assert found["messages"][1]["metadata"] == told
        assert "metadata" not in bare["messages"][1]
        near = await client.conversations_history(channel="C0INVOICES")
        assert [one["text"] for one in near["messages"]] == ["look"]


async def test_a_workspace_sees_nothing_of_another() -> None:
    async with inhabited() as (slack, _, client):
        other = slack.world.add_team("T0THEIRS")
        slack.act.join(other, "U0BOB", "C0SECRET")
        drop = slack.act.drop(other, "C0SECRET", "U0BOB", [("a.pdf", b"%PDF")])
        with pytest.raises(SlackApiError) as error:
            await client.conversations_history(channel="C0SECRET")
        assert code(error) == "channel_not_found"
        with pytest.raises(SlackApiError) as error:
            await client.files_info(file=drop.files[0].id)
        assert code(error) == "file_not_found"
        client.token = "xoxb-nobody"
        with pytest.raises(SlackApiError) as error:
            await client.auth_test()
        assert code(error) == "invalid_auth"


async def test_a_file_goes_up_and_comes_down() -> None:
    async with inhabited() as (_, team, client):
        sent = await client.files_upload_v2(
            channel="C0INVOICES", content=b"{}", filename="a.json", title="An invoice"
        )
        told = await client.files_info(file=sent["file"]["id"])
        assert told["file"]["title"] == "An invoice"
        assert list(told["file"]["shares"]["public"]) == ["C0INVOICES"]
        address = told["file"]["url_private_download"]
        async with aiohttp.ClientSession() as session:
            async with session.get(address) as refused:
                assert (refused.status, refused.content_type) == (200, "text/html")
            bearer = {"Authorization": f"Bearer {team.token}"}
            async with session.get(address, headers=bearer) as given:
                assert await given.read() == b"{}"
        assert (await client.files_list(user=team.user))["files"][0]["name"] == "a.json"
        await client.files_delete(file=sent["file"]["id"])
        assert team.channels["C0INVOICES"].messages == []


async def test_a_file_shared_late_shows_when_it_was_looked_for() -> None:
    async with inhabited() as (slack, team, client):
        drop = slack.act.drop(team, "C0INVOICES", "U0ANN", [("a.pdf", b"%PDF")], late=2)
        looks = [await client.files_info(file=drop.files[0].id) for _ in range(3)]
        assert [bool(one["file"]["shares"]) for one in looks] == [False, True, True]


@pytest.mark.parametrize("done", [False, True])
async def test_a_cut_connection_may_have_posted(done: bool) -> None:
    async with inhabited() as (slack, team, client):
        slack.faults.add("chat.postMessage", faults.cut(done=done))
        with pytest.raises(aiohttp.ClientConnectionError):
            await client.chat_postMessage(channel="C0INVOICES", text="Hello")
        assert len(team.channels["C0INVOICES"].messages) == done


async def test_faults_say_what_slack_says() -> None:
    async with inhabited() as (slack, _, client):
        for fault, expected in (
            (faults.says("invalid_blocks"), (200, "invalid_blocks")),
            (faults.limited(7), (429, "ratelimited")),
        ):
            slack.faults.add("chat.postMessage", fault)
            with pytest.raises(SlackApiError) as error:
                await client.chat_postMessage(channel="C0INVOICES", text="Hello")
            assert (error.value.response.status_code, code(error)) == expected
        await client.chat_postMessage(channel="C0INVOICES", text="Hello")


async def test_who_lacks_a_scope_or_a_membership_is_told() -> None:
    async with inhabited() as (slack, team, client):
        slack.act.join(team, "U0BOB", "C0OTHER")
        team.channels["C0OTHER"].members.discard(team.user)
        with pytest.raises(SlackApiError) as error:
            await client.chat_postMessage(channel="C0OTHER", text="Hello")
        assert code(error) == "not_in_channel"
        with pytest.raises(SlackApiError) as error:
            await client.chat_postEphemeral(channel="C0INVOICES", user="U0BOB", text="Hello")
        assert code(error) == "user_not_in_channel"
        team.scopes -= {"users:read"}
        with pytest.raises(SlackApiError) as error:
            await client.users_info(user="U0BOB")
        assert code(error) == "missing_scope"


async def test_an_event_comes_by_the_socket_until_it_is_acknowledged() -> None:
    async with inhabited() as (slack, team, client):
        drop = slack.act.drop(team, "C0INVOICES", "U0ANN", [("发票.pdf", b"%PDF")])
        link = await client.apps_connections_open(app_token=slack.world.app_token)
        async with aiohttp.ClientSession() as session, session.ws_connect(link["url"]) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            await slack.sockets.connected()
            sending = asyncio.create_task(slack.deliveries.send(slack.act.told(drop)))
            said = await socket.receive_json()
            assert said["payload"]["event"]["files"][0]["name"] == "发票.pdf"
            await socket.send_json({"envelope_id": said["envelope_id"]})
            assert (await sending).status == 200
            await slack.sockets.disconnect()
            assert (await socket.receive_json())["type"] == "disconnect"
        await slack.sockets.connected(0)


async def test_an_event_comes_signed_and_again_until_it_is_taken() -> None:
    statuses = iter([500, 200])
    async with inhabited() as (slack, team, _), Double(lambda _: Reply(next(statuses))) as clerk:
        slack.deliveries.url = clerk.url
        payload = slack.act.open_home(team, "U0ANN")
        answers = await slack.deliveries.send_until_taken(payload)
        assert [one.status for one in answers] == [500, 200]
        assert [_retry(one) for one in clerk.calls] == [None, "1"]
        (_, call) = clerk.calls
        stamp = float(call.headers["x-slack-request-timestamp"])
        assert signed(call.raw, at=stamp)["X-Slack-Signature"] == call.headers["x-slack-signature"]
        assert json.loads(call.raw) == payload


def _retry(call: Call) -> str | None:
    return call.headers.get("x-slack-retry-num")


async def test_an_installation_goes_round_once() -> None:
    async with slack_double() as slack, aiohttp.ClientSession() as session:
        team = slack.world.add_team()
        slack.world.rotates = True
        query = {"client_id": "1234.5678", "state": "s", "redirect_uri": "http://127.0.0.1/back"}
        address = f"{slack.url}/oauth/v2/authorize"
        async with session.get(address, params=query, allow_redirects=False) as agreed:
            back = agreed.headers["Location"]
        given = back.partition("code=")[2].partition("&")[0]
        wanted = {"client_id": "1234.5678", "client_secret": "sample-client-secret", "code": given}
        granted, spent = [
            await (await session.post(f"{slack.api_url}oauth.v2.access", data=wanted)).json()
            for _ in range(2)
        ]
        assert granted["access_token"] == team.token
        assert granted["refresh_token"]
        assert spent["error"] == "invalid_code"
        client = AsyncWebClient(team.token, base_url=slack.api_url, session=session)
        tested = await client.auth_test()
        assert "chat:write" in tested.headers["X-OAuth-Scopes"]


async def test_a_press_a_modal_and_a_home() -> None:
    async with inhabited() as (slack, team, client):
        button = {"type": "button", "action_id": "review.approve", "value": "D-1:1"}
        button["text"] = {"type": "plain_text", "text": "Approve"}  # type: ignore[assignment]
        block = {"type": "actions", "block_id": "b", "elements": [button]}
        await client.chat_postMessage(channel="C0INVOICES", text="A card", blocks=[block])
        (message,) = team.channels["C0INVOICES"].messages
        payload = slack.act.press(team, "C0INVOICES", message, "U0ANN", "review.approve")
        assert payload["actions"][0]["value"] == "D-1:1"
        view = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}
        opened = await client.views_open(trigger_id=payload["trigger_id"], view=view)
        with pytest.raises(SlackApiError) as error:
            await client.views_open(trigger_id=payload["trigger_id"], view=view)
        assert code(error) == "expired_trigger_id"
        filled = slack.act.submit(team, opened["view"].copy(), "U0ANN", {"b": {"v": {}}})
        assert filled["view"]["state"]["values"] == {"b": {"v": {}}}
        await client.views_publish(user_id="U0ANN", view={"type": "home", "blocks": []})
        assert team.homes["U0ANN"]["type"] == "home"
