"""What hangs on a message is files, pictures, or none of Clerk's."""

import pytest

from bot.teams.payloads import Brought, happenings
from handlers.chat import Upload
from tests.bot.teams.staged import Paper, attachment, page
from tests.doubles.teams.world import Json
from tests.fake_ledger import MORNING

PICTURE = "https://connector.example/v3/attachments/I-1/views/original"


@pytest.fixture(scope="module")
def paper() -> Paper:
    return Paper()


def brought(activity: Json) -> list[Brought]:
    return [one for one in happenings(activity, MORNING) if isinstance(one, Brought)]


def uploads(activity: Json) -> list[Upload]:
    return [one.upload for one in brought(activity)]


@pytest.mark.parametrize(
    ("hanging", "names"),
    [
        ([{"contentType": "image/*", "contentUrl": PICTURE}], ["image.png"]),
        ([{"contentType": "image/jpeg", "contentUrl": PICTURE, "name": "x.jpg"}], ["x.jpg"]),
        (
            [{"contentType": "image/jpeg", "contentUrl": f"{PICTURE}?{n}"} for n in (1, 2)],
            ["image.jpg", "image-2.jpg"],
        ),
        ([page(f'<p>x</p><img alt="a" src="{PICTURE}" width="9">')], ["image.png"]),
        ([page(f"<IMG itemtype='y' SRC = '{PICTURE}?a=1&amp;b=2'>")], ["image.png"]),
        # A picture that hangs on the message is the one in its text.
        (
            [{"contentType": "image/*", "contentUrl": PICTURE}, page(f'<img src="{PICTURE}?x">')],
            ["image.png"],
        ),
        ([page('<img src="https://statics.teams.cdn.office.net/smile.png">')], []),
        ([page(f'<p alt="img src={PICTURE}">')], []),
        ([{"contentType": "application/vnd.microsoft.card.adaptive", "content": {}}], []),
        ([{"contentType": "image/*"}], []),
        ([{"contentType": "application/vnd.microsoft.teams.file.download.info"}], []),
        ([{"contentType": "reference", "contentUrl": "https://x.example/a.pdf"}], ["file"]),
    ],
)
def test_pictures_and_links_are_files_and_signs_are_none(
    paper: Paper, hanging: list[Json], names: list[str]
) -> None:
    found = uploads(paper.said(paper.alone) | {"attachments": hanging})
    assert [one.name for one in found] == names


def test_a_pasted_pictures_address_is_as_a_browser_reads_it(paper: Paper) -> None:
    hanging = [page(f'<img src="{PICTURE}?a=1&amp;b=2">')]
    [one] = brought(paper.said(paper.alone) | {"attachments": hanging})
    assert (one.source.kind, one.source.url) == ("inline", f"{PICTURE}?a=1&b=2")


def test_a_file_has_one_id_in_a_message_and_another_in_another(paper: Paper) -> None:
    first = paper.said(paper.alone) | {"attachments": [attachment("a.pdf")]}
    again = first | {"attachments": [attachment("a.pdf") | {"contentUrl": ""}]}
    later = paper.said(paper.alone) | {"attachments": [attachment("a.pdf")]}
    elsewhere = paper.said(paper.group) | {"attachments": [attachment("a.pdf")], "id": first["id"]}
    ids = [uploads(one)[0].file for one in (first, again, later, elsewhere)]
    assert ids[0] == ids[1]
    assert len({*ids}) == 3


def test_a_file_that_hangs_on_a_message_twice_is_one(paper: Paper) -> None:
    activity = paper.said(paper.alone) | {"attachments": [attachment("a.pdf")] * 3}
    assert len(uploads(activity)) == 1


def test_files_beside_a_recording_know_of_it(paper: Paper) -> None:
    both = paper.said(paper.alone)
    both["attachments"] = [attachment("notes.txt"), attachment("weekly.mp4", "U-2")]
    alone = paper.said(paper.alone) | {"attachments": [attachment("notes.txt")]}
    assert [one.beside for one in (*uploads(both), *uploads(alone))] == [True, True, False]
