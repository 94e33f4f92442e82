"""Who said it: whoever was loudest while the model heard somebody speak."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.huddle.vad import Vad

# A model says that somebody began after they did.
_BEFORE_S = 0.6
# Of two who spoke at once and about as much, nobody can tell who said which words.
_AS_LOUD = 0.6
# So many stretches are remembered: words come seconds after they were said.
_MOST = 50


@dataclass(slots=True, eq=False)
class Stretch:
    """A stretch of speech, in seconds of the room; `weights` is how much each spoke in it."""

    began_s: float
    ended_s: float | None = None
    item: str = ""
    weights: dict[str, float] = field(default_factory=dict)

    @property
    def who(self) -> str:
        """Who spoke; "" where nobody can tell."""
        if not self.weights:
            return ""
        loudest = max(self.weights, key=self.weights.__getitem__)
        rest = [weight for one, weight in self.weights.items() if one != loudest]
        return "" if max(rest, default=0.0) > _AS_LOUD * self.weights[loudest] else loudest

    def lasted(self, now: float) -> float:
        """Give how long it lasted, or has lasted until now."""
        return max(0.0, (now if self.ended_s is None else self.ended_s) - self.began_s)

    def add(self, levels: Mapping[str, float]) -> None:
        """Count how loud they were in a beat."""
        for person, level in levels.items():
            self.weights[person] = self.weights.get(person, 0.0) + level


class Hearing:
    """Listens along with the model, person by person."""

    def __init__(self) -> None:
        self._vads = dict[str, Vad]()
        self._lately = deque[tuple[float, Mapping[str, float]]]()
        self._stretches = deque[Stretch](maxlen=_MOST)
        self._open: Stretch | None = None

    def hear(self, now: float, levels: Mapping[str, float]) -> bool:
        """Take in how loud everybody was in a beat; gives whether anybody speaks."""
        spoke = dict[str, float]()
        for person, level in levels.items():
            vad = self._vads.get(person)
            if vad is None:
                vad = self._vads[person] = Vad()
            vad.weigh(level)
            if vad.speaking:
                spoke[person] = level
        if spoke:
            self._lately.append((now, spoke))
            if self._open is not None:
                self._open.add(spoke)
        while self._lately and now - self._lately[0][0] > _BEFORE_S:
            self._lately.popleft()
        return bool(spoke)

    def forget(self, person: str) -> None:
        """Somebody left."""
        self._vads.pop(person, None)

    def began(self, now: float, item: str) -> None:
        """Take note that the model hears somebody speak."""
        if self._open is not None:
            self.ended(now)
        self._open = Stretch(self._lately[0][0] if self._lately else now, item=item)
        for _, levels in self._lately:
            self._open.add(levels)
        self._stretches.append(self._open)

    def ended(self, now: float) -> None:
        """Take note that the model heard the end of it."""
        if self._open is not None:
            self._open.ended_s, self._open = now, None

    def of(self, item: str, now: float) -> Stretch:
        """Give the stretch that words were said in: the one of that name, or the newest of none."""
        for one in reversed(self._stretches):
            if one.item == item:
                return one
        for one in reversed(self._stretches):
            if not one.item:
                one.item = item
                return one
        # Words of a model that tells nothing of speech, or more words of the same stretch.
        if self._stretches and not self._lately:
            newest = self._stretches[-1]
            return Stretch(newest.began_s, newest.ended_s, item, newest.weights)
        self.began(now, item)
        stretch = self._stretches[-1]
        self.ended(now)
        return stretch
