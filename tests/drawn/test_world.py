"""The documents of many countries: the same for a seed, right in themselves, told truthfully."""

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
import pytest

from tests.drawn.world import digits, faults
from tests.drawn.world.collection import Made, draw
from tests.drawn.world.deal import added, deal
from tests.drawn.world.habits import figure
from tests.drawn.world.words import LANDS, Pool, Words

COUNT = 26


@pytest.fixture(scope="module", params=["tune", "hold"])
def made(request: pytest.FixtureRequest) -> list[Made]:
    pool: Pool = request.param
    return draw(4, COUNT, pool)


def _text(one: Made) -> str:
    document = pdfium.PdfDocument(one.content)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(text.split())


def test_a_seed_gives_the_same_documents_each_time() -> None:
    ours, again, other = (draw(seed, 4, "tune") for seed in (2, 2, 3))
    assert [one.content for one in ours] == [one.content for one in again]
    assert [one.truth for one in ours] != [one.truth for one in other]


def test_the_collection_is_varied(made: list[Made]) -> None:
    assert len({one.name for one in made}) == COUNT
    assert len({one.name.split("_")[1] for one in made}) >= 9
    kinds = Counter(one.truth["kind"] for one in made)
    assert kinds["invoice"] > kinds["receipt"] > 3
    assert kinds["other"] + kinds["contract"] >= 2
    faulty = sum(1 for one in made if one.truth["must_flag"])
    assert 2 <= faulty < COUNT / 2
    assert any(one.suffix != ".pdf" for one in made)


def test_what_the_truth_says_stands_on_the_page(made: list[Made]) -> None:
    seen = 0
    for one in made:
        fields = one.truth.get("fields", {})
        if "_text" not in one.name or not fields:
            continue
        seen += 1
        text = _text(one)
        for name in ("vendor", "invoice_number"):
            assert fields[name] is None or fields[name] in text.replace("\n", " "), one.name
        if fields["total"] is not None:
            figures = re.sub(r"\D", "", fields["total"])
            assert figures in re.sub(r"[.,' ]", "", text), one.name
    assert seen > COUNT / 3


def test_sums_are_right_where_no_fault_is_planted(made: list[Made]) -> None:
    for one in made:
        fields = one.truth.get("fields", {})
        amounts = [fields.get(name) for name in ("subtotal", "tax", "total")]
        if all(amounts) and "sum_mismatch" not in one.truth["must_flag"]:
            subtotal, tax, total = map(Decimal, amounts)
            assert subtotal + tax == total, one.name


def test_the_truth_is_written_beside_the_document(made: list[Made], tmp_path: Path) -> None:
    made[0].write(tmp_path)
    assert (tmp_path / (made[0].name + made[0].suffix)).read_bytes() == made[0].content
    written = json.loads((tmp_path / f"{made[0].name}.truth.json").read_text("utf-8"))
    assert written == made[0].truth


def test_no_vendor_is_in_both_pools() -> None:
    for land in (*LANDS, "zh-CN"):
        for key in ("companies", "freelancers", "shops"):
            both = set(Words(land, "tune").all(key)) & set(Words(land, "hold").all(key))
            assert not both, (land, key)


@pytest.mark.parametrize("name", sorted(faults.FAULTS))
def test_a_fault_changes_the_invoice_and_names_its_rule(name: str) -> None:
    rng = Random(name)
    one = deal(rng, Words("de-DE", "tune"))
    while not faults.fits(name, one):
        one = deal(rng, Words("de-DE", "tune"))
    changed = faults.FAULTS[name](rng, one)
    assert changed.flags == (name,)
    assert changed != one
    if name == "line_sum_mismatch":
        assert added(row.total for row in changed.rows) != changed.goods


@pytest.mark.parametrize("country", ["DE", "GB", "FR", "BE", "ES", "IT", "NL", "CH", "PT", "SE"])
def test_accounts_pass_their_check_and_spoilt_ones_do_not(country: str) -> None:
    def remainder(account: str) -> int:
        plain = account.replace(" ", "")
        return int("".join(str(int(one, 36)) for one in plain[4:] + plain[:4])) % 97

    for seed in range(10):
        account = digits.iban(Random(seed), country)
        assert remainder(account) == 1
        assert remainder(digits.spoilt(Random(seed), account)) != 1


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("en", "1,234,567.50"), ("de", "1.234.567,50"), ("ch", "1'234'567.50"),
        ("fr", "1 234 567,50"), ("in", "12,34,567.50"), ("plain", "1234567.50"),
    ],
)  # fmt: skip
def test_figures_are_grouped_as_the_land_does(form: str, text: str) -> None:
    assert figure(Decimal("1234567.50"), form) == text
    assert figure(Decimal(-12), form) == "-12"
