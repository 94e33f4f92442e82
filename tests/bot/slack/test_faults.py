"""Every way in which Slack does not do what it was asked has its error."""

import pytest

from bot.slack.clients import clients
from bot.slack.faults import LATER, SlackRefused, asked
from bot.slack.session import SlackSession
from handlers.chat import ChatRefused, ChatUnavailable
from tests.doubles.faults import Fault
from tests.doubles.slack import faults
from tests.doubles.slack.double import slack_double

SECRET = "what was said"

UNAVAILABLE = {
    "http 500": (faults.broken(), "status 500"),
    "http 503": (faults.broken(503), "status 503"),
    "http 502 with a body": (faults.says("internal_error", status=502), "internal_error"),
    "http 503 with any code": (faults.says("invalid_auth", status=503), "invalid_auth"),
    "http 429": (faults.limited(3600), "ratelimited"),
    "a cut connection": (faults.cut(), ""),
    "half an answer": (faults.garbled(), "status 200"),
    "a page with status 200": (faults.html(), "status 200"),
    "a redirect": (faults.redirect("http://127.0.0.1:1/"), "Redirected"),
    "a code that is none": (faults.says(SECRET), "status 200"),
    **{code: (faults.says(code), code) for code in sorted(LATER)},
}
REFUSED = [
    "account_inactive",
    "cant_update_message",
    "channel_not_found",
    "ekm_access_denied",
    "file_not_found",
    "invalid_auth",
    "invalid_blocks",
    "is_archived",
    "message_not_found",
    "missing_scope",
    "msg_blocks_too_long",
    "not_in_channel",
    "restricted_action",
    "something_that_is_new",
    "token_revoked",
    "unknown_method",
    "user_not_in_channel",
]


async def ask(fault: Fault) -> None:
    async with slack_double() as slack, SlackSession(slack.api_url) as session:
        team = slack.world.add_team()
        slack.act.join(team, "U0ANN", "C0INVOICES")
        _, posting = clients(team.token, slack.api_url, session.http)
        slack.faults.add("chat.postMessage", fault)
        await asked("post", posting.chat_postMessage(channel="C0INVOICES", text=SECRET))


@pytest.mark.parametrize("what", UNAVAILABLE)
async def test_what_may_be_asked_again(what: str) -> None:
    fault, said = UNAVAILABLE[what]
    with pytest.raises(ChatUnavailable) as error:
        await ask(fault)
    assert str(error.value).startswith(f"post: {said}")
    assert SECRET not in repr(error.value)
    assert error.value.__cause__ is None


@pytest.mark.parametrize("code", REFUSED)
async def test_what_stays_refused_names_its_code(code: str) -> None:
    with pytest.raises(ChatRefused) as error:
        await ask(faults.says(code, needed=SECRET))
    assert isinstance(error.value, SlackRefused)
    assert error.value.code == code
    assert str(error.value) == f"post: {code}"
