"""What stands on the pages: rows, labels, amounts, dates, and where each value is printed."""
