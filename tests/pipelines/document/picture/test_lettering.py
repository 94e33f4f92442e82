"""Names of fields, what failed in a few words, and text that fits."""

from pipelines.document.exchange import PLAIN
from pipelines.document.fonts import face
from pipelines.document.picture.lettering import (
    field_name,
    fitted,
    fitted_end,
    line_of,
    named,
    printable,
    worst,
)
from tests.pipelines.document.picture.drawing import mark


def test_names_for_people() -> None:
    assert field_name("invoice_number", PLAIN) == "invoice number"
    assert field_name("line_items.1.unit_price", PLAIN) == "line 2 unit price"
    assert field_name("parties.1", PLAIN) == "parties 2"
    chinese = PLAIN.model_copy(update={"fields": {"total": "价税合计"}, "line": "第 {number} 行"})
    assert field_name("total", chinese) == "价税合计"
    assert field_name("line_items.1.total", chinese) == "第 2 行 价税合计"


def test_a_failing_value_has_a_sign_and_says_what_failed() -> None:
    said = {"rules": {"sum_mismatch": "合计不符"}, "because": "{field}：{reason}"}
    failing = mark(tone="error", rule="sum_mismatch")
    assert named(failing, PLAIN.model_copy(update=said)) == "! total：合计不符"
    assert named(failing, PLAIN) == "! total: sum mismatch"
    assert named(mark(tone="warning"), PLAIN) == "? total"
    assert named(mark(), PLAIN) == "total"
    of_all = mark("", "error", rule="multiple_invoices")
    assert named(of_all, PLAIN) == "! multiple invoices"


def test_lines_are_told_from_other_fields() -> None:
    assert line_of("line_items.3.total") == 3
    assert [line_of(one) for one in ("total", "line_items", "line_items.x.total")] == [None] * 3


def test_the_worst_tone_wins() -> None:
    assert worst(["good", "error", "warning"]) == "error"
    assert worst(["good", "warning"]) == "warning"


def test_text_is_made_printable_and_fits() -> None:
    assert printable("a\u202eb\u0000c\n d\u200b") == "abc d"
    font = face(20)
    assert fitted("short", font, 500) == "short"
    cut = fitted("x" * 5000, font, 200)
    assert cut.endswith("…")
    assert font.getlength(cut) <= 200
    assert fitted_end("/a" * 300 + "/Name", font, 200).endswith("/Name")
