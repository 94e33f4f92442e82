"""The lines of goods, read from tables in text layers and in recognised pictures."""
