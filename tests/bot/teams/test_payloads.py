"""Activities of Teams become ours, whatever order and whatever shape they come in."""

from dataclasses import replace
from typing import Any

import pytest

from bot.book import Account, Conversation
from bot.teams.payloads import (
    Asked,
    Brought,
    Changed,
    Happening,
    Hidden,
    Installed,
    Left,
    Met,
    happenings,
)
from bot.teams.sharing import job_of
from handlers.chat import Place, Upload
from tests.bot.teams.staged import Paper, attachment, page
from tests.doubles.teams.connector import BOT
from tests.doubles.teams.world import Json
from tests.fake_ledger import MORNING

PICTURE = "https://connector.example/v3/attachments/I-1/views/original"


@pytest.fixture(scope="module")
def paper() -> Paper:
    return Paper()


def told(activity: Json) -> tuple[Happening, ...]:
    """Give what an activity tells besides where it was."""
    return tuple(one for one in happenings(activity, MORNING) if not isinstance(one, Met))


@pytest.mark.parametrize("id_", [".", "..", "a b", "", "x" * 301])
def test_what_would_name_another_address_is_no_id(paper: Paper, id_: str) -> None:
    said = paper.said(paper.alone, "queue")
    assert told(said) != ()
    assert told(said | {"id": id_}) == ()
    where = {**said["conversation"], "id": id_}
    assert happenings(said | {"conversation": where}, MORNING) == ()


def uploads(activity: Json) -> list[Upload]:
    return [one.upload for one in told(activity) if isinstance(one, Brought)]


def test_a_file_of_a_personal_chat_is_an_upload_and_says_where_it_is_to_be_had(
    paper: Paper,
) -> None:
    activity = paper.said(paper.alone, person=paper.ann)
    activity["attachments"] = [attachment("发票.pdf"), page("<p>here</p>")]
    [one] = told(activity)
    assert isinstance(one, Brought)
    place = Place("teams", paper.tenant.id, paper.alone.id, activity["id"])
    assert one.upload == Upload(place, paper.ann.id, one.source.file, "发票.pdf")
    source = one.source
    assert (source.kind, source.message, source.thread) == ("download", activity["id"], "")
    assert source.url == "https://files.example/发票.pdf?key=sample"
    assert source.link == "https://contoso.sharepoint.com/personal/x/发票.pdf"
    assert (source.tenant, source.channel, source.since) == (
        paper.tenant.id,
        paper.alone.id,
        MORNING,
    )


def test_a_command_in_a_channel_stands_in_its_thread(paper: Paper) -> None:
    [asked] = told(paper.said(paper.channel, "queue", mention=True, thread="1700"))
    assert isinstance(asked, Asked)
    assert asked.command.place == Place("teams", paper.tenant.id, paper.channel.id, "1700")


def test_what_is_not_said_to_clerk_is_no_command(paper: Paper) -> None:
    another = {"type": "mention", "mentioned": {"id": "29:other"}, "text": "<at>Bo</at>"}
    for where in (paper.group, paper.channel):
        assert told(paper.said(where, "queue")) == ()
        assert told(paper.said(where, "queue") | {"entities": [another]}) == ()


def test_files_of_a_channel_are_for_graph_to_show(paper: Paper) -> None:
    named = paper.said(paper.channel, "look", files=("a.pdf",), mention=True, thread="1700")
    passing = paper.said(paper.channel, "look", files=("a.pdf",), thread="1700")
    words = paper.said(paper.channel, "look", mention=True) | {"attachments": [page("<p>x</p>")]}
    place = Place("teams", paper.tenant.id, paper.channel.id, "1700")
    [one] = told(named)
    assert isinstance(one, Hidden)
    assert one.asked is not None
    assert one.asked.command.words == "look"
    assert (one.place, one.message, one.addressed) == (place, named["id"], True)
    assert told(passing) == (Hidden(place, paper.ann.id, passing["id"], "en", False),)
    assert [type(one) for one in told(words)] == [Asked]


def test_a_message_of_a_group_chat_may_hide_files_without_a_word_of_them(paper: Paper) -> None:
    said = paper.said(paper.group, "look", mention=True)
    assert [type(one) for one in told(said)] == [Asked]
    [one] = told(said | {"attachments": [page("<p>look</p>")]})
    assert isinstance(one, Hidden)
    assert one.place == Place("teams", paper.tenant.id, paper.group.id, said["id"])


def test_a_picture_of_a_channel_that_came_is_not_looked_for_again(paper: Paper) -> None:
    shown = [{"contentType": "image/*", "contentUrl": PICTURE}]
    pictured = [*shown, page(f'<img src="{PICTURE}">')]
    both = [*shown, page(f'<img src="{PICTURE}"><attachment id="x"></attachment>')]
    for hanging, kinds in ((pictured, [Brought]), (both, [Brought, Hidden])):
        found = told(paper.said(paper.channel, mention=True) | {"attachments": hanging})
        assert [type(one) for one in found] == kinds


def test_where_it_was_comes_first_and_says_how_it_is_reached(paper: Paper) -> None:
    where = paper.channel
    met = happenings(paper.said(where, "queue", mention=True, thread="17"), MORNING)[0]
    service = paper.world.service_url(paper.tenant)
    assert met == Met(
        Conversation(paper.tenant.id, where.id, "channel", service, BOT, team=where.team),
        (Account(paper.tenant.id, paper.ann.id, paper.ann.account),),
    )
    alone = happenings(paper.said(paper.alone, "queue"), MORNING)[0]
    assert isinstance(alone, Met)
    assert alone.conversation.user == paper.ann.id


def test_people_who_come_are_known_from_then_on(paper: Paper) -> None:
    [met] = happenings(paper.told.members(paper.tenant, paper.group, paper.ann, paper.li), MORNING)
    assert isinstance(met, Met)
    assert [one.user for one in met.accounts] == [paper.ann.id, paper.li.id]


@pytest.mark.parametrize(
    ("action", "comes"), [("add", 1), ("add-upgrade", 0), ("remove-upgrade", 0), (None, 0)]
)
def test_clerk_is_welcome_once_it_is_installed(
    paper: Paper, action: str | None, comes: int
) -> None:
    activity = paper.told.installed(paper.tenant, paper.group, paper.li) | {"action": action}
    place = Place("teams", paper.tenant.id, paper.group.id)
    assert told(activity) == (Installed(place, "zh", alone=False),) * comes


def test_where_clerk_is_no_more_it_was_not_met(paper: Paper) -> None:
    gone = Left(paper.tenant.id, paper.group.id)
    removed = paper.told.installed(paper.tenant, paper.group, paper.ann, "remove")
    left = paper.told.members(paper.tenant, paper.group, paper.ann, removed=True)
    assert happenings(removed, MORNING) == happenings(left, MORNING) == (gone,)
    others = paper.told.members(paper.tenant, paper.group, paper.ann, paper.li, removed=True)
    assert [type(one) for one in happenings(others, MORNING)] == [Met]


def test_a_team_is_left_as_a_whole_where_its_first_channel_tells(paper: Paper) -> None:
    removed = paper.told.installed(paper.tenant, paper.channel, paper.ann, "remove")
    gone = Left(paper.tenant.id, paper.channel.id, paper.channel.team)
    assert happenings(removed, MORNING) == (gone,)
    removed["channelData"]["team"]["id"] = "19:first@x"  # then it is of one of the others alone
    assert happenings(removed, MORNING) == (replace(gone, team=""),)


def test_a_channel_that_is_deleted_is_left_by_its_team(paper: Paper) -> None:
    activity = paper.told.members(paper.tenant, paper.channel, paper.ann, paper.li)
    activity["channelData"] |= {"eventType": "channelDeleted", "channel": {"id": "19:gone@x"}}
    met, left = happenings(activity, MORNING)
    assert isinstance(met, Met)
    assert left == Left(paper.tenant.id, "19:gone@x")


def test_a_deleted_message_has_no_files_left(paper: Paper) -> None:
    for where in (paper.alone, paper.channel, paper.group):
        said = paper.said(where, files=("a.pdf",))
        place = Place("teams", paper.tenant.id, where.id)
        if where is paper.channel:
            place = Place("teams", paper.tenant.id, where.id, said["id"])
        gone = Changed(place, said["id"], said["timestamp"], frozenset(), deleted=True)
        assert told(paper.changed(said, "softDeleteMessage")) == (gone,)
        late = {**paper.changed(said, "softDeleteMessage"), "type": "messageUpdate"}
        assert told(late) == (gone,)


@pytest.mark.parametrize(
    ("says", "left"),
    [
        ({"attachments": [attachment("b.pdf", "U-2"), page("x")]}, 1),
        ({"attachments": [page("x <img src='emoji.png'>")]}, 0),
        ({"attachments": [page('<attachment id="U-1"></attachment>')]}, None),
        ({"text": "never mind", "attachments": []}, 0),
        ({"text": "never mind"}, None),
        ({}, None),
        ({"attachments": 7}, None),
    ],
)
def test_an_edit_tells_what_files_are_left_or_does_not(
    paper: Paper, says: Json, left: int | None
) -> None:
    said = paper.said(paper.alone)
    said["attachments"] = [attachment("a.pdf"), attachment("b.pdf", "U-2")]
    second = uploads(said)[1].file
    [change] = told(paper.changed(said, "editMessage", **says))
    assert isinstance(change, Changed)
    assert change.change == said["timestamp"]
    assert change.left == (None if left is None else frozenset([second][:left]))


def test_of_an_edit_in_a_channel_graph_is_asked(paper: Paper) -> None:
    said = paper.said(paper.channel, "x", files=("a.pdf",), mention=True, thread="17")
    [change] = told(paper.changed(said, "editMessage", text="never mind"))
    assert isinstance(change, Changed)
    assert change.left is None
    assert change.hidden is not None
    assert change.hidden.asked is None


def test_an_edit_brings_no_file(paper: Paper) -> None:
    """What was forgotten hangs there still: only who drops it anew wants it read."""
    said = paper.said(paper.alone) | {"attachments": [attachment("a.pdf")]}
    assert uploads(said)
    for shown in ([attachment("a.pdf")], [attachment("b.pdf", "U-2")]):
        changes = told(paper.changed(said, "editMessage", attachments=shown))
        assert not [one for one in changes if isinstance(one, Brought | Hidden)]


@pytest.mark.parametrize("kind", ["group", "channel"])
def test_what_is_undeleted_where_files_are_hidden_is_looked_for_each_time(
    paper: Paper, kind: str
) -> None:
    said = paper.said(getattr(paper, kind), "queue", files=("a.pdf",), mention=True)
    more = {"attachments": said["attachments"], "text": said["text"]}
    found = [
        told(paper.changed(said, "undeleteMessage", timestamp=time, **more))
        for time in ("2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z")
    ]
    again = [one for several in found for one in several if isinstance(one, Hidden)]
    assert [(one.asked, one.addressed) for one in again] == [(None, True)] * 2
    written = [one for one in told(said) if isinstance(one, Hidden)]
    assert len({job_of(one, MORNING).key for one in (*written, *again)}) == 3


@pytest.mark.parametrize("who", [BOT, "28:another"])
def test_bots_are_not_heard(paper: Paper, who: str) -> None:
    activity = paper.said(paper.alone, "queue") | {"from": {"id": who}}
    assert told(activity) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "another"}},
        {"conversation": {"id": "a 1", "conversationType": "personal"}},
        {"conversation": {"id": "a:1", "conversationType": "directline"}},
        {"conversation": {"id": "a:1"}},
        {"from": {"id": "a" * 400}},
        {"from": {}},
        {"recipient": None},
        {"channelData": {}, "conversation": {"id": "a:1", "conversationType": "personal"}},
        {"type": "typing"},
        {"type": ["message"]},
        {"id": ""},
        {"value": {"a": "review.approve", "v": "D-1:2"}},
    ],
)
def test_what_is_of_no_place_or_of_two_companies_is_not_heard(
    paper: Paper, change: dict[str, Any]
) -> None:
    assert told(paper.said(paper.alone, "queue") | change) == ()


def test_whatever_stands_anywhere_nothing_breaks_and_tenants_stay_apart(paper: Paper) -> None:
    tried = 0
    for activity in paper.spoilt():
        for one in happenings(activity, MORNING):
            tried += 1
            if isinstance(one, Brought):
                repr(one).encode()
                assert one.upload.place.tenant == one.source.tenant == paper.tenant.id
    assert tried > 5000


def test_an_undeleted_message_brings_its_files_again_and_asks_nothing(paper: Paper) -> None:
    said = paper.said(paper.alone, "queue") | {"attachments": [attachment("a.pdf")]}
    again = paper.changed(said, "undeleteMessage", attachments=said["attachments"])
    assert told(again) == told(said)
    assert told(paper.changed(said, "undeleteMessage", text="queue")) == ()
