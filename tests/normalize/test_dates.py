"""Expressions and their values, one by one and as properties."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from dateparser.date import DateDataParser
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from pipeline.article import Span
from pipeline.extract.dates.context import read_time
from pipeline.extract.dates.extractor import resolve_all
from pipeline.extract.dates.grammar import find_expressions
from pipeline.facts import DateValue
from pipeline.lexicon import table
from pipeline.normalize.date_resolution import on_clock, part_of_year, resolve
from pipeline.normalize.dates import (
    Calendar,
    Clock,
    Context,
    Range,
    Shift,
    Timed,
    YearPart,
    full_year,
    interval,
    point,
    shift_months,
)

MONTHS = [row["word"].capitalize() for row in table("months") if row["source"] == "KBBI"]
WEEKDAYS = [row["word"].capitalize() for row in table("weekdays") if row["source"] == "KBBI"][:7]
ABSOLUTE = DateDataParser(languages=["id"], settings={"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"]})
quick = settings(max_examples=40, deadline=None)
days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
references = st.dates(date(1990, 1, 1), date(2050, 12, 31))


def read(words: str, reference: date | None = None) -> list[DateValue]:
    """The values found in a text, whose spans must cover all of it where there is one."""
    found = find_expressions(words)
    sentences = [Span(0, len(words))]
    return [m.value for m in resolve_all(words, found, sentences, read_time(words, found, sentences, reference))]


def read_one(words: str, reference: date | None = None) -> str | None:
    found = find_expressions(words)
    assert [f.span.of(words) for f in found] == [words]
    return read(words, reference)[0].date


def forms(day: date) -> list[str]:
    weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
    return [
        f"{day.day} {month} {day.year}",
        f"{weekday}, {day.day} {month} {day.year}",
        f"{weekday} ({day.day}/{day.month}/{day.year})",
        f"{weekday} ({day.day:02d}/{day.month:02d}/{day.year})",
        f"{weekday}, {day.day:02d}-{day.month:02d}-{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        day.isoformat(),
    ]


@quick
@given(days)
def test_every_written_form_of_a_day_reads_back(day: date) -> None:
    assert {read_one(form) for form in forms(day)} == {day.isoformat()}


@quick
@given(days)
def test_dateparser_agrees_on_isolated_days(day: date) -> None:
    for form in forms(day)[:2]:
        other = ABSOLUTE.get_date_data(form).date_obj
        assert other is not None
        assert other.date().isoformat() == read_one(form)


@quick
@given(days, st.integers(-120, 120))
def test_a_day_without_its_year_comes_back_within_half_a_year(day: date, away: int) -> None:
    reference = day + timedelta(days=away)
    text = f"{WEEKDAYS[day.weekday()]} ({day.day}/{day.month})"
    if (day.month, day.day) != (2, 29):
        assert read_one(text, reference) == day.isoformat()


@quick
@given(st.integers(1900, 2099), st.integers(1, 12))
def test_months_and_years_read_back(year: int, month: int) -> None:
    assert read_one(f"{MONTHS[month - 1]} {year}") == f"{year}-{month:02d}"
    assert read_one(str(year)) == str(year)
    assert read(f"{MONTHS[month - 1]} {year}")[0].granularity == "month"


@quick
@given(days, st.integers(1, 400))
def test_ranges_read_back(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    left, right = (f"{d.day} {MONTHS[d.month - 1]} {d.year}" for d in (start, end))
    for joint in (" hingga ", " - ", "–", " s.d. ", " sampai dengan "):
        assert read_one(left + joint + right) == f"{start.isoformat()}/{end.isoformat()}"
    if (start.year, start.month) == (end.year, end.month):
        assert read_one(f"{start.day}-{right}") == f"{start.isoformat()}/{end.isoformat()}"


@quick
@given(references, st.integers(2, 99), st.booleans(), st.sampled_from(["lalu", "silam", "yang lalu", "lagi"]))
def test_number_times_unit_times_direction(reference: date, count: int, in_words: bool, way: str) -> None:
    sign = 1 if way == "lagi" else -1
    number = num2words(count, lang="id") if in_words else str(count)
    assert read_one(f"{number} hari {way}", reference) == (reference + timedelta(days=sign * count)).isoformat()
    assert read_one(f"{number} pekan {way}", reference) == (reference + timedelta(days=7 * sign * count)).isoformat()
    assert read_one(f"{number} minggu {way}", reference) == (reference + timedelta(days=7 * sign * count)).isoformat()
    year, month = shift_months(reference, sign * count)
    assert read_one(f"{number} bulan {way}", reference) == f"{year}-{month:02d}"
    assert read_one(f"{number} tahun {way}", reference) == str(reference.year + sign * count)


@quick
@given(references, st.integers(0, 6))
def test_a_bare_weekday_is_the_nearest_not_after_the_reference(reference: date, weekday: int) -> None:
    day = date.fromisoformat(read_one(WEEKDAYS[weekday], reference) or "")
    assert day.weekday() == weekday
    assert 0 <= (reference - day).days < 7


@quick
@given(references)
def test_weeks_run_from_monday_to_sunday(reference: date) -> None:
    for words, shift in (("pekan lalu", -1), ("pekan ini", 0), ("pekan depan", 1)):
        value = read(words, reference)[0]
        start, end = date.fromisoformat(value.date_start or ""), date.fromisoformat(value.date_end or "")
        assert (start.weekday(), end.weekday(), (end - start).days) == (0, 6, 6)
        assert start <= reference + timedelta(days=7 * shift) <= end


@quick
@given(st.text(alphabet="0123456789/-.: ,()SeninMeijuarhgtlo", max_size=60), st.none() | references)
def test_any_scribble_gives_valid_values_in_order(text: str, reference: date | None) -> None:
    found = find_expressions(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for value in read(text, reference):
        assert (value.date is None) == (value.resolution == "unresolved") == (value.date_start is None)
        assert value.date_start is None or value.date_end is None or value.date_start <= value.date_end


@pytest.mark.parametrize(
    ("text", "first", "last", "grain"),
    [
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2023-02", "2023-02-01", "2023-02-28", "month"),
        ("2024-09-17", "2024-09-17", "2024-09-17", "day"),
        ("2024-09-17T09:00", "2024-09-17", "2024-09-17", "time"),
    ],
)
def test_point(text: str, first: str, last: str, grain: str) -> None:
    value = point(text)
    assert (value.date_start, value.date_end, value.granularity) == (first, last, grain)


def test_intervals_never_run_backwards() -> None:
    assert interval(point("2024-05"), point("2024-04")) is None
    assert interval(point("2024-05-01T10:00"), point("2024-05-01T09:00")) is None
    forward = interval(point("2024-04"), point("2024-05-03"))
    assert forward is not None
    assert (forward.date_start, forward.date_end) == ("2024-04-01", "2024-05-03")


@pytest.mark.parametrize(
    ("short", "reference", "full"), [(24, 2026, 2024), (45, 2026, 2045), (46, 2026, 1946), (0, 1999, 2000)]
)
def test_two_digit_years_lie_around_the_reference(short: int, reference: int, full: int) -> None:
    assert full_year(short, date(reference, 6, 1)) == full


def test_parts_of_a_year() -> None:
    assert [v.date for n in range(1, 5) if (v := part_of_year(2024, 4, n))] == [
        "2024-01/2024-03",
        "2024-04/2024-06",
        "2024-07/2024-09",
        "2024-10/2024-12",
    ]
    assert part_of_year(2024, 2, 3) is None
    assert resolve(YearPart(2, 1, None, -1), Context(date(2024, 5, 1))).value.date == "2023-01/2023-06"


def test_a_time_past_midnight_ends_the_next_day() -> None:
    value = on_clock(date(2024, 12, 31), Clock((20, 0), (2, 0)))
    assert value is not None
    assert value.date == "2024-12-31T20:00/2025-01-01T02:00"
    assert (
        resolve(Timed(Calendar(day=4, month=9, year=2024), Clock((24, 0))), Context()).value.date == "2024-09-05T00:00"
    )


def test_what_cannot_be_is_null() -> None:
    for said in (Calendar(day=31, month=2, year=2024), Shift("year", -3000), Shift("day", -1), Calendar(weekday=2)):
        assert resolve(said, Context()).value == DateValue(resolution="unresolved")
    assert resolve(Shift("year", -3000), Context(date(2024, 1, 1))).value.date is None
    assert resolve(Range(Calendar(year=2024), Calendar(year=2019)), Context()).value.date is None


def test_numbers_outweigh_a_weekday_that_contradicts_them() -> None:
    resolved = resolve(Calendar(weekday=1, day=17, month=9, year=2024), Context())
    assert (resolved.value.date, resolved.steps) == ("2024-09-17", ("weekday gives way to numbers",))
