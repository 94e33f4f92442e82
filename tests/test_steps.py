"""The count of steps tells work that grows with its input from work that grows with its square."""

from pipelines.document.page.layout import fold
from tests.steps import growth, steps


def test_work_is_counted_the_same_each_time() -> None:
    assert steps(lambda: fold("Ärger")) == steps(lambda: fold("Ärger")) > 0


def test_it_tells_how_work_grows() -> None:
    assert growth(lambda size: fold("Ä" * size), 50) < 5
    assert growth(lambda size: [fold("Ä" * size) for _ in range(size)], 50) > 15
