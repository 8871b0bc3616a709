"""What a date expression said, and what it means once a reference date is known.

The first step is an *expression*: frozen, exactly what stood in the text ("Rabu", 14, 2, no year). The second is
``resolve`` (in ``date_resolution``): expression and ``Context`` in, ``DateValue`` out. Nothing here knows today's date.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from pipeline.facts import DateValue, Granularity, Modifier, Resolution

Direction = Literal["past", "future"]
Unit = Literal["day", "week", "month", "quarter", "semester", "year"]
Anchor = Literal["reference", "antecedent"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Parts of a calendar date as written; what was not written is None.

    ``weekday`` counts from Monday = 1. A ``year`` below 100 was written with two digits. ``direction`` is what a word
    such as "lalu" or "mendatang" adds. The shifts stand for "tahun lalu" (-1), "bulan ini" (0), "pekan depan" (1)
    behind a day, a month or a weekday.
    """

    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    direction: Direction | None = None
    week_shift: int | None = None
    month_shift: int | None = None
    year_shift: int | None = None
    modifier: Modifier | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units away from the reference date ("kemarin", "bulan lalu") or from the date spoken of before
    ("sehari sebelumnya"). ``unit`` is also the size of the result."""

    unit: Unit
    amount: int
    anchor: Anchor = "reference"
    modifier: Modifier | None = None


@dataclass(frozen=True, slots=True)
class YearPart:
    """A quarter (``parts`` = 4), a third (3) or a half (2) of a year: "triwulan II 2024" is the second of four."""

    parts: int
    number: int
    year: int | None = None
    year_shift: int | None = None
    modifier: Modifier | None = None


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years from ``first`` on: "tahun 2020-an"; a ``first`` below 100 was written with two digits."""

    first: int
    modifier: Modifier | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, or a stretch from it to ``until``, as (hour, minute). ``zone`` is "+07:00" and the like."""

    at: tuple[int, int]
    until: tuple[int, int] | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Timed:
    """A time of day on a day; ``day`` is None where the clock time stands alone."""

    day: Calendar | Shift | None
    clock: Clock


@dataclass(frozen=True, slots=True)
class Range:
    """From one expression to another, both included."""

    start: Calendar | Shift | YearPart | Timed
    end: Calendar | Shift | YearPart | Timed


Expression = Calendar | Shift | YearPart | Decade | Timed | Range


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is resolved against.

    ``reference`` is the article's date, None where it cannot be had; ``years`` are the years that may complete a date
    where it is None, likeliest first, and ``weekday_years`` those that a written weekday may choose from.
    ``day_years`` says that the article has a day with its year.
    ``written_years`` are all years that the article spells out, ``near_year`` one that the same sentence does.
    ``antecedent`` is the value of the date spoken of before. ``direction`` is what the words around say
    ("akan … Kamis", "sejak Januari"). ``run_on`` says that a bare weekday continues a list that the antecedent opens.
    """

    reference: date | None = None
    years: tuple[int, ...] = ()
    weekday_years: tuple[int, ...] = ()
    day_years: bool = False
    written_years: frozenset[int] = field(default_factory=frozenset)
    near_year: int | None = None
    antecedent: DateValue | None = None
    direction: Direction | None = None
    run_on: bool = False


def point(text: str) -> DateValue:
    """The value of a plain ISO year, month, day or time.

    >>> value = point("2024-02")
    >>> value.date_start, value.date_end, value.granularity
    ('2024-02-01', '2024-02-29', 'month')
    >>> point("2024-09-17T09:00+07:00").date_end
    '2024-09-17'
    """
    grain: Granularity
    if "T" in text:
        first = last = text[:10]
        grain = "time"
    elif len(text) == 10:
        first = last = text
        grain = "day"
    elif len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        first, last = f"{text}-01", f"{text}-{calendar.monthrange(year, month)[1]:02d}"
        grain = "month"
    else:
        first, last = f"{text}-01-01", f"{text}-12-31"
        grain = "year"
    return DateValue(date=text, date_start=first, date_end=last, granularity=grain)


def interval(start: DateValue, end: DateValue, resolution: Resolution = "explicit") -> DateValue | None:
    """From the first day of ``start`` to the last of ``end``; None where they are unknown or run backwards.

    >>> interval(point("2024-09-17"), point("2024-09-21")).date
    '2024-09-17/2024-09-21'
    >>> interval(point("2024"), point("2019")) is None
    True
    """
    if start.date is None or end.date is None or start.date_start is None or end.date_end is None:
        return None
    left, right = start.date.split("/")[0], end.date.split("/")[-1]
    if start.date_start > end.date_end or (left[:10] == right[:10] and left > right):
        return None
    return DateValue(
        date=f"{left}/{right}",
        date_start=start.date_start,
        date_end=end.date_end,
        granularity="interval",
        modifier=start.modifier if start.modifier == end.modifier else None,
        resolution=resolution,
    )


def day_value(day: date) -> DateValue:
    """The value of one day."""
    return point(day.isoformat())


def shift_months(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months away. Raises ``ValueError`` outside the years 1 to 9999.

    >>> shift_months(date(2024, 1, 31), -2)
    (2023, 11)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1).year, month + 1


def monday_of(day: date) -> date:
    """The Monday of the week that ``day`` falls in."""
    return day - timedelta(days=day.weekday())


def full_year(year: int, reference: date | None) -> int:
    """The year that two written digits mean: the one in the window from 80 years before to 19 after the reference.

    Without a reference the window ends with 2049. A year of more digits stays as it is.

    >>> full_year(24, date(2024, 9, 1)), full_year(98, date(2024, 9, 1)), full_year(2019, None)
    (2024, 1998, 2019)
    """
    if year >= 100:
        return year
    last = (reference.year if reference else 2030) + 19
    return last - (last - year) % 100
