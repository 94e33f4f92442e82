"""What was seen before is named to those who may know; to others Clerk says whom to ask."""

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.chat import Buttons, Card, Code, Language, Upload
from handlers.people import Person
from handlers.texts.catalogue import texts
from tests.handlers.office import (
    ACCOUNTING,
    FLAGGED,
    READING,
    WAITING,
    Office,
    first_line,
    lines,
    upload,
)

PDF = b"%PDF-1.7 one"
OTHER_PDF = b"%PDF-1.7 two"
DAY = "2026-11-22"
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
ASK: dict[Language, str] = {
    "en": "Seller and number were seen before: ask accounting.",
    "zh": "销售方和发票号码此前出现过：请咨询财务。",
}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "scratch")


async def twins(office: Office, *, channel: str, language: Language = "en") -> Upload:
    """Let an invoice be dropped in #invoices and its twin elsewhere; gives the second drop."""
    await office.answer(upload("F1"), PDF)
    twin = replace(upload("F2", channel=channel), language=language)
    await office.answer(twin, OTHER_PDF)
    return twin


def everything(card: Card) -> str:
    code = [part.text for part in card.parts if isinstance(part, Code)]
    pressed = [
        button.value + button.label
        for part in card.parts
        if isinstance(part, Buttons)
        for button in part.row
    ]
    return "\n".join([card.title, *lines(card), *code, *pressed])


@LANGUAGES
async def test_in_the_same_channel_a_duplicate_is_named(office: Office, language: Language) -> None:
    twin = await twins(office, channel="invoices", language=language)
    first = office.document(upload("F1")).id
    [sentence] = [line for line in lines(office.card(twin)) if first in line]
    assert DAY in sentence
    assert first in office.files(twin)[-1].content.decode()


@LANGUAGES
async def test_in_another_channel_a_duplicate_has_no_name_anywhere(
    office: Office, language: Language
) -> None:
    twin = await twins(office, channel="general", language=language)
    first = office.document(upload("F1")).id
    card, data = office.card(twin), office.files(twin)[-1].content.decode()
    assert ASK[language] in lines(card)
    assert ASK[language] in data
    for said in (everything(card), data):
        assert first not in said
        assert DAY not in said


@LANGUAGES
async def test_accounting_is_given_the_name_and_the_way_there(
    office: Office, language: Language
) -> None:
    twin = await twins(office, channel="general", language=language)
    first = office.document(upload("F1")).id
    [card] = office.chat.cards(ACCOUNTING)
    assert lines(card)[1].startswith(texts(language).review.states["pending"])
    assert first in everything(card)
    assert ASK[language] not in lines(card)
    [opens] = [part.row[0] for part in card.parts if isinstance(part, Buttons)][1:]
    assert (opens.action, opens.value) == ("review.open", f"{first}:1")
    assert first in opens.label
    picture, data = await office.accounting_files(twin)
    assert first in data.content.decode()
    assert picture.mime == "image/png"


async def test_who_drops_the_earlier_one_here_too_does_not_learn_its_name(office: Office) -> None:
    twin = await twins(office, channel="general")
    await office.answer(upload("F3", channel="general"), PDF)
    await office.show(twin)
    assert office.document(upload("F1")).id not in everything(office.card(twin))


@pytest.mark.parametrize(
    ("user", "role", "named"),
    [("lena", "employee", False), ("eva", "employee", True), ("lena", "accountant", True)],
)
async def test_a_private_card_names_to_whom_it_may(
    office: Office, user: str, role: str, named: bool
) -> None:
    twin = await twins(office, channel="general")
    office.people.close("invoices", "lena")
    person = Person(f"local:{user}", user, "accountant" if role == "accountant" else "employee")
    card = await office.threads.private_card(await office.case(twin), person, "en")
    assert (office.document(upload("F1")).id in everything(card)) is named
    assert (ASK["en"] in lines(card)) is not named


async def test_a_private_card_tells_of_the_first_arrival(office: Office) -> None:
    office.reader.says = FLAGGED
    await office.answer(upload("F1", name="first.pdf"), PDF)
    await office.answer(upload("F2", channel="general", name="second.pdf"), PDF)
    case = await office.case(upload("F1"))
    arun = Person("local:arun", "Arun", "accountant")
    card = await office.threads.private_card(case, arun, "en")
    assert first_line(card).startswith("first.pdf, dropped by Eva")
    assert "second.pdf" not in everything(card)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "copy.pdf was seen before: ask accounting. Nothing was added."),
        ("zh", "copy.pdf 此前已收到过：请咨询财务。没有新增内容。"),
    ],
)
async def test_the_same_bytes_in_another_channel_tell_whom_to_ask_and_nothing_more(
    office: Office, language: Language, title: str
) -> None:
    await office.answer(upload("F1"), PDF)
    elsewhere = replace(upload("F2", channel="general", name="copy.pdf"), language=language)
    await office.answer(elsewhere, PDF)
    assert office.card(elsewhere) == Card(title)
    await office.reject(upload("F1"))
    await office.show(upload("F1"))
    assert office.card(elsewhere) == Card(title), "nor what became of it"


async def test_the_second_time_in_another_channel_they_tell_no_more(office: Office) -> None:
    await office.answer(upload("F1"), PDF)
    for file in ("F2", "F3"):
        await office.answer(upload(file, channel="general"), PDF)
    second, third = (office.card(upload(file, channel="general")) for file in ("F2", "F3"))
    assert third == second
    assert third.parts == ()
    await office.answer(upload("F4"), PDF)
    assert office.card(upload("F4")).title.startswith("acme.pdf is the same file as D-")


async def test_in_accounting_the_same_bytes_are_named(office: Office) -> None:
    office.reader.says = FLAGGED
    await office.answer(upload("F1"), PDF)
    there = upload("F2", channel="accounting")
    await office.answer(there, PDF)
    card = office.card(there)
    assert office.document(there).id in card.title
    assert first_line(card) == WAITING
    assert any(isinstance(part, Buttons) for part in card.parts)


async def test_what_is_no_invoice_is_nothing_to_ask_accounting_about(office: Office) -> None:
    office.reader.says = READING.model_copy(update={"kind": "other", "invoice": None})
    for channel in ("invoices", "general"):
        await office.answer(upload(f"F {channel}", channel=channel, name="menu.pdf"), PDF)
    card = office.card(upload("F general", channel="general"))
    assert (
        card.title
        == "menu.pdf does not look like an invoice, a receipt or a contract, so I left it alone."
    )
    assert "D-" not in (card.footer or "")
