"""`python -m bot doctor`: what is configured, what works here, and what will not."""

import asyncio
import platform
import socket
import sqlite3
import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from tempfile import TemporaryDirectory

from bot.commands.check import Check
from bot.commands.doctor_listener import listener
from bot.commands.doctor_models import models
from bot.commands.doctor_reviews import kept_reviews, rules
from bot.commands.doctor_slack import slack, slack_installed
from bot.commands.doctor_teams import teams, teams_people
from bot.commands.doctor_transcribers import transcribing
from bot.commands.doctor_viruses import viruses
from bot.commands.doctor_voice import rooms
from bot.commands.doctor_writers import writing
from bot.ledger.faults import DatabaseUnusable
from bot.reading import SCRATCH, open_sandboxes
from bot.secret import FILE_NAME as KEY_FILE
from bot.secret import Secret, SecretError
from bot.settings import Settings
from pipelines.errors import PipelineError
from pipelines.sandbox.limits import report
from pipelines.sandbox.pool import Sandbox


async def doctor(settings: Settings, asked: Namespace) -> int:  # noqa: ARG001 - as every command
    """Print every check; gives exit status 1 when something will not work."""
    failed = False
    async for check in _checks(settings):
        failed |= check.state == "FAIL"
        sys.stdout.write(f"{check.line()}\n")
        sys.stdout.flush()
    return 1 if failed else 0


async def _checks(settings: Settings) -> AsyncIterator[Check]:
    yield _python()
    folder = await asyncio.to_thread(_data_folder, settings)
    yield folder
    yield await asyncio.to_thread(_secret, settings)
    yield await asyncio.to_thread(_workspace, settings)
    for connected in (models, transcribing, writing, rooms, listener, slack, teams, viruses):
        async for check in connected(settings):
            yield check
    for check in rules(settings):
        yield check
    for measure in await asyncio.to_thread(report):
        yield Check("ok" if measure.enforced else "note", f"sandbox, {measure.what}", measure.how)
    if folder.state == "ok":
        async for check in _ledger(settings):
            yield check
        async for check in _children(settings):
            yield check


def _python() -> Check:
    system = f"{platform.system()} {platform.machine()}"
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {system}"
    return Check("ok", "this machine", versions)


def _data_folder(settings: Settings) -> Check:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=settings.data_dir):
            pass
    except OSError as error:
        why = f"{settings.data_dir} cannot be written to: {error.strerror}; set BOT_DATA_DIR"
        return Check("FAIL", "data folder", why)
    return Check("ok", "data folder", str(settings.data_dir.resolve()))


def _secret(settings: Settings) -> Check:
    given = settings.secret_key or settings.secret_key_file
    if given is None and not (settings.data_dir / KEY_FILE).exists():
        return Check("ok", "secret key", "made in the data folder at the first start")
    try:
        Secret.load(settings)
    except SecretError as error:
        return Check("FAIL", "secret key", str(error))
    source = "BOT_SECRET_KEY" if settings.secret_key else "BOT_SECRET_KEY_FILE"
    return Check("ok", "secret key", source if given else "in the data folder")


def _workspace(settings: Settings) -> Check:
    if settings.serves_local_workspace:
        address = f"http://127.0.0.1:{settings.local_port}"
        try:
            socket.create_server(("127.0.0.1", settings.local_port)).close()
        except OSError as error:
            return Check("note", "local workspace", f"{address}: {error.strerror}: is it Clerk?")
        return Check("ok", "local workspace", address)
    served = {"Slack": settings.is_slack_configured, "Teams": settings.is_teams_configured}
    for name in (one for one, is_configured in served.items() if is_configured):
        return Check("ok", "local workspace", f"off, as {name} is configured")
    return Check(
        "FAIL",
        "local workspace",
        "off, and no other platform is served by this version; set BOT_LOCAL_WORKSPACE=on",
    )


async def _ledger(settings: Settings) -> AsyncIterator[Check]:
    # Imported here: the database takes a second, and `doctor` is to answer where it cannot open.
    from bot.ledger.database import FILE_NAME, Database

    file = settings.data_dir / FILE_NAME
    if not await asyncio.to_thread(file.exists):
        yield Check("ok", "database", "made at the first start")
        return
    database = Database(file)
    try:
        is_of_today = await database.examine()
    except DatabaseUnusable as error:
        yield Check("FAIL", "database", str(error))
        return
    finally:
        await database.close()
    newer = "" if is_of_today else ", brought up to date at the next start"
    yield Check("ok", "database", f"{file}{newer}")
    if is_of_today:
        async for check in kept_reviews(settings):
            yield check
        for connected in (slack_installed, teams_people):
            async for check in connected(settings):
                yield check


async def _children(settings: Settings) -> AsyncIterator[Check]:
    async with open_sandboxes(settings, settings.data_dir / SCRATCH) as sandboxes:
        yield await _child("decoding child", sandboxes.decoding)
        yield await _child("recognising child (OCR)", sandboxes.recognising)


async def _child(what: str, sandbox: Sandbox) -> Check:
    try:
        await sandbox.warm()
    except PipelineError as error:
        return Check("FAIL", what, f"does not start: {error}")
    return Check("ok", what, "starts")
