"""Rows of the audit as they are, whatever was done to them: what cannot be read is told as such."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from bot.ledger.chain import Head, Link, Sealed
from bot.ledger.tables import AuditHeadRow, AuditRow

UNREADABLE = "\N{REPLACEMENT CHARACTER}"

_TEXTS = (
    AuditRow.at,
    AuditRow.actor,
    AuditRow.action,
    AuditRow.subject,
    AuditRow.detail,
    AuditRow.mac,
)


def _kind(column: InstrumentedAttribute[Any]) -> sa.ColumnElement[str]:
    return sa.func.typeof(column)


def _bytes(column: InstrumentedAttribute[Any]) -> sa.ColumnElement[bytes]:
    """Give what is kept as it is: the driver itself would stop at a text that is none."""
    return sa.cast(column, sa.LargeBinary)


def _number(column: InstrumentedAttribute[int]) -> sa.ColumnElement[int | None]:
    return sa.case((_kind(column) == "integer", column))


LINK: tuple[sa.ColumnElement[Any], ...] = (
    _number(AuditRow.position),
    sa.and_(*(_kind(column) == "text" for column in _TEXTS)),
    *(_bytes(column) for column in _TEXTS),
)
HEAD: tuple[sa.ColumnElement[Any], ...] = (
    _kind(AuditHeadRow.tenant),
    _bytes(AuditHeadRow.tenant),
    _number(AuditHeadRow.position),
    _kind(AuditHeadRow.mac),
    _bytes(AuditHeadRow.mac),
    _kind(AuditHeadRow.seal),
    _bytes(AuditHeadRow.seal),
)
OWNER: tuple[sa.ColumnElement[Any], ...] = (_kind(AuditRow.tenant), _bytes(AuditRow.tenant))


def link_of(tenant: str, row: Sequence[Any]) -> Link | None:
    """Give the link of a row of `LINK`; None: nothing that was ever appended looks like this."""
    position, is_text, *contents = row
    if position is None or not is_text:
        return None
    try:
        at, actor, action, subject, detail, mac = (content.decode() for content in contents)
        moment = datetime.fromisoformat(at)
        known = json.loads(detail)
        written = moment.replace(tzinfo=None).isoformat(" ", "microseconds"), json.dumps(known)
    except (ValueError, RecursionError):
        return None
    link = Link(tenant, position, moment.replace(tzinfo=UTC), actor, action, subject, known, mac)
    return link if written == (at, detail) and isinstance(known, dict) else None


def head_of(row: Sequence[Any]) -> tuple[str, Sealed]:
    """Give the tenant and the head of a row of `HEAD`."""
    tenant_kind, tenant, links, mac_kind, mac, seal_kind, seal = row
    head = Head(-1 if links is None else links, text_of(mac_kind, mac))
    return text_of(tenant_kind, tenant), Sealed(
        head, None if seal_kind == "null" else text_of(seal_kind, seal)
    )


def text_of(kind: str, content: bytes) -> str:
    """Give a text; what is none gets a character that no tenant, mac or seal has."""
    return content.decode(errors="replace") if kind == "text" else UNREADABLE
