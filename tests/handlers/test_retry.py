"""A job that failed for good is tried again by whoever sees its thread."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from handlers.chat import (
    Attachment,
    Button,
    Buttons,
    Card,
    ChatUnavailable,
    Language,
    MessageRef,
    Place,
    Press,
    Text,
    Told,
    Upload,
)
from handlers.ports import Job, QueueUnavailable
from handlers.texts.catalogue import texts
from pipelines.document.model import Reading
from pipelines.document.read import Progress
from pipelines.egress import STAY, Egress
from pipelines.media import Media
from tests.fake_queue import InMemorySteps
from tests.handlers.office import FLAGGED, Office, upload

PDF = b"%PDF-1.7 one"
LANGUAGES = pytest.mark.parametrize("language", get_args(Language))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "scratch")


async def failed(office: Office, dropped: Upload) -> tuple[Job, InMemorySteps]:
    """Let a job fail for good while the file is read."""
    job, steps = await office.receive(dropped, PDF), InMemorySteps()
    read, office.reader.read = office.reader.read, _broken  # type: ignore[method-assign]  # now
    with pytest.raises(ZeroDivisionError):
        await office.documents.on_job(job, steps)
    office.reader.read = read  # type: ignore[method-assign]  # the operator mended it
    await office.documents.on_failed(job, "ZeroDivisionError")
    office.queue.failed.add(job.key)
    return job, steps


async def _broken(media: Media, progress: Progress, egress: Egress = STAY) -> Reading:
    raise ZeroDivisionError


def press(dropped: Upload, value: str, *, user: str = "lena", language: Language = "en") -> Press:
    return Press(dropped.place, user, "job.retry", value, language)


def told(sentence: str, language: Language) -> Told:
    title = texts(language).review.refused_title
    return Told(Card(title, (Text(sentence),), tone="bad"))


def watch(office: Office) -> list[Card]:
    """Write down what is said from now on by editing."""
    cards: list[Card] = []
    edit = office.chat.edit

    async def watched(message: MessageRef, card: Card) -> None:
        cards.append(card)
        await edit(message, card)

    office.chat.edit = watched  # type: ignore[method-assign]  # looks on
    return cards


@LANGUAGES
async def test_a_failure_can_be_tried_again(office: Office, language: Language) -> None:
    dropped = replace(upload("F1"), language=language)
    job, _ = await failed(office, dropped)
    card = office.card(dropped)
    assert card.parts[-1] == Buttons((Button("job.retry", job.key, texts(language).review.retry),))
    assert isinstance(card.parts[0], Text)
    assert "ZeroDivisionError" in card.parts[0].text


@LANGUAGES
async def test_tried_again_it_ends_in_the_usual_card(office: Office, language: Language) -> None:
    dropped = replace(upload("F1"), language=language)
    job, steps = await failed(office, dropped)
    assert await office.documents.on_retry(press(dropped, job.key)) is None
    assert office.queue.retried == [job.key]
    cards = watch(office)
    await office.documents.on_job(job, steps.again())
    assert cards[0] == Card(texts(language).review.retrying.format(name="acme.pdf"), tone="busy")
    assert office.card(dropped).tone == "good"
    assert [file.name for file in office.files(dropped)] == ["acme.evidence.png", "acme.json"]
    assert len(office.chat.cards(dropped.place)) == 1


@LANGUAGES
async def test_a_second_press_is_told_that_it_is_tried_already(
    office: Office, language: Language
) -> None:
    dropped = upload("F1")
    job, _ = await failed(office, dropped)
    await office.documents.on_retry(press(dropped, job.key))
    again = press(dropped, job.key, user="arun", language=language)
    assert await office.documents.on_retry(again) == told(texts(language).review.retried, language)
    assert office.queue.retried == [job.key]


@LANGUAGES
async def test_what_did_not_fail_is_not_tried_again(office: Office, language: Language) -> None:
    dropped = upload("F1")
    job = await office.receive(dropped, PDF)
    await office.documents.on_job(job, InMemorySteps())
    for _ in range(2):
        outcome = await office.documents.on_retry(press(dropped, job.key, language=language))
        assert outcome == told(texts(language).review.not_failed, language)
    assert office.card(dropped).tone == "good"


async def test_what_fails_again_can_be_tried_again(office: Office) -> None:
    dropped = upload("F1")
    job, _ = await failed(office, dropped)
    await office.documents.on_retry(press(dropped, job.key))
    await office.documents.on_failed(job, "OSError")
    office.queue.failed.add(job.key)
    assert await office.documents.on_retry(press(dropped, job.key)) is None
    assert office.queue.retried == [job.key] * 2


async def test_after_it_ended_well_a_press_on_an_old_card_does_nothing(office: Office) -> None:
    dropped = upload("F1")
    job, steps = await failed(office, dropped)
    await office.documents.on_retry(press(dropped, job.key))
    await office.documents.on_job(job, steps.again())
    outcome = await office.documents.on_retry(press(dropped, job.key))
    assert outcome == told(texts("en").review.not_failed, "en")


@LANGUAGES
@pytest.mark.parametrize(
    "value",
    [
        "local:t1:invoices:F1",
        "local:t2:general:F1",
        "slack:t1:general:F1",
        "local:t1:general",
        "local:t1:gener%61l:F1",
        "",
        "=cmd()",
    ],
)
async def test_who_does_not_read_the_channel_cannot_try_it_again(
    office: Office, value: str, language: Language
) -> None:
    job, _ = await failed(office, upload("F1"))
    office.queue.failed.add(value)
    office.people.close("invoices", "lena")
    elsewhere = upload("F9", channel="general")
    outcome = await office.documents.on_retry(press(elsewhere, value, language=language))
    assert outcome == told(texts(language).review.refusals["unseen"], language)
    assert office.queue.retried == []
    digest = hashlib.sha256(value.encode()).hexdigest()
    refused = ("t1", "local:lena", "job.retry_refused", digest, {"why": "unseen"})
    assert office.audit.links[-1] == refused
    assert await office.documents.on_retry(press(elsewhere, job.key, user="eva")) is None


async def test_each_press_is_in_the_audit_log(office: Office) -> None:
    dropped = upload("F1")
    job, steps = await failed(office, dropped)
    for _ in range(2):
        await office.documents.on_retry(press(dropped, job.key))
    await office.documents.on_job(job, steps.again())
    await office.documents.on_retry(press(dropped, job.key))
    digest = hashlib.sha256(job.key.encode()).hexdigest()
    assert [link[1:] for link in office.audit.links if link[2].startswith("job.")] == [
        ("clerk", "job.failed", job.key, {"kind": "document", "fault": "ZeroDivisionError"}),
        ("local:lena", "job.retry_asked", digest, {}),
        ("local:lena", "job.retried", job.key, {}),
        ("local:lena", "job.retry_refused", digest, {"why": "retried"}),
        ("local:lena", "job.retry_asked", digest, {}),
        ("local:lena", "job.retry_refused", digest, {"why": "not_failed"}),
    ]


async def test_a_card_that_cannot_be_turned_to_busy_stops_nothing(office: Office) -> None:
    dropped = upload("F1")
    job, steps = await failed(office, dropped)
    await office.documents.on_retry(press(dropped, job.key))
    edit = office.chat.edit

    async def only_results(message: MessageRef, card: Card) -> None:
        if card.tone == "busy":
            raise ChatUnavailable("rate limited")
        await edit(message, card)

    office.chat.edit = only_results  # type: ignore[method-assign]  # one platform, one bad day
    await office.documents.on_job(job, steps.again())
    assert office.card(dropped).tone == "good"


async def test_a_queue_that_does_not_answer_leaves_the_button_as_it_was(office: Office) -> None:
    dropped = upload("F1")
    job, _ = await failed(office, dropped)
    retry = office.queue.retry

    async def away(key: str) -> bool:
        raise QueueUnavailable(key)

    office.queue.retry = away  # type: ignore[method-assign]  # the disk was full
    with pytest.raises(QueueUnavailable):
        await office.documents.on_retry(press(dropped, job.key))
    office.queue.retry = retry  # type: ignore[method-assign]  # it is not any more
    assert await office.documents.on_retry(press(dropped, job.key)) is None
    assert office.queue.retried == [job.key]


@LANGUAGES
async def test_what_was_called_off_is_not_told_as_broken(
    office: Office, language: Language
) -> None:
    dropped = replace(upload("F1"), language=language)
    job = await office.receive(dropped, PDF)
    await office.documents.on_failed(job, "JobCancelled")
    card, phrases = office.card(dropped), texts(language)
    again = Buttons((Button("job.retry", job.key, phrases.review.retry),))
    title = {"en": "Reading acme.pdf was cancelled", "zh": "已取消读取 acme.pdf"}[language]
    assert card == Card(title, (Text(phrases.cancelled), again))
    assert "JobCancelled" not in str(card)


@pytest.mark.parametrize("fault", ["ChatRefused", "JobCancelled"])
async def test_what_fails_after_it_was_read_paints_over_no_true_card(
    office: Office, fault: str
) -> None:
    """The reply failed below a card that people decide by, or was called off there."""
    office.reader.says = FLAGGED
    dropped = upload("F1")
    job, steps = await office.receive(dropped, PDF), InMemorySteps()
    office.chat.send_file = _full  # type: ignore[method-assign]  # from now on
    with pytest.raises(ZeroDivisionError):
        await office.documents.on_job(job, steps)
    shown = office.card(dropped)
    assert "review.approve" in str(shown)
    await office.documents.on_failed(job, fault)
    assert office.card(dropped) == shown
    await office.reject(dropped)
    office.queue.failed.add(job.key)
    await office.documents.on_retry(press(dropped, job.key))
    await office.documents.on_failed(job, fault)
    assert "Rejected by Arun" in str(office.card(dropped).parts[0])
    assert "job.retry" not in str(office.card(dropped))


async def _full(place: Place, attachment: Attachment, *, key: str) -> MessageRef:
    raise ZeroDivisionError
