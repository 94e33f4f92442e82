"""What Clerk asks of Teams, from one source: the app's manifest, and the package that is uploaded.

`python -m bot.teams.manifest` writes the file in manifests/teams; with `package` it writes the zip
that Teams takes, with the app and the address of the settings filled in.
"""

import argparse
import json
import re
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import ValidationError

from bot.release import VERSION
from bot.settings import Settings
from bot.spelling import explain_settings
from bot.teams.clouds import cloud_of
from bot.teams.consents import OWNERS

Manifest = dict[str, Any]

SCHEMA = "1.25"
FOLDER = Path(__file__).parents[2] / "manifests" / "teams"
ICONS = {"color": "color.png", "outline": "outline.png"}
PACKAGE = "clerk-teams.zip"
# Stand where the settings of an operator are to be: TEAMS_APP_ID, and BOT_PUBLIC_URL.
APP_ID = "00000000-0000-0000-0000-000000000000"
HOST = "https://clerk.example.com"

# What can be said to Clerk, offered while somebody types; each is a word that it knows.
COMMANDS: Mapping[str, str] = {
    "help": "What Clerk can do",
    "queue": "What waits for a decision",
    "status": "Who reads your files, and how they stand",
    "tasks": "What you promised in meetings",
    "voice": "Talk together, with an AI",
}
_VERSION = re.compile(r"(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}", re.ASCII)
_SCOPES = ("personal", "team", "groupChat")


def manifest(
    app_id: str = APP_ID,
    host: str = HOST,
    *,
    has_graph: bool = True,
    has_files: bool = True,
    pages: Mapping[str, str] | None = None,
    version: str = VERSION,
) -> Manifest:
    """Give the manifest of Clerk's app; `host` is BOT_PUBLIC_URL.

    `pages` are addresses that people can open: website, privacy, terms. Without Graph nobody is
    asked to agree to anything.
    """
    address = host.rstrip("/")
    said: Manifest = {
        "$schema": "https://developer.microsoft.com/json-schemas/teams/"
        f"v{SCHEMA}/MicrosoftTeams.schema.json",
        "manifestVersion": SCHEMA,
        "version": version,
        "id": app_id,
        "developer": _developer(address, pages or {}),
        "icons": dict(ICONS),
        "name": {"short": "Clerk", "full": "Clerk, who reads invoices, contracts and meetings"},
        "description": _description(),
        "accentColor": "#1F3A5F",
        "bots": [_bot(app_id, has_files=has_files)],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [urlsplit(address).netloc],
        "supportedChannelTypes": ["sharedChannels", "privateChannels"],
    }
    if has_graph:
        said["webApplicationInfo"] = _application(app_id, address)
        said["authorization"] = {"permissions": {"resourceSpecific": _consents()}}
    return said


def _developer(address: str, pages: Mapping[str, str]) -> Manifest:
    return {
        "name": "Clerk",
        "websiteUrl": pages.get("website") or address,
        "privacyUrl": pages.get("privacy") or address,
        "termsOfUseUrl": pages.get("terms") or address,
    }


def _description() -> Manifest:
    return {
        "short": "Reads invoices, contracts and recordings, and shows where each value stands.",
        "full": "Drop an invoice, a receipt or a contract into a chat or a channel: Clerk answers"
        " with the fields, the JSON, and a picture that shows where each value stands on the page."
        " Whatever fails a check goes to an accountant, with Approve, Reject and Edit. Drop the"
        " recording of a meeting: Clerk asks first, and then tells what was decided and who is to"
        " do what, each with the moment at which it was said. Clerk runs on a machine of your"
        " company's; nothing leaves it unless a model of others is listed.",
    }


def _bot(app_id: str, *, has_files: bool) -> Manifest:
    commands = [{"title": word, "description": what} for word, what in COMMANDS.items()]
    return {
        "botId": app_id,
        "scopes": list(_SCOPES),
        "supportsFiles": has_files,
        "isNotificationOnly": False,
        "commandLists": [{"scopes": list(_SCOPES), "commands": commands}],
    }


def _application(app_id: str, address: str) -> Manifest:
    # What the owners of teams and chats agree to belongs to this app. `resource` is for signing
    # people in, which Clerk never does; Teams takes no consents without one.
    return {"id": app_id, "resource": f"api://{urlsplit(address).netloc}/{app_id}"}


def _consents() -> list[Manifest]:
    return [{"name": name, "type": "Application"} for name in OWNERS]


def written(said: Manifest) -> str:
    """Give a manifest as the file that it is kept and uploaded as."""
    return f"{json.dumps(said, indent=2, ensure_ascii=False)}\n"


def manifest_of(
    settings: Settings, pages: Mapping[str, str] | None = None, version: str = VERSION
) -> Manifest:
    """Give the manifest of the app that is configured. Raises ValueError: what is missing."""
    if not _VERSION.fullmatch(version):
        raise ValueError(f"{version!r} is no version: write three numbers, such as {VERSION}")
    if settings.teams_app_id is None:
        raise ValueError("TEAMS_APP_ID is not set: it is the id of the app that you registered")
    try:
        app_id = str(UUID(settings.teams_app_id))
    except ValueError as error:
        raise ValueError("TEAMS_APP_ID is no id as Entra gives them") from error
    if settings.public_url is None or not settings.public_url.startswith("https://"):
        raise ValueError("BOT_PUBLIC_URL is to be the https:// address that Teams reaches")
    return manifest(
        app_id,
        settings.public_url,
        has_graph=settings.teams_graph == "on",
        has_files=cloud_of(settings).has_files,
        pages=pages,
        version=version,
    )


def pack(said: Manifest, file: Path) -> None:
    """Write the zip that Teams takes: the manifest and the icons, with no folder around them."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("manifest.json", written(said))
        for name in ICONS.values():
            package.write(FOLDER / name, name)


def main(given: Sequence[str] | None = None) -> int:
    """Write the manifest, or the package; gives the exit status."""
    asked = _arguments().parse_args(given)
    if asked.what != "package":
        file = FOLDER / "manifest.json"
        file.write_text(written(manifest()), encoding="utf-8")
        sys.stdout.write(f"{file.relative_to(FOLDER.parents[1])}\n")
        return 0
    try:
        pack(manifest_of(Settings(), vars(asked), asked.version), Path(PACKAGE))
    except ValidationError as error:
        return _told(explain_settings(error))
    except (ValueError, OSError) as error:
        return _told(str(error))
    sys.stdout.write(f"{PACKAGE}\n")
    return 0


def _told(why: str) -> int:
    sys.stderr.write(f"clerk: {why}\n")
    return 2


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.teams.manifest")
    parser.add_argument("what", nargs="?", choices=["manifest", "package"], default="manifest")
    for page in ("website", "privacy", "terms"):
        parser.add_argument(f"--{page}", help=f"the address of your company's page: {page}")
    said = "what Teams knows the package by: it takes another one only with a higher version"
    parser.add_argument("--version", default=VERSION, help=said)
    return parser


if __name__ == "__main__":
    sys.exit(main())
