"""Microsoft's clouds: where tokens come from, who signs, and whom Clerk may send to."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from yarl import URL

from bot.addresses import is_loopback
from bot.microsoft import CloudName, Microsoft


@dataclass(frozen=True, slots=True)
class Cloud:
    """The addresses of one cloud; none ends in a slash.

    `login` is where Entra gives tokens, `scope` that of a token for the connector and
    `graph_scope` that of one for Graph, whose address is without a version; `openid` and `issuer`
    are whose keys sign what comes in.
    A host stands for itself, one that begins with a dot for all under it: `services` are
    connectors, which a token is sent to; `files` is where people's files are downloaded from.
    Without `has_files` bots can neither give nor take files there. `client` is where people open
    Teams in a browser.
    """

    login: str
    scope: str
    openid: str
    issuer: str
    graph: str
    graph_scope: str
    services: tuple[str, ...]
    files: tuple[str, ...]
    has_files: bool = True
    client: str = "https://teams.microsoft.com"


_PUBLIC = Cloud(
    login="https://login.microsoftonline.com",
    scope="https://api.botframework.com/.default",
    openid="https://login.botframework.com/v1/.well-known/openidconfiguration",
    issuer="https://api.botframework.com",
    graph="https://graph.microsoft.com",
    graph_scope="https://graph.microsoft.com/.default",
    services=("smba.trafficmanager.net",),
    files=(".sharepoint.com",),
)
_GOVERNMENT = Cloud(
    login="https://login.microsoftonline.us",
    scope="https://api.botframework.us/.default",
    openid="https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
    issuer="https://api.botframework.us",
    graph="https://graph.microsoft.us",
    graph_scope="https://graph.microsoft.us/.default",
    services=("smba.infra.gov.teams.microsoft.us",),
    files=(".sharepoint.us",),
    has_files=False,
    client="https://gov.teams.microsoft.us",
)
_CLOUDS: Mapping[CloudName, Cloud] = {
    "public": _PUBLIC,
    "gcc": replace(_PUBLIC, services=("smba.infra.gcc.teams.microsoft.com",)),
    "gcc_high": _GOVERNMENT,
    "dod": replace(
        _GOVERNMENT,
        graph="https://dod-graph.microsoft.us",
        graph_scope="https://dod-graph.microsoft.us/.default",
        services=("smba.infra.dod.teams.microsoft.us",),
        files=(".sharepoint-mil.us", ".dps.mil"),
        client="https://dod.teams.microsoft.us",
    ),
    "china": Cloud(
        login="https://login.partner.microsoftonline.cn",
        scope="https://api.botframework.azure.cn/.default",
        openid="https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
        issuer="https://api.botframework.azure.cn",
        graph="https://microsoftgraph.chinacloudapi.cn",
        graph_scope="https://microsoftgraph.chinacloudapi.cn/.default",
        services=(".botframework.azure.cn",),
        files=(".sharepoint.cn",),
        has_files=False,
        client="https://teams.microsoftonline.cn",
    ),
}
# Of a Clerk without an app: whoever calls is on this machine, and so is whom it answers.
_NEAR = ("127.0.0.1", "::1", "localhost")
# A host and a port, as nobody reads them in two ways: no name of a user, nothing to be unpacked.
_PLAIN = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?|\[[0-9A-Fa-f:]+\](:[0-9]+)?")


def cloud_of(settings: Microsoft) -> Cloud:
    """Give the cloud that settings name, with what they put in its place."""
    cloud = _CLOUDS[settings.teams_cloud]
    services = cloud.services if settings.teams_app_id is not None else _NEAR
    return replace(
        cloud,
        login=settings.teams_login_url or cloud.login,
        openid=settings.teams_openid_url or cloud.openid,
        graph=settings.teams_graph_url or cloud.graph,
        services=(*services, *settings.teams_service_hosts),
        files=(*cloud.files, *settings.teams_file_hosts),
    )


def is_among(address: str, hosts: Iterable[str]) -> bool:
    """Tell whether an address leads to one of some hosts, encrypted or on this machine itself."""
    try:
        url = URL(address)
        host = (url.host or "").lower()
        plain = _PLAIN.fullmatch(urlsplit(address).netloc)
    except ValueError:
        return False
    if plain is None:
        return False
    if not (url.scheme == "https" or (url.scheme == "http" and is_loopback(host))):
        return False
    return any(
        host.endswith(one) if one.startswith(".") else host == one
        for one in (named.lower() for named in hosts)
    )
