"""Who took part: one person a label, or several labels that somebody said are one person."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Literal

from pipelines.meeting.lettering import shown
from pipelines.meeting.model import Segment, Speaker, Transcript

MOST_NAME = 80

# What programs call a voice whose name they do not know; of a transcriber's, any label is one.
_UNKNOWN = re.compile(
    r"(?:unknown|unidentified|anonymous)?[\s_-]*(?:speaker|spk|voice|participant|guest)?[\s_-]*\d*"
    r"|(?:未知|匿名)?(?:说话人|发言人|讲话人|嘉宾)\s*\d*",
    re.IGNORECASE,
)
_VOICE = {"en": "Speaker {number}", "zh": "说话人 {number}"}


def speakers(
    transcript: Transcript, names: Mapping[str, str], language: Literal["en", "zh"]
) -> tuple[Speaker, ...]:
    """Give those who speak, whoever speaks longest first.

    `names` says who is behind a label; two labels of one name are one person. Where a transcriber
    only tells voices apart, they are numbered as they are first heard. What nobody is named for
    is nobody's.
    """
    labels = dict.fromkeys(one.speaker for one in transcript.segments if one.speaker)
    recognised = transcript.kind == "recognised"
    owner = _owners(
        {label: cleaned(names.get(label, "")) for label in labels}, language, recognised
    )
    said: dict[str, list[Segment]] = defaultdict(list)
    turns, before = Counter[str](), ""
    for one in transcript.segments:
        name = owner.get(one.speaker, "")
        said[name].append(one)
        turns[name] += name != before
        before = name
    own: dict[str, list[str]] = defaultdict(list)
    for label, name in owner.items():
        own[name].append(label)
    found = [
        Speaker(
            label=own[name][0],
            name=name,
            talk_s=_covered(said[name]),
            turns=turns[name],
            evidence=_evidence(own[name], names, named=not recognised),
            also=tuple(own[name][1:]),
        )
        for name in own
    ]
    return tuple(sorted(found, key=lambda one: -one.talk_s))


def cleaned(name: str) -> str:
    """Give a name as it is told: one line, and no longer than names are."""
    name = shown(name)
    return name if len(name) <= MOST_NAME else name[: MOST_NAME - 1] + "…"


def _owners(
    called: Mapping[str, str], language: Literal["en", "zh"], recognised: bool
) -> dict[str, str]:
    """Give the name of the person behind each label."""
    taken = {name for name in called.values() if name}
    numbered = (_VOICE[language].format(number=number) for number in count(1))
    free = (name for name in numbered if name not in taken)
    return {label: name or (next(free) if recognised else label) for label, name in called.items()}


def _evidence(
    labels: Sequence[str], names: Mapping[str, str], *, named: bool
) -> Literal["label", "renamed", "none"]:
    if any(cleaned(names.get(label, "")) for label in labels):
        return "renamed"
    return "label" if named and not _UNKNOWN.fullmatch(labels[0]) else "none"


def _covered(segments: Iterable[Segment]) -> float:
    """Count the seconds in which somebody speaks; what overlaps counts once."""
    seconds, until = 0.0, 0.0
    for one in sorted(segments, key=lambda one: one.start_s):
        seconds += max(0.0, one.end_s - max(one.start_s, until))
        until = max(until, one.end_s)
    return round(seconds, 3)
