"""The pieces of a card that are about its review: where it stands, who did what, what to press."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from handlers.chat import Button, Buttons, Language, Text, Tone
from handlers.memory import Memory, in_one_line
from handlers.ports import Document
from handlers.texts.catalogue import texts
from handlers.texts.model import Texts
from handlers.texts.written import counted
from handlers.verdicts import Act, Review, State, Verdict
from pipelines.document.model import Invoice, Reading

ACTIONS: Mapping[Verdict, str] = {
    "approve": "review.approve",
    "reject": "review.reject",
    "edit": "review.edit",
    "flag": "review.flag",
}
OPEN = "review.open"
LINK = "link"  # of a button that opens an address
ACTS_SHOWN = 10
_NAME_SHOWN = 60

_TONES: Mapping[State, Tone] = {
    "passed": "good",
    "pending": "bad",
    "approved": "good",
    "rejected": "bad",
}
_POSSIBLE: Mapping[State, tuple[Verdict, ...]] = {
    "passed": ("flag", "edit"),
    "pending": ("approve", "reject", "edit"),
    "approved": ("flag",),
    "rejected": ("flag",),
}
_BUTTON_TONES: Mapping[Verdict, Tone] = {"approve": "good", "reject": "bad"}
_LONGEST_REVISION = 9  # digits
_LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of a seller, with its accounts only where all of that may be seen."""

    memory: Memory
    accounts: bool

    def said(self, language: Language) -> str:
        """Tell it in one line."""
        return in_one_line(self.memory, language, accounts=self.accounts)


@dataclass(frozen=True, slots=True)
class Standing:
    """A review, the names of the people in it by id, and the zone that times are told in.

    `remembered` is what is known of the seller.
    """

    review: Review
    names: Mapping[str, str]
    zone: tzinfo
    remembered: Remembered | None = None

    @property
    def tone(self) -> Tone:
        """Colour the card of a document that stands so."""
        return _TONES[self.review.state]


def people_in(review: Review) -> frozenset[str]:
    """Give the ids of everybody whose name a card tells."""
    return frozenset(act.person for act in review.acts[-ACTS_SHOWN:])


def state_part(standing: Standing, reading: Reading, language: Language) -> Text:
    """Say in one line where a document stands: the decision or, before, what checks made of it."""
    phrases, review = texts(language), standing.review
    if review.decision is not None:
        return Text(_told(review.decision, standing, phrases), standing.tone)
    if review.state == "passed":
        return verdict_part(reading, language)
    said = phrases.review
    errors = _errors(reading)
    if errors:
        matter = counted(errors, said.checks_failed)
    elif reading.findings:
        matter = counted(len(reading.findings), said.warned)
    else:
        matter = said.all_passed
    sentence = said.waiting.format(state=said.states[review.state], matter=matter)
    return Text(sentence, standing.tone)


def verdict_part(reading: Reading, language: Language) -> Text:
    """Say what checks made of a document on which nobody has to decide."""
    phrases, errors = texts(language), _errors(reading)
    if errors:
        return Text(counted(errors, phrases.flagged), "bad")
    if reading.findings:
        return Text(counted(len(reading.findings), phrases.warned), "good")
    return Text(phrases.passed, "good")


def history_parts(
    standing: Standing, changes: Sequence[Text], language: Language
) -> Iterator[Text]:
    """Tell the latest acts before the decision, the oldest first, and what is still needed.

    `changes` are what all edits together came to: they are told with the last of them.
    """
    phrases, review = texts(language), standing.review
    hidden = len(review.acts) - ACTS_SHOWN
    if hidden > 0:
        yield Text(counted(hidden, phrases.review.earlier_acts))
    shown = review.acts[-ACTS_SHOWN:]
    last_edit = max((at for at, act in enumerate(shown) if act.verdict == "edit"), default=None)
    if last_edit is None:
        yield from changes
    for at, act in enumerate(shown):
        if act is not review.decision:
            yield Text(_told(act, standing, phrases))
        if at == last_edit:
            yield from changes
    if review.state == "pending" and review.approvals:
        yield Text(phrases.review.second_needed, "bad")


def buttons(review: Review, language: Language) -> Buttons:
    """Give what can be pressed in the state of a review; who may is decided when it is."""
    labels = texts(language).review.buttons
    return Buttons(
        tuple(
            Button(
                ACTIONS[verdict],
                value_of(review.document_id, review.revision),
                labels[verdict],
                _BUTTON_TONES.get(verdict, "plain"),
            )
            for verdict in _POSSIBLE[review.state]
        )
    )


def called(document: Document) -> str:
    """Name a document as people do: by seller and number, by its id where it has no number."""
    invoice = document.reading.invoice or Invoice()
    names = (invoice.vendor, invoice.invoice_number or document.id)
    return " · ".join(shortened(one) for one in names if one)


def shortened(name: str) -> str:
    """Give a name in a length that lists and titles have room for."""
    return name if len(name) <= _NAME_SHOWN else f"{name[: _NAME_SHOWN - 1]}…"


def value_of(document_id: str, revision: int) -> str:
    """Give the value of a button about one revision of a document."""
    return f"{document_id}:{revision}"


def subject(value: str) -> tuple[str, int] | None:
    """Give the document and the revision that a button is about; None when it names none."""
    document_id, _, revision = value.rpartition(":")
    is_number = revision.isdigit() and len(revision) <= _LONGEST_REVISION
    is_id = 0 < len(document_id) <= _LONGEST_ID
    return (document_id, int(revision)) if value.isascii() and is_id and is_number else None


def moment(at: datetime, zone: tzinfo) -> str:
    """Write a time for people: to the minute, in their zone, with its name."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M %Z}"


def _errors(reading: Reading) -> int:
    return sum(one.severity == "error" for one in reading.findings)


def _told(act: Act, standing: Standing, phrases: Texts) -> str:
    who = standing.names.get(act.person, act.person)
    said = phrases.review.acts[act.verdict].format(who=who, at=moment(act.at, standing.zone))
    if act.reason is None:
        return said
    return f"{said} · {phrases.review.reason_given.format(reason=act.reason)}"
