"""A Slack in memory: what its people and channels are, asked through the SDK's own client."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.workspaces import Workspace
from handlers.chat import ChatRefused

Json = dict[str, Any]


class Refusal(Exception):
    """Slack answers with an error code; `status` is that of HTTP."""

    def __init__(self, code: str, status: int = 200) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


class ScriptedClient(AsyncWebClient):
    """The SDK's client with `say` in the place of the network."""

    def __init__(self, say: Callable[[str, Json], Json]) -> None:
        super().__init__(token="xoxb-sample")
        self._say = say

    async def api_call(
        self,
        api_method: str,
        *,
        http_verb: str = "POST",
        params: Mapping[str, Any] | None = None,
        json: Mapping[str, Any] | None = None,
        **_: object,
    ) -> AsyncSlackResponse:
        given = {**(params or {}), **(json or {})}
        arguments = {name: value for name, value in given.items() if value is not None}
        status = 200
        try:
            answer = {"ok": True, **self._say(api_method, arguments)}
        except Refusal as refusal:
            answer, status = {"ok": False, "error": refusal.code}, refusal.status
        response = AsyncSlackResponse(
            client=self,
            http_verb=http_verb,
            api_url=api_method,
            req_args={},
            data=answer,
            headers={},
            status_code=status,
        )
        response.validate()  # type: ignore[no-untyped-call]  # as the SDK has it
        return response


@dataclass
class ScriptedSlack:
    """One workspace a tenant; `faults` are what calls answer instead, by their names.

    `asked` are the calls in their order, with what they were asked.
    """

    people: dict[tuple[str, str], Json] = field(default_factory=dict)
    groups: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    channels: dict[tuple[str, str], Json] = field(default_factory=dict)
    faults: dict[str, Exception] = field(default_factory=dict)
    answers: dict[str, Callable[[str, Json], Json]] = field(default_factory=dict)
    tenants: set[str] = field(default_factory=lambda: {"T1", "T2"})
    asked: list[tuple[str, str, Json]] = field(default_factory=list)
    hashes: dict[tuple[str, str], str] = field(default_factory=dict)

    def know(self, tenant: str, user: str, **more: object) -> None:
        """Let there be somebody: a full member, unless `more` says otherwise."""
        profile = {"display_name": more.pop("name", user.lower()), "email": more.pop("email", "")}
        self.people[tenant, user] = {
            "id": user,
            "team_id": tenant,
            "deleted": False,
            "is_bot": False,
            "locale": "en-US",
            "profile": profile,
            **more,
        }

    def open(self, tenant: str, channel: str, *members: str, **more: object) -> None:
        """Let there be a channel: a public one, unless `more` says otherwise."""
        self.channels[tenant, channel] = {
            "id": channel,
            "is_private": False,
            "is_member": True,
            "members": list(members),
            **more,
        }

    def times(self, call: str) -> int:
        """Tell how often a call was made."""
        return sum(one == call for _, one, _ in self.asked)

    def given(self, call: str) -> list[Json]:
        """Give what a call was asked, each time."""
        return [given for _, one, given in self.asked if one == call]

    async def get(self, tenant: str) -> Workspace:
        """Give a workspace, as the port does."""
        if tenant not in self.tenants:
            raise ChatRefused("slack: not_installed")
        client = ScriptedClient(lambda call, given: self._answer(tenant, call, given))
        token = SecretStr("xoxb-sample")
        return Workspace(tenant, "U0CLERK", "B0CLERK", token, client, client)

    def _answer(self, tenant: str, call: str, given: Json) -> Json:
        self.asked.append((tenant, call, given))
        if call in self.faults:
            raise self.faults[call]
        if call in self.answers:
            return self.answers[call](tenant, given)
        answers: dict[str, Callable[[str, Json], Json]] = {
            "users.info": self._person,
            "users.lookupByEmail": self._by_email,
            "usergroups.users.list": self._group,
            "conversations.info": self._channel,
            "conversations.members": self._members,
            "reactions.add": lambda *_: {},
            **dict.fromkeys(("views.publish", "views.open", "views.push"), self._show),
            "views.update": self._show,
        }
        return answers[call](tenant, given)

    def _show(self, tenant: str, given: Json) -> Json:
        whose = str(given.get("user_id") or given.get("view_id") or "")
        hash_, key = given.get("hash"), (tenant, whose)
        if hash_ is not None and hash_ != self.hashes.get(key):
            raise Refusal("hash_conflict")
        self.hashes[key] = f"{len(self.asked)}.sample"
        return {"view": {**given["view"], "id": f"V{len(self.asked)}", "hash": self.hashes[key]}}

    def _person(self, tenant: str, given: Json) -> Json:
        found = self.people.get((tenant, given["user"]))
        if found is None:
            raise Refusal("user_not_found")
        return {"user": found}

    def _by_email(self, tenant: str, given: Json) -> Json:
        for (where, _), person in self.people.items():
            if where == tenant and person["profile"]["email"] == given["email"]:
                return {"user": person}
        raise Refusal("users_not_found")

    def _group(self, tenant: str, given: Json) -> Json:
        found = self.groups.get((tenant, given["usergroup"]))
        if found is None:
            raise Refusal("no_such_subteam")
        return {"users": found}

    def _channel(self, tenant: str, given: Json) -> Json:
        found = self.channels.get((tenant, given["channel"]))
        if found is None:
            raise Refusal("channel_not_found")
        return {"channel": {name: one for name, one in found.items() if name != "members"}}

    def _members(self, tenant: str, given: Json) -> Json:
        found = self.channels[tenant, given["channel"]]["members"]
        start, size = int(given.get("cursor", 0)), 2  # a page holds fewer than it may
        rest = str(start + size) if start + size < len(found) else ""
        return {
            "members": found[start : start + size],
            "response_metadata": {"next_cursor": rest},
        }
