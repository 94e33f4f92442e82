"""Minutes under the names that people gave: owners, and labels that stand as words in prose."""

import re
from collections.abc import Mapping

from pipelines.meeting.minutes import Action, Minutes, Statement, Topic

# Scripts that put nothing between words: what stands beside a name there may be another word.
_UNSPACED = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_SEVERAL = ", "  # between the labels of people who are to do it together
_WORD = rf"[^\W{_UNSPACED}]"


class Names:
    """Who the labels of a transcript are, wherever they stand."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Remember what people are told for each label; a label that is its own name stays."""
        self._names = {label: name for label, name in names.items() if label}
        # "A" and "1" are words of their own: in prose they name nobody.
        told = [one for one in self._names if len(one) > 1 and not one.isdecimal()]
        is_any = any(self._names[one] != one for one in told)
        self._labels = _words(told) if is_any else None

    def of(self, owner: str) -> str:
        """Give the names behind a label, or behind several; what is none stays as it is."""
        if owner in self._names:
            return self._names[owner]
        return _SEVERAL.join(self._names.get(one, one) for one in owner.split(_SEVERAL))

    def within(self, text: str) -> str:
        """Give prose with the names in place of the labels that stand in it as words."""
        if self._labels is None:
            return text
        return self._labels.sub(lambda found: self._names[found[0]], text)

    def minutes(self, minutes: Minutes) -> Minutes:
        """Give minutes with the names; quotes, and the words that say when, stay as spoken."""
        return minutes.model_copy(
            update={
                "topics": tuple(self._topic(one) for one in minutes.topics),
                "decisions": tuple(self._statement(one) for one in minutes.decisions),
                "actions": tuple(self._action(one) for one in minutes.actions),
                "questions": tuple(self._statement(one) for one in minutes.questions),
            }
        )

    def _topic(self, one: Topic) -> Topic:
        points = tuple(self._statement(point) for point in one.points)
        return one.model_copy(update={"title": self.within(one.title), "points": points})

    def _statement(self, one: Statement) -> Statement:
        return one.model_copy(update={"text": self.within(one.text)})

    def _action(self, one: Action) -> Action:
        return one.model_copy(update={"text": self.within(one.text), "owner": self.of(one.owner)})


def _words(labels: list[str]) -> re.Pattern[str]:
    """Match any of them as a whole word; of two that begin alike, the longer."""
    ordered = sorted(labels, key=len, reverse=True)
    return re.compile("|".join(_bounded(one) for one in ordered))


def _bounded(label: str) -> str:
    before = rf"(?<!{_WORD})" if re.match(_WORD, label) else ""
    after = rf"(?!{_WORD})" if re.match(_WORD, label[-1]) else ""
    return f"{before}{re.escape(label)}{after}"
