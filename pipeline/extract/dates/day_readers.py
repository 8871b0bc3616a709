"""How matches of days are read: which atoms the span holds, and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from pipeline.extract.dates.atoms import Atom
from pipeline.extract.dates.context_words import in_hijri_month
from pipeline.extract.dates.expressions import (
    between,
    calendar_parts,
    completed,
    day_expression,
    first,
    number,
)
from pipeline.extract.dates.expressions import timed as timed_expression
from pipeline.extract.dates.figures import calendar_day
from pipeline.extract.dates.match import Match, Read, closed
from pipeline.normalize.dates import Calendar, Range, Timed

_LEADS = frozenset({"pada", "mulai"})  # words after which 17/9 is a day and not a fraction


def day(match: Match) -> Read:
    """A day with as many of its parts as are written; a "lalu" behind a full date stays outside."""
    atoms = closed(match.atoms)
    said = calendar_parts(atoms)
    if said is None:
        return
    dropped: list[Atom] = []
    while atoms[-1].kind in "lifj" and (said.year is not None or atoms[-1].kind in "ij" or first(atoms, "N")):
        if atoms[-2].kind in "TLP":
            break
        dropped.append(atoms[-1])
        atoms = closed(atoms[:-1])
        said = calendar_parts(atoms) or said
    if said.year is None and any(atom.kind in "lj" for atom in dropped):
        said = replace(said, direction="past")
    yield atoms, said
    if dropped:  # "Kamis (10/1) kemarin": the word is no date of its own
        yield dropped, None


def day_of_month(match: Match) -> Read:
    """ "tanggal 17", "pada 17 bulan ini"; not days of the Hijri calendar."""
    if not in_hijri_month(match.text, match.atoms[0].end):
        yield from day(match)


def no_date(match: Match) -> Read:
    """What looks like a date and is none: "setiap Senin", "tiap 17 Agustus"."""
    yield match.atoms, None


def bare_numeric(match: Match) -> Read:
    """A numeric date without weekday: with its year, or in brackets, or behind "tanggal" or "pada"."""
    said = calendar_parts(match.atoms) or cast("Calendar", match.atoms[0].value)
    before = match.before()
    led = before is not None and (before.kind == "g" or match.text[before.start : before.end].lower() in _LEADS)
    guarded = led or (match.before_kind() == "(" and match.after_kind() == ")")
    if said.year is not None or guarded:
        yield closed(match.atoms), said


def spaced(match: Match) -> Read:
    """A numeric date with blanks in it: "Selasa (10 /6)"."""
    days = [number(atom) or 0 for atom in match.atoms if atom.kind == "D"]
    said = calendar_day(str(days[0]), str(days[1]))
    if said is not None:
        weekday, year = number(first(match.atoms, "W")), number(first(match.atoms, "Y"))
        yield closed(match.atoms) if weekday else match.atoms[1:-1], replace(said, weekday=weekday, year=year)


def day_range(match: Match) -> Read:
    """ "17-21 September 2024", "Senin-Rabu (12-14 Februari)"."""
    atoms = closed(match.atoms)
    pair = first(atoms, "G")
    month = first(atoms, "Mm")
    if month is None:
        return
    tail = [a for a in atoms if a.start >= month.start]
    if pair is not None:
        low, high = cast("tuple[int, int]", pair.value)
    else:
        days = [number(a) or 0 for a in atoms if a.kind == "D"]
        low, high = days[0], days[-1]
    weekdays = [number(a) for a in atoms if a.kind == "W"]
    rest = calendar_parts(tail)
    if rest is None or not 1 <= low <= 31 or not 1 <= high <= 31 or low == high:
        return
    start = replace(rest, day=low, weekday=weekdays[0] if weekdays else None)
    end = replace(rest, day=high, weekday=weekdays[-1] if len(weekdays) > 1 else None)
    if low > high and rest.month is not None:  # "28-2 Maret": from the month before
        turned = rest.month == 1
        start = replace(start, month=12 if turned else rest.month - 1)
        start = replace(start, year=rest.year - 1 if turned and rest.year is not None else rest.year)
    yield atoms, Range(start, end)


def date_range(match: Match) -> Read:
    """Two dates with a word or dash between; "antara A dan B" too."""
    atoms = closed(match.atoms)
    pair = first(atoms, "R")
    if pair is not None:
        yield atoms, _with_weekdays(cast("Range", pair.value), atoms)
        return
    inner = atoms[1:] if atoms[0].kind == "w" else atoms
    weekdays = [a for a in inner if a.kind == "W"]
    marks = "&" if atoms[0].kind == "w" else "-h"
    splits = [i for i, a in enumerate(inner) if a.kind in marks and 0 < i < len(inner) - 1]
    if len(weekdays) == 2 and len(splits) > 1 and not any(a.kind in "NDM" for a in inner[: splits[0]]):
        splits = splits[1:]  # "Senin-Rabu (12/2-14/2)": the first dash is between the weekdays
    for at in splits:
        left = day_expression([a for a in inner[:at] if a.kind not in ",()-"])
        right = day_expression([a for a in inner[at + 1 :] if a.kind not in ",()-h"])
        whole = between(left, right)
        if whole is not None and _runs_forward(whole):
            yield atoms if atoms[0].kind != "w" else inner, whole
            return


def _runs_forward(said: Range) -> bool:
    if isinstance(said.start, Calendar) and isinstance(said.end, Calendar) and said.start.year and said.end.year:
        return (said.start.year, said.start.month or 0) <= (said.end.year, said.end.month or 0)
    return True


def _with_weekdays(said: Range, atoms: Sequence[Atom]) -> Range:
    weekdays = [number(a) for a in atoms if a.kind == "W"]
    if not weekdays or not isinstance(said.start, Calendar) or not isinstance(said.end, Calendar):
        return said
    end = replace(said.end, weekday=weekdays[1]) if len(weekdays) > 1 else said.end
    return Range(replace(said.start, weekday=weekdays[0]), end)


def day_list(match: Match) -> Read:
    """ "14, 15 dan 16 Juni 2025": a date for each day."""
    atoms = closed(match.atoms)
    month = first(atoms, "Mm")
    if month is None:
        return
    tail = [a for a in atoms if a.start >= month.start]
    rest = calendar_parts(tail)
    days = [a for a in atoms if a.kind == "D"]
    if rest is None or any(not 1 <= (number(a) or 0) <= 31 for a in days):
        return
    for atom in days[:-1]:
        yield [atom], replace(rest, day=number(atom))
    yield [days[-1], *closed([a for a in tail if a.kind not in "()"])], replace(rest, day=number(days[-1]))


def shared_year(match: Match) -> Read:
    """ "Maret dan April 2024", "3 Mei dan 5 Juni 2024": the year at the end is the year of all."""
    atoms = match.atoms
    year = number(first(atoms, "Y"))
    months = [i for i, a in enumerate(atoms) if a.kind in "Mm"]
    for position, index in enumerate(months):
        begin = index - 1 if index and atoms[index - 1].kind == "D" else index
        own = atoms[begin:] if position == len(months) - 1 else atoms[begin : index + 1]
        said = calendar_parts(own)
        if said is not None:
            yield own, replace(said, year=year)


def timed_range(match: Match) -> Read:
    """ "23 Mei pukul 14.00 WIB hingga 24 Mei pukul 11.00 WIB"."""
    atoms = closed(match.atoms)
    for at, atom in enumerate(atoms):
        if atom.kind not in "-h":
            continue
        left = timed_expression(closed(atoms[:at]))
        right = timed_expression([a for a in atoms[at + 1 :] if a.kind not in "-h"])
        if isinstance(left, Timed) and isinstance(right, Timed) and left.day and right.day:
            if isinstance(left.day, Calendar) and isinstance(right.day, Calendar):
                left = replace(left, day=completed(left.day, right.day))
            yield atoms, Range(left, right)
            return


def timed(match: Match) -> Read:
    """A time of day, with the day that stands with it."""
    atoms = closed(match.atoms)
    said = timed_expression(atoms)
    if said is not None:
        yield atoms, said
