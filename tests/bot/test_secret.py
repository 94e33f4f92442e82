"""Where the secret comes from, and what is made of it."""

import logging
import threading
from pathlib import Path

import pytest

from bot.secret import FILE_NAME, Secret, SecretError
from bot.settings import Settings

KEY = "k" * 32


def settings(data_dir: Path, **given: object) -> Settings:
    values = {"BOT_DATA_DIR": data_dir, **given}
    return Settings.model_validate(values)


@pytest.fixture(autouse=True)
def _a_clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("BOT_SECRET_KEY", "BOT_SECRET_KEY_FILE", "BOT_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_every_purpose_has_a_key_of_its_own() -> None:
    secret = Secret(KEY.encode())
    keys = {secret.derive(purpose) for purpose in ("audit", "links", "receipts", "")}
    assert len(keys) == 4
    assert {len(key) for key in keys} == {32}
    assert secret.derive("audit") == Secret(KEY.encode()).derive("audit")
    assert secret.derive("audit") != Secret(b"j" * 32).derive("audit")


def test_keys_are_derived_as_rfc_5869_says() -> None:
    # Kept rows and signatures depend on it: this value does not change.
    derived = Secret(bytes(range(32))).derive("audit").hex()
    assert derived == "ddc11501981a17615cecbe7d74a5c2a76c1420baa725b7f7b52fda5234e9b1de"


def test_a_signature_fits_one_message_one_purpose_and_one_secret() -> None:
    secret = Secret(KEY.encode())
    signature = secret.sign("receipts", b"message")
    assert secret.is_signed("receipts", b"message", signature)
    assert not secret.is_signed("receipts", b"massage", signature)
    assert not secret.is_signed("links", b"message", signature)
    assert not secret.is_signed("receipts", b"message", "ü")
    assert not Secret(b"j" * 32).is_signed("receipts", b"message", signature)


def test_a_local_run_makes_a_key_that_only_its_owner_may_read(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    made = Secret.load(settings(folder))
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]
    assert (folder / FILE_NAME).stat().st_mode & 0o777 == 0o600
    assert Secret.load(settings(folder)).derive("x") == made.derive("x")
    assert Secret.load(settings(tmp_path / "other")).derive("x") != made.derive("x")


def test_processes_that_start_together_use_one_key(tmp_path: Path) -> None:
    found: list[bytes] = []

    def load() -> None:
        found.append(Secret.load(settings(tmp_path)).derive("x"))

    threads = [threading.Thread(target=load) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_given_key_is_used_and_none_is_made(tmp_path: Path) -> None:
    secret = Secret.load(settings(tmp_path, BOT_SECRET_KEY=KEY))
    assert secret.derive("x") == Secret(KEY.encode()).derive("x")
    assert list(tmp_path.iterdir()) == []


def test_a_key_file_is_read_without_its_line_end(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")
    file.chmod(0o600)
    secret = Secret.load(settings(tmp_path, BOT_SECRET_KEY_FILE=file))
    assert secret.derive("x") == Secret(KEY.encode()).derive("x")
    assert caplog.records == []


def test_a_key_file_that_others_may_read_is_warned_about(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "key"
    file.write_text(KEY)
    file.chmod(0o640)
    with caplog.at_level(logging.WARNING):
        Secret.load(settings(tmp_path, BOT_SECRET_KEY_FILE=file))
    assert "chmod 600" in caplog.text
    assert KEY not in caplog.text


def test_what_cannot_be_used_is_refused_in_one_line(tmp_path: Path) -> None:
    short = tmp_path / "short"
    short.write_text("\n\n" + KEY[:-1] + "\n")
    short.chmod(0o600)
    refused: list[tuple[dict[str, object], str]] = [
        ({"BOT_SECRET_KEY": KEY[:-1]}, "31 bytes"),
        ({"BOT_SECRET_KEY_FILE": short}, "31 bytes"),
        ({"BOT_SECRET_KEY_FILE": tmp_path / "absent"}, "No such file"),
        ({"BOT_SECRET_KEY_FILE": tmp_path}, "cannot be read"),
        ({"BOT_SECRET_KEY": KEY, "BOT_SECRET_KEY_FILE": short}, "not both"),
    ]
    for given, why in refused:
        with pytest.raises(SecretError, match=why) as error:
            Secret.load(settings(tmp_path, **given))
        assert "\n" not in str(error.value)
        assert KEY[:-1] not in str(error.value)
