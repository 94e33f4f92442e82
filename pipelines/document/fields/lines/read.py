"""The lines of goods of a document, whatever its table looks like."""

from pipelines.document.fields.lines.goods import parted, read_table
from pipelines.document.fields.lines.heads import blocks
from pipelines.document.fields.lines.slip import read_slip
from pipelines.document.fields.lines.table import NO_TABLE, Table
from pipelines.document.page.printed import Printed

# A table takes some 0.2 ms a row. Longer documents are lists of data; their lines come as XML.
MOST_ROWS = 20_000


def read_lines(printed: Printed) -> Table:
    """Read the lines of goods; where no table can be told there are none."""
    if len(printed.rows) > MOST_ROWS:
        return NO_TABLE
    heads = blocks(printed)
    table = read_table(printed, heads) if any(block.goods for block in heads) else None
    return table or read_slip(printed, parted(printed, printed.rows)) or NO_TABLE
