"""What Slack delivers over HTTP is kept, acknowledged and dealt with, once."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from handlers.chat import Told
from tests.bot.slack.shell import CARD, Shell, shell
from tests.doubles.slack import events
from tests.doubles.slack.state import Json, Message

CHANNEL = "C0INVOICES"
BUTTON = {"type": "button", "action_id": "review.approve", "block_id": "b", "value": "D-1:2"}


@pytest_asyncio.fixture
async def slack() -> AsyncIterator[Shell]:
    async with shell() as opened:
        yield opened


async def sent(slack: Shell, payload: Json) -> int:
    answer = await slack.deliveries.send(payload)
    if answer.status == 200:
        assert slack.heard.fails == 0
    return answer.status


async def test_a_drop_is_heard_before_slack_is_answered(slack: Shell) -> None:
    slack.heard.languages["U0ANN"] = "zh"
    dropped = slack.act.drop(slack.team, CHANNEL, "U0ANN", [("a.pdf", b""), ("b.pdf", b"")])
    answer = await slack.deliveries.send(slack.act.told(dropped))
    assert (answer.status, answer.body) == (200, b"")
    assert [one.file for one in slack.heard.uploads] == [one.id for one in dropped.files]
    assert {one.language for one in slack.heard.uploads} == {"zh"}


async def test_what_is_shared_in_passing_and_is_no_document_is_left_alone(slack: Shell) -> None:
    dropped = slack.act.drop(slack.team, CHANNEL, "U0ANN", [("cat.gif", b"")], mimetype="image/gif")
    answer = await slack.deliveries.send(slack.act.told(dropped))
    assert answer.status == 200
    assert (slack.heard.uploads, slack.heard.seen) == ([], [])


@pytest.mark.parametrize(
    ("name", "kind"),
    [("weekly.mp4", "video/mp4"), ("weekly.vtt", "text/vtt"), ("memo.m4a", "audio/mp4"),
     ("notes.txt", "text/plain")],
)  # fmt: skip
async def test_what_a_meeting_may_want_is_told_to_who_knows_that(
    slack: Shell, name: str, kind: str
) -> None:
    dropped = slack.act.drop(slack.team, CHANNEL, "U0ANN", [(name, b"")], mimetype=kind)
    assert await sent(slack, slack.act.told(dropped)) == 200
    assert [one.name for one in slack.heard.uploads] == [name]
    assert slack.heard.seen == []


async def test_a_file_of_another_company_is_dropped_by_its_real_name(slack: Shell) -> None:
    dropped = slack.act.drop(slack.team, CHANNEL, "U0ANN", [("a.pdf", b""), ("b.pdf", b"")])
    payload = slack.act.told(dropped)
    first, second = (one.id for one in dropped.files)
    payload["event"]["files"] = [
        {"id": file, "mode": "file_access", "file_access": "check_file_info"}
        for file in (first, second)
    ]
    slack.heard.names[first] = "发票 01.pdf"
    await slack.deliveries.send(payload)
    assert [one.name for one in slack.heard.uploads] == ["发票 01.pdf", second]


async def test_what_is_asked_before_an_acknowledgement_is_asked_at_once(slack: Shell) -> None:
    dropped = slack.act.drop(slack.team, CHANNEL, "U0ANN", [(f"{n}.pdf", b"") for n in range(5)])
    payload = slack.act.told(dropped)
    payload["event"]["files"] = [{"id": one.id, "mode": "file_access"} for one in dropped.files]
    slack.heard.together = asyncio.Barrier(6)  # five names, and the language of one person
    async with asyncio.timeout(5):
        assert await sent(slack, payload) == 200
    assert len(slack.heard.uploads) == 5


async def test_a_drop_that_could_not_be_kept_is_delivered_again(slack: Shell) -> None:
    dropped = slack.act.drop(slack.team, CHANNEL, "U0ANN", [("a.pdf", b"")])
    slack.heard.fails = 2
    answers = await slack.deliveries.send_until_taken(slack.act.told(dropped))
    assert [one.status for one in answers] == [500, 500, 200]
    assert len(slack.heard.uploads) == 1


async def test_a_failure_is_logged_without_a_word_of_what_was_said(
    slack: Shell, caplog: pytest.LogCaptureFixture
) -> None:
    slack.heard.fails = 1
    dropped = slack.act.drop(slack.team, CHANNEL, "U0ANN", [("secret words.pdf", b"")])
    await slack.deliveries.send(slack.act.told(dropped))
    await slack.deliveries.send({"type": "secret words", "event": {"type": "secret words"}})
    [record] = caplog.records
    assert record.message == "Slack: a delivery failed"
    assert vars(record)["fault"] == "OSError"
    assert "secret" not in str(vars(record))


@pytest.mark.parametrize("order", ["message first", "mention first"])
async def test_a_mention_of_a_drop_is_no_command(slack: Shell, order: str) -> None:
    dropped = slack.act.drop(slack.team, CHANNEL, "U0ANN", [("a.pdf", b"")])
    share = slack.act.told(dropped)
    mention = events.mention(slack.world, slack.team, CHANNEL, dropped.message)
    mention["event"] |= {"text": "<@U0CLERK> please", "files": None}
    both = [share, mention] if order == "message first" else [mention, share]
    for payload in both:
        assert await sent(slack, payload) == 200
    slack.grace.over.set()
    await slack.settled()
    assert slack.heard.asked == []
    assert len(slack.heard.uploads) == 1


async def test_a_mention_alone_is_a_command_once(slack: Shell) -> None:
    message = slack.act.say(slack.team, CHANNEL, "U0ANN", "<@U0CLERK> queue")
    mention = events.mention(slack.world, slack.team, CHANNEL, message)
    for _ in range(3):
        assert await sent(slack, mention) == 200
    slack.grace.over.set()
    await slack.settled()
    assert [one.command.words for one in slack.heard.asked] == ["queue"]
    assert slack.grace.waiting == 1


async def test_what_is_said_to_clerk_alone_is_answered_at_once(slack: Shell) -> None:
    dm = slack.team.dm("U0ANN").id
    message = slack.act.say(slack.team, dm, "U0ANN", "help")
    assert await sent(slack, events.said(slack.world, slack.team, dm, message)) == 200
    await slack.settled()
    assert [one.command.words for one in slack.heard.asked] == ["help"]
    assert slack.grace.waiting == 0


async def test_every_event_is_acknowledged(slack: Shell) -> None:
    for type_ in ("file_shared", "reaction_added", "team_join", "function_executed", "new"):
        event = {"type": type_, "user": "U0ANN"}
        payload = events.envelope(slack.world, slack.team, event)
        assert await sent(slack, payload) == 200, type_
    await slack.settled()
    assert slack.heard.count == 0


async def test_a_press_is_told_and_what_comes_of_it_shown(slack: Shell) -> None:
    message = Message("18.2", "U0CLERK", thread="18.1", bot="B0CLERK")
    payload = events.press(slack.world, slack.team, "U0ANN", (CHANNEL, message), BUTTON)
    for _ in range(2):
        assert await sent(slack, payload) == 200
    await slack.settled()
    [press] = slack.heard.presses
    assert (press.user, press.action, press.value) == ("U0ANN", "review.approve", "D-1:2")
    [(pressed, outcome)] = slack.heard.shown
    assert (pressed.press, outcome) == (press, Told(CARD))


async def test_a_form_is_answered_by_what_comes_of_it(slack: Shell) -> None:
    slack.heard.response = {"response_action": "errors", "errors": {"total": "no amount"}}
    view = {"id": "V1", "type": "modal", "callback_id": "review.edit", "blocks": []}
    payload = events.submission(slack.world, slack.team, "U0ANN", view, {})
    answer = await slack.deliveries.send(payload)
    assert (answer.status, answer.json) == (200, slack.heard.response)
    assert slack.heard.late == [False]


async def test_a_form_that_takes_long_shows_so_and_is_told_of_later(
    slack: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.listeners.FORM_SECONDS", 0.01)
    slack.heard.holds = asyncio.Event()
    view = {"id": "V1", "type": "modal", "callback_id": "review.edit", "blocks": []}
    payload = events.submission(slack.world, slack.team, "U0ANN", view, {})
    answer = await slack.deliveries.send(payload)
    assert answer.status == 200
    assert answer.json == {"response_action": "update", "view": {"said": "en"}}
    assert slack.heard.late == []
    slack.heard.holds.set()
    await slack.settled()
    assert slack.heard.late == [True]


async def test_a_modal_of_nobodys_closes(slack: Shell) -> None:
    view = {"id": "V1", "type": "modal", "callback_id": "made up", "blocks": []}
    for type_ in ("view_submission", "view_closed"):
        payload = events.submission(slack.world, slack.team, "U0ANN", view, {})
        assert await sent(slack, payload | {"type": type_}) == 200
    assert slack.heard.forms == []


async def test_commands_shortcuts_and_pages_are_told(slack: Shell) -> None:
    dropped = slack.act.drop(slack.team, CHANNEL, "U0ANN", [("a.pdf", b"")])
    shortcut = slack.act.choose_shortcut(slack.team, CHANNEL, dropped.message, "U0ANN", "x")
    global_ = {name: one for name, one in shortcut.items() if name not in {"message", "channel"}}
    for payload in (
        slack.act.command(slack.team, CHANNEL, "U0ANN", "queue"),
        slack.act.open_home(slack.team, "U0ANN"),
        slack.act.delete_file(slack.team, dropped.files[0]),
        shortcut,
        global_ | {"type": "shortcut"},
    ):
        assert await sent(slack, payload) == 200
    await slack.settled()
    assert [one.command.words for one in slack.heard.asked] == ["queue"]
    assert [one.user for one in slack.heard.opened] == ["U0ANN"]
    assert [one.file for one in slack.heard.withdrawn] == [dropped.files[0].id]
    assert [one.name for one in slack.heard.picked] == ["x"]


async def test_what_comes_from_where_clerk_is_not_installed_is_not_heard(slack: Shell) -> None:
    dropped = slack.act.drop(slack.team, CHANNEL, "U0ANN", [("a.pdf", b"")])
    drop = slack.act.told(dropped)
    command = slack.act.command(slack.team, CHANNEL, "U0ANN", "queue")
    page = slack.act.open_home(slack.team, "U0ANN")
    slack.world.teams.clear()
    for payload in (drop, command, page):
        assert await sent(slack, payload) == 200
    await slack.settled()
    assert slack.heard.count == 0


async def test_a_message_is_seen_once_its_files_are_kept(slack: Shell) -> None:
    dropped = slack.act.drop(slack.team, CHANNEL, "U0ANN", [("a.pdf", b"")], thread="18.1")
    said = slack.act.say(slack.team, CHANNEL, "U0ANN", "hello")
    slack.heard.fails = 1
    await slack.deliveries.send(slack.act.told(dropped))
    assert slack.heard.seen == []
    await slack.deliveries.send(slack.act.told(dropped))
    await slack.deliveries.send(events.said(slack.world, slack.team, CHANNEL, said))
    assert slack.heard.seen == [("T0OURS", CHANNEL, dropped.message.ts)]


@pytest.mark.parametrize("type_", ["app_uninstalled", "tokens_revoked"])
async def test_a_workspace_that_removed_clerk_is_left_before_slack_is_answered(
    slack: Shell, type_: str
) -> None:
    payload = events.envelope(slack.world, slack.team, {"type": type_, "tokens": {"bot": ["U"]}})
    slack.world.teams.clear()
    slack.heard.fails = 1
    answers = await slack.deliveries.send_until_taken(payload)
    assert [one.status for one in answers] == [500, 200]
    assert slack.heard.left == ["T0OURS"]


async def test_the_environment_is_none_of_bolts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLIENT_ID", "CLIENT_SECRET", "BOT_TOKEN", "SIGNING_SECRET"):
        monkeypatch.setenv(f"SLACK_{name}", "somebody else's")
    async with shell() as slack:
        dropped = slack.act.drop(slack.team, CHANNEL, "U0ANN", [("a.pdf", b"")])
        assert await sent(slack, slack.act.told(dropped)) == 200
        assert len(slack.heard.uploads) == 1
