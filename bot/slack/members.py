"""The people of a workspace as Slack describes them: names, languages, and who really belongs."""

import logging
import time
from dataclasses import dataclass

from bot.names import plain
from bot.remembered import Clock, Remembered
from bot.slack.faults import Answer, SlackRefused, asked
from bot.slack.workspaces import Workspaces
from handlers.chat import ChatRefused, Language

_log = logging.getLogger(__name__)

_SECONDS = 60.0  # for so long somebody who was sent away may still be taken for a member
_MOST = 5000
SLACKBOT = "USLACKBOT"  # of which Slack does not say that it is a bot


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody as Slack knows them; `belongs`: not a guest, nor a bot, nor of another company.

    `also` are other names of theirs: many show a nickname, and are written down in transcripts by
    their whole name. Who is not `active` was deactivated, or is nobody. `human`: not a bot.
    """

    name: str | None
    active: bool = False
    belongs: bool = False
    language: Language = "en"
    human: bool = False
    also: tuple[str, ...] = ()


NOBODY = Member(None)


class Members:
    """Looks people up, each workspace on its own."""

    def __init__(self, workspaces: Workspaces, clock: Clock = time.monotonic) -> None:
        self._workspaces = workspaces
        self._known = Remembered(self._ask, seconds=_SECONDS, most=_MOST, clock=clock)
        self._complained = set[str]()

    async def get(self, tenant: str, user: str) -> Member:
        """Give somebody; NOBODY where Slack tells of no such person. Raises ChatUnavailable."""
        return await self._known.get((tenant, user))

    async def _ask(self, who: tuple[str, str]) -> Member:
        tenant, user = who
        try:
            workspace = await self._workspaces.get(tenant)
            asking = workspace.reading.users_info(user=user, include_locale=True)
            answer = await asked("users.info", asking)
        except SlackRefused as error:
            self._complain(error.code)
            return NOBODY
        except ChatRefused:
            return NOBODY
        found = answer.get("user")
        return member_of(found, tenant) if isinstance(found, dict) else NOBODY

    def _complain(self, code: str) -> None:
        if code not in {"user_not_found", "user_not_visible", *self._complained}:
            self._complained.add(code)
            _log.warning("Slack does not tell who people are (users.info: %s)", code)


def member_of(user: Answer, tenant: str) -> Member:
    """Read what users.info says of somebody."""
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"))
    called = [known for name in (*names, user.get("name")) if name and (known := plain(str(name)))]
    others = [plain(str(name)) for name in names if name]
    active = not user.get("deleted", False)
    # In Enterprise Grid people are at home in one workspace, and members of others too.
    homes = {user.get("team_id"), *((user.get("enterprise_user") or {}).get("teams") or ())}
    bots = ("is_bot", "is_workflow_bot")
    outside = ("is_restricted", "is_ultra_restricted", "is_stranger", *bots)
    return Member(
        name=called[0] if called else None,
        active=active,
        belongs=active and tenant in homes and not any(user.get(one) for one in outside),
        language="zh" if str(user.get("locale") or "").lower().startswith("zh") else "en",
        human=user.get("id") != SLACKBOT and not any(user.get(one) for one in bots),
        also=tuple(dict.fromkeys(one for one in others if one and one not in called[:1])),
    )
