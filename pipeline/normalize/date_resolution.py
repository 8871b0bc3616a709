"""The second step: an expression and its context in, a value with the way to it out."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.facts import DateValue, Resolution
from pipeline.normalize.date_years import choose_year
from pipeline.normalize.dates import (
    Calendar,
    Clock,
    Context,
    Decade,
    Expression,
    Range,
    Shift,
    Timed,
    YearPart,
    day_value,
    full_year,
    interval,
    monday_of,
    point,
    shift_months,
)

UNRESOLVED = DateValue(resolution="unresolved")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value and the steps that led to it. ``value.date`` is None where the expression cannot be resolved."""

    value: DateValue
    steps: tuple[str, ...] = ()


_NOTHING = Resolved(UNRESOLVED)


def resolve(expression: Expression, context: Context) -> Resolved:
    """The value of an expression in its context.

    >>> resolve(Calendar(day=17, month=9), Context(reference=date(2024, 9, 19))).value.date
    '2024-09-17'
    >>> resolve(Shift("week", -1), Context(reference=date(2024, 9, 19))).value.date
    '2024-09-09/2024-09-15'
    >>> resolve(Calendar(day=31, month=2, year=2024), Context()).value.resolution
    'unresolved'
    """
    try:
        return _resolve(expression, context)
    except (ValueError, OverflowError):  # a day that no calendar has: 31 Februari, the year 0
        return _NOTHING


def _resolve(expression: Expression, context: Context) -> Resolved:
    if isinstance(expression, Calendar):
        return _calendar(expression, context)
    if isinstance(expression, Shift):
        return _shift(expression, context)
    if isinstance(expression, YearPart):
        return _year_part(expression, context)
    if isinstance(expression, Decade):
        first = full_year(expression.first, context.reference)
        value = interval(point(f"{first:04d}"), point(f"{first + 9:04d}"))
        return _with(value, resolution="explicit", modifier=expression.modifier, steps=("ten years",))
    if isinstance(expression, Timed):
        return _timed(expression, context)
    return _range(expression, context)


def _with(
    value: DateValue | None, *, resolution: Resolution, modifier: object = None, steps: tuple[str, ...] = ()
) -> Resolved:
    if value is None:
        return _NOTHING
    return Resolved(value.model_copy(update={"resolution": resolution, "modifier": modifier}), steps)


def _calendar(said: Calendar, context: Context) -> Resolved:
    if said.month is None and said.month_shift is not None and said.day is not None:
        return _day_of_shifted_month(said, said.day, said.month_shift, context)
    if said.month is None and said.day is None and said.year is not None:
        year = full_year(said.year, context.reference)
        return _with(point(f"{year:04d}"), resolution="explicit", modifier=said.modifier)
    if said.month is None and said.day is not None:
        return _day_alone(said, said.day, context)
    if said.month is None:
        return _weekday(said, context)
    chosen = choose_year(said, context)
    if chosen is None:
        return _NOTHING
    if said.day is None:
        value = point(f"{chosen.year:04d}-{said.month:02d}")
    else:
        day = date(chosen.year, said.month, said.day)
        value = day_value(day)
        if said.weekday is not None and day.isoweekday() != said.weekday:
            return _with(value, resolution=chosen.resolution, steps=(*chosen.steps, "weekday gives way to numbers"))
    return _with(value, resolution=chosen.resolution, modifier=said.modifier, steps=chosen.steps)


def _day_of_shifted_month(said: Calendar, day: int, shift: int, context: Context) -> Resolved:
    if context.reference is None:
        return _NOTHING
    year, month = shift_months(context.reference, shift)
    return _with(day_value(date(year, month, day)), resolution="relative", steps=("month from the reference date",))


def _day_alone(said: Calendar, day: int, context: Context) -> Resolved:
    """A day of the month without a month ("Senin (3)", "tanggal 17"): the nearest such day to the reference."""
    before = context.antecedent
    if said.weekday is None and before is not None and before.granularity == "month" and before.date_start is not None:
        month_start = date.fromisoformat(before.date_start)  # "pertengahan September, tepatnya tanggal 13"
        return _with(day_value(month_start.replace(day=day)), resolution="completed", steps=("month before",))
    if context.reference is None:
        return _NOTHING
    days = []
    for months in (-1, 0, 1):
        year, month = shift_months(context.reference, months)
        if day <= calendar.monthrange(year, month)[1]:
            days.append(date(year, month, day))
    agreeing = [d for d in days if d.isoweekday() == said.weekday] or days
    if said.direction == "future" or (said.direction is None and context.direction == "future"):
        agreeing = [d for d in agreeing if d >= context.reference] or agreeing
    reference = context.reference
    nearest = min(agreeing, key=lambda d: abs((d - reference).days))
    return _with(day_value(nearest), resolution="relative", steps=("month from the reference date",))


def _weekday(said: Calendar, context: Context) -> Resolved:
    if said.weekday is None:
        return _NOTHING
    direction = said.direction or context.direction
    if context.run_on and context.antecedent is not None and context.antecedent.date_end is not None:
        last = date.fromisoformat(context.antecedent.date_end)
        day = last + timedelta(days=(said.weekday - last.isoweekday() - 1) % 7 + 1)
        return _with(day_value(day), resolution="completed", steps=("weekday runs on from the date before",))
    reference = context.reference
    if reference is None:
        return _NOTHING
    back = (reference.isoweekday() - said.weekday) % 7
    if said.week_shift is not None:
        day = monday_of(reference) + timedelta(days=7 * said.week_shift + said.weekday - 1)
    elif direction == "future":
        day = reference + timedelta(days=(said.weekday - reference.isoweekday() - 1) % 7 + 1)
    elif said.direction == "past":
        day = reference - timedelta(days=back or 7)
    else:
        day = reference - timedelta(days=back)
    return _with(day_value(day), resolution="relative", steps=("weekday from the reference date",))


def _shift(said: Shift, context: Context) -> Resolved:
    anchor = context.reference
    if said.anchor == "antecedent":
        before = context.antecedent
        if before is not None and before.date_start is not None and before.date_end is not None:
            anchor = date.fromisoformat(before.date_start if said.amount <= 0 else before.date_end)
    if anchor is None:
        return _NOTHING
    steps = (f"{said.amount:+d} {said.unit} from {anchor.isoformat()}",)
    value: DateValue | None
    if said.unit == "day":
        value = day_value(anchor + timedelta(days=said.amount))
    elif said.unit == "week":
        monday = monday_of(anchor) + timedelta(days=7 * said.amount)
        value = interval(day_value(monday), day_value(monday + timedelta(days=6)))
    elif said.unit == "month":
        year, month = shift_months(anchor, said.amount)
        value = point(f"{year:04d}-{month:02d}")
    elif said.unit == "year":
        value = point(f"{date(anchor.year + said.amount, 1, 1).year:04d}")
    else:
        parts = 4 if said.unit == "quarter" else 2
        index = anchor.year * parts + (anchor.month - 1) * parts // 12 + said.amount
        value = part_of_year(index // parts, parts, index % parts + 1)
    return _with(value, resolution="relative", modifier=said.modifier, steps=steps)


def part_of_year(year: int, parts: int, number: int) -> DateValue | None:
    """The months of one of ``parts`` equal parts of a year; None where there is no such part.

    >>> part_of_year(2024, 4, 2).date, part_of_year(2024, 2, 3)
    ('2024-04/2024-06', None)
    """
    if not 1 <= number <= parts:
        return None
    length = 12 // parts
    return interval(point(f"{year:04d}-{length * (number - 1) + 1:02d}"), point(f"{year:04d}-{length * number:02d}"))


def _year_part(said: YearPart, context: Context) -> Resolved:
    resolution: Resolution = "explicit"
    if said.year is not None:
        year = full_year(said.year, context.reference)
    elif context.reference is not None and said.year_shift is not None:
        year, resolution = context.reference.year + said.year_shift, "relative"
    elif said.year_shift is None and context.near_year is not None:
        year, resolution = context.near_year, "completed"
    elif said.year_shift is None and context.reference is not None:
        middle = 12 * (said.number - 0.5) / said.parts  # months into the year
        away = context.reference.month - middle
        year = context.reference.year + (1 if away > 6 else -1 if away < -6 else 0)
        resolution = "relative"
    elif said.year_shift is None and len(context.years) == 1:
        year, resolution = context.years[0], "completed"
    else:
        return _NOTHING
    value = part_of_year(year, said.parts, said.number)
    return _with(value, resolution=resolution, modifier=said.modifier, steps=(f"part {said.number} of {said.parts}",))


def _timed(said: Timed, context: Context) -> Resolved:
    if said.day is not None:
        day = _resolve(said.day, context)
    elif context.antecedent is not None and context.antecedent.date_start is not None:
        day = _with(point(context.antecedent.date_start), resolution="completed", steps=("day from the date before",))
    else:
        return _NOTHING
    if day.value.date is None or day.value.granularity != "day":
        return _NOTHING
    value = on_clock(date.fromisoformat(day.value.date), said.clock)
    return _with(value, resolution=day.value.resolution, steps=day.steps)


def on_clock(day: date, clock: Clock) -> DateValue | None:
    """A time of day, or a stretch of it, on a day; an end before the beginning is on the day after.

    >>> on_clock(date(2024, 9, 4), Clock((20, 0), (2, 0), "+07:00")).date
    '2024-09-04T20:00+07:00/2024-09-05T02:00+07:00'
    """
    start = point(_stamp(day, clock.at, clock.zone))
    if clock.until is None:
        return start
    end_day = day + timedelta(days=1) if clock.until < clock.at else day
    return interval(start, point(_stamp(end_day, clock.until, clock.zone)))


def _stamp(day: date, time: tuple[int, int], zone: str) -> str:
    hour, minute = time
    if hour == 24:
        day, hour = day + timedelta(days=1), 0
    return f"{day.isoformat()}T{hour:02d}:{minute:02d}{zone}"


def _range(said: Range, context: Context) -> Resolved:
    if isinstance(said.start, YearPart) and isinstance(said.end, YearPart) and said.end.year is None:
        end = _year_part(said.end, context)
        year = int(end.value.date_start[:4]) if end.value.date_start else None
        start = _year_part(replace(said.start, year=year, year_shift=None), context)
    else:
        start, end = _resolve(said.start, context), _resolve(said.end, context)
        start, end = _in_order(said, start, end, context)
    value = interval(start.value, end.value)
    if value is None:
        return _NOTHING
    both = {start.value.resolution, end.value.resolution}
    resolution: Resolution = "explicit" if both == {"explicit"} else "relative" if "relative" in both else "completed"
    steps = tuple(dict.fromkeys((*start.steps, *end.steps)))
    return _with(value, resolution=resolution, modifier=value.modifier, steps=steps)


def _in_order(said: Range, start: Resolved, end: Resolved, context: Context) -> tuple[Resolved, Resolved]:
    """Beginning and end, the one that is further from the reference moved by a year where they run backwards and
    their years were not written ("Februari sampai Agustus" read in January)."""
    first, last = start.value.date_start, end.value.date_end
    if (
        first is not None
        and last is not None
        and first > last
        and _bare_weekday(said.start)
        and _bare_weekday(said.end)
    ):
        later = date.fromisoformat(last) + timedelta(days=7)  # "Senin hingga Jumat" read on a Wednesday
        return start, _with(day_value(later), resolution="relative", steps=end.steps)
    if context.reference is None or first is None or last is None or first <= last:
        return start, end
    left, right = said.start, said.end
    if not isinstance(left, Calendar) or not isinstance(right, Calendar) or left.month is None or right.month is None:
        return start, end
    reference = context.reference
    away = [abs((date.fromisoformat(day) - reference).days) for day in (first, last)]
    if right.year is None and (away[0] <= away[1] or left.year is not None):
        moved = _calendar(replace(right, year=int(last[:4]) + 1), context)
        return start, _with(moved.value, resolution="relative", steps=end.steps)
    if left.year is None:
        moved = _calendar(replace(left, year=int(first[:4]) - 1), context)
        return _with(moved.value, resolution="relative", steps=start.steps), end
    return start, end


def _bare_weekday(said: Expression) -> bool:
    return isinstance(said, Calendar) and said.weekday is not None and said.day is None and said.month is None
