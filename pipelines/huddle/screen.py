"""What the assistant sees: the newest picture of the newest screen that somebody shares."""

from dataclasses import dataclass

MOST_BYTES = 1_000_000
# A picture that changed is shown at once, but not so soon after the one before: then it is once
# somebody speaks. Every picture is paid for.
_SPARING_S = 10.0


@dataclass(slots=True)
class Screen:
    """Keeps one picture; older ones are gone."""

    person: str = ""
    _newest: bytes | None = None
    _is_new: bool = False
    _shown_at: float = -_SPARING_S

    def change(self, person: str, jpeg: bytes) -> bool:
        """Take a picture; gives whether somebody else's was shared before."""
        if len(jpeg) > MOST_BYTES or (person == self.person and jpeg == self._newest):
            return False
        was, self.person = self.person, person
        self._newest, self._is_new = jpeg, True
        return was != person

    def stop(self, person: str) -> bool:
        """Somebody shares no more; gives whether they did."""
        if self.person != person:
            return False
        self.person, self._newest, self._is_new = "", None, False
        return True

    def due(self, now: float, *, spoken: bool) -> bytes | None:
        """Give the picture, where it is to be shown now: once, and at once where it is `spoken`."""
        if not self._is_new or (not spoken and now - self._shown_at < _SPARING_S):
            return None
        self._is_new, self._shown_at = False, now
        return self._newest
