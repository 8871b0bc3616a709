"""How matches of months, years, parts of years, weekdays and relative words are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from pipeline.extract.dates.atoms import Atom
from pipeline.extract.dates.context_words import (
    counts_something,
    cue_words,
    in_title,
    indefinite,
    lasting,
    named_weekday,
    names_person,
    other_era,
    weekly,
)
from pipeline.extract.dates.day_readers import date_range
from pipeline.extract.dates.expressions import (
    NEXT_WORD,
    calendar_parts,
    counted_shift,
    first,
    number,
    relative_day,
    unit_shift,
)
from pipeline.extract.dates.expressions import year_part as year_part_expression
from pipeline.extract.dates.match import Match, Read, closed
from pipeline.normalize.dates import Calendar, Decade, Expression, Range


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
    if len(atoms) == 1 and alone and names_person(match.text, name.start, name.end):
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
    if other_era(match.text, atoms[0].start, atoms[0].end):
        return
    if match.before_kind() != "T" and counts_something(match.text, atoms[0].start, atoms[0].end):
        return
    yield atoms[:1], Calendar(year=value)
    if len(atoms) > 1:  # "2017 kemarin": the word is no date of its own
        yield atoms[1:], None


def opening_hours(match: Match) -> Read:
    """ "Senin-Jumat: 08.00-16.00" says when a place is open, and is no date."""
    gap = next(atom for atom in match.atoms if atom.kind == "#")
    if match.text[gap.start : gap.end].strip() == ":":
        yield match.atoms, None


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
    if not dated and (_in_sports(match.text, atoms) or first(atoms, "D") is not None):
        return
    yield atoms, said


def _in_sports(text: str, atoms: Sequence[Atom]) -> bool:
    """Whether the part may be one of a match or a race: "paruh kedua", "Q2"."""
    head = first(atoms, "qz")
    return head is not None and (head.kind == "z" or text[head.start : head.end].lower() in cue_words("half"))


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
    if first(atoms[1:], "lifjd") is None and not _may_stand_alone(match, atoms):
        return
    said = calendar_parts(atoms)
    if said is not None:
        yield closed(atoms), said


def _may_stand_alone(match: Match, atoms: Sequence[Atom]) -> bool:
    """Not in a name ("Jumat Agung", "Pasar Minggu") and not of every week."""
    start, end = atoms[0].start, atoms[-1].end
    return not named_weekday(match.text, start, end) and not weekly(match.text, start, end)


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
