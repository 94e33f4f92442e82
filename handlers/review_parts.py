"""The pieces of a card that are about its review: where it stands, who did what, what to press."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from handlers.chat import Button, Buttons, Language, Text, Tone
from handlers.texts.catalogue import texts
from handlers.texts.model import Texts
from handlers.verdicts import Act, Review, State, Verdict

ACTIONS: Mapping[Verdict, str] = {
    "approve": "review.approve",
    "reject": "review.reject",
    "edit": "review.edit",
    "flag": "review.flag",
}
OPEN = "review.open"
ACTS_SHOWN = 10

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


@dataclass(frozen=True, slots=True)
class Standing:
    """A review, the names of the people in it by id, and the zone that times are told in."""

    review: Review
    names: Mapping[str, str]
    zone: tzinfo

    @property
    def tone(self) -> Tone:
        """Colour the card of a document that stands so."""
        return _TONES[self.review.state]


def people_in(review: Review) -> frozenset[str]:
    """Give the ids of everybody whose name a card tells."""
    return frozenset(act.person for act in review.acts[-ACTS_SHOWN:])


def standing_parts(standing: Standing, language: Language) -> tuple[Text, ...]:
    """Say where a document stands, who did what to it, and whether one more has to approve."""
    phrases, review = texts(language), standing.review
    half = review.state == "pending" and bool(review.approvals)
    return (
        Text(phrases.review.states[review.state], standing.tone),
        *_history(standing, phrases),
        *((Text(phrases.review.second_needed, "bad"),) if half else ()),
    )


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


def value_of(document_id: str, revision: int) -> str:
    """Give the value of a button about one revision of a document."""
    return f"{document_id}:{revision}"


def subject(value: str) -> tuple[str, int] | None:
    """Give the document and the revision that a button is about; None when it names none."""
    document_id, _, revision = value.rpartition(":")
    is_number = revision.isascii() and revision.isdigit() and len(revision) <= _LONGEST_REVISION
    return (document_id, int(revision)) if document_id and is_number else None


def moment(at: datetime, zone: tzinfo) -> str:
    """Write a time for people: to the minute, in their zone, with its name."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M %Z}"


def counted(count: int, one_or_many: tuple[str, str]) -> str:
    """Say a phrase of one or of many."""
    return one_or_many[0 if count == 1 else 1].format(count=count)


def _history(standing: Standing, phrases: Texts) -> Iterable[Text]:
    """Tell the latest acts, the oldest of them first."""
    acts = standing.review.acts
    hidden = len(acts) - ACTS_SHOWN
    if hidden > 0:
        yield Text(counted(hidden, phrases.review.earlier_acts))
    for act in acts[-ACTS_SHOWN:]:
        yield Text(_told(act, standing, phrases))


def _told(act: Act, standing: Standing, phrases: Texts) -> str:
    who = standing.names.get(act.person, act.person)
    said = phrases.review.acts[act.verdict].format(who=who, at=moment(act.at, standing.zone))
    if act.reason is None:
        return said
    return f"{said} · {phrases.review.reason_given.format(reason=act.reason)}"
