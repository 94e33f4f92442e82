"""Labels of sums that go on in the next row: "Total amount" above "(incl. VAT)"."""

from collections.abc import Sequence

from pipelines.document.page.labels import Label
from pipelines.document.page.layout import Row, Spot
from pipelines.document.page.phrases import composed
from pipelines.document.page.printed import Printed

_NAMED = frozenset({"total", "subtotal", "net", "due"})
_ASIDE = 0.02  # of the page's width: what the two rows of a label may start apart
_LINES = 1.2  # heights of a row that may lie between the two


def continued(printed: Printed, row: Row, labels: Sequence[Label]) -> list[Label]:
    """Give the labels of a row, its first one read together with the row above it."""
    first = labels[0] if labels else None
    if first is None or first.role != "tax" or not row.index or not printed.amounts[row.index]:
        return list(labels)
    start, end = row.cell_at(first.start)
    above = _label_above(printed, Spot(row, start, end))
    if above is None or row.folded[start : first.start].strip(" ("):
        return list(labels)
    together = f"{above} {row.folded[start:end].lstrip(' (')}"
    meaning = composed(together, 0)
    if meaning is None or meaning[1] <= len(above) or meaning[0][0] not in _NAMED:
        return list(labels)
    (role, weight), _ = meaning
    return [Label(role, weight, first.start, first.end), *labels[1:]]


def _label_above(printed: Printed, cell: Spot) -> str | None:
    """Give the label in the cell right above, where it has no amount of its own."""
    above = printed.rows[cell.row.index - 1]
    gap = cell.row.box.y0 - above.box.y1
    far = gap > _LINES * (cell.row.box.y1 - cell.row.box.y0)
    if far or above.page != cell.row.page or printed.amounts[above.index]:
        return None
    for label in printed.labels("amounts")[above.index]:
        head = Spot(above, *above.cell_at(label.start))
        ends = not above.folded[label.end : head.end].strip(" :")
        if ends and label.role in _NAMED and abs(head.box.x0 - cell.box.x0) <= _ASIDE:
            return above.folded[label.start : label.end]
    return None
