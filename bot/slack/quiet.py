"""The logger that Slack's packages get: what they say holds payloads, addresses and tokens."""

import logging


def silent() -> logging.Logger:
    """Give a logger that says nothing; Clerk logs by itself what became of things."""
    log = logging.getLogger("bot.slack.packages")
    log.setLevel(logging.CRITICAL + 1)
    log.propagate = False
    return log
