"""Numbers in digits and words: values, spans, and round trips."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from pipeline.normalize.figures import read_figure, write_figure
from pipeline.normalize.money import name_after, sign_before
from pipeline.normalize.numbers import find_numbers, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.010", "1010"),
        ("1010", "1010"),
        ("2,5", "2.5"),
        ("30.6", "30.6"),
        ("5.00", "5"),
        ("0,07", "0.07"),
        ("0.125", "0.125"),
        ("1.250.000,75", "1250000.75"),
        ("1,250,000", "1250000"),
        ("1,250.50", "1250.50"),
        ("5,000", "5000"),
        ("2,375", "2.375"),
        ("1000.000", "1000000"),
    ],
)
def test_figures(text: str, value: str) -> None:
    assert read_figure(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "19.30.15", "1.2.3", "1,2,3", "12a", "1" * 41, "-5", "1."])
def test_no_figures(text: str) -> None:
    assert read_figure(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,5 juta", 1_500_000),
        ("2,3 triliun", 2_300_000_000_000),
        ("30.6 Milyar", 30_600_000_000),
        ("500 ribu", 500_000),
        ("15rb", 15_000),
        ("2jt", 2_000_000),
        ("1 juta 200 ribu", 1_200_000),
        ("3 ribu triliun", 3 * 10**15),
        ("2 lusin", 24),
        ("selusin", 12),
        ("seribu", 1000),
        ("sejuta", 1_000_000),
        ("setengah juta", 500_000),
        ("seperempat", 0.25),
        ("tiga perempat", 0.75),
        ("satu setengah", 1.5),
        ("dua setengah juta", 2_500_000),
        ("1½", 1.5),
        ("nol koma tujuh", 0.7),
        ("dua koma dua lima", 2.25),
        ("duabelas", 12),
        ("limaratus ribu", 500_000),
        ("dua puluh lima", 25),
        ("dua ratus lima puluh ribu", 250_000),
        ("tiga miliar enam ratus tujuh puluh juta dua ratus ribu lima", 3_670_200_005),
        ("belasan", 10),
        ("puluhan ribu", 10_000),
        ("ratusan", 100),
        ("dua puluhan", 20),
        ("lima jutaan", 5_000_000),
    ],
)
def test_values(text: str, value: float) -> None:
    assert parse_number(text) == Decimal(str(value))


@pytest.mark.parametrize(
    "text", ["ribu", "juta", "satu-satunya", "dua-dua", "dua tiga", "ketiga", "P3K", "2 juta 500", "13 T", "lima orang"]
)
def test_not_one_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("10-15 persen", [("10", 10), ("15", 15)]),
        ("dua puluh-dua puluh lima orang", [("dua puluh", 20), ("dua puluh lima", 25)]),
        ("2 juta 500 orang", [("2 juta", 2_000_000), ("500", 500)]),
        ("senilai Rp 13 T dan 5 T", [("13 T", 13 * 10**12), ("5", 5)]),
        ("TPS3R di RT03, P3K dan satu-satunya", []),
        ("lima\nenam", [("lima", 5), ("enam", 6)]),
    ],
)
def test_found_in_running_text(text: str, numbers: list[tuple[str, int]]) -> None:
    assert [(n.span.of(text), int(n.value)) for n in find_numbers(text)] == numbers


def test_marks_of_vagueness() -> None:
    assert [(n.order, n.about) for n in find_numbers("ribuan; 300-an; lima jutaan; 20")] == [
        (True, False),
        (False, True),
        (False, True),
        (False, False),
    ]


@given(st.integers(0, 9999))
def test_words_round_trip(number: int) -> None:
    assert parse_number(num2words(number, lang="id")) == number


@given(st.integers(1, 999), st.sampled_from([3, 6, 9, 12]), st.integers(0, 999))
def test_words_round_trip_to_trillions(head: int, power: int, tail: int) -> None:
    number = head * 10**power + tail
    assert parse_number(num2words(number, lang="id")) == number


@given(st.decimals(min_value=0, max_value=10**15, places=2))
def test_figures_round_trip(value: Decimal) -> None:
    assert read_figure(write_figure(value)) == value


@given(st.integers(0, 10**15))
def test_grouped_figures_round_trip(value: int) -> None:
    assert read_figure(write_figure(Decimal(value))) == value


@given(st.text(alphabet="0123456789.,- duasetibrlmp½\n", max_size=60))
def test_spans_are_ordered_and_apart(text: str) -> None:
    spans = [number.span for number in find_numbers(text)]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(len(span) for span in spans)


@pytest.mark.parametrize(
    ("text", "position", "sign"),
    [
        ("Rp5", 2, (0, "IDR")),
        ("Rp. 5", 4, (0, "IDR")),
        ("US$ 5", 4, (0, "USD")),
        ("USD 5", 4, (0, "USD")),
        ("sebesarRp5", 9, (7, "IDR")),
        ("tarp 5", 5, None),
        ("farm 5", 5, None),
    ],
)
def test_currency_signs(text: str, position: int, sign: tuple[int, str] | None) -> None:
    assert sign_before(text, position) == sign


@pytest.mark.parametrize(
    ("text", "position", "name"),
    [
        ("1 juta dolar AS untuk", 6, (15, "USD")),
        ("500 rupiah", 3, (10, "IDR")),
        ("5 ribu dolar Singapura", 6, (22, "SGD")),
        ("5 yenni", 1, None),
    ],
)
def test_currency_names(text: str, position: int, name: tuple[int, str] | None) -> None:
    assert name_after(text, position) == name
