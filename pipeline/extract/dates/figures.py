"""What a run of digits and separators can be in a date: a day, a year, a numeric date, a range, a time of day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import table
from pipeline.normalize.dates import Calendar, Range

Reading = tuple[str, object]
FIRST_YEAR, LAST_YEAR = 1000, 2199
_FIRST_FULL, _LAST_FULL = 1600, 2099
NOTHING: Reading = ("0", None)

_DASH = "[-–—]"
_DAY = r"(\d{1,2})"
_YEAR = r"(\d{4}|\d{2})"
_DECADE = re.compile(r"['’‘]?(\d{4}|\d0)(?: ?[-–])?an(?![^\W_])")
_DATE = re.compile(rf"{_DAY}(/{{1,2}}|[.-]){_DAY}(?:[./-]{{1,2}}(\d+))?")
_GLUED_YEAR = re.compile(rf"{_DAY}/(\d{{1,2}}?)(\d{{4}})")
_ISO = re.compile(rf"(\d{{4}})([-/.]){_DAY}\2{_DAY}")
_DAYS = re.compile(rf"{_DAY}{_DASH}{_DAY}")
_DAYS_OF_MONTH = re.compile(rf"{_DAY}{_DASH}{_DAY}/{_DAY}(?:/{_YEAR})?")
_DATE_TO_DATE = re.compile(rf"{_DAY}/{_DAY}(?:/{_YEAR})?{_DASH}{_DAY}/{_DAY}(?:/{_YEAR})?")
_YEARS = re.compile(rf"(\d{{4}})(?:{_DASH}{{1,2}}|/){_YEAR}")
_YEAR_TO_DAY = re.compile(rf"\d{{4}}{_DASH}\d{{1,2}}")
_MONTH_BEHIND = re.compile(r" [A-Za-z]{3}")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)(?:[.:][0-5]\d)?")


@dataclass(frozen=True, slots=True)
class Figures:
    """A run of figures: its kind in the grammar, its value, and where it ends."""

    kind: str
    value: object
    end: int


def read_figures(text: str, start: int, end: int) -> Figures | None:
    """What the figures ``text[start:end]`` can be in a date; kind "0" where they can be nothing.

    >>> [read_figures(t, 0, len(t)).kind for t in ("17", "2024", "17/9", "12-14/2", "2019-2024", "09.00", "1.010")]
    ['D', 'Y', 'N', 'R', 'S', 'C', '0']
    >>> read_figures("era 90-an", 4, 6)
    Figures(kind='Q', value=90, end=9)
    """
    decade = _DECADE.match(text, start)
    if decade is not None and decade.end(1) == end:
        return Figures("Q", int(decade.group(1)), decade.end())
    if _stands_in_word(text, start, end):
        return Figures("0", None, end)
    written = text[start:end]
    if not written[0].isdecimal():
        return Figures("y", int(written[1:]), end) if re.fullmatch(r"\d\d", written[1:]) else None
    year_and_day = _YEAR_TO_DAY.fullmatch(written)
    if year_and_day is not None and _MONTH_BEHIND.match(text, end) is not None:  # "1 Mei 2024-2 Juni 2024"
        return Figures("Y", int(written[:4]), start + 4)
    return Figures(*classify(written), end)


def classify(written: str) -> Reading:
    """Kind and value of a run of figures on its own.

    >>> classify("21/42019")[1].month, classify("17/9/24")[1].year, classify("31/9/2024x")
    (4, 24, ('0', None))
    """
    if written.isdecimal():
        return _plain(written)
    for pattern, read in _READERS:
        found = pattern.fullmatch(written)
        if found is not None:
            reading = read(found)
            if reading is not NOTHING:
                return reading
    return NOTHING


def _plain(written: str) -> Reading:
    if len(written) <= 2:
        return "D", int(written)
    if len(written) == 4 and FIRST_YEAR <= int(written) <= LAST_YEAR:
        return "Y", int(written)
    return NOTHING


def calendar_day(day: str, month: str, year: str | None = None) -> Calendar | None:
    """Day, month and year as numbers, or None where no calendar has such a day.

    A year that is neither of two nor of four figures, or far from the press ("20/1/1019"), is damaged; it is left out.
    """
    number, in_year = int(day), int(month)
    if not (1 <= in_year <= 12 and 1 <= number <= (29 if in_year == 2 else 30 if in_year in (4, 6, 9, 11) else 31)):
        return None
    known = year is not None and (len(year) == 2 or (len(year) == 4 and _FIRST_FULL <= int(year) <= _LAST_FULL))
    return Calendar(day=number, month=in_year, year=int(year) if year is not None and known else None)


def _date(found: re.Match[str]) -> Reading:
    day, mark, month, year = found.groups()
    said = calendar_day(day, month, year)
    if said is None or (mark in ".-" and (year is None or (said.year is None and len(year) < 4))):
        return NOTHING
    if mark == "." and len(year) == 2:  # "10.30.15" is a time, "1.2.24" a section number
        return NOTHING
    return "N", said


def _glued(found: re.Match[str]) -> Reading:
    """A year that ran into its month ("21/42019", "17/062024")."""
    said = calendar_day(*found.groups())
    return NOTHING if said is None or said.year is None else ("N", said)


def _iso(found: re.Match[str]) -> Reading:
    year, _, month, day = found.groups()
    said = calendar_day(day, month, year)
    return NOTHING if said is None or said.year is None else ("N", said)


def _days(found: re.Match[str]) -> Reading:
    return "G", (int(found.group(1)), int(found.group(2)))


def _days_of_month(found: re.Match[str]) -> Reading:
    first, last, month, year = found.groups()
    start, end = calendar_day(first, month, year), calendar_day(last, month, year)
    return NOTHING if start is None or end is None or start.day == end.day else ("R", Range(start, end))


def _date_to_date(found: re.Match[str]) -> Reading:
    day, month, year, last_day, last_month, last_year = found.groups()
    start, end = calendar_day(day, month, year or last_year), calendar_day(last_day, last_month, last_year)
    return NOTHING if start is None or end is None else ("R", Range(start, end))


def _years(found: re.Match[str]) -> Reading:
    first, last = int(found.group(1)), int(found.group(2))
    if last < 100:  # "2023/24"; "2024-09" is none
        last = first + 1 if last == (first + 1) % 100 else 0
    if FIRST_YEAR <= first < last <= LAST_YEAR and last - first <= 120:
        return "S", Range(Calendar(year=first), Calendar(year=last))
    return NOTHING


def _clock(found: re.Match[str]) -> Reading:
    return "C", (int(found.group(1)), int(found.group(2)))


def _clocks(found: re.Match[str]) -> Reading:
    times = [int(part) for part in found.groups()]
    return "c", ((times[0], times[1]), (times[2], times[3]))


_READERS = (
    (_GLUED_YEAR, _glued),
    (_DATE, _date),
    (_ISO, _iso),
    (_DAYS, _days),
    (_DAYS_OF_MONTH, _days_of_month),
    (_DATE_TO_DATE, _date_to_date),
    (_YEARS, _years),
    (_CLOCK, _clock),
    (re.compile(rf"{_CLOCK.pattern}{_DASH}{_CLOCK.pattern}"), _clocks),
)


def _stands_in_word(text: str, start: int, end: int) -> bool:
    """Whether letters, signs or further figures run into the figures: "U-20", "A2024", "12,5", "2024kg", "5%"."""
    before, after = text[max(start - 6, 0) : start], text[end : end + 10]
    glued = after[:1].isalpha() and not (after[0].isupper() and after[1:2].islower())  # "2025Dikunjungi" lost a blank
    if (after and after[0] in "_%@") or (glued and not _begins_with_month(after)):
        return True
    if after[:1] in (",", ".") and after[1:2].isdecimal():
        return True
    if not before or before[-1] in " \t\n(\u00a0":
        return False
    if before[-1].isalnum() or before[-1] in "_@#$=+&%°":
        return not _ends_with_month(before)
    if before[-1] in ",." and before[-2:-1].isdecimal():
        return True
    if before[-1] in "-–/" and before[-2:-1].isalpha():
        return not _ends_with_date_word(before[:-1])
    return False


def _begins_with_month(text: str) -> bool:
    return any(text.lower().startswith(word) for word in _full_months())


def _ends_with_month(text: str) -> bool:
    return text[-1].isalpha() and any(
        word.endswith(text.lower()) or text.lower().endswith(word) for word in _full_months()
    )


def _ends_with_date_word(text: str) -> bool:
    """Whether the word that ends here is a month or a Roman number ("Juni-2024", "kuartal II-2024")."""
    word = re.search(r"[^\W\d_]+$", text)
    return word is not None and (word.group() in ("I", "II", "III", "IV") or _ends_with_month(word.group()))


@cache
def _full_months() -> tuple[str, ...]:
    return tuple(row["word"] for row in table("months") if row["bare"] == "yes")
