"""Which of what is printed are the fields of an invoice or receipt."""
