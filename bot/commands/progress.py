"""How far a long command has got: a bar on a terminal, a line now and then elsewhere."""

from dataclasses import dataclass
from typing import TextIO

_WIDTH = 30
_LINES = 10  # so many lines where there is no terminal


@dataclass
class Progress:
    """Counts up to `whole` and shows it on `stream`; nothing is shown of nothing."""

    whole: int
    stream: TextIO
    done: int = 0

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        if self.stream.isatty():
            self._bar()
        elif self.done == self.whole or self.done % -(-self.whole // _LINES) == 0:
            self.stream.write(f"{self.done} of {self.whole}\n")
        self.stream.flush()

    def _bar(self) -> None:
        filled = _WIDTH * self.done // self.whole
        bar = "#" * filled + "." * (_WIDTH - filled)
        end = "\n" if self.done == self.whole else ""
        self.stream.write(f"\r[{bar}] {self.done} of {self.whole}{end}")

    def stop(self) -> None:
        """Leave the line of a bar that did not get to its end."""
        if self.stream.isatty() and 0 < self.done < self.whole:
            self.stream.write("\n")
            self.stream.flush()
