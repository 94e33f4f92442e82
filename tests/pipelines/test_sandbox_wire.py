"""What a parent makes of a message, whoever really wrote it."""

import pytest

from pipelines.errors import Reason
from pipelines.sandbox import wire


def test_a_frame_is_a_length_and_json() -> None:
    assert wire.frame({"a": "ü"}) == b'\x00\x00\x00\x0f{"a": "\\u00fc"}'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"x", {1, 2}])
def test_only_json_is_sent(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        wire.frame({"value": value})  # type: ignore[dict-item]  # what the types forbid


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nonsense",
        b"[1]",
        b'"text"',
        b"\xff\xfe",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": "\\ud800"}',
        b'{"\\uDFFF": 1}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)
def test_what_is_no_message(content: bytes) -> None:
    with pytest.raises(wire.Garbled):
        wire.parse(content)


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ('{"a": "\\ud83d\\ude00"}', "\N{GRINNING FACE}"),
        ('{"a": "\\\\ud800"}', "\\ud800"),
        ('{"a": "发票"}', "发票"),
    ],
)
def test_real_text_passes(content: str, value: str) -> None:
    assert wire.parse(content.encode()) == {"a": value}


def test_a_rejection_is_read() -> None:
    read = wire.rejection({"rejected": "too_many_pages", "figures": {"pages": 51, "type": "a/b"}})
    assert (read.reason, read.figures) == (Reason.TOO_MANY_PAGES, {"pages": 51, "type": "a/b"})


@pytest.mark.parametrize(
    ("rejected", "figures"),
    [
        ("no such reason", {}),
        (None, {}),
        (["damaged"], {}),
        ("damaged", None),
        ("damaged", []),
        ("damaged", {"a b": 1}),
        ("damaged", {"": 1}),
        ("damaged", {"a": True}),
        ("damaged", {"a": 1.5}),
        ("damaged", {"a": None}),
        ("damaged", {"a": 10**15}),
        ("damaged", {"a": "x" * 41}),
        ("damaged", {"a": "Müller & Söhne"}),
        ("damaged", {"a": "two\nlines"}),
        ("damaged", {f"figure_{number}": number for number in range(9)}),
    ],
)
def test_what_is_no_rejection(rejected: wire.JsonValue, figures: wire.JsonValue) -> None:
    with pytest.raises(wire.Garbled):
        wire.rejection({"rejected": rejected, "figures": figures})


def test_a_fault_is_a_type_name_and_nothing_else() -> None:
    assert wire.fault({"fault": "PdfiumError"}) == "PdfiumError"
    for text in ("the seller is ACME", "", "x" * 81, None, 7):
        with pytest.raises(wire.Garbled):
            wire.fault({"fault": text})
