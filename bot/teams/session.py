"""What every call to Microsoft goes over but MSAL's: one session, that knows no proxy."""

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar

LIMIT = ClientTimeout(total=30, sock_connect=10)  # seconds


class TeamsSession:
    """Opened when it is first needed, in the loop that needs it; closed by who made it."""

    def __init__(self, *, limit: ClientTimeout = LIMIT) -> None:
        self._limit = limit
        self._http: ClientSession | None = None

    def http(self) -> ClientSession:
        """Give the session."""
        if self._http is None:
            self._http = ClientSession(
                timeout=self._limit, trust_env=False, cookie_jar=DummyCookieJar()
            )
        return self._http

    async def close(self) -> None:
        """Close what was opened."""
        if self._http is not None:
            await self._http.close()
            self._http = None
