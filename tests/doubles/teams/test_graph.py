"""The Graph of ours: each thing that Clerk asks of it needs a consent, and is there or is not."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from tests.doubles.teams.double import TeamsDouble, teams_double
from tests.doubles.teams.graph import shared
from tests.doubles.teams.world import APP, SECRET, Tenant, Transcript

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello.\n"


class Caller:
    """Who asks Graph, with a token."""

    def __init__(self, teams: TeamsDouble, tenant: Tenant, session: aiohttp.ClientSession) -> None:
        self.teams = teams
        self.tenant = tenant
        self._session = session
        self._headers: dict[str, str] = {}

    async def sign_in(self) -> None:
        form = {"grant_type": "client_credentials", "client_id": APP, "client_secret": SECRET}
        form["scope"] = "https://graph.microsoft.com/.default"
        url = f"{self.teams.url}/login/{self.tenant.id}/oauth2/v2.0/token"
        async with self._session.post(url, data=form) as answer:
            token = (await answer.json())["access_token"]
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "text/vtt, */*"}

    async def ask(self, path: str, **more: object) -> tuple[int, bytes]:
        url = f"{self.teams.url}/graph/v1.0/{path}"
        method = "POST" if "json" in more else "GET"
        async with self._session.request(
            method,
            url,
            headers=self._headers,
            allow_redirects=False,
            **more,  # type: ignore[arg-type]
        ) as answer:
            where = answer.headers.get("Location", "").encode()
            return answer.status, where or await answer.read()


@asynccontextmanager
async def calling() -> AsyncIterator[Caller]:
    async with teams_double() as teams, aiohttp.ClientSession() as session:
        caller = Caller(teams, teams.world.tenant(), session)
        assert (await caller.ask("users/nobody"))[0] == 401
        await caller.sign_in()
        yield caller


@pytest.mark.parametrize("kind", ["channel", "group"])
async def test_a_file_of_a_message_is_had_by_consent(kind: str) -> None:
    async with calling() as caller:
        ann = caller.tenant.person("Ann")
        is_chat = kind == "group"
        held = (caller.tenant.group if is_chat else caller.tenant.channel)("Bills", ann)
        act = caller.teams.act
        first = act.written(held, ann, "look")
        message = act.written(held, ann, files=[("a.pdf", b"%PDF-")], thread=first)
        at = f"chats/{held.id}" if is_chat else f"teams/{held.team}/channels/{held.id}"
        path = f"{at}/messages/" + (message.id if is_chat else f"{first.id}/replies/{message.id}")
        assert (await caller.ask(path))[0] == 403
        consent = "ChatMessage.Read.Chat" if is_chat else "ChannelMessage.Read.Group"
        caller.tenant.consented.add(consent)
        status, told = await caller.ask(path)
        assert (status, b"reference" in told) == (200, True)
        [file] = message.files
        share = base64.urlsafe_b64encode(shared(file).encode()).decode().rstrip("=")
        assert (await caller.ask(f"shares/u!{share}/driveItem/content"))[0] == 403
        caller.tenant.consented.add("Files.Read.All")
        status, where = await caller.ask(f"shares/u!{share}/driveItem/content")
        assert (status, where.decode()) == (302, caller.teams.world.download_url(file))
        assert (await caller.ask(f"{at}/messages/{message.id}x"))[0] == 404


async def test_a_pasted_picture_is_hosted_with_its_message() -> None:
    async with calling() as caller:
        ann = caller.tenant.person("Ann")
        group = caller.tenant.group("Bills", ann)
        caller.tenant.consented.add("ChatMessage.Read.Chat")
        message = caller.teams.act.written(group, ann, images=[("p.png", b"\x89PNG")])
        at = f"chats/{group.id}/messages/{message.id}"
        [picture] = message.images
        assert picture.id.encode() in (await caller.ask(f"{at}/hostedContents"))[1]
        assert f"{picture.id}/$value".encode() in (await caller.ask(at))[1]
        assert await caller.ask(f"{at}/hostedContents/{picture.id}/$value") == (200, b"\x89PNG")


async def test_who_is_in_a_group_is_told_through_groups_within_it() -> None:
    async with calling() as caller:
        tenant = caller.tenant
        ann, ben = tenant.person("Ann"), tenant.person("Ben")
        tenant.groups |= {"books": {ann.id, "inner"}, "inner": {ben.id}}
        tenant.consented |= {"GroupMember.Read.All", "User.ReadBasic.All"}
        status, told = await caller.ask("groups/books/transitiveMembers?$top=1")
        assert (status, b"nextLink" in told) == (200, True)
        body = {"groupIds": ["books", "other"]}
        told = (await caller.ask(f"users/{ben.id}/checkMemberGroups", json=body))[1]
        assert told == b'{"value": ["books"]}'
        assert ann.id.encode() in (await caller.ask(f"users/{ann.mail}"))[1]
        assert (await caller.ask("groups/none/transitiveMembers"))[0] == 404


async def test_what_teams_wrote_down_of_a_meeting() -> None:
    async with calling() as caller:
        tenant, ann = caller.tenant, caller.tenant.person("Ann")
        chat = tenant.group("Weekly", ann)
        written = Transcript(VTT, "2026-11-23T09:00:00Z", "2026-11-23T09:30:00Z")
        meeting = caller.teams.world.meeting(ann, chat, written)
        assert (await caller.ask(f"chats/{chat.id}"))[0] == 403
        names = ("OnlineMeeting.ReadBasic.Chat", "OnlineMeetingTranscript.Read.All")
        tenant.consented |= {"ChatSettings.Read.Chat", *names}
        assert meeting.url.encode() in (await caller.ask(f"chats/{chat.id}"))[1]
        held = f"users/{ann.id}/onlineMeetings"
        told = await caller.ask(f"{held}?$filter=JoinWebUrl eq '{meeting.url}'")
        assert meeting.id.encode() in told[1]
        [id_] = meeting.transcripts
        assert id_.encode() in (await caller.ask(f"{held}/{meeting.id}/transcripts"))[1]
        content = f"{held}/{meeting.id}/transcripts/{id_}/content"
        assert await caller.ask(content) == (200, VTT.encode())
