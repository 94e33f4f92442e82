"""Who is in a room, and what goes to their pages."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipelines.huddle.mixer import Beat
from pipelines.huddle.outbox import Outbox
from pipelines.huddle.page import PEOPLE, Here, Levels, Present, Shown
from pipelines.pcm import LOUDEST

# What is so much less loud than can be is shown as nothing.
_QUIETEST_DB = 55.0


@dataclass(slots=True, eq=False)
class Seat:
    """Somebody, and their page."""

    present: Present
    outbox: Outbox


class Seats:
    """Those who are here, in the order they came."""

    def __init__(self) -> None:
        self._seats = dict[str, Seat]()
        self.names = dict[str, str]()  # of all who ever were here
        self._loudest = dict[str, float]()
        self._shown: Mapping[str, float] = {}

    def __len__(self) -> int:
        return len(self._seats)

    def __iter__(self) -> Iterator[Seat]:
        return iter(self._seats.values())

    def get(self, person: str) -> Seat | None:
        """Give where somebody sits."""
        return self._seats.get(person)

    @property
    def sole(self) -> str:
        """Who is here alone; "": nobody is, or more are."""
        return next(iter(self._seats)) if len(self._seats) == 1 else ""

    def take(self, seat: Seat) -> None:
        """Let somebody sit down, in their own place where they have one."""
        person = seat.present.person
        self._seats[person] = seat
        self.names[person] = seat.present.name
        self.tell_who()

    def free(self, person: str) -> None:
        """Somebody left."""
        del self._seats[person]
        self._loudest.pop(person, None)
        self.tell_who()

    def change(
        self, person: str, *, sharing: bool | None = None, apart: bool | None = None
    ) -> None:
        """Take note of how somebody is here."""
        if (seat := self._seats.get(person)) is None:
            return
        now = seat.present
        shares = now.sharing if sharing is None else sharing
        seat.present = replace(now, sharing=shares, apart=now.apart if apart is None else apart)
        if seat.present != now:
            self.tell_who()

    def tell_who(self) -> None:
        """Show everybody who is here."""
        self.show(Here(tuple(seat.present for seat in self)))

    def show(self, what: Shown) -> None:
        """Show everybody something."""
        for seat in self:
            seat.outbox.show(what)

    def play(self, number: int, pcm: bytes) -> None:
        """Have everybody hear the assistant."""
        for seat in self:
            seat.outbox.play(number, pcm)

    def flush(self) -> None:
        """Have the assistant be still everywhere."""
        for seat in self:
            seat.outbox.flush()

    def share(self, beat: Beat) -> None:
        """Let everybody hear the others, but for those who hear them elsewhere."""
        for person, level in beat.levels.items():
            self._loudest[person] = max(level, self._loudest.get(person, 0.0))
        if len(self._seats) < 2 or not beat.levels:
            return
        for person, seat in self._seats.items():
            if not seat.present.apart and (pcm := beat.without(person)) is not None:
                seat.outbox.play(PEOPLE, pcm)

    def show_levels(self) -> None:
        """Show how loud everybody was since this was shown, where that is not as it was."""
        now = {one: height for one, loud in self._loudest.items() if (height := _height(loud))}
        self._loudest.clear()
        if now != self._shown:
            self._shown = now
            self.show(Levels(now))


def _height(level: float) -> float:
    """Give how high a meter stands, from 0 to 1."""
    if level < 1:
        return 0.0
    decibels = 20 * math.log10(level / LOUDEST)
    return round(max(0.0, 1 + decibels / _QUIETEST_DB), 2)
