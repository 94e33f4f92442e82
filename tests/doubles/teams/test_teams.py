"""The Teams of ours: what it answers, what it refuses, and what it tells Clerk."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import jwt
import pytest

from tests.doubles import faults as broken
from tests.doubles.server import Double, Reply
from tests.doubles.teams import faults
from tests.doubles.teams.deliveries import Answered
from tests.doubles.teams.double import TeamsDouble, teams_double
from tests.doubles.teams.gestures import NotSent
from tests.doubles.teams.signing import ISSUER
from tests.doubles.teams.world import APP, CARD, SECRET, Json, Person, Tenant

BODY = {"type": "TextBlock", "text": "Norden"}
PRESS = {"type": "Action.Execute", "title": "Approve", "verb": "clerk.press", "data": {"v": "D-1"}}


def card(*body: Json, actions: tuple[Json, ...] = ()) -> Json:
    """Draw a message with a card."""
    content = {"type": "AdaptiveCard", "version": "1.5", "body": [BODY, *body]}
    content["actions"] = list(actions)
    return {"type": "message", "attachments": [{"contentType": CARD, "content": content}]}


@dataclass
class Stage:
    """A Teams with one company, and somebody who asks it things as Clerk does."""

    teams: TeamsDouble
    session: aiohttp.ClientSession
    tenant: Tenant
    ann: Person
    headers: dict[str, str] = field(default_factory=dict)

    async def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        url = f"{self.teams.world.service_url(self.tenant)}v3/{path}"
        async with self.session.request(method, url, json=body, headers=self.headers) as answer:
            return answer.status, await answer.json() if await answer.read() else None

    async def token(self, **changes: str) -> tuple[int, Any]:
        form = {"grant_type": "client_credentials", "client_id": APP, "client_secret": SECRET}
        form |= {"scope": "https://api.botframework.com/.default"} | changes
        url = f"{self.teams.url}/login/{self.tenant.id}/oauth2/v2.0/token"
        async with self.session.post(url, data=form) as answer:
            return answer.status, await answer.json()


@asynccontextmanager
async def staged() -> AsyncIterator[Stage]:
    async with teams_double() as teams, aiohttp.ClientSession() as session:
        tenant = teams.world.tenant()
        stage = Stage(teams, session, tenant, tenant.person("Ann"))
        status, told = await stage.token()
        assert status == 200
        stage.headers = {"Authorization": f"Bearer {told['access_token']}"}
        yield stage


async def test_a_message_is_posted_changed_and_taken_back() -> None:
    async with staged() as stage:
        personal = stage.tenant.personal(stage.ann)
        at = f"conversations/{personal.id}/activities"
        status, told = await stage.ask("POST", at, card())
        assert status == 201
        [message] = personal.messages
        assert message.id == told["id"]
        assert (await stage.ask("PUT", f"{at}/{message.id}", card(BODY)))[0] == 200
        assert (len(message.card["body"]), message.edits) == (2, 1)
        assert (await stage.ask("DELETE", f"{at}/{message.id}"))[0] == 200
        assert personal.messages == []
        assert (await stage.ask("DELETE", f"{at}/{message.id}"))[0] == 404
        assert [len(stage.teams.asked(name)) for name in ("post", "update", "delete")] == [1, 1, 2]


async def test_a_reply_is_in_its_thread() -> None:
    async with staged() as stage:
        channel = stage.tenant.channel("Bills", stage.ann)
        root = stage.teams.act.written(channel, stage.ann, "look")
        at = f"conversations/{channel.id};messageid={root.id}/activities"
        assert (await stage.ask("POST", at, card()))[0] == 201
        assert [one.card["body"] for one in channel.thread(root)] == [[BODY]]
        begun = {"channelData": {"channel": {"id": channel.id}}, "activity": card()}
        status, told = await stage.ask("POST", "conversations", begun)
        assert (status, told["id"]) == (201, f"{channel.id};messageid={told['activityId']}")
        elsewhere = f"conversations/{channel.id};messageid=1/activities"
        assert (await stage.ask("POST", elsewhere, card()))[0] == 404


REFUSED: Mapping[str, tuple[Json, int, str]] = {
    "a card that is too large": (card({**BODY, "text": "x" * 14_000}), 413, "MessageSizeTooBig"),
    "a table without columns": (card({"type": "Table", "rows": []}), 400, "BadSyntax"),
    "what Teams does not show": (card({"type": "Media"}), 400, "BadSyntax"),
    "nothing": ({"type": "message"}, 400, "BadSyntax"),
}


@pytest.mark.parametrize("wrong", REFUSED)
async def test_what_teams_does_not_take_is_refused(wrong: str) -> None:
    activity, status, code = REFUSED[wrong]
    async with staged() as stage:
        personal = stage.tenant.personal(stage.ann)
        answer = await stage.ask("POST", f"conversations/{personal.id}/activities", activity)
        assert (answer[0], answer[1]["error"]["code"]) == (status, code)
        assert personal.messages == []


async def test_where_clerk_is_not_installed_it_may_do_nothing() -> None:
    async with staged() as stage:
        group = stage.tenant.group("Bills", stage.ann)
        group.has_clerk = False
        stage.tenant.refusing.add(stage.ann.id)
        for method, path, body in (
            ("POST", f"conversations/{group.id}/activities", card()),
            ("GET", f"conversations/{group.id}/pagedmembers", None),
            ("POST", "conversations", {"members": [{"id": stage.ann.account}]}),
        ):
            assert (await stage.ask(method, path, body))[0] == 403
        stage.headers = {}
        assert (await stage.ask("GET", f"conversations/{group.id}/members"))[0] == 401


async def test_who_is_there_is_told_in_pages() -> None:
    async with staged() as stage:
        guest = stage.tenant.person("Gus", role="guest")
        group = stage.tenant.group("Bills", stage.ann, guest)
        seen, more = [], ""
        for _ in range(2):
            path = f"conversations/{group.id}/pagedmembers?pageSize=1{more}"
            _, page = await stage.ask("GET", path)
            seen += [(one["name"], one["userRole"]) for one in page["members"]]
            more = f"&continuationToken={page.get('continuationToken')}"
        assert sorted(seen) == [("Ann", "user"), ("Gus", "guest")]
        one = f"conversations/{group.id}/members"
        assert (await stage.ask("GET", f"{one}/{stage.ann.id}"))[1]["id"] == stage.ann.account
        assert (await stage.ask("GET", f"{one}/29:nobody"))[0] == 404


async def test_a_token_is_for_whoever_can_prove_who_they_are() -> None:
    async with staged() as stage:
        assert (await stage.token(client_secret="another"))[1]["error"] == "invalid_client"
        assert (await stage.token(scope="connector"))[1]["error"] == "invalid_scope"
        at = f"{stage.teams.url}/login/{stage.tenant.id}/v2.0/.well-known/openid-configuration"
        async with stage.session.get(at) as answer:
            assert "oauth2/v2.0/token" in (await answer.json())["token_endpoint"]


@asynccontextmanager
async def told_to_clerk(stage: Stage, *answers: Reply) -> AsyncIterator[Double]:
    given = iter(answers)
    async with Double(lambda _: next(given, Reply(201))) as clerk:
        stage.teams.deliveries.url = f"{clerk.url}/teams/messages"
        yield clerk


async def test_what_people_write_comes_signed_also_by_a_new_key() -> None:
    async with staged() as stage, told_to_clerk(stage) as clerk:
        for _ in range(2):
            await stage.teams.act.write(stage.tenant.personal(stage.ann), stage.ann, "hello")
            async with stage.session.get(stage.teams.openid_url) as answer:
                metadata = await answer.json()
            async with stage.session.get(metadata["jwks_uri"]) as answer:
                [public] = (await answer.json())["keys"]
            call = clerk.calls[-1]
            token = call.headers["authorization"].removeprefix("Bearer ")
            claims = jwt.decode(token, jwt.PyJWK(public).key, ["RS256"], audience=APP)
            assert (claims["iss"], claims["serviceurl"]) == (ISSUER, call.body["serviceUrl"])
            assert "msteams" in public["endorsements"]
            stage.teams.keys.rotate()


async def test_clerk_hears_what_teams_tells_and_no_more() -> None:
    async with staged() as stage, told_to_clerk(stage) as clerk:
        act, group = stage.teams.act, stage.tenant.group("Bills", stage.ann)
        bill = ("a.pdf", b"%PDF-")
        await act.write(group, stage.ann, "not for it")
        await act.write(group, stage.ann, "read it", files=[bill], mention=True)
        await act.write(stage.tenant.personal(stage.ann), stage.ann, files=[bill])
        in_group, alone = (call.body for call in clerk.calls)
        assert in_group["text"] == "<at>Clerk</at> read it"
        assert [one["contentType"] for one in in_group["attachments"]] == ["text/html"]
        address = alone["attachments"][0]["content"]["downloadUrl"]
        async with stage.session.get(address) as answer:
            assert await answer.read() == b"%PDF-"
        async with stage.session.get(address, headers=stage.headers) as refused:
            assert refused.status == 401


async def test_a_press_sends_what_was_filled_in_and_shows_the_answer() -> None:
    form = card({"type": "Input.Text", "id": "i.reason", "isRequired": True})
    value = form["attachments"][0]["content"]
    shown = Reply(body=json.dumps({"statusCode": 200, "type": CARD, "value": value}).encode())
    async with staged() as stage, told_to_clerk(stage, shown) as clerk:
        group = stage.tenant.group("Bills", stage.ann)
        value["actions"] = [PRESS]
        await stage.ask("POST", f"conversations/{group.id}/activities", card(actions=(PRESS,)))
        [message] = group.messages
        answered = await stage.teams.act.press(message, stage.ann, "Approve")
        assert answered.kind == "adaptive"
        assert message.card_for(stage.ann)["body"][1]["id"] == "i.reason"
        assert message.card["body"] == [BODY]
        message.shown[stage.ann.id]["actions"] = [PRESS]
        with pytest.raises(NotSent):
            await stage.teams.act.press(message, stage.ann, "Approve")
        await stage.teams.act.press(message, stage.ann, "Approve", **{"i.reason": "agreed"})
        invoked = clerk.calls[-1].body
        assert (invoked["name"], invoked["replyToId"]) == ("adaptiveCard/action", message.id)
        assert invoked["value"]["action"]["data"] == {"v": "D-1", "i.reason": "agreed"}


async def test_a_file_is_uploaded_in_ranges() -> None:
    consent = {"contentType": "application/vnd.microsoft.teams.card.file.consent", "name": "r.md"}
    consent["content"] = {"acceptContext": {"f": 1}, "declineContext": {"f": 2}}  # type: ignore[assignment]
    async with staged() as stage, told_to_clerk(stage) as clerk:
        personal = stage.tenant.personal(stage.ann)
        at = f"conversations/{personal.id}/activities"
        await stage.ask("POST", at, {"type": "message", "attachments": [consent]})
        await stage.teams.act.accept(personal.messages[-1], stage.ann)
        value = clerk.calls[-1].body["value"]
        assert (value["action"], value["context"]) == ("accept", {"f": 1})
        for part, where, status in ((b"abc", "0-2/5", 202), (b"de", "3-4/5", 201)):
            headers = {"Content-Range": f"bytes {where}"}
            url = value["uploadInfo"]["uploadUrl"]
            async with stage.session.put(url, data=part, headers=headers) as answer:
                assert answer.status == status
        [file] = stage.teams.world.uploads.values()
        assert (file.name, file.content) == ("r.md", b"abcde")


async def test_what_goes_wrong_is_said_as_teams_says_it() -> None:
    async with staged() as stage:
        personal = stage.tenant.personal(stage.ann)
        at = f"conversations/{personal.id}/activities"
        stage.teams.faults.add("post", faults.limited(7))
        stage.teams.faults.add("post", faults.says(412, "PreconditionFailed"))
        stage.teams.faults.add("post", broken.cut(done=True))
        assert [(await stage.ask("POST", at, card()))[0] for _ in range(2)] == [429, 412]
        with pytest.raises(aiohttp.ClientConnectionError):
            await stage.ask("POST", at, card())
        assert len(personal.messages) == 1


async def test_what_people_take_back_is_told() -> None:
    async with staged() as stage, told_to_clerk(stage) as clerk:
        act, personal = stage.teams.act, stage.tenant.personal(stage.ann)
        message = await act.write(personal, stage.ann, files=[("a.pdf", b"%PDF-")])
        answered = await act.delete(message, stage.ann)
        assert isinstance(answered, Answered)
        told = clerk.calls[-1].body
        assert (told["type"], told["id"]) == ("messageDelete", message.id)
        await act.remove(personal, stage.ann)
        assert [call.body["type"] for call in clerk.calls[-2:]] == [
            "installationUpdate",
            "conversationUpdate",
        ]
