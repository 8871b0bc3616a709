"""How the match of each rule is read: which of its atoms the span holds, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from pipeline.extract.dates.atoms import Atom
from pipeline.extract.dates.context_words import counts_something, in_title, indefinite, lasting, named_weekday
from pipeline.extract.dates.expressions import (
    NEXT_WORD,
    between,
    calendar_parts,
    completed,
    counted_shift,
    day_expression,
    first,
    number,
    relative_day,
    unit_shift,
)
from pipeline.extract.dates.expressions import timed as timed_expression
from pipeline.extract.dates.expressions import year_part as year_part_expression
from pipeline.extract.dates.figures import calendar_day
from pipeline.normalize.dates import Calendar, Decade, Expression, Range, Timed, YearPart

Read = Iterator[tuple[Sequence[Atom], Expression | None]]


@dataclass(frozen=True, slots=True)
class Match:
    """A run of atoms of a text."""

    text: str
    all_atoms: Sequence[Atom]
    start: int
    end: int

    @property
    def atoms(self) -> list[Atom]:
        """The atoms of the run."""
        return list(self.all_atoms[self.start : self.end])

    def before(self) -> Atom | None:
        """The atom before the run, a break or punctuation included."""
        return self.all_atoms[self.start - 1] if self.start else None

    def after(self) -> Atom | None:
        """The atom behind the run."""
        return self.all_atoms[self.end] if self.end < len(self.all_atoms) else None

    def before_kind(self) -> str:
        """The kind of the atom before, "" at the beginning."""
        atom = self.before()
        return "" if atom is None else atom.kind

    def after_kind(self) -> str:
        """The kind of the atom behind, "" at the end."""
        atom = self.after()
        return "" if atom is None else atom.kind


def _closed(atoms: list[Atom]) -> list[Atom]:
    """The atoms without punctuation at the end, and without a bracket that has no partner."""
    while atoms:
        last = atoms[-1].kind
        opened = sum(a.kind == "(" for a in atoms)
        closed = sum(a.kind == ")" for a in atoms)
        if last in ",-/(&h#" or (last == ")" and closed > opened):
            atoms = atoms[:-1]
            continue
        return atoms
    return atoms


def day(match: Match) -> Read:
    """A day with as many of its parts as are written; a "lalu" behind a full date stays outside."""
    atoms = _closed(match.atoms)
    said = calendar_parts(atoms)
    if said is None:
        return
    dropped: list[Atom] = []
    while atoms[-1].kind in "lifj" and (said.year is not None or atoms[-1].kind in "ij" or first(atoms, "N")):
        if atoms[-2].kind in "TLP":
            break
        dropped.append(atoms[-1])
        atoms = _closed(atoms[:-1])
        said = calendar_parts(atoms) or said
    yield atoms, said
    if dropped:  # "Kamis (10/1) kemarin": the word is no date of its own
        yield dropped, None


def no_date(match: Match) -> Read:
    """What looks like a date and is none: "setiap Senin", "tiap 17 Agustus"."""
    yield match.atoms, None


def bare_numeric(match: Match) -> Read:
    """A numeric date without weekday: with its year, or in brackets, or behind "tanggal" or "pada"."""
    said = calendar_parts(match.atoms) or cast("Calendar", match.atoms[0].value)
    guarded = match.before_kind() in ("g", "B", "p") or (match.before_kind() == "(" and match.after_kind() == ")")
    if said.year is not None or guarded:
        yield _closed(match.atoms), said


def spaced(match: Match) -> Read:
    """A numeric date with blanks in it: "Selasa (10 /6)"."""
    days = [number(atom) or 0 for atom in match.atoms if atom.kind == "D"]
    said = calendar_day(str(days[0]), str(days[1]))
    if said is not None:
        weekday, year = number(first(match.atoms, "W")), number(first(match.atoms, "Y"))
        yield _closed(match.atoms) if weekday else match.atoms[1:-1], replace(said, weekday=weekday, year=year)


def day_range(match: Match) -> Read:
    """ "17-21 September 2024", "Senin-Rabu (12-14 Februari)"."""
    atoms = _closed(match.atoms)
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
    atoms = _closed(match.atoms)
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


def year_pair(match: Match) -> Read:
    """ "2019-2024", "2025/2026"."""
    if match.before_kind() != "/":
        yield match.atoms, cast("Range", match.atoms[0].value)


def weekday_range(match: Match) -> Read:
    """ "Senin hingga Rabu", "Sabtu-Minggu pekan ini"."""
    atoms = match.atoms
    if not all(a.capital for a in atoms if a.kind == "W"):
        return
    yield from date_range(match)


def day_list(match: Match) -> Read:
    """ "14, 15 dan 16 Juni 2025": a date for each day."""
    atoms = _closed(match.atoms)
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
    yield [days[-1], *_closed([a for a in tail if a.kind not in "()"])], replace(rest, day=number(days[-1]))


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


def month(match: Match) -> Read:
    """A month, with year, "lalu" or "awal" where they stand with it."""
    atoms = match.atoms
    name = first(atoms, "Mm")
    if name is None:
        return
    if atoms[0].kind == "L":
        atoms = atoms[1:]
    said = calendar_parts(atoms)
    if said is None:
        return
    while atoms[-1].kind in "lifj" and said.year is not None:
        atoms = atoms[:-1]
    alone = said.year is None and said.year_shift is None
    if alone and not name.bare:
        return
    if alone and not name.capital and atoms[0].kind != "A" and "L" not in (match.before_kind(), match.atoms[0].kind):
        return
    yield atoms, said


def modified(match: Match) -> Read:
    """ "awal 2024", "akhir tahun", "pertengahan bulan ini"."""
    if first(match.atoms, "Y") is not None:
        said: Expression | None = calendar_parts(match.atoms)
    else:
        said = unit_shift(match.atoms)
    if said is not None:
        yield match.atoms, said


def year(match: Match) -> Read:
    """A year alone."""
    atoms = match.atoms
    value = number(atoms[0])
    near = match.before_kind() in ("T", "F", "h", "B", "w", "&")
    if value is None or (match.before_kind() in ("-", "/", "D") and atoms[0].kind == "Y"):
        return
    if not 1800 <= value <= 2100 and not near and atoms[0].kind == "Y":
        return
    if match.before_kind() != "T" and counts_something(match.text, atoms[0].start, atoms[0].end):
        return
    yield atoms, Calendar(year=value)


def decade(match: Match) -> Read:
    """ "tahun 1990-an", "era 90-an", "awal 2000-an"."""
    atoms = match.atoms
    value = number(atoms[-1])
    if value is None or (value < 100 and not (match.before_kind() in "TEXA" or len(atoms) > 1)):
        return
    said = atoms if atoms[0].kind == "A" else atoms[-1:]
    modifier = calendar_parts([a for a in atoms if a.kind == "A"])
    if value % 10 == 0 and not 100 <= value < 1000:
        yield said, Decade(value, None if modifier is None else modifier.modifier)


def year_part(match: Match) -> Read:
    """ "triwulan II 2024", "semester pertama tahun ini", "kuartal III"."""
    atoms = match.atoms
    said = year_part_expression(atoms)
    if said is None:
        return
    dated = said.year is not None or said.year_shift is not None
    if not dated and (first(atoms, "D") is not None or (said.parts == 2 and first(atoms, "z") is None and False)):
        return
    yield atoms, said


def part_range(match: Match) -> Read:
    """ "kuartal I hingga III 2024" as one range, "kuartal I dan II 2024" as two."""
    atoms = match.atoms
    at = next((i for i, a in enumerate(atoms) if i and a.kind in "-h&" and atoms[i - 1].kind in "roz"), None)
    if at is None:
        return
    head = first(atoms, "q")
    tail = atoms[at + 1 :]
    right = year_part_expression(tail if first(tail, "qz") is not None or head is None else [head, *tail])
    left = year_part_expression(atoms[:at])
    if left is None or right is None or left.parts != right.parts:
        return
    left = replace(left, year=right.year, year_shift=right.year_shift)
    if atoms[at].kind == "&":
        yield atoms[:at], left
        yield tail, right
    elif left.number < right.number:
        yield atoms, Range(left, right)


def weekday(match: Match) -> Read:
    """A weekday without a date."""
    atoms = match.atoms
    if not atoms[0].capital and match.before_kind() != "H":
        return
    if match.before_kind() in ("n", "D", "p"):
        return
    if first(atoms[1:], "lifj") is None and not _may_stand_alone(match, atoms):
        return
    said = calendar_parts(atoms)
    if said is not None:
        yield _closed(atoms), said


def _may_stand_alone(match: Match, atoms: Sequence[Atom]) -> bool:
    """Not in a name ("Jumat Agung", "Pasar Minggu"): no capitalised word on either side that is no sentence opener."""
    return not named_weekday(match.text, atoms[0].start, atoms[-1].end)


def relative(match: Match) -> Read:
    """ "hari ini", "kemarin", "tadi malam", "dua hari lalu"."""
    atoms = match.atoms
    if indefinite(match.text, atoms[0].start) or in_title(match.text, atoms):
        return
    nexts = first(atoms, "f")
    if nexts is not None and match.text[nexts.start : nexts.end].lower() != NEXT_WORD:
        return
    counted = first(atoms, "nDO") is not None
    if counted and first(atoms, "x") is None and lasting(match.text, atoms[0].start):
        return
    said = counted_shift(atoms) if counted else relative_day(atoms)
    if said is not None:
        yield atoms, said


def unit(match: Match) -> Read:
    """ "tahun lalu", "pekan ini", "bulan depan", "tahun sebelumnya"."""
    if match.before_kind() in ("n", "D", "-") or indefinite(match.text, match.atoms[0].start):
        return
    said = unit_shift(match.atoms)
    if said is not None:
        yield match.atoms, said


def timed_range(match: Match) -> Read:
    """ "23 Mei pukul 14.00 WIB hingga 24 Mei pukul 11.00 WIB"."""
    atoms = _closed(match.atoms)
    for at, atom in enumerate(atoms):
        if atom.kind not in "-h":
            continue
        left = timed_expression(_closed(atoms[:at]))
        right = timed_expression([a for a in atoms[at + 1 :] if a.kind not in "-h"])
        if isinstance(left, Timed) and isinstance(right, Timed) and left.day and right.day:
            if isinstance(left.day, Calendar) and isinstance(right.day, Calendar):
                left = replace(left, day=completed(left.day, right.day))
            yield atoms, Range(left, right)
            return


def timed(match: Match) -> Read:
    """A time of day, with the day that stands with it."""
    atoms = _closed(match.atoms)
    said = timed_expression(atoms)
    if isinstance(said, Timed) or said is not None:
        yield atoms, cast("Expression", said)


__all__ = ["Match", "YearPart"]
