"""What Slack answers when it does not do what it was asked, in the words of the Chat port.

No word of an answer is passed on but Slack's error code: an answer may hold what was said.
"""

import re
from collections.abc import Awaitable, Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.chat import ChatRefused, ChatUnavailable

Answer = Mapping[str, Any]

# It says something else when it is asked later. All other codes stay what they are.
LATER = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "external_channel_migrating",
        "team_added_to_org",
        "org_login_required",  # it is being moved
        "accesslimited",
        "token_expired",  # the next call has a new one
    }
)
# Blocks that this workspace, or this Slack, does not know.
UNKNOWN_BLOCKS = frozenset(
    # A table that it does not take, Slack calls an attachment that is invalid.
    {"invalid_blocks", "invalid_blocks_format", "block_mismatch", "invalid_attachments"}
)
TOO_LONG = frozenset({"msg_blocks_too_long", "msg_too_long", "too_many_blocks"})
# What was to be taken back is not there.
GONE = frozenset({"message_not_found", "file_not_found", "file_deleted"})
# A private answer cannot be given there.
UNREACHED = frozenset({"user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived"})

_CODE = re.compile(r"[a-z0-9_:.]{1,80}")


class SlackRefused(ChatRefused):
    """Slack says no, and will say it again; `code` is its error code."""

    def __init__(self, call: str, code: str) -> None:
        super().__init__(f"{call}: {code}")
        self.code = code


async def asked(call: str, asking: Awaitable[AsyncSlackResponse]) -> Answer:
    """Give what Slack answers to a call.

    Raises SlackRefused, or ChatUnavailable: not now, and nobody knows whether it was done.
    """
    answer = (await answered(call, asking)).data
    assert isinstance(answer, dict)  # as answered() has seen
    return answer


async def answered(call: str, asking: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    """Like `asked`, with the headers of the answer."""
    try:
        response = await asking
    except SlackApiError as error:
        raise _of(call, error) from None
    except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        raise ChatUnavailable(f"{call}: {type(error).__name__}") from None
    if not isinstance(response.data, dict):
        raise ChatUnavailable(f"{call}: no JSON")
    return response


def _of(call: str, error: SlackApiError) -> ChatUnavailable | SlackRefused:
    response = error.response
    # Where there was no JSON, the SDK puts aiohttp's own response in the place of its answer.
    is_answer = isinstance(response, AsyncSlackResponse)
    said = response.data if is_answer else None
    code = said.get("error") if isinstance(said, dict) else None
    status = int(response.status_code if is_answer else response.status)
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        return ChatUnavailable(f"{call}: status {status}")
    if code in LATER or status == 429 or status >= 500:
        return ChatUnavailable(f"{call}: {code}")
    return SlackRefused(call, code)
