"""Which year a month or a day without a year belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.facts import Resolution
from pipeline.normalize.dates import Calendar, Context, Direction, full_year

# A date this close to the reference is meant, even where the weekday is a slip of the pen or an old plan is quoted.
_CLOSE_DAYS = 60
_VERY_CLOSE_DAYS = 10
_MONTHS_AHEAD = 2
_NEAR_YEARS = 2
_NEIGHBOURS = (1, -1, 2, -2)  # an article names last year more often than the next


@dataclass(frozen=True, slots=True)
class ChosenYear:
    """A year, how it was had, and the step in words."""

    year: int
    resolution: Resolution
    steps: tuple[str, ...] = ()


def choose_year(said: Calendar, context: Context) -> ChosenYear | None:
    """The year of a day or month, or None where none can be had.

    >>> choose_year(Calendar(weekday=3, day=14, month=2), Context(reference=date(2024, 2, 15))).year
    2024
    >>> choose_year(Calendar(month=9), Context()) is None
    True
    """
    reference = context.reference
    if said.year is not None:
        return ChosenYear(full_year(said.year, reference), "explicit")
    if said.year_shift is not None:
        if reference is None:
            return None
        return ChosenYear(reference.year + said.year_shift, "relative", ("year from the reference date",))
    if reference is None:
        return _from_article(said, context)
    if said.day is None and said.direction is None and context.direction is None and context.near_year is not None:
        # "3,1 persen pada 2024, naik dari perkiraan Oktober" read in January does not speak of a coming October
        ahead = (context.near_year - reference.year) * 12 + (said.month or 1) - reference.month
        if ahead <= _MONTHS_AHEAD:
            return ChosenYear(context.near_year, "completed", ("year from the same sentence",))
    year = _nearest(said, reference, context.direction)
    if year is None:
        return None
    if year in context.written_years:
        return ChosenYear(year, "completed", ("year from another date",))
    return ChosenYear(year, "relative", ("year nearest to the reference date",))


def _nearest(said: Calendar, reference: date, words: Direction | None) -> int | None:
    """The year nearest to the reference, unless "lalu", future words or the weekday decide for another.

    They decide between two years; a day close to the reference is what is meant whatever they say.
    """
    years = [y for y in (reference.year - 1, reference.year, reference.year + 1) if _exists(said, y)]
    if not years:
        return None
    distance = {y: _days_away(said, y, reference) for y in years}
    nearest = min(years, key=lambda y: (abs(distance[y]), y))
    close = _CLOSE_DAYS if said.direction is None else _VERY_CLOSE_DAYS
    if abs(distance[nearest]) <= close and (said.day is not None or said.direction is None):
        return nearest
    direction = said.direction or words
    sign = {"past": -1, "future": 1}.get(direction or "", 0)
    allowed = [y for y in years if distance[y] * sign >= 0] or years
    if said.day is None and said.direction is not None:  # "Mei lalu" in May is last year's
        allowed = [y for y in allowed if distance[y]] or allowed
    agreeing = [y for y in allowed if said.weekday is not None and _agrees(said, y)]
    return min(agreeing or allowed, key=lambda y: (abs(distance[y]), y))


def _days_away(said: Calendar, year: int, reference: date) -> int:
    """Days from the reference to the day, or to the middle of the month; 0 within the month. Signed."""
    month = said.month or 1
    if said.day is not None:
        return (date(year, month, said.day) - reference).days
    if (year, month) == (reference.year, reference.month):
        return 0
    return (date(year, month, 15) - reference).days


def _from_article(said: Calendar, context: Context) -> ChosenYear | None:
    """Without a reference date: the years that the article itself names.

    A weekday chooses among these and the years around them: a budget is spoken of in the year before it as well. A
    year that it contradicts is taken only where none of these fits and the article has another day in it: then the
    weekday is a slip of the pen.
    """
    if said.weekday is not None and said.day is not None:
        agreeing = next((y for y in context.weekday_years if _agrees(said, y)), None)
        if agreeing is not None:
            return ChosenYear(agreeing, "completed", ("year from the article that the weekday fits",))
        if not context.day_years:
            return None
    if context.near_year is not None and (said.day is None or context.near_year in context.years):
        return ChosenYear(context.near_year, "completed", ("year from the same sentence",))
    years = [y for y in context.years if _exists(said, y)]
    return ChosenYear(years[0], "completed", ("year from another date",)) if years else None


def weekday_candidates(named: Sequence[int], doubtful: Sequence[int] = ()) -> tuple[int, ...]:
    """The years that a weekday may choose from, likeliest first.

    ``named`` are those that an article spells out, likeliest first, ``doubtful`` those of plans and citations. Years
    near the likeliest come before others, and named ones before their neighbours.

    >>> weekday_candidates([2018])
    (2018, 2019, 2017, 2020, 2016)
    >>> weekday_candidates([2018], [2020, 2004])[:3]
    (2018, 2020, 2019)
    """
    known = tuple(dict.fromkeys((*named, *doubtful)))
    if not known:
        return ()
    likeliest = named[0] if named else max(known)
    close = [year for year in known if abs(year - likeliest) <= _NEAR_YEARS]
    around = [likeliest + step for step in _NEIGHBOURS]
    rest = [year + step for step in _NEIGHBOURS for year in known]
    return tuple(dict.fromkeys((*close, *around, *known, *rest)))


def _exists(said: Calendar, year: int) -> bool:
    try:
        date(year, said.month or 1, said.day or 1)
    except ValueError:
        return False
    return True


def _agrees(said: Calendar, year: int) -> bool:
    return _exists(said, year) and date(year, said.month or 1, said.day or 1).isoweekday() == said.weekday
