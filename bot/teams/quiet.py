"""Microsoft's packages say nothing: what they log holds payloads, addresses and tokens."""

import logging

_NAMES = ("botbuilder", "botframework", "msal", "msrest", "requests", "urllib3")


def hush() -> None:
    """Let them log nothing; Clerk logs by itself what became of things."""
    for name in _NAMES:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
