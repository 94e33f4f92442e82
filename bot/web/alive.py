"""`python -m bot.web.alive HOST PORT`: whether the platforms' listener is well, for containers.

It imports nothing of Clerk's: an engine asks every half minute.
"""

import sys
from http.client import HTTPConnection, HTTPException

SECONDS = 8.0  # longer than /healthz waits for what it asks


class Unwell(Exception):
    """Something answers there, and not that it is well."""


def ask(host: str, port: int) -> None:
    """Ask /healthz. Raises Unwell; OSError where nothing listens or answers in time."""
    # Who listens on every address listens on this one.
    connection = HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=SECONDS)  # noqa: S104
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        answer.read()
    except HTTPException as error:
        raise Unwell(f"this is no Clerk: {type(error).__name__}") from None
    finally:
        connection.close()
    if answer.status != 200:
        raise Unwell(f"/healthz answers {answer.status}")


def main(arguments: list[str]) -> int:
    """Give exit status 0 when it is well, 1 and a line on stderr when it is not."""
    host, port = arguments
    try:
        ask(host, int(port))
    except (Unwell, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
