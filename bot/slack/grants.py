"""What Slack grants for a workspace, as it is kept: all of it wrapped, tokens among it."""

import json
import re
from datetime import datetime

from slack_bolt.error import BoltError
from slack_sdk.oauth.installation_store import Installation

from bot.ledger.installations import Installed
from bot.wrapping import Unreadable, Wrapping

PURPOSE = "installations"  # of the derived key
_WORKSPACE = re.compile(r"T[A-Z0-9]{1,31}")
_NAME_LENGTH = 120


class NotOfOneWorkspace(BoltError):
    """Something was granted that is not one workspace: a whole organisation, most often."""


class Grants:
    """Packs what Slack granted to one app for the ledger, and unpacks it."""

    def __init__(self, client: str, wrapping: Wrapping) -> None:
        self.client = client
        self._wrapping = wrapping

    def pack(self, installation: Installation) -> Installed:
        """Give what is kept of an installation. Raises NotOfOneWorkspace."""
        tenant, name = installation.team_id, installation.team_name or ""
        if installation.is_enterprise_install or not is_workspace(tenant):
            raise NotOfOneWorkspace("Clerk is installed in one workspace at a time")
        wrapped = self._wrapping.wrap(
            json.dumps(installation.to_dict_for_copying(), default=datetime.isoformat)
        )
        return Installed(str(tenant), self.client, name[:_NAME_LENGTH], wrapped)

    def unpack(self, installed: Installed) -> Installation:
        """Give what Slack granted. Raises Unreadable, also where it is of another tenant."""
        granted = json.loads(self._wrapping.unwrap(installed.wrapped))
        if granted["team_id"] != installed.tenant or installed.client != self.client:
            raise Unreadable("it was wrapped for another workspace")
        return Installation(**granted)


def is_workspace(tenant: object) -> bool:
    """Tell whether something is the id of a workspace."""
    return isinstance(tenant, str) and _WORKSPACE.fullmatch(tenant) is not None
