"""Dates in sentences, and the rules behind them."""

from __future__ import annotations

import time

import pytest

import pipeline
from pipeline.article import Span
from pipeline.extract.dates.about import find_about
from pipeline.extract.dates.false_friends import find_false_friends
from pipeline.extract.dates.figures import classify
from pipeline.extract.dates.grammar import find_expressions, rules
from pipeline.facts import DateFact
from tests import cases

CASES = [case for name in ("dates", "dates_years", "dates_near_misses") for case in cases.load(name)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: cases.Case) -> None:
    cases.check(case, "date")


def test_every_fact_says_its_rule_and_steps() -> None:
    facts = [f for f in pipeline.extract("Rapat Rabu (14/2/2024), lalu besok.") if isinstance(f, DateFact)]
    assert [f.extractor for f in facts] == ["dates.numeric", "dates.relative_day"]
    assert facts[1].steps == ("+1 day from 2024-02-14",)


def test_rule_ids_are_of_one_form() -> None:
    assert all(rule.id.startswith("dates.") and 0 < rule.confidence < 1 for rule in rules())


@pytest.mark.parametrize("written", ["31/2/2024", "0/5/2024", "5/13", "32-33", "99999", "1.010", "2024-2019"])
def test_figures_that_no_calendar_has(written: str) -> None:
    assert classify(written)[0] in ("0", "G")


def test_what_is_blocked_competes_by_length() -> None:
    text = "Pasal 3 berlaku sejak 17 September 2024"
    assert [s.of(text) for s in find_false_friends(text)] == ["Pasal 3"]
    assert [f.span.of(text) for f in find_expressions(text, [Span(25, 34)])] == ["17 September 2024"]
    assert find_expressions(text, [Span(0, len(text))]) == []


@pytest.mark.parametrize(
    ("text", "words", "about"),
    [
        ("Jelang Pilkada DKI 2024 partai sibuk.", "2024", "Pilkada DKI"),
        ("Upacara peringatan kemerdekaan digelar Senin (3/6).", "Senin (3/6)", "Upacara peringatan kemerdekaan"),
        ("Pada 2024 harga beras turun.", "2024", None),
        ("Ia tidur Senin (3/6).", "Senin (3/6)", None),
    ],
)
def test_about_is_said_or_none(text: str, words: str, about: str | None) -> None:
    start = text.index(words)
    assert find_about(text, Span(start, start + len(words)), Span(0, len(text))) == about


@pytest.mark.parametrize(
    "unit",
    ["a", "1", "2024 ", "1, ", "17/", "1-", '"', "Senin, ", "dua ", "Januari, ", "(", "a.", "-", "08 ", "@", "hingga "],
)
def test_long_lines_take_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        begin = time.process_time()
        find_expressions(text, list(find_false_friends(text)))
        return time.process_time() - begin

    seconds(2_000)
    short, long = seconds(8_000), seconds(32_000)
    assert long < 10 * short + 0.2


@pytest.mark.parametrize("text", ["¹", "Selasa (17/9²)", "tahun ²⁰²⁴", "½ hari lalu"])
def test_raised_figures_break_nothing(text: str) -> None:
    assert all(fact.text in text for fact in pipeline.extract(text))
