"""Who sits at the machine that a command is typed at."""

import os
import pwd

from bot.console import PLATFORM
from handlers.people import person_id
from handlers.ports import Facts


def user() -> str:
    """Give what the operating system's user is called on the platform of the command line."""
    return f"uid:{os.getuid()}"


def actor() -> str:
    """Name who typed a command the way everything that is kept names people."""
    return person_id(PLATFORM, user())


def who_sits_here() -> Facts:
    """Give what the audit log is told of who typed a command; looks the name up on the disk."""
    uid = os.getuid()
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        name = str(uid)  # a container may run as a user that has no name
    return {"os_uid": uid, "os_user": name}
