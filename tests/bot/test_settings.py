"""What an operator writes in a setting, and what is said when it cannot be meant."""

from datetime import UTC, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError
from pydantic_settings import SettingsError

from bot.commands.faults import FAULTS, explain
from bot.settings import Settings
from bot.spelling import named_in, people, spelled
from handlers.chat import Place

ENTRA = "11111111-1111-4111-8111-111111111111"


def settings(**written: str) -> Settings:
    return Settings.model_validate(written)


def complaint(**written: str) -> str:
    with pytest.raises(ValidationError) as refused:
        settings(**written)
    return explain(refused.value)


def test_without_settings_two_people_approve_what_is_dear() -> None:
    default = settings()
    assert default.review_roles == ("accountant", "admin")
    assert default.review_two_over["EUR"] == Decimal(10000)
    assert "*" not in default.review_two_over
    assert not default.review_own
    assert not default.approve_passed
    assert default.accounting == {"local": Place("local", "local", "accounting")}
    assert (default.zone, default.digest_at) == (UTC, time(8, 0))


def test_lists_are_comma_separated() -> None:
    given = settings(
        BOT_ACCOUNTANTS=f"slack:T1:U1, teams:{ENTRA}:{ENTRA},",
        BOT_ADMINS="slack:T1:U2",
        BOT_REVIEW_ROLES="admin",
        BOT_REVIEW_TWO_OVER="EUR:5000.50, *:0",
        BOT_ACCOUNTING_CHANNELS=f"slack:T1:C1,teams:{ENTRA}:19:abc@thread.tacv2",
    )
    assert given.accountants == ("slack:T1:U1", f"teams:{ENTRA}:{ENTRA}")
    assert people(given.accountants) == {("T1", "slack:U1"), (ENTRA, f"teams:{ENTRA}")}
    assert people(given.accountants, besides={"slack"}) == {(ENTRA, f"teams:{ENTRA}")}
    assert given.admins == ("slack:T1:U2",)
    assert given.review_roles == ("admin",)
    assert given.review_two_over == {"EUR": Decimal("5000.50"), "*": Decimal(0)}
    assert given.accounting == {
        "T1": Place("slack", "T1", "C1"),
        ENTRA: Place("teams", ENTRA, "19:abc@thread.tacv2"),
    }


def test_whom_slack_knows_by_a_group_or_an_address_is_nobodys_id() -> None:
    named = ("slack:T1:S1", "slack:T1:arun@acme.example", "slack:T1:U1", "slack:T2:W1")
    given = settings(BOT_ACCOUNTANTS=",".join(named))
    assert people(given.accountants) == {("T1", "slack:U1"), ("T2", "slack:W1")}
    assert named_in("slack", given.accountants) == {
        ("T1", "S1"), ("T1", "arun@acme.example"), ("T1", "U1"), ("T2", "W1"),
    }  # fmt: skip
    assert named_in("teams", given.accountants) == set()


def test_in_teams_people_groups_and_addresses_are_named_and_channels_with_colons() -> None:
    one, group = ENTRA.replace("1", "a"), ENTRA.replace("1", "B")
    named = [f"teams:{ENTRA}:{name}" for name in (one, group, "arun@acme.example")]
    channel = "19:a-b_c@thread.tacv2"
    given = settings(
        BOT_ACCOUNTANTS=",".join(named), BOT_ACCOUNTING_CHANNELS=f"teams:{ENTRA}:{channel}"
    )
    assert named_in("teams", given.accountants) == {
        (ENTRA, one), (ENTRA, group), (ENTRA, "arun@acme.example"),
    }  # fmt: skip
    assert people(given.accountants) == {(ENTRA, f"teams:{one}"), (ENTRA, f"teams:{group}")}
    assert people(given.accountants, besides={"teams"}) == set()
    assert given.accounting == {ENTRA: Place("teams", ENTRA, channel)}


def test_ids_of_microsoft_are_known_however_they_are_written() -> None:
    tenant = ENTRA.replace("1", "a")
    given = settings(
        TEAMS_APP_ID=tenant.upper(),
        TEAMS_APP_PASSWORD="sample",
        TEAMS_TENANT_ID=tenant.upper(),
        BOT_TEAMS_TENANTS=f"{tenant.upper()}, {ENTRA}",
        BOT_ADMINS=f"teams:{tenant.upper()}:Arun@acme.example",
        BOT_ACCOUNTING_CHANNELS=f"teams:{tenant.upper()}:19:A-b@thread.tacv2",
    )
    assert (given.teams_app_id, given.teams_tenant_id) == (tenant, tenant)
    assert given.teams_tenants == (tenant, ENTRA)
    assert named_in("teams", given.admins) == {(tenant, "Arun@acme.example")}
    assert given.accounting == {tenant: Place("teams", tenant, "19:A-b@thread.tacv2")}


def test_off_is_none_of_it() -> None:
    given = settings(BOT_REVIEW_TWO_OVER="off", BOT_ACCOUNTING_CHANNELS="off", BOT_DIGEST_AT="off")
    assert (given.review_two_over, given.accounting, given.digest_at) == ({}, {}, None)


def test_a_zone_is_found_by_its_name() -> None:
    assert settings(BOT_TIMEZONE="Asia/Shanghai").zone == ZoneInfo("Asia/Shanghai")
    assert settings(BOT_TIMEZONE="UTC").zone is UTC


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("BOT_ACCOUNTANTS", "U1", "'U1' is not PLATFORM:TENANT:USER"),
        ("BOT_ACCOUNTANTS", "slack:U1", "'slack:U1' is not PLATFORM:TENANT:USER"),
        ("BOT_ACCOUNTANTS", "slack:T1:arun", "'arun' is no user (U...), no user group (S...)"),
        ("BOT_ADMINS", "slack:T1:@acme.example", "no e-mail address"),
        ("BOT_ADMINS", f"teams:{ENTRA}:arun", "'arun' is no object id of Entra"),
        ("BOT_ADMINS", f"teams:{ENTRA}:29:1x", "'29:1x' is no object id of Entra"),
        ("BOT_ADMINS", "teams:acme.example:a@acme.example", "'acme.example' is no tenant id"),
        ("BOT_ACCOUNTING_CHANNELS", "teams:T:19:x@thread.tacv2", "'T' is no tenant id of Entra"),
        (
            "BOT_ACCOUNTING_CHANNELS",
            f"teams:{ENTRA}:19%3Ax%40thread.tacv2",
            "more than the id of a channel",
        ),
        (
            "BOT_ACCOUNTING_CHANNELS",
            f"teams:{ENTRA}:19:x@thread.tacv2;messageid=17",
            "more than the id of a channel",
        ),
        (
            "BOT_ADMINS",
            "local:local:employee",
            "people of the local workspace have their roles there",
        ),
        ("BOT_REVIEW_ROLES", "boss", "Input should be 'employee', 'accountant' or 'admin'"),
        ("BOT_REVIEW_ROLES", "off", "should have at least 1 item"),
        ("BOT_REVIEW_OWN", "perhaps", "Input should be a valid boolean"),
        ("BOT_REVIEW_TWO_OVER", "EUR:10,000", "'000' is not CURRENCY:AMOUNT"),
        ("BOT_REVIEW_TWO_OVER", "eur:10", "'eur:10' is not CURRENCY:AMOUNT"),
        ("BOT_REVIEW_TWO_OVER", "ERU:10", "'ERU:10' is not CURRENCY:AMOUNT"),
        ("BOT_REVIEW_TWO_OVER", "EUR:-1", "'EUR:-1' is not CURRENCY:AMOUNT"),
        ("BOT_REVIEW_TWO_OVER", "EUR:NaN", "'EUR:NaN' is not CURRENCY:AMOUNT"),
        ("BOT_REVIEW_TWO_OVER", "EUR:1,EUR:2", "EUR has two amounts"),
        ("BOT_ACCOUNTING_CHANNELS", "local:accounting", "is not PLATFORM:TENANT:CHANNEL"),
        ("BOT_ACCOUNTING_CHANNELS", "slack:T:C,slack:T:D", "the tenant 'T' has two channels"),
        ("BOT_TIMEZONE", "Mars/Olympus", "no time zone is called 'Mars/Olympus'"),
        ("BOT_TIMEZONE", "Europe", "no time zone is called 'Europe'"),
        ("BOT_TIMEZONE", "../../etc/passwd", "no time zone is called '../../etc/passwd'"),
        ("BOT_DIGEST_AT", "8 o'clock", "is not a time of day: write HH:MM"),
        ("BOT_DIGEST_AT", "24:00", "is not a time of day: write HH:MM"),
        ("BOT_REMIND_AFTER_HOURS", "-1", "greater than or equal to 0"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(name: str, written: str, said: str) -> None:
    line = complaint(**{name: written})
    assert line.startswith(name)
    assert said in line
    assert "\n" not in line
    assert "Value error" not in line


@pytest.mark.parametrize("field", list(Settings.model_fields.values()), ids=lambda one: one.alias)
def test_a_default_written_out_means_the_default(field: object) -> None:
    """So that .env.example, uncommented and unchanged, changes nothing."""
    alias, default = getattr(field, "alias", None), getattr(field, "default", None)
    assert alias is not None
    written = spelled(default)
    given = settings(**({alias: written} if written else {}))
    assert given == settings()


def test_a_secret_may_be_a_file_named_as_its_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "BOT_QWEN_KEY").write_text("of a file\n")
    (tmp_path / "README.md").write_text("no setting")
    key = Settings(_secrets_dir=tmp_path).qwen_key
    assert key
    assert key.get_secret_value() == "of a file"
    monkeypatch.setenv("BOT_QWEN_KEY", "of the environment")
    key = Settings(_secrets_dir=tmp_path).qwen_key
    assert key
    assert key.get_secret_value() == "of the environment"
    assert Settings.model_config.get("secrets_dir") in {None, Path("/run/secrets")}


def test_a_secret_that_cannot_be_read_is_a_plain_line(tmp_path: Path) -> None:
    (tmp_path / "BOT_QWEN_KEY").write_bytes(b"\xff")
    with pytest.raises(FAULTS) as refused:
        Settings(_secrets_dir=tmp_path)
    assert "qwen_key" in explain(refused.value)
    denied = SettingsError("why")
    denied.__cause__ = PermissionError(13, "Permission denied", "/run/secrets/BOT_QWEN_KEY")
    assert explain(denied) == "/run/secrets/BOT_QWEN_KEY: Permission denied"


@pytest.mark.parametrize("where", ["/run/clamav/clamd.ctl", "127.0.0.1:3310", "[::1]:3310", "c:1"])
def test_a_scanner_listens_at_a_path_or_a_port(where: str) -> None:
    for mode in ("auto", "required"):
        assert settings(BOT_CLAMD=where, BOT_VIRUS_SCAN=mode).scanner == where
    assert settings(BOT_CLAMD=where, BOT_VIRUS_SCAN="off").scanner is None


@pytest.mark.parametrize(
    "where",
    ["clamd", "run/clamd.ctl", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "c:65536", "c:http", ":33",
     "http://127.0.0.1:3310", "a b:3310", "c:²"],
)  # fmt: skip
def test_elsewhere_it_does_not_listen(where: str) -> None:
    line = complaint(BOT_CLAMD=where)
    assert line.startswith(f"BOT_CLAMD: {where!r} is neither the whole path of a socket")
    assert "\n" not in line


def test_without_one_nothing_is_scanned_and_nothing_is_required() -> None:
    assert settings().scanner is None
    line = complaint(BOT_VIRUS_SCAN="required")
    assert line.startswith("BOT_VIRUS_SCAN=required needs BOT_CLAMD")


def test_a_company_decides_whether_files_are_scanned() -> None:
    line = complaint(BOT_PROFILE="production")
    assert line.startswith("BOT_PROFILE=production starts only once it is decided")
    assert settings(BOT_PROFILE="production", BOT_VIRUS_SCAN="off").scanner is None
    decided = settings(BOT_PROFILE="production", BOT_VIRUS_SCAN="required", BOT_CLAMD="c:3310")
    assert decided.scanner == "c:3310"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://slack.com/api", "https://slack.com/api/"),
        ("https://slack-gov.com/api/", "https://slack-gov.com/api/"),
        ("http://127.0.0.1:3100/api/", "http://127.0.0.1:3100/api/"),
        ("http://local-slack:3100/api/", "http://local-slack:3100/api/"),
    ],
)
def test_where_slack_is(written: str, meant: str) -> None:
    assert settings(SLACK_API_URL=written).slack_api_url == meant


@pytest.mark.parametrize(
    "written",
    [
        *("", "slack.com/api/", "http://slack.com/api/", "http://example.com/api/"),
        *("https://slack.com@example.com/api/", "https://key:word@slack.com/api/"),
        *("ftp://slack.com/", "https:///api/", "https://slack.com\\@example.com/"),
        *("https://slack.com/api/?a=", "https://slack.com:a/"),
    ],
)
def test_where_no_token_goes(written: str) -> None:
    line = complaint(SLACK_API_URL=written)
    assert line.startswith("SLACK_API_URL: ")
    assert "word" not in line.replace("password", "")
