"""`python -m bot.local.health PORT`: whether the workspace on this machine answers, for containers.

It imports nothing of Clerk's: an engine asks every half minute.
"""

import json
import sys
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import quote

HOST = "127.0.0.1"
SECONDS = 5.0


class Unwell(Exception):
    """Something answers there, and it is no Clerk that works."""


def ask(port: int) -> None:
    """Read the newest messages of a channel, as a person's page does, so the database is asked too.

    Raises Unwell; OSError where nothing listens or answers in time.
    """
    connection = HTTPConnection(HOST, port, timeout=SECONDS)
    try:
        described = _get(connection, "/api/workspace")
        channel, person = described["channels"][0]["id"], described["people"][0]["id"]
        _get(connection, f"/api/channels/{quote(channel)}/messages?as={quote(person)}")["cursor"]
    except (HTTPException, ValueError, LookupError, TypeError) as error:
        raise Unwell(f"this is no workspace: {type(error).__name__}") from None
    finally:
        connection.close()


def _get(connection: HTTPConnection, path: str) -> Any:  # noqa: ANN401 - what `ask` looks into
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise Unwell(f"{path} answers {answer.status}")
    return json.loads(body)


def main(arguments: list[str]) -> int:
    """Give exit status 0 when it answers, 1 and a line on stderr when it does not."""
    try:
        ask(int(arguments[0]))
    except (Unwell, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
