"""From the atoms that a pattern matched to what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from pipeline.extract.dates.atoms import Atom
from pipeline.extract.dates.figures import calendar_day
from pipeline.facts import Modifier
from pipeline.normalize.dates import (
    Calendar,
    Clock,
    Direction,
    Expression,
    Range,
    Shift,
    Timed,
    Unit,
    YearPart,
)

Atoms = Sequence[Atom]

_DIRECTIONS: dict[str, Direction] = {"l": "past", "j": "past", "f": "future"}
_SHIFTS = {"l": -1, "j": -1, "f": 1, "i": 0, "b": -1, "a": 1}
_UNITS: dict[str, Unit] = {"T": "year", "L": "month", "P": "week", "H": "day"}
_UNIT_LETTERS = {"year": "T", "month": "L", "week": "P", "day": "H"}
_PARTS_PER_YEAR: dict[int, Unit] = {4: "quarter", 2: "semester"}
NEXT_WORD = "nanti"


def first(atoms: Atoms, kinds: str) -> Atom | None:
    """The first atom of one of the kinds, or None."""
    return next((atom for atom in atoms if atom.kind in kinds), None)


def number(atom: Atom | None) -> int | None:
    """The number that an atom holds; None without one."""
    return None if atom is None else int(cast("int | str", atom.value))


def modifier_of(atoms: Atoms) -> Modifier | None:
    """What "awal", "pertengahan" or "akhir" among the atoms says, or None."""
    found = first(atoms, "A")
    return None if found is None else cast("Modifier", found.value)


def calendar_parts(atoms: Atoms) -> Calendar | None:
    """Weekday, day, month and year among the atoms; None where they make no possible date."""
    weekday = number(first(atoms, "W"))
    numeric = first(atoms, "N")
    if numeric is not None:
        written = cast("Calendar", numeric.value)
        apart = number(first(atoms, "Y")) if written.year is None else None  # "(16/4 2024)"
        return replace(written, weekday=weekday, year=written.year or apart)
    pair = first(atoms, "G")
    if pair is not None:  # "Senin (9-9)"
        numbers = cast("tuple[int, int]", pair.value)
        paired = calendar_day(*(str(n) for n in numbers))
        return None if paired is None else replace(paired, weekday=weekday)
    day, month, year = number(first(atoms, "D")), number(first(atoms, "Mm")), number(first(atoms, "Yy"))
    if day is not None and not 1 <= day <= 31:
        return None
    if day is not None and month is not None and calendar_day(str(day), str(month)) is None:
        return None
    return _with_shift(Calendar(weekday, day, month, year, modifier=modifier_of(atoms)), atoms)


def _with_shift(said: Calendar, atoms: Atoms) -> Calendar:
    """``said`` with what "lalu", "tahun ini", "pekan depan" behind it add."""
    if said.weekday is not None and said.day is None and first(atoms, "d") is not None:  # "Senin besok"
        return replace(said, direction="future")
    for before, atom in zip((None, *atoms), atoms, strict=False):
        if atom.kind not in _SHIFTS or before is None:
            continue
        shift = _SHIFTS[atom.kind]
        if before.kind == "T":
            return replace(said, year_shift=shift)
        if before.kind == "L":
            return replace(said, month_shift=shift)
        if before.kind == "P":
            return replace(said, week_shift=shift)
        if atom.kind in _DIRECTIONS and said.year is None:
            return replace(said, direction=_DIRECTIONS[atom.kind])
        if atom.kind == "i" and said.weekday is not None and said.month is None and said.day is None:
            return replace(said, week_shift=0)
        if atom.kind == "i" and said.year is None and said.day is None:
            return replace(said, year_shift=0)
    return said


def relative_day(atoms: Atoms) -> Shift | None:
    """ "hari ini", "kemarin", "besok pagi", "tadi malam", "malam ini", "keesokan harinya", or None."""
    night = first(atoms, "v")
    if night is not None:
        return Shift("day", -1)
    for kinds in ("d", "j", "k"):
        atom = first(atoms, kinds)
        if atom is not None:
            return Shift("day", int(cast("str", atom.value)), "antecedent" if kinds == "k" else "reference")
    part = first(atoms, "p")
    if part is not None and first(atoms, "tif") is not None:
        return Shift("day", 0)
    return Shift("day", 0) if first(atoms, "i") is not None and first(atoms, "H") is not None else None


def counted_shift(atoms: Atoms) -> Shift | None:
    """ "dua hari lalu", "setahun yang lalu", "3 pekan lagi", "sehari sebelumnya": so many units away."""
    one = first(atoms, "O")
    letter = _UNIT_LETTERS.get(str(one.value)) if one is not None else None
    unit = first(atoms, "TLPHX")
    if one is None and unit is not None:
        letter = unit.kind
    count = 1 if one is not None else number(first(atoms, "nD"))
    way = first(atoms, "lxba")
    if count is None or way is None or letter is None:
        return None
    anchor, sign = ("antecedent" if way.kind in "ba" else "reference"), (-1 if way.kind in "lb" else 1)
    days = {"H": 1, "P": 7}.get(letter)
    if days is not None:
        return Shift("day", sign * days * count, anchor)  # type: ignore[arg-type]
    if letter == "X":
        return Shift("year", sign * 10 * count, anchor)  # type: ignore[arg-type]
    return Shift(_UNITS[letter], sign * count, anchor)  # type: ignore[arg-type]


def unit_shift(atoms: Atoms) -> Shift | None:
    """ "tahun lalu", "pekan ini", "bulan depan", "tahun sebelumnya", "akhir tahun", "kuartal lalu"."""
    unit = first(atoms, "TLPHq")
    if unit is None:
        return None
    size = _PARTS_PER_YEAR.get(int(cast("str", unit.value))) if unit.kind == "q" else _UNITS[unit.kind]
    if size is None:
        return None
    way = first(atoms, "lifjba")
    amount = 0 if way is None else _SHIFTS[way.kind]
    anchor = "antecedent" if way is not None and way.kind in "ba" else "reference"
    return Shift(size, amount, anchor, modifier_of(atoms))  # type: ignore[arg-type]


def year_part(atoms: Atoms) -> YearPart | None:
    """ "triwulan II 2024", "semester pertama tahun ini", "Q3 2024"."""
    short = first(atoms, "z")
    head = first(atoms, "q")
    if short is not None:
        parts, index = 4, number(short)
    elif head is not None:
        parts, index = int(cast("str", head.value)), number(first(atoms, "roD"))
    else:
        return None
    if index is None or not 1 <= index <= parts:
        return None
    way = first(atoms, "lifj") if first(atoms, "T") is not None else None
    year = number(first(atoms, "Y"))
    return YearPart(parts, index, year, None if way is None else _SHIFTS[way.kind], modifier_of(atoms))


def clock(atoms: Atoms) -> Clock | None:
    """The time of day among the atoms, or None."""
    zone = first(atoms, "Z")
    offset = "" if zone is None else cast("str", zone.value)
    pair = first(atoms, "c")
    if pair is not None:
        start, end = cast("tuple[tuple[int, int], tuple[int, int]]", pair.value)
        return Clock(start, end, offset)
    lead = next((i for i, a in enumerate(atoms) if a.kind in "KJC"), None)
    if lead is None:
        return None
    hours = first(atoms[lead:], "G")
    if hours is not None:
        times = [(hour, 0) for hour in cast("tuple[int, int]", hours.value)]
    else:
        times = [_time(a) for a in atoms[lead:] if a.kind in "CD"]
    if not times or any(hour > 24 or (hour == 24 and minute) for hour, minute in times):
        return None
    times = [_by_part_of_day(t, part) for t, part in zip(times, _parts_of_day(atoms[lead:], len(times)), strict=True)]
    return Clock(times[0], times[1] if len(times) > 1 else None, offset)


def _time(atom: Atom) -> tuple[int, int]:
    return cast("tuple[int, int]", atom.value) if atom.kind == "C" else (number(atom) or 0, 0)


def _parts_of_day(atoms: Atoms, count: int) -> list[Atom | None]:
    """The part of day of each of so many times: its own ("jam 8 pagi hingga jam 5 sore"), else the one at the end."""
    marks = [atom for atom in atoms if atom.kind in "CDGp"]
    last = first(marks[::-1], "p")
    if count < 2 or first(marks, "G") is not None:
        return [last] * count
    inner = first(marks[1:2], "p")
    return [inner or last, None if last is inner else last]


def _by_part_of_day(time: tuple[int, int], part: Atom | None) -> tuple[int, int]:
    """ "jam 8 malam" is 20.00; "pukul 20.00 malam" stays as it is. The hours stand with the word in its table."""
    if part is None or not part.value:
        return time
    low, high = (int(hour) for hour in str(part.value).split("-"))
    return (time[0] + 12, time[1]) if low <= time[0] <= high else time


def day_expression(atoms: Atoms) -> Calendar | Shift | None:
    """What the atoms of one day (or month, or year) say."""
    kinds = "".join(atom.kind for atom in atoms)
    if any(kind in kinds for kind in "NGMmYy") or ("D" in kinds and "W" in kinds) or ("D" in kinds and "L" in kinds):
        return calendar_parts(atoms)
    if "W" in kinds:
        return calendar_parts(atoms)
    if any(kind in kinds for kind in "On") or ("D" in kinds and any(kind in kinds for kind in "TLPH")):
        return counted_shift(atoms)
    relative = relative_day(atoms)
    return relative if relative is not None else unit_shift(atoms)


def timed(atoms: Atoms) -> Expression | None:
    """A day with a time of day, in either order; the day is None where the time stands alone."""
    lead = next((i for i, a in enumerate(atoms) if a.kind in "KJCc"), None)
    if lead is None:
        return day_expression(atoms)
    tail = next(
        (i for i in range(lead, len(atoms)) if atoms[i].kind in "WNgMmYdjHv" or _opens_date(atoms, i)),
        len(atoms),
    )
    times, days = atoms[lead:tail], (*atoms[:lead], *atoms[tail:])
    at = clock(times)
    if at is None:
        return None
    if times[-1].kind in "it" and not _has_day(days):  # "pukul 10.00 pagi ini"
        return Timed(Shift("day", 0), at)
    if not _has_day(days):
        return Timed(None, at)
    said = [a for a in days if a.kind not in "B,()-"]
    day = day_expression([a for a in said if a.kind != "p"]) or day_expression(said)  # "nanti malam" needs its part
    if day is None:
        return None
    return Timed(day, at)


def _opens_date(atoms: Atoms, index: int) -> bool:
    pair = "".join(atom.kind for atom in atoms[index : index + 2])
    return pair in ("DM", "Dm", "fp", "tp")  # "3 Mei", "nanti malam", "tadi pagi"


def _has_day(atoms: Atoms) -> bool:
    return any(atom.kind not in "B,()-h" for atom in atoms)


def between(left: Expression | None, right: Expression | None) -> Range | None:
    """A range whose beginning takes from its end the parts that it does not have itself."""
    if left is None or right is None or isinstance(left, Range) or isinstance(right, Range):
        return None
    if isinstance(left, Calendar) and isinstance(right, Calendar):
        left = completed(left, right)
    elif isinstance(left, Calendar) and isinstance(right, Shift) and right.amount <= 0 and left.year is None:
        left = replace(left, direction=left.direction or "past")  # "Januari hingga hari ini"
    return Range(left, right)  # type: ignore[arg-type]


def completed(left: Calendar, right: Calendar) -> Calendar:
    """The beginning of a range with the parts that only its end has: month, year, and what they are counted from."""
    if left.day is not None and left.month is None:
        left = replace(left, month=right.month)
    if left.month is not None and left.year is None and left.year_shift is None:
        turns = right.month is not None and (left.month, left.day or 0) > (right.month, right.day or 0)
        year = right.year if right.year is None or not turns else right.year - 1
        left = replace(left, year=year, year_shift=right.year_shift, direction=right.direction)
    if left.month is None and left.day is None and left.year is None:
        left = replace(left, week_shift=right.week_shift, direction=left.direction or right.direction)
    return left
