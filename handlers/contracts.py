"""What a contract says, for people: its terms in rows, and until when something is to be done."""

from collections.abc import Iterator

from handlers.chat import Card, Fields, Language, Part, Text
from handlers.deadlines import Due, Outlook, last_day, reckoned_end
from handlers.findings import told, with_page
from handlers.ports import Document
from handlers.review_parts import shortened
from handlers.texts.catalogue import lasting, texts
from handlers.texts.model import Texts
from handlers.texts.written import counted, money, plain
from pipelines.document.model import Reading
from pipelines.document.terms import PARTIES, Contract

PARTIES_SHOWN = 8
_WORDS_SHOWN = 160


def contract_title(contract: Contract, phrases: Texts) -> str:
    """Say in one line which contract it is: by what it calls itself, else by its first parties."""
    return " · ".join((phrases.kinds["contract"], *_called(contract)))


def contract_parts(reading: Reading, language: Language, outlook: Outlook) -> tuple[Part, ...]:
    """Say what the checks made of a contract, what it says, and until when to act."""
    contract, phrases = reading.contract or Contract(), texts(language)
    hidden = len(contract.parties) - PARTIES_SHOWN
    more = (Text(counted(hidden, phrases.contracts.more_parties)),) if hidden > 0 else ()
    return (
        _verdict(reading, phrases),
        *told(reading, language),
        *(Text(line) for line in _deadline(contract, outlook, phrases)),
        Fields((*_parties(reading, contract, phrases), *_terms(reading, contract, phrases))),
        *more,
        *_termination(reading, contract, phrases),
    )


def reminder_card(document: Document, due: Due, *, late: bool) -> Card:
    """Remind of a deadline of a contract, or say that it has passed meanwhile."""
    reading, drop = document.reading, document.drop
    contract, phrases = reading.contract or Contract(), texts(drop.language)
    said = phrases.contracts.late_reminder if late else phrases.contracts.reminder
    names = _called(contract) or (phrases.contracts.unnamed,)
    rows = [
        row for name in ("expiry_date", "auto_renewal", "notice_period")
        if (row := _term(name, reading, contract, phrases))
    ]  # fmt: skip
    return Card(
        said[due.sort].format(day=due.day.isoformat()),
        (Text(" · ".join(names)), Fields((*_parties(reading, contract, phrases), *rows))),
        tone="bad" if late else "plain",
        footer=" · ".join((shortened(drop.name), document.id)),
    )


def _called(contract: Contract) -> tuple[str, ...]:
    if contract.title:
        return (_short(contract.title, 80),)
    return tuple(map(shortened, contract.parties[:2]))


def _verdict(reading: Reading, phrases: Texts) -> Text:
    said = phrases.contracts
    errors = sum(one.severity == "error" for one in reading.findings)
    if errors:
        return Text(counted(errors, said.flagged), "bad")
    if reading.findings:
        return Text(counted(len(reading.findings), said.warned))
    return Text(said.passed)


def _deadline(contract: Contract, outlook: Outlook, phrases: Texts) -> Iterator[str]:
    """Say which deadline was over when the contract was dropped, and which one is ahead."""
    said, over, ahead = phrases.contracts, outlook.over(contract), outlook.ahead(contract)
    end = reckoned_end(contract)
    if end is not None:
        yield said.reckoned_end.format(day=end.isoformat())
    if over is not None:
        line = said.was_due[over.sort].format(day=over.day.isoformat())
        yield _going_on(contract, line, outlook, phrases) if contract.auto_renewal else line
    if ahead is None:
        return
    line, day = said.due[ahead.sort].format(day=ahead.day.isoformat()), outlook.reminds_on(ahead)
    yield line if day is None else said.will_remind.format(line=line, day=day.isoformat())


def _going_on(contract: Contract, line: str, outlook: Outlook, phrases: Texts) -> str:
    """Say what becomes of a contract that renews itself, where a deadline was over."""
    said, end = phrases.contracts, last_day(contract)
    if end is not None and end >= outlook.dropped:
        return said.goes_on.format(line=line, end=end.isoformat())
    return said.may_go_on.format(line=line)


def _parties(reading: Reading, contract: Contract, phrases: Texts) -> Iterator[tuple[str, str]]:
    """Give each of the first parties with what the contract calls it."""
    said, name = phrases.contracts, phrases.fields[PARTIES]
    if not contract.parties:
        yield name, phrases.nothing
    pairs = zip(contract.parties, contract.roles, strict=True)
    for number, (party, role) in enumerate(list(pairs)[:PARTIES_SHOWN]):
        if len(contract.parties) > 1:
            name = said.party.format(number=number + 1)
        value = party if role is None else said.in_role.format(party=party, role=role)
        yield with_page(name, f"{PARTIES}.{number}", reading, phrases), _short(value)


def _terms(reading: Reading, contract: Contract, phrases: Texts) -> Iterator[tuple[str, str]]:
    for name in (
        "effective_date", "expiry_date", "term", "auto_renewal", "notice_period", "amount",
        "governing_law",
    ):  # fmt: skip
        row = _term(name, reading, contract, phrases)
        yield row or (phrases.fields[name], phrases.nothing)
    if not contract.termination:
        yield phrases.fields["termination"], phrases.nothing


def _termination(reading: Reading, contract: Contract, phrases: Texts) -> Iterator[Text]:
    """Give the contract's own words on how it can be ended: too many for a row."""
    row = _term("termination", reading, contract, phrases)
    if row is not None:
        name, words = row
        yield Text(phrases.contracts.in_words.format(name=name, words=words))


def _term(
    name: str, reading: Reading, contract: Contract, phrases: Texts
) -> tuple[str, str] | None:
    """Give name and value of a term, with its page; None where nothing was found."""
    value = _said(name, contract, phrases)
    if value is None:
        return None
    return with_page(phrases.fields[name], name, reading, phrases), _short(value)


def _said(name: str, contract: Contract, phrases: Texts) -> str | None:
    if name == "auto_renewal":
        return _renewal(contract, phrases)
    if name == "amount":
        return _amount(contract, phrases)
    value = getattr(contract, name)
    if name in {"term", "notice_period"}:
        return _length(value, phrases)
    return plain(value) or None


def _amount(contract: Contract, phrases: Texts) -> str | None:
    if contract.amount is None:
        return None
    if contract.currency is None:
        return phrases.contracts.no_currency.format(amount=plain(contract.amount))
    return money(contract.amount, contract.currency)


def _renewal(contract: Contract, phrases: Texts) -> str | None:
    """Say whether a contract goes on by itself; for how long is nothing where it does not."""
    said, length = phrases.contracts, _length(contract.renewal_term, phrases)
    match contract.auto_renewal:
        case True:
            return said.renews if length is None else said.renews_for.format(period=length)
        case False:
            return said.not_renewed
        case _:
            return length


def _length(written: str | None, phrases: Texts) -> str | None:
    return lasting(written, phrases) if written else None


def _short(text: str, most: int = _WORDS_SHOWN) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
