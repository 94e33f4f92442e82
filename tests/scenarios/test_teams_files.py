"""Files that Teams hides, end to end: found by Graph, or who named Clerk is told what lacks."""

import asyncio
from pathlib import Path

from bot.app import build
from bot.settings import Settings
from handlers.unseen import unseen_card
from tests.doubles.teams import cards
from tests.doubles.teams.connector import BOT
from tests.doubles.teams.double import teams_double
from tests.doubles.teams.world import Conversation, Transcript
from tests.scenarios.bills import bill
from tests.scenarios.people import PATIENCE

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello.\n"


async def said(held: Conversation, *words: str) -> str:
    """Wait for a card of Clerk's that holds some words; gives all of them."""
    async with asyncio.timeout(PATIENCE):
        while True:
            for one in held.messages:
                text = cards.words(one.card) if one.author == BOT else ""
                if all(word in text for word in words):
                    return text
            await asyncio.sleep(0.05)


async def test_what_is_hidden_is_found_where_a_company_consents(tmp_path: Path) -> None:
    async with teams_double() as teams:
        tenant = teams.world.tenant()
        ann = tenant.person("Ann")
        given = teams.environment(tenant) | {"BOT_TEAMS_GRAPH": "on", "BOT_DIGEST_AT": "off"}
        given |= {"BOT_WEB_PORT": "0", "BOT_DATA_DIR": str(tmp_path)}
        group, weekly = tenant.group("Bills", ann), tenant.chat_of_meeting("Weekly", ann)
        meeting = teams.world.meeting(ann, weekly, Transcript(VTT, "", "", "call-1"))
        teams.world.recorded(meeting, "Weekly-Meeting Recording.mp4", b"film", "call-1")
        async with build(Settings.model_validate(given)) as house:
            assert house.platforms.listener is not None
            teams.deliveries.url = f"{house.platforms.listener.url}/teams/messages"
            bills = [("R-1.xml", bill("R-1", "100.00"))]
            await teams.act.write(group, ann, "read it", files=bills, mention=True)
            lacks = unseen_card("ChatMessage.Read.Chat", "en").title
            await said(group, lacks, "ChatMessage.Read.Chat")
            tenant.consented = {"ChatMessage.Read.Chat"}
            await teams.act.write(group, ann, "read it", files=bills, mention=True)
            await said(group, "R-1.xml", "Files.Read.All")
            tenant.consented |= {
                "Files.Read.All", "ChatSettings.Read.Chat", "OnlineMeeting.ReadBasic.Chat",
                "OnlineMeetingTranscript.Read.Chat",
            }  # fmt: skip
            await teams.act.write(group, ann, "read it", files=bills, mention=True)
            await said(group, "R-1", "119.00")
            recording = [("Weekly-Meeting Recording.mp4", b"film")]
            await teams.act.write(weekly, ann, "", files=recording, mention=True)
            assert "Start" in await said(weekly, "Weekly-Meeting Transcript.vtt")
