"""What e-invoices in XML say, with the path of each value."""
