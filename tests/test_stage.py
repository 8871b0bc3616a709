import pytest

from pipeline.assembly import default_stages
from pipeline.reading import Reading
from pipeline.stage import check


class Made:
    def __init__(self, name: str, needs: set[str], gives: set[str]) -> None:
        self.name, self.needs, self.gives = name, frozenset(needs), frozenset(gives)

    def __call__(self, reading: Reading) -> Reading:
        return reading


def test_the_default_stages_fit_together() -> None:
    check(default_stages())


def test_a_missing_layer_is_named_when_the_pipeline_is_built() -> None:
    with pytest.raises(ValueError, match="'venues' needs dates"):
        check([Made("venues", {"dates"}, {"venues"}), Made("dates", {"doc"}, {"dates"})])


def test_an_unknown_layer_is_a_slip_of_the_pen() -> None:
    with pytest.raises(ValueError, match="unknown layers: datse"):
        check([Made("venues", {"datse"}, {"venues"})])
