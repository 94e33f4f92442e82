"""Events of Slack become ours, whatever order and whatever shape they come in."""

from dataclasses import replace
from typing import Any

import pytest

from bot.slack.payloads import Asked, Opened, happenings, key_of, message_at
from handlers.chat import Command, Place, Upload
from handlers.withdrawals import Withdrawal, withdrawal_job
from tests.doubles.slack import events
from tests.doubles.slack.gestures import Gestures
from tests.doubles.slack.state import Json, World
from tests.fake_ledger import MORNING

CHANNEL = "C0INVOICES"
KIND = "application/octet-stream"
ODD_IDS: list[object] = [None, 7, "", "U 1", "U/../1", "U\n1", ["U0ANN"], {}, {"id": 7}]
ODD_FILES: list[object] = [None, "F1", {}, [None, 7, {}], [{"id": 7}], [{"id": "F 1"}]]


class Scene:
    """A workspace with Ann in #invoices."""

    def __init__(self) -> None:
        self.world = World()
        self.team = self.world.add_team()
        self.act = Gestures(self.world)
        self.act.join(self.team, "U0ANN", CHANNEL)

    def drop(self, *names: str, thread: str | None = None, **changes: Any) -> tuple[Json, Json]:
        """Drop files; gives the event, and what it tells in it."""
        dropped = self.act.drop(
            self.team, CHANNEL, "U0ANN", [(name, b"") for name in names], thread=thread
        )
        payload = self.act.told(dropped)
        payload["event"] |= changes
        return payload, payload["event"]


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_each_file_of_a_message_is_an_upload_in_its_thread(scene: Scene) -> None:
    payload, event = scene.drop("发票 01.png", "b.pdf")
    place = Place("slack", "T0OURS", CHANNEL, event["ts"])
    assert happenings(payload) == tuple(
        Upload(place, "U0ANN", file["id"], name, kind=KIND, addressed=False)
        for file, name in zip(event["files"], ["发票 01.png", "b.pdf"], strict=True)
    )


def test_a_file_dropped_in_a_thread_is_answered_at_its_root(scene: Scene) -> None:
    payload, _ = scene.drop("a.pdf", thread="1800000000.000100")
    [upload] = happenings(payload)
    assert isinstance(upload, Upload)
    assert upload.place.thread == "1800000000.000100"


def test_a_file_in_a_direct_message_is_answered_in_its_thread(scene: Scene) -> None:
    dm = scene.team.dm("U0ANN").id
    dropped = scene.act.drop(scene.team, dm, "U0ANN", [("a.pdf", b"")])
    [upload] = happenings(scene.act.told(dropped))
    assert isinstance(upload, Upload)
    assert upload.place == Place("slack", "T0OURS", dm, dropped.message.ts)


def test_a_mention_with_files_names_the_same_files(scene: Scene) -> None:
    payload, event = scene.drop("a.pdf")
    mention = {**payload, "event": {**event, "type": "app_mention", "text": "<@U0CLERK> look"}}
    del mention["event"]["subtype"]
    [dropped], [mentioned] = happenings(payload), happenings(mention)
    assert isinstance(dropped, Upload)
    assert mentioned == replace(dropped, addressed=True)


def test_what_is_said_to_clerk_is_told_from_what_is_said_in_passing(scene: Scene) -> None:
    dm = scene.team.dm("U0ANN").id
    passing, _ = scene.drop("a.mp4")
    named, _ = scene.drop("a.mp4", text="look <@U0CLERK|clerk>")
    direct = scene.act.told(scene.act.drop(scene.team, dm, "U0ANN", [("a.mp4", b"")]))
    found = [happenings(one)[0] for one in (passing, named, direct)]
    assert [isinstance(one, Upload) and one.addressed for one in found] == [False, True, True]


def test_files_in_one_message_with_a_recording_are_beside_it(scene: Scene) -> None:
    both, _ = scene.drop("notes.txt", "weekly.mp4")
    alone, _ = scene.drop("notes.txt")
    found = [one for payload in (both, alone) for one in happenings(payload)]
    assert [isinstance(one, Upload) and one.beside for one in found] == [True, True, False]


def test_ten_files_of_a_message_keep_their_order_and_their_names(scene: Scene) -> None:
    names = [f"Rechnung {number} – 发票.pdf" for number in range(10)]
    payload, _ = scene.drop(*names)
    found = happenings(payload)
    assert [one.name for one in found if isinstance(one, Upload)] == names


def test_a_file_of_another_company_has_its_id_for_a_name_at_first(scene: Scene) -> None:
    payload, event = scene.drop("a.pdf")
    [file] = event["files"]
    event["files"] = [{"id": file["id"], "mode": "file_access", "file_access": "check_file_info"}]
    [upload] = happenings(payload)
    assert isinstance(upload, Upload)
    assert (upload.name, upload.kind) == (file["id"], "")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("<@U0CLERK> queue mine", "queue mine"),
        ("<@U0CLERK|clerk>:  help ", "help"),
        ("<@U0CLERK>，帮助", "帮助"),
        ("<@U0CLERK> forget a &lt;b&gt; &amp;amp;", "forget a <b> &amp;"),
        ("hey <@U0CLERK> help", "hey <@U0CLERK> help"),
        ("<@U0CLERK>", ""),
        ("", ""),
    ],
)
def test_a_mention_without_files_is_a_command(scene: Scene, said: str, words: str) -> None:
    message = scene.act.say(scene.team, CHANNEL, "U0ANN", said)
    payload = events.mention(scene.world, scene.team, CHANNEL, message)
    place = Place("slack", "T0OURS", CHANNEL)
    assert happenings(payload) == (Asked(Command(place, "U0ANN", words), message.ts),)


def test_what_is_said_to_clerk_alone_is_a_command(scene: Scene) -> None:
    dm = scene.team.dm("U0ANN").id
    message = scene.act.say(scene.team, dm, "U0ANN", "queue")
    payload = events.said(scene.world, scene.team, dm, message)
    assert happenings(payload) == (
        Asked(Command(Place("slack", "T0OURS", dm), "U0ANN", "queue"), message.ts),
    )


def test_what_is_said_in_a_channel_is_none_of_clerks(scene: Scene) -> None:
    message = scene.act.say(scene.team, CHANNEL, "U0ANN", "queue")
    assert happenings(events.said(scene.world, scene.team, CHANNEL, message)) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"user": "U0CLERK"},
        {"bot_id": "B0CLERK"},
        {"bot_id": "B0OTHER", "subtype": "bot_message"},
        {"bot_profile": {"id": "B0OTHER"}},
        {"user": "USLACKBOT"},
        {"hidden": True},
        *({"subtype": one} for one in ("channel_join", "huddle_thread", "reminder_add")),
        *({"user": one} for one in ODD_IDS),
        *({"channel": one} for one in ODD_IDS),
        *({"ts": one} for one in (None, 1800000000.1, "now", "1.", "١.1")),
        *({"files": one} for one in ODD_FILES),
        {"files": [{"id": "F1", "mode": "tombstone"}]},
    ],
    ids=str,
)
def test_what_is_no_drop_of_a_person_is_left_alone(scene: Scene, changes: Json) -> None:
    payload, _ = scene.drop("a.pdf", **changes)
    assert happenings(payload) == ()


@pytest.mark.parametrize(
    "changes", [{"team_id": None, "authorizations": []}, {"type": "other"}, {"event": "message"}]
)
def test_what_is_of_no_workspace_or_no_event_is_left_alone(scene: Scene, changes: Json) -> None:
    payload, _ = scene.drop("a.pdf")
    assert happenings(payload | changes) == ()


def test_what_other_companies_drop_in_a_shared_channel_is_of_the_workspace_asked(
    scene: Scene,
) -> None:
    payload, event = scene.drop("a.pdf", user_team="T0THEIRS", team="T0THEIRS")
    event["files"] = [{"id": "F0REMOTE", "mode": "file_access", "file_access": "check_file_info"}]
    payload["team_id"] = "T0THEIRS"
    [upload] = happenings(payload)
    assert isinstance(upload, Upload)
    assert (upload.place.tenant, upload.file, upload.name) == ("T0OURS", "F0REMOTE", "F0REMOTE")


def test_a_name_that_no_database_takes_is_mended(scene: Scene) -> None:
    payload, event = scene.drop("a.pdf")
    event["files"][0]["name"] = "a\udc80" + "b" * 500
    [upload] = happenings(payload)
    assert isinstance(upload, Upload)
    assert upload.name == "a?" + "b" * 253


def test_a_deleted_message_takes_its_files_back(scene: Scene) -> None:
    dropped = scene.act.drop(scene.team, CHANNEL, "U0ANN", [("a.pdf", b""), ("b.pdf", b"")])
    payload = scene.act.delete_message(scene.team, CHANNEL, dropped.message)
    place = Place("slack", "T0OURS", CHANNEL)
    assert happenings(payload) == tuple(
        Withdrawal("slack", "T0OURS", file.id, place, message=dropped.message.ts)
        for file in dropped.files
    )


def test_a_message_that_became_a_tombstone_takes_its_files_back(scene: Scene) -> None:
    payload, event = scene.drop("a.pdf", "b.pdf")
    before = {"ts": event["ts"], "user": "U0ANN", "files": event["files"]}
    first, second = event["files"]
    changed = {"type": "message", "subtype": "message_changed", "channel": CHANNEL, "hidden": True}
    whole = changed | {"message": {"subtype": "tombstone"}, "previous_message": before}
    part = changed | {"message": before | {"files": [first | {"mode": "tombstone"}, second]}}
    edited = changed | {"message": before | {"text": "again"}, "previous_message": before}
    fewer = changed | {"message": before | {"files": [second]}, "previous_message": before}
    taken = [happenings(payload | {"event": one}) for one in (whole, part, fewer, edited)]
    assert [[one.file for one in found if isinstance(one, Withdrawal)] for found in taken] == [
        [first["id"], second["id"]],
        [first["id"]],
        [first["id"]],
        [],
    ]
    # A message that stays may show the file still: which one was deleted is told of the others.
    messages = [[one.message for one in found if isinstance(one, Withdrawal)] for found in taken]
    assert messages == [[event["ts"]] * 2, [None], [None], []]


def test_each_edit_that_takes_a_file_out_is_a_deletion_of_its_own(scene: Scene) -> None:
    payload, event = scene.drop("a.pdf")
    before = {"ts": event["ts"], "user": "U0ANN", "files": event["files"]}
    changed = {"type": "message", "subtype": "message_changed", "channel": CHANNEL, "hidden": True}
    edited = changed | {"message": before | {"files": []}, "previous_message": before}
    told = [payload | {"event": edited | {"event_ts": f"1700000{n}.000100"}} for n in (1, 1, 2)]
    gone = [one for each in told for one in happenings(each)]
    keys = {withdrawal_job(one, MORNING).key for one in gone if isinstance(one, Withdrawal)}
    assert (len(gone), len(keys)) == (3, 2)


def test_what_clerk_takes_back_itself_is_no_news(scene: Scene) -> None:
    dropped = scene.act.drop(scene.team, CHANNEL, "U0CLERK", [("a.json", b"")])
    assert happenings(scene.act.delete_message(scene.team, CHANNEL, dropped.message)) == ()


def test_a_deleted_file_is_taken_back_wherever_it_was(scene: Scene) -> None:
    payload = events.file_deleted(scene.world, scene.team, "F0AAA")
    assert happenings(payload) == (Withdrawal("slack", "T0OURS", "F0AAA"),)


def test_a_page_that_was_opened_is_told(scene: Scene) -> None:
    payload = events.home_opened(scene.world, scene.team, "U0ANN")
    assert happenings(payload) == (Opened("T0OURS", "U0ANN", "home"),)


def test_the_ids_of_a_file_alone_are_acknowledged_and_no_more(scene: Scene) -> None:
    dropped = scene.act.drop(scene.team, CHANNEL, "U0ANN", [("a.pdf", b"")])
    payload = events.file_shared(scene.world, scene.team, CHANNEL, dropped.files[0])
    assert happenings(payload) == ()


def test_a_delivery_has_the_same_name_each_time_and_no_other_has_it(scene: Scene) -> None:
    first, _ = scene.drop("a.pdf")
    second, _ = scene.drop("a.pdf")
    command = scene.act.command(scene.team, CHANNEL, "U0ANN", "help")
    again = scene.act.command(scene.team, CHANNEL, "U0ANN", "help")
    names = [key_of(one) for one in (first, second, command, again)]
    assert len(set(names)) == 4
    assert None not in names
    assert key_of(first | {"authorizations": [{"team_id": "T0THEIRS"}]}) != key_of(first)
    assert key_of({}) is None


def test_a_message_has_the_same_name_in_every_event_about_it(scene: Scene) -> None:
    payload, event = scene.drop("a.pdf")
    mention = payload | {"event": event | {"type": "app_mention", "files": None}}
    assert message_at(mention) == message_at(payload) is not None
