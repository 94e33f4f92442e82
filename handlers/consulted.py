"""Who read a document, who else was asked or was not, and who saw it: as people are told."""

from collections.abc import Iterator
from datetime import tzinfo

from handlers.chat import Language, Text
from handlers.runs import price_of
from handlers.texts.catalogue import texts
from handlers.texts.model import Texts
from handlers.texts.written import dollars
from pipelines.consulted import Consulted
from pipelines.document.model import Reading


def read_by(reading: Reading, language: Language, zone: tzinfo) -> Iterator[str]:
    """Say who read a document and, of each other reader that was listed, what came of it.

    Of those whose turn did not come there is nothing to say. Times are those of `zone`.
    """
    phrases = texts(language)
    reader = phrases.readers.get(reading.reader, reading.reader)
    given = [one for one in reading.consulted if one.name == reading.reader and one.answered]
    for one in given:
        reader = phrases.asking.reader.format(name=reader, said=_seen(one, phrases))
    yield phrases.footer.format(reader=reader)
    for one in reading.consulted:
        matter = None if one in given else _matter(one, phrases, zone)
        if matter is not None and one.saw:
            matter = phrases.asking.other.format(matter=matter, said=_seen(one, phrases))
        if matter is not None:
            yield matter


def notes(reading: Reading, language: Language) -> Iterator[Text]:
    """Say what people should know of how models took part: that none did, or another one."""
    said = texts(language).asking
    for one in reading.consulted:
        if one.saw and one.instead_of is not None:
            yield Text(said.retired.format(old=one.instead_of, new=one.model))
    if any(map(_failed, reading.consulted)) and not any(one.answered for one in reading.consulted):
        yield Text(said.alone)


def _failed(one: Consulted) -> bool:
    """Tell whether a model was to answer and did not; of others nobody wanted an answer."""
    return one.fault is not None or one.bar in {"resting", "deadline"}


def _matter(one: Consulted, phrases: Texts, zone: tzinfo) -> str | None:
    """Say what came of one that did not read; None: its turn did not come."""
    said, name = phrases.asking, phrases.readers.get(one.name, one.name)
    if one.fault is not None:
        return said.silent.format(name=name, why=said.faults[one.fault])
    if one.bar == "resting" and one.since is not None:
        since = f"{one.since.astimezone(zone):%H:%M %Z}"
        return said.silent.format(name=name, why=said.resting_since.format(since=since))
    if one.bar is not None:
        return said.silent.format(name=name, why=said.bars[one.bar])
    return said.also.format(name=name) if one.saw else None


def _seen(one: Consulted, phrases: Texts) -> str:
    """Say which model saw a document, where, and what that cost."""
    said, cost = phrases.asking, price_of(one)
    where = said.saw_own if one.self_hosted else said.saw
    price = said.price_unknown if cost is None else dollars(cost)
    return said.comma.join((where.format(model=one.model, host=one.host), price))
