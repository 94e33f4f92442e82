"""The lines of goods of a document, whatever its table looks like."""

from pipelines.document.fields.lines.goods import read_table
from pipelines.document.fields.lines.heads import blocks
from pipelines.document.fields.lines.table import NO_TABLE, Table
from pipelines.document.page.printed import Printed


def read_lines(printed: Printed) -> Table:
    """Read the lines of goods; where no table can be told there are none."""
    heads = blocks(printed)
    if any(block.goods for block in heads):
        return read_table(printed, heads) or NO_TABLE
    return NO_TABLE
