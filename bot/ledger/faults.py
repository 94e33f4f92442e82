"""What can be wrong with the database, said to whoever runs Clerk."""


class DatabaseUnusable(Exception):
    """The database cannot be used as it is; the message says why and what to do."""


class DatabaseBusy(Exception):
    """The database does not answer now: it is locked, or its disk is full."""
