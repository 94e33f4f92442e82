"""The hosts of people's files: downloads by an address that holds its own key, upload sessions."""

import re

from tests.doubles.server import Call, Reply
from tests.doubles.teams.login import said
from tests.doubles.teams.world import File, Json, World

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


def download(world: World, call: Call) -> Reply:
    """Give the bytes of a file; whoever brings a token here gave it away."""
    file = world.files.get(call.path.removeprefix("/files/"))
    if "authorization" in call.headers:
        return said({"error": {"code": "unauthenticated"}}, 401)
    if file is None:
        return said({"error": {"code": "itemNotFound"}}, 404)
    if call.query.get("tempauth") != "sample":
        return Reply(403, b"<html>access denied</html>", "text/html")
    return Reply(body=file.content, type=file.type)


def session(world: World, name: str) -> Json:
    """Begin an upload; gives what a consent tells of it."""
    id_ = f"upload-{world.number()}"
    world.uploads[id_] = File(id_, name, b"")
    return {
        "contentUrl": f"https://contoso.sharepoint.com/personal/x/{name}",
        "name": name,
        "uploadUrl": f"{world.url}/upload/{id_}",
        "uniqueId": id_,
        "fileType": name.rpartition(".")[2].lower(),
    }


def upload(world: World, call: Call) -> Reply:
    """Take bytes, in ranges that follow each other; the last one answers with the file."""
    file = world.uploads.get(call.path.removeprefix("/upload/"))
    if "authorization" in call.headers:
        return said({"error": {"code": "unauthenticated"}}, 401)
    if file is None or call.method != "PUT":
        return said({"error": {"code": "itemNotFound"}}, 404)
    at = _RANGE.fullmatch(call.headers.get("content-range", ""))
    if at is None:
        return said({"error": {"code": "invalidRequest"}}, 400)
    start, end, whole = (int(one) for one in at.groups())
    if start != len(file.content) or end - start + 1 != len(call.raw):
        return said({"error": {"code": "invalidRange"}}, 416)
    file.content += call.raw
    if len(file.content) < whole:
        return said({"nextExpectedRanges": [f"{len(file.content)}-"]}, 202)
    return said({"id": file.id, "name": file.name, "size": whole}, 201)
