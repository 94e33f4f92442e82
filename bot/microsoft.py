"""What the operator connects Clerk with Microsoft Teams by."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import NoDecode

from bot import spelling
from bot.addresses import address, is_own

AppType = Literal["single_tenant", "managed_identity"]
CloudName = Literal["public", "gcc", "gcc_high", "dod", "china"]
_Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(spelling.listed)]


def _address(written: str) -> str:
    """Check where tokens and documents go."""
    found = address(written)
    if not found.is_encrypted and not is_own(found.host):
        raise ValueError("tokens and documents go there: begin it with https://")
    return found.url


_Address = Annotated[str, AfterValidator(_address)]
# Microsoft writes its ids in small letters wherever it names them, people as they like.
_Id = Annotated[str, AfterValidator(str.lower)]
_Ids = Annotated[_Listed, AfterValidator(lambda ids: tuple(map(str.lower, ids)))]


class Microsoft(BaseModel):
    """Settings of Teams, by the name of their environment variables."""

    teams_app_id: _Id | None = Field(
        None, alias="TEAMS_APP_ID", description="Teams is configured when this is set."
    )
    teams_app_password: SecretStr | None = Field(
        None,
        alias="TEAMS_APP_PASSWORD",
        description="The client secret of that app; none with a managed identity.",
    )
    teams_tenant_id: _Id | None = Field(
        None, alias="TEAMS_TENANT_ID", description="The Entra tenant that the app is registered in."
    )
    teams_app_type: AppType = Field(
        "single_tenant",
        alias="BOT_TEAMS_APP_TYPE",
        description="How Clerk proves who it is: `single_tenant` by TEAMS_APP_PASSWORD, "
        "`managed_identity` by the Azure machine that it runs on.",
    )
    teams_tenants: _Ids = Field(
        (),
        alias="BOT_TEAMS_TENANTS",
        description="The tenants whose people Clerk answers; unset: TEAMS_TENANT_ID alone.",
    )
    teams_cloud: CloudName = Field(
        "public",
        alias="BOT_TEAMS_CLOUD",
        description="Microsoft's cloud: public, gcc, gcc_high, dod or china (21Vianet).",
    )
    teams_graph: Literal["on", "off"] = Field(
        "off",
        alias="BOT_TEAMS_GRAPH",
        description="`on`: files in channels and group chats, transcripts of meetings and Entra "
        "groups are asked of Microsoft Graph, once an admin consented.",
    )
    teams_playground: Literal["on", "off"] = Field(
        "off",
        alias="BOT_TEAMS_PLAYGROUND",
        description="`on`: whoever reaches this machine's own address is believed, without an app: "
        "for Microsoft's Agents Playground, and only with BOT_WEB_HOST on loopback.",
    )
    teams_login_url: _Address | None = Field(
        None, alias="BOT_TEAMS_LOGIN_URL", description="Another place for tokens than the cloud's."
    )
    teams_openid_url: _Address | None = Field(
        None,
        alias="BOT_TEAMS_OPENID_URL",
        description="Another place for the keys of who calls than the cloud's.",
    )
    teams_graph_url: _Address | None = Field(
        None, alias="BOT_TEAMS_GRAPH_URL", description="Another Graph than the cloud's."
    )
    teams_service_hosts: _Listed = Field(
        (),
        alias="BOT_TEAMS_SERVICE_HOSTS",
        description="Connectors besides the cloud's that tokens may be sent to; `.example.com`: "
        "all under it.",
    )
    teams_file_hosts: _Listed = Field(
        (),
        alias="BOT_TEAMS_FILE_HOSTS",
        description="Hosts besides the cloud's that people's files may be downloaded from.",
    )

    @model_validator(mode="after")
    def _can_prove_itself(self) -> Self:
        if self.teams_app_id is None:
            return self
        if self.teams_tenant_id is None:
            raise ValueError("TEAMS_APP_ID needs TEAMS_TENANT_ID: the tenant it is registered in")
        if self.teams_app_type == "single_tenant" and self.teams_app_password is None:
            raise ValueError(
                "TEAMS_APP_ID needs TEAMS_APP_PASSWORD, or BOT_TEAMS_APP_TYPE=managed_identity"
            )
        return self

    @property
    def is_teams_configured(self) -> bool:
        """Whether Clerk is to work in Teams."""
        return self.teams_app_id is not None or self.teams_playground == "on"
