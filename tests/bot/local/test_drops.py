"""A dropped file arrives whole and safe, or not at all."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ledger.workspace import Workspace
from bot.ledger.workspace_rows import Draft, File
from bot.local.drops import clean_name
from bot.local.roster import TENANT
from bot.local.server import FOLDER, LocalWorkspace
from bot.local.shelf import Shelf
from bot.local.wire import drop_body
from handlers.chat import Attachment, Upload
from tests.bot.local.conftest import Rig, until
from tests.bot.local.heard import LIMITS, MAX_UPLOAD


async def downloaded(rig: Rig, upload: Upload) -> bytes:
    return b"".join([chunk async for chunk in rig.chat.download(upload)])


def files_on_disk(rig: Rig) -> list[Path]:
    return [path for path in (rig.folder / "workspace").rglob("*") if path.is_file()]


async def test_a_drop_is_a_message_and_an_upload_in_its_thread(rig: Rig) -> None:
    response = await rig.drop("acme.pdf", b"%PDF-1.7 ...", user="admin", language="zh")
    assert response.status == 201
    said = await response.json()
    assert said["author"] == "admin"
    assert said["body"] == {
        "kind": "drop",
        "file": rig.uploads[0].file,
        "name": "acme.pdf",
        "size": 12,
    }
    (upload,) = rig.uploads
    assert (upload.user, upload.name, upload.language) == ("admin", "acme.pdf", "zh")
    assert (upload.place.platform, upload.place.tenant) == ("local", "local")
    assert (upload.place.channel, upload.place.thread) == ("invoices", said["id"])
    assert await downloaded(rig, upload) == b"%PDF-1.7 ..."
    assert [one["id"] for one in (await rig.history())["messages"]] == [said["id"]]


@pytest.mark.parametrize("size", [0, MAX_UPLOAD, MAX_UPLOAD + 1, 3 * MAX_UPLOAD])
async def test_a_file_over_the_limit_is_kept_to_one_byte_more(rig: Rig, size: int) -> None:
    said = await (await rig.drop("big.pdf", b"x" * size)).json()
    assert said["body"]["size"] == size
    assert len(await downloaded(rig, rig.uploads[0])) == min(size, MAX_UPLOAD + 1)


async def test_the_size_that_the_page_tells_is_shown_when_it_sent_less(rig: Rig) -> None:
    said = await (await rig.drop("big.pdf", b"x" * (MAX_UPLOAD + 1), size=300_000_000)).json()
    assert said["body"]["size"] == 300_000_000


async def test_the_upload_is_told_before_the_answer_and_again_after_a_crash(rig: Rig) -> None:
    told: list[str] = []
    statuses: list[int] = []

    async def broken(upload: Upload) -> None:
        told.append(upload.file)
        raise RuntimeError("the process dies here")

    async def whole(upload: Upload) -> None:
        told.append(upload.file)

    for on_upload in (broken, whole, whole):
        ears = replace(rig.heard.ears(), on_upload=on_upload)
        server = LocalWorkspace(rig.workspace, ears, data_dir=rig.folder, limits=LIMITS, port=0)
        if on_upload is broken:
            await server.start()
            rig.server, first = server, rig.server
            statuses.append((await rig.drop("a.pdf", b"x")).status)
            rig.server = first
        else:
            await server.start()
        await server.stop()
    assert statuses == [500]
    assert len(told) == 2
    assert len(set(told)) == 1


async def test_an_upload_that_breaks_off_leaves_nothing(rig: Rig) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", rig.server.port)
    facts = '{"user":"employee","language":"en","name":"a.pdf","size":90000}'
    writer.write(
        (
            "POST /api/channels/invoices/drops HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{rig.server.port}\r\nOrigin: {rig.server.url}\r\n"
            "X-Clerk: workspace\r\nContent-Length: 100000\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
            f'--b\r\nContent-Disposition: form-data; name="facts"\r\n\r\n{facts}\r\n'
            '--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
        ).encode()
        + b"x" * 50_000
    )
    await writer.drain()
    await until(lambda: files_on_disk(rig) != [])
    writer.close()
    await writer.wait_closed()
    await until(lambda: files_on_disk(rig) == [])
    assert reader.at_eof() or not await reader.read()
    assert rig.uploads == []
    assert (await rig.history())["messages"] == []


BOUNDARY = "multipart/form-data; boundary=b"
PART = '--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
GOOD = '{"user":"employee","language":"en","name":"a.pdf","size":1}'


@pytest.mark.parametrize(
    "body",
    [
        "",
        "--b--\r\n",
        "nonsense",
        PART.format(name="file", text="x") + "--b--\r\n",
        PART.format(name="facts", text=GOOD) + "--b--\r\n",
        PART.format(name="facts", text=GOOD) + PART.format(name="other", text="x") + "--b--\r\n",
        PART.format(name="facts", text="{}") + PART.format(name="file", text="x") + "--b--\r\n",
        PART.format(name="facts", text="x" * 20_000) + "--b--\r\n",
        PART.format(name="facts", text=GOOD.replace("employee", "ghost"))
        + PART.format(name="file", text="x")
        + "--b--\r\n",
        PART.format(name="facts", text=GOOD) + PART.format(name="file", text="x"),
    ],
)
async def test_a_body_that_is_not_as_agreed_is_refused(rig: Rig, body: str) -> None:
    response = await rig.http.post(
        f"{rig.server.url}/api/channels/invoices/drops",
        data=body.encode(),
        headers=rig.origin | {"Content-Type": BOUNDARY},
    )
    assert response.status == 400
    assert rig.uploads == []
    assert await asyncio.to_thread(files_on_disk, rig) == []


async def test_an_unknown_channel_is_refused(rig: Rig) -> None:
    assert (await rig.drop("a.pdf", b"x", channel="nowhere")).status == 404


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("acme.pdf", "acme.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\rechnung.pdf", "rechnung.pdf"),
        ("a/b/", "b"),
        ("", "file"),
        ("..", ".."),
        ("\x00\n\x1b[31m.pdf", "[31m.pdf"),
        ("\u202egpj.exe\u202c.pdf", "gpj.exe.pdf"),
        ("\u2067a\u2069.xml", "a.xml"),
        ("发票 №7.pdf", "发票 №7.pdf"),
        ("u\u0308.pdf", "ü.pdf"),
        ("\ud800.pdf", ".pdf"),
        ("a" * 400 + ".pdf", "a" * 234 + "…" + "a" * 16 + ".pdf"),
    ],
)
def test_names_are_made_fit_to_be_shown(given: str, shown: str) -> None:
    assert clean_name(given) == shown
    assert len(clean_name(given)) <= 255


async def test_a_dropped_file_is_never_shown_in_place(rig: Rig) -> None:
    for name, content in (("a.html", b"<script>alert(1)</script>"), ("a.png", b"\x89PNG\r\n")):
        await rig.drop(name, content)
        response = await rig.get(f"/api/files/{rig.uploads[-1].file}?as=employee")
        assert await response.read() == content
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment;")
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


async def test_a_dropped_file_that_is_filed_as_a_picture_is_not_shown_in_place(rig: Rig) -> None:
    file = File("a" * 32, "a.png", "image/png", 3, dropped=True)
    shelf = Shelf(rig.folder / FOLDER)
    await shelf.write(TENANT, file.id, _stream(b"PNG"))
    body = drop_body(file.id, file.name, file.size)
    await rig.workspace.add(Draft(TENANT, "invoices", None, "employee", body, file=file))
    response = await rig.get(f"/api/files/{file.id}?as=employee")
    assert await response.read() == b"PNG"
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment;")


async def _stream(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def test_only_pictures_of_clerks_own_are_shown_in_place(rig: Rig) -> None:
    await rig.drop("a.pdf", b"x")
    place = rig.thread_of(rig.uploads[0])
    shown = []
    for name, mime in (
        ("e.png", "image/png"),
        ("e.jpg", "image/jpeg"),
        ("e.svg", "image/svg+xml"),
        ("e.html", "text/html"),
        ('"; x="发票.json', "application/json"),
    ):
        await rig.chat.send_file(place, Attachment(name, mime, b"bytes", "alt"), key=name)
        file = (await rig.history())["messages"][-1]["body"]["file"]
        response = await rig.get(f"/api/files/{file}?as=employee")
        assert await response.read() == b"bytes"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        shown.append((response.headers["Content-Type"], response.headers["Content-Disposition"]))
    stream = "application/octet-stream"
    assert shown == [
        ("image/png", "inline; filename*=UTF-8''e.png"),
        ("image/jpeg", "inline; filename*=UTF-8''e.jpg"),
        (stream, "attachment; filename*=UTF-8''e.svg"),
        (stream, "attachment; filename*=UTF-8''e.html"),
        (stream, "attachment; filename*=UTF-8''%22%3B%20x%3D%22%E5%8F%91%E7%A5%A8.json"),
    ]


async def test_a_forgotten_upload_leaves_neither_bytes_nor_name(rig: Rig) -> None:
    await rig.drop("secret-name.pdf", b"secret bytes")
    (upload,) = rig.uploads
    assert await rig.chat.forget_upload("local", upload.file)
    assert not await rig.chat.forget_upload("local", upload.file)
    assert await asyncio.to_thread(files_on_disk, rig) == []
    assert (await rig.get(f"/api/files/{upload.file}?as=employee")).status == 404
    (message,) = (await rig.history())["messages"]
    assert message["body"] == {"kind": "forgotten"}
    await rig.database.scrub()
    kept = await asyncio.to_thread((rig.folder / "app.db").read_bytes)
    assert b"secret" not in kept


async def test_a_file_of_clerks_is_not_an_upload_to_forget(rig: Rig) -> None:
    await rig.drop("a.pdf", b"x")
    place = rig.thread_of(rig.uploads[0])
    await rig.chat.send_file(place, Attachment("e.png", "image/png", b"p", "alt"), key="k")
    file = (await rig.history())["messages"][-1]["body"]["file"]
    assert not await rig.chat.forget_upload("local", file)


async def test_retracting_a_file_removes_its_bytes(rig: Rig) -> None:
    await rig.drop("a.pdf", b"x")
    place = rig.thread_of(rig.uploads[0])
    before = await asyncio.to_thread(files_on_disk, rig)
    ref = await rig.chat.send_file(place, Attachment("e.png", "image/png", b"p", "alt"), key="k")
    assert len(await asyncio.to_thread(files_on_disk, rig)) == len(before) + 1
    await rig.chat.retract(ref)
    assert await asyncio.to_thread(files_on_disk, rig) == before


async def test_half_written_files_are_swept_at_the_next_start(rig: Rig) -> None:
    await rig.drop("a.pdf", b"x")
    (kept,) = await asyncio.to_thread(files_on_disk, rig)
    dead = kept.with_name("dead.partial")
    await asyncio.to_thread(dead.write_bytes, b"half")
    await asyncio.to_thread(os.utime, dead, (0, 0))  # written long ago
    await rig.server.stop()
    await rig.server.start()
    assert await asyncio.to_thread(files_on_disk, rig) == [kept]


async def test_a_restart_finds_messages_and_files_again(rig: Rig) -> None:
    await rig.drop("a.pdf", b"x")
    before = await rig.history()
    await rig.server.stop()
    ears = replace(rig.heard.ears(), on_upload=_unexpected)
    rig.server = LocalWorkspace(
        Workspace(rig.database), ears, data_dir=rig.folder, limits=LIMITS, port=0
    )
    await rig.server.start()
    assert await rig.history() == before
    assert await (await rig.get(f"/api/files/{rig.uploads[0].file}?as=employee")).read() == b"x"


async def _unexpected(told: object) -> None:
    raise AssertionError(told)
