"""Months told one after the other: "Januari 70 kasus, Februari 55 kasus, Maret 41 kasus"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.extract.dates.grammar import Found
from pipeline.normalize.dates import Calendar

_REACH = 160  # characters between two months of one series


def series_years(found: Sequence[Found], reference: date | None) -> dict[int, int]:
    """Index in ``found`` -> year, for the months without a year that stand in a rising series.

    A series belongs to one year, that of its month nearest to the reference date: read in November, "Januari" is
    the month of next year, but "Januari, Februari … Oktober" are those of this one.
    """
    if reference is None:
        return {}
    years: dict[int, int] = {}
    for series in _series(found):
        year = min((_nearest(month, reference) for _, month in series))[1]
        years.update((index, year) for index, _ in series)
    return years


def _series(found: Sequence[Found]) -> Iterator[list[tuple[int, int]]]:
    run: list[tuple[int, int]] = []
    for index, one in enumerate(found):
        month = _bare_month(one)
        if run and (month is None or month <= run[-1][1] or one.span.start - found[run[-1][0]].span.end > _REACH):
            if len(run) > 1:
                yield run
            run = []
        if month is not None:
            run.append((index, month))
    if len(run) > 1:
        yield run


def _bare_month(one: Found) -> int | None:
    said = one.expression
    if not isinstance(said, Calendar) or said.direction is not None:
        return None
    return said.month if (said.day, said.year, said.year_shift) == (None, None, None) else None


def _nearest(month: int, reference: date) -> tuple[int, int]:
    """Months away and year of the nearest such month."""
    here = reference.year * 12 + reference.month
    return min((abs(year * 12 + month - here), year) for year in range(reference.year - 1, reference.year + 2))
