"""A payload is looked into without believing it."""

import pytest

from bot.teams.shapes import Json, tenant_of


@pytest.mark.parametrize(
    ("activity", "tenant"),
    [
        ({"channelData": {"tenant": {"id": "t"}}, "conversation": {"tenantId": "t"}}, "t"),
        ({"channelData": {"tenant": {"id": "t"}}}, "t"),
        ({"conversation": {"tenantId": "t"}}, "t"),
        ({"channelData": {"tenant": {"id": "t"}}, "conversation": {"tenantId": "u"}}, ""),
        ({"channelData": "t", "conversation": ["t"]}, ""),
        ({}, ""),
    ],
)
def test_an_activity_is_of_one_tenant_or_of_none(activity: Json, tenant: str) -> None:
    assert tenant_of(activity) == tenant
