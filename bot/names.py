"""Names of people as they are shown among words."""

_LONGEST = 80


def plain(name: str) -> str:
    """Give a name without what would turn, hide or break the words around it."""
    shown = "".join(sign for sign in name if sign.isprintable()).strip()
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
