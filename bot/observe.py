"""The log: static messages with their attributes, and no personal data."""

import logging

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class Attributes(logging.Formatter):
    """Writes a record's own attributes behind its message; those under `pii.` stay out."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        own = {name: value for name, value in vars(record).items() if name not in _STANDARD}
        said = [f"{name}={value!r}" for name, value in own.items() if not name.startswith("pii")]
        return " ".join([line, *said])


def start_logging(level: int) -> None:
    """Log to stderr, from `level` up."""
    handler = logging.StreamHandler()
    handler.setFormatter(Attributes("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler])
