"""files.*: uploads in three calls, what is told of a file, and its bytes."""

import re
from typing import Any
from urllib.parse import quote

from tests.doubles.server import Call, Reply
from tests.doubles.slack.state import Asked, File, Json, Message, SlackSays, Team, World

PRIVATE = "/files-pri/"
UPLOAD = "/upload/v1/"
_KIND = {"im": "ims", "private": "groups", "mpim": "groups", "public": "channels"}


def look(file: File) -> bool:
    """Look at a file once; True: it is not shared yet."""
    file.late -= 1 if file.late > 0 else 0
    return file.late > 0


def shown_file(team: Team, id_: str) -> Json:
    """Give a file as Slack sends it with a message: its shares are told by files.info."""
    file = team.files[id_]
    host = file.changes.get("host", "")
    address = f"{host}{PRIVATE}{team.id}-{file.id}"
    # One segment, whatever it is called: Slack leaves out what an address has no room for.
    name = quote(re.sub(r"[^\w.-]+", "_", file.name) or "_", safe="")
    shown: Json = {
        "id": file.id,
        "created": 1_800_000_000,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "filetype": file.name.rpartition(".")[2].lower(),
        "user": file.user,
        "user_team": team.id,
        "editable": False,
        "size": len(file.content),
        "mode": "hosted",
        "is_external": False,
        "is_public": True,
        "file_access": "visible",
        "url_private": f"{address}/{name}",
        "url_private_download": f"{address}/download/{name}",
    }
    if file.alt:
        shown["alt_txt"] = file.alt
    return shown | {name: value for name, value in file.changes.items() if name != "host"}


def shares(team: Team, file: File) -> Json:
    """Give where a file stands."""
    told: Json = {"channels": [], "groups": [], "ims": [], "shares": {}}
    for channel, spots in file.shares.items():
        kind = team.channels[channel].kind
        told[_KIND[kind]].append(channel)
        told["shares"].setdefault("public" if kind == "public" else "private", {})[channel] = [
            {"ts": ts, "team_id": team.id, **({"thread_ts": thread} if thread else {})}
            for ts, thread in spots
        ]
    return told


def _seen(asked: Asked, id_: str) -> File:
    """Give a file that Clerk may see: its own, or one in a channel that it is in."""
    team = asked.team
    file = team.files.get(id_)
    if file is None or not file.uploaded:
        raise SlackSays("file_not_found")
    is_in = any(team.user in team.channels[one].members for one in file.shares)
    if file.user != team.user and not is_in:
        raise SlackSays("file_not_found")
    return file


def info(asked: Asked) -> Json:
    asked.need("files:read")
    file = _seen(asked, asked.text("file"))
    told: Json = {"channels": [], "groups": [], "ims": [], "shares": {}}
    if not look(file):
        told = shares(asked.team, file)
    shown = {**told, **absolute(asked.world, shown_file(asked.team, file.id))}
    return {"file": shown, "comments": []}


def absolute(world: World, shown: Json) -> Json:
    """Put the host before the addresses of a file that name none."""
    return {
        name: world.url + value if name.startswith("url_") and value.startswith("/") else value
        for name, value in shown.items()
    }


def list_(asked: Asked) -> Json:
    asked.need("files:read")
    team, user = asked.team, asked.args.get("user")
    channel = asked.args.get("channel")
    found = [
        file
        for file in reversed(team.files.values())
        if file.uploaded
        and (not user or file.user == user)
        and (not channel or (channel in file.shares and not look(file)))
        and (
            file.user == team.user
            or any(team.user in team.channels[c].members for c in file.shares)
        )
    ]
    size, page = asked.number("count", 100), asked.number("page", 1)
    cut = found[(page - 1) * size : page * size]
    pages = -(-len(found) // size)
    return {
        "files": [
            absolute(asked.world, shown_file(team, one.id)) | shares(team, one) for one in cut
        ],
        "paging": {"count": size, "total": len(found), "page": page, "pages": pages},
    }


def delete(asked: Asked) -> Json:
    asked.need("files:write")
    team, id_ = asked.team, asked.text("file")
    file = team.files.get(id_)
    if file is None:
        raise SlackSays("file_not_found")
    if file.user != team.user:
        raise SlackSays("cant_delete_file")
    remove(team, id_)
    return {}


def remove(team: Team, id_: str) -> None:
    """Take a file out of its workspace, with the messages that held nothing else."""
    file = team.files.pop(id_)
    for channel in file.shares:
        kept = team.channels[channel].messages
        for message in [one for one in kept if id_ in one.files]:
            message.files.remove(id_)
            if not message.files and not message.text:
                kept.remove(message)


def get_upload_url(asked: Asked) -> Json:
    asked.need("files:write")
    name, length = asked.text("filename"), asked.number("length", 0)
    if length <= 0:
        raise SlackSays("invalid_arguments")
    id_ = asked.world.new_id("F")
    alt = str(asked.args.get("alt_txt") or "")
    if len(alt) > 1000:
        raise SlackSays("alt_txt_too_large")
    asked.team.files[id_] = File(id_, asked.team.user, name, alt=alt, uploaded=False)
    return {"upload_url": f"{asked.world.url}{UPLOAD}{asked.team.id}-{id_}", "file_id": id_}


def upload(world: World, call: Call) -> Reply:
    """Take the bytes; like Slack's, this address needs no token."""
    team, _, id_ = call.path.removeprefix(UPLOAD).partition("-")
    file = world.teams[team].files[id_]
    file.content = call.raw
    return Reply(body=f"OK - {len(call.raw)}".encode(), type="text/plain")


def complete_upload(asked: Asked) -> Json:
    asked.need("files:write")
    given: list[dict[str, Any]] = asked.args.get("files") or []
    if not given or any(one.get("id") not in asked.team.files for one in given):
        raise SlackSays("file_not_found")
    wanted = asked.args.get("channel_id")
    channel = asked.team.joined(str(wanted)) if wanted else None
    thread = asked.args.get("thread_ts") or None
    for one in given:
        file = asked.team.files[one["id"]]
        file.title, file.uploaded = str(one.get("title") or file.name), True
        if channel is not None:
            file.late = asked.world.late
            ts = asked.world.ts()
            file.shares.setdefault(channel.id, []).append((ts, thread))
            channel.messages.append(
                Message(
                    ts,
                    asked.team.user,
                    str(asked.args.get("initial_comment") or ""),
                    thread,
                    files=[file.id],
                    bot=asked.team.bot,
                )
            )
    told = [{"id": one["id"], "title": asked.team.files[one["id"]].title} for one in given]
    return {"files": told}


def download(world: World, call: Call) -> Reply:
    """Give the bytes of a file to who has a token of its workspace; else a page to sign in."""
    team_id, _, rest = call.path.removeprefix(PRIVATE).partition("-")
    id_ = rest.partition("/")[0]
    team = world.teams.get(team_id)
    token = call.headers.get("authorization", "").removeprefix("Bearer ")
    if team is None or token != team.token or "files:read" not in team.scopes:
        return sign_in()
    file = team.files.get(id_)
    if file is None:
        return Reply(status=404, body=b"", type="text/html")
    return Reply(body=file.content, type=file.mimetype)


def sign_in() -> Reply:
    """Give the page that Slack answers with, and with status 200, who may not have a file."""
    page = b"<!DOCTYPE html><html><head><title>Slack</title></head><body>Sign in</body></html>"
    return Reply(body=page, type="text/html; charset=utf-8")
