"""The company in the Teams peer: who is there, and where they talk, as the peer reads it."""

import json
from typing import Any

Json = dict[str, Any]

TENANT = "30000000-0000-4000-8000-000000000001"
TEAM = "30000000-0000-4000-8000-000000000031"
# The first one is who sits before the peer's page, and whose chat with Clerk is shown.
ACCOUNTANT, EMPLOYEE, COLLEAGUE = "user-leah", "user-dora", "user-omar"
CHAT, GROUP = "a:chat-of-leah", "19:chat-of-all@thread.v2"
CHANNEL, ACCOUNTING = "19:invoices@thread.tacv2", "19:finance@thread.tacv2"
CLERK = {"id": "bot-clerk", "name": "Clerk"}
_NAMES = {ACCOUNTANT: "Leah Sample", EMPLOYEE: "Dora Sample", COLLEAGUE: "Omar Sample"}
# Nobody does anything as these; the peer takes no company of fewer.
_NAMES |= {"user-ines": "Ines Sample", "user-yuki": "Yuki Sample", "user-tom": "Tom Sample"}
_IDS = {
    user: f"30000000-0000-4000-8000-0000000000{20 + number}" for number, user in enumerate(_NAMES)
}


def person(user: str) -> Json:
    """Give how an activity tells of somebody."""
    return {"id": user, "name": _NAMES[user], "aadObjectId": _IDS[user]}


def kind_of(conversation: str) -> str:
    """Give the kind of a conversation, as an activity tells it."""
    return {CHAT: "personal", GROUP: "groupChat"}.get(conversation, "channel")


def written() -> str:
    """Write the company down; JSON is YAML."""
    first, *others = (_described(user) for user in _NAMES)
    return json.dumps({
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": CLERK,
        "currentUser": first,
        "users": others,
        "personalChat": {"id": CHAT},
        "groupChat": {"id": GROUP, "name": "Bills"},
        "team": {
            "id": CHANNEL, "name": "Office", "aadGroupId": TEAM,
            "channels": [{"id": ACCOUNTING, "name": "Finance"}],
        },
    })  # fmt: skip


def _described(user: str) -> Json:
    given, surname = _NAMES[user].split()
    mail = f"{given.lower()}@example.com"
    names = {"givenName": given, "surname": surname, "email": mail, "userPrincipleName": mail}
    return {**person(user), **names}
