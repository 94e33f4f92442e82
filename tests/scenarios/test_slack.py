"""A whole Clerk in a Slack of ours: dropped in a channel, answered in its thread, decided there."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.app import build
from bot.settings import Settings
from tests.doubles.slack import events, faults
from tests.doubles.slack.double import SlackDouble, slack_double
from tests.doubles.slack.gestures import Dropped, buttons
from tests.doubles.slack.state import Message, Team
from tests.scenarios.bills import bill
from tests.scenarios.idle import idle
from tests.scenarios.neighbours import Heard, listening

CHANNEL = "C0INVOICES"
NUMBERS = count(1)
PATIENCE = 180

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Town:
    """A workspace with Clerk in it, which hears by Socket Mode."""

    slack: SlackDouble
    team: Team
    data_dir: Path

    def drop(self, *, off: str = "1.00") -> Dropped:
        """Let Lena drop an invoice; with `off` it does not add up."""
        number = f"S-{next(NUMBERS)}"
        content = bill(number, "100.00", off=off)
        return self.slack.act.drop(self.team, CHANNEL, "U0LENA", [(f"{number}.xml", content)])

    async def tell(self, payload: dict[str, Any]) -> None:
        """Tell Clerk of something, which it acknowledges."""
        assert (await self.slack.deliveries.send(payload)).status == 200

    def thread(self, dropped: Dropped) -> list[Message]:
        """Give what Clerk says in the thread of a drop, for everybody."""
        return [
            one
            for one in self.team.channels[CHANNEL].messages
            if one.thread == dropped.message.ts and one.ephemeral is None
        ]

    async def answered(self, dropped: Dropped) -> Message:
        """Wait for the card, the picture and the JSON of a drop; gives the card."""
        await until(lambda: len(self.thread(dropped)) == 3)
        card, *files = self.thread(dropped)
        assert all(one.files for one in files)
        return card

    def whispered(self, user: str) -> list[Message]:
        """Give what Clerk said to one person alone in the channel."""
        return [one for one in self.team.channels[CHANNEL].messages if one.ephemeral == user]

    async def press(self, card: Message, user: str, action: str) -> None:
        await self.tell(self.slack.act.press(self.team, CHANNEL, card, user, action))


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            if is_so():
                return
            await asyncio.sleep(0.02)


@asynccontextmanager
async def opened(data_dir: Path) -> AsyncIterator[Town]:
    async with slack_double() as slack:
        team = slack.world.add_team("T0OURS")
        for user in ("U0LENA", "U0ARUN", "U0MEI"):
            slack.act.join(team, user, CHANNEL)
        settings = Settings.model_validate(
            {
                "BOT_DATA_DIR": data_dir,
                "BOT_LOCAL_WORKSPACE": "off",
                "BOT_WEB_PORT": 0,
                "BOT_DIGEST_AT": "off",
                "SLACK_BOT_TOKEN": team.token,
                "SLACK_APP_TOKEN": slack.world.app_token,
                "SLACK_API_URL": slack.api_url,
                "BOT_ACCOUNTANTS": "slack:T0OURS:U0ARUN",
            }
        )
        async with build(settings):
            await slack.sockets.connected()
            yield Town(slack, team, data_dir)


@pytest.fixture(scope="module")
def heard() -> Iterator[Heard]:
    """Listen to all that is logged."""
    with listening() as handler:
        yield handler


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(heard: Heard, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with opened(tmp_path_factory.mktemp("data")) as town:
        yield town


async def test_a_drop_is_answered_once_however_often_it_is_told(town: Town) -> None:
    dropped = town.drop()
    world, file = town.slack.world, dropped.files[0]
    told = town.slack.act.told(dropped)
    for payload in (
        events.file_shared(world, town.team, CHANNEL, file),
        told,
        told,
        events.mention(world, town.team, CHANNEL, dropped.message),
        town.slack.act.told(dropped),
    ):
        await town.tell(payload)
    card = await town.answered(dropped)
    assert [one["action_id"].split(":")[0] for one in buttons(card.blocks)]
    titles = [town.team.files[id_].title for one in town.thread(dropped) for id_ in one.files]
    stem = file.name.removesuffix(".xml")
    assert titles == [f"{stem}.evidence.png", f"{stem}.json"]


async def test_what_goes_wrong_at_slack_changes_nothing(town: Town) -> None:
    town.slack.faults.add("chat.postMessage", faults.cut(done=True))
    town.slack.faults.add("files.completeUploadExternal", faults.cut(done=True))
    dropped = town.drop()
    await town.tell(town.slack.act.told(dropped))
    await town.answered(dropped)
    assert len(town.thread(dropped)) == 3


async def test_a_file_that_clerk_is_not_let_read_says_what_to_do(town: Town) -> None:
    town.slack.faults.add("download", faults.html())
    dropped = town.drop()
    await town.tell(town.slack.act.told(dropped))
    await until(lambda: any("files:read" in str(one.blocks) for one in town.thread(dropped)))
    assert len(town.thread(dropped)) == 1


async def test_a_file_that_was_deleted_takes_all_that_was_said_of_it_with_it(town: Town) -> None:
    dropped = town.drop()
    await town.tell(town.slack.act.told(dropped))
    await town.answered(dropped)
    files = {file for one in town.thread(dropped) for file in one.files}
    deleted = town.slack.act.delete_file(town.team, dropped.files[0])
    for payload in (deleted, deleted):
        await town.tell(payload)
    await until(lambda: not town.thread(dropped))
    await until(lambda: not files & set(town.team.files))


async def test_a_message_that_was_deleted_does_so_unless_another_one_shows_its_file(
    town: Town,
) -> None:
    kept, gone = town.drop(), town.drop()
    for dropped in (kept, gone):
        await town.tell(town.slack.act.told(dropped))
        await town.answered(dropped)
    kept.files[0].shares[CHANNEL].append(("1900000000.000100", None))
    for dropped in (kept, gone):
        await town.tell(town.slack.act.delete_message(town.team, CHANNEL, dropped.message))
    await until(lambda: not town.thread(gone))
    assert len(town.thread(kept)) == 3


async def test_a_deletion_that_is_told_before_the_drop_leaves_nothing(town: Town) -> None:
    dropped = town.drop()
    town.slack.faults.add("files.info", faults.says("file_deleted"))
    await town.tell(events.file_deleted(town.slack.world, town.team, dropped.files[0].id))
    await idle(town.data_dir)  # or the drop's job may be forgotten before it says anything
    before = len(town.slack.asked("chat.delete"))
    await town.tell(town.slack.act.told(dropped))
    await until(lambda: len(town.slack.asked("chat.delete")) > before)
    await until(lambda: not town.thread(dropped))


async def test_a_file_that_is_deleted_while_it_is_read_leaves_nothing(town: Town) -> None:
    dropped, later = town.drop(), town.drop()
    await town.tell(town.slack.act.told(dropped))
    await until(lambda: bool(town.thread(dropped)))
    await town.tell(town.slack.act.delete_file(town.team, dropped.files[0]))
    await until(lambda: not town.thread(dropped))
    await town.tell(town.slack.act.told(later))
    await town.answered(later)
    assert town.thread(dropped) == []
    assert not {one.title for one in town.team.files.values()} & {
        f"{dropped.files[0].name.removesuffix('.xml')}.{kind}" for kind in ("json", "evidence.png")
    }


async def test_a_file_from_before_clerk_came_is_read_by_the_shortcut(town: Town) -> None:
    dropped = town.drop()
    shortcut = town.slack.act.choose_shortcut(
        town.team, CHANNEL, dropped.message, "U0MEI", "read_files"
    )
    await town.tell(shortcut)
    await town.answered(dropped)
    assert "my answer comes in the thread" in str(town.whispered("U0MEI"))


@pytest.mark.parametrize("by_mention", [False, True])
async def test_who_asks_what_cannot_be_told_now_hears_that(town: Town, by_mention: bool) -> None:
    act, user = town.slack.act, f"U0NEW{by_mention:d}"
    act.join(town.team, user, CHANNEL)
    town.slack.faults.add("users.info", faults.says("internal_error"), times=99)
    payload = act.command(town.team, CHANNEL, user, "queue")
    if by_mention:
        said = act.say(town.team, CHANNEL, user, f"<@{town.team.user}> queue")
        payload = events.mention(town.slack.world, town.team, CHANNEL, said)
    await town.tell(payload)
    await until(lambda: bool(town.whispered(user)))
    town.slack.faults.clear()
    [told] = town.whispered(user)
    assert "please try again in a minute" in str(told.blocks)


async def test_no_token_is_kept_or_logged_in_clear(town: Town, heard: Heard) -> None:
    files = await asyncio.to_thread(lambda: sorted(town.data_dir.rglob("*")))
    kept = b"".join(one.read_bytes() for one in files if one.is_file())
    said = "\n".join(heard.lines)
    assert town.team.id in said
    assert town.team.id.encode() in kept
    shown = str([(one.text, one.blocks) for one in town.team.channels[CHANNEL].messages])
    for token in (town.team.token, town.slack.world.app_token):
        assert token not in said
        assert token.encode() not in kept
        assert token not in shown


def written(view: dict[str, Any], words: str) -> dict[str, Any]:
    """Write the same into every input of a modal."""
    inputs = [one for one in view["blocks"] if one["type"] == "input"]
    return {
        one["block_id"]: {
            one["element"]["action_id"]: {"type": one["element"]["type"], "value": words}
        }
        for one in inputs
    }


def _is_settled(card: Message) -> bool:
    return not any("approve" in one["action_id"] for one in buttons(card.blocks))
