"""One real call a backend; run only with `-m live`, and only where its key or address is given."""
