"""A page to draw on: margins, measures, wrapped text, lines, new pages with their footer."""

from collections.abc import Callable, Iterable

from tests.drawn.pdf import PrintedFaces
from tests.drawn.sheet import A4, Align, Rule, Sheet

LEFT, RIGHT, BOTTOM = 50.0, 545.0, 740.0


class Paper:
    """A sheet with a place where the next thing goes; `y` is the baseline of the next line."""

    def __init__(self, family: int, left: float = LEFT) -> None:
        self.sheet = Sheet(*A4, family=family)
        self.left, self.right, self.y = left, RIGHT, 60.0
        self.footer: Callable[[Paper], None] | None = None
        self._faces = PrintedFaces(self.sheet)

    def text(
        self, x: float, text: str, size: float = 9.5, bold: bool = False, align: Align = "left"
    ) -> None:
        """Set a line at the current height."""
        self.sheet.text(x, self.y, text, size=size, bold=bold, align=align)

    def width(self, text: str, size: float = 9.5, bold: bool = False) -> float:
        return self._faces.width(text, size, bold)

    def down(self, step: float = 14) -> None:
        self.y += step

    def block(self, x: float, lines: Iterable[str], size: float = 9, align: Align = "left") -> None:
        """Set lines under each other."""
        for line in lines:
            self.text(x, line, size=size, align=align)
            self.down(size * 1.35)

    def wrapped(self, text: str, width: float, size: float = 9.5) -> list[str]:
        """Break a text between words so that each line fits."""
        lines, line = [], ""
        for word in text.split(" "):
            longer = f"{line} {word}".strip()
            if line and self.width(longer, size) > width:
                lines.append(line)
                longer = word
            line = longer
        return [*lines, line]

    def level(self, x0: float | None = None, x1: float | None = None, above: float = 0) -> None:
        """Draw a level line."""
        x0, x1 = self.left if x0 is None else x0, self.right if x1 is None else x1
        self.sheet.rule(x0, self.y - above, x1)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a rectangle."""
        leaf = self.sheet.leaves[-1]
        leaf.rules += [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1)]
        leaf.rules += [Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]

    def upright(self, x: float, y0: float, y1: float) -> None:
        self.sheet.leaves[-1].rules.append(Rule(x, y0, x, y1))

    def turn(self) -> None:
        """Finish this page and begin another."""
        if self.footer:
            self.footer(self)
        self.sheet.turn()
        self.y = 70.0

    def room(self, height: float) -> bool:
        return self.y + height <= BOTTOM
