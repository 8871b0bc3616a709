"""The first reading of a text: the words and figures that dates are made of.

Every such word becomes an ``Atom`` with a one-letter kind; what stands between two atoms becomes punctuation kinds or
a break. The kinds of an article, written side by side, are a short string that the grammar reads with patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.extract.dates.figures import read_figures
from pipeline.lexicon import table
from pipeline.normalize.numbers import parse_number

# kind in date_words.tsv -> letter in the grammar's patterns
LETTERS = {
    "weekday": "W",
    "month": "M",
    "month_short": "m",
    "unit": "U",
    "one_unit": "O",
    "past": "l",
    "future": "f",
    "this": "i",
    "again": "x",
    "before": "b",
    "after": "a",
    "yesterday": "j",
    "day": "d",
    "night_before": "v",
    "next_day": "k",
    "just": "t",
    "part": "p",
    "modifier": "A",
    "until": "h",
    "and": "&",
    "between": "w",
    "clock": "K",
    "hour": "J",
    "zone": "Z",
    "about": "B",
    "each": "e",
    "dated": "g",
    "part_of_year": "q",
    "roman": "r",
    "ordinal": "o",
    "era": "E",
    "quarter": "z",
    "fiscal": "F",
    "number": "n",
}
UNIT_LETTERS = {"year": "T", "month": "L", "week": "P", "day": "H", "decade": "X"}
BREAK = "#"
_PUNCTUATION = {
    "-": "-",
    "–": "-",
    "—": "-",
    ",": ",",
    "(": "(",
    ")": ")",
    "/": "/",
    "&": "&",
    "[": "(",
    "]": ")",
}

_BLANK = " \t\u00a0"
_TOKEN = re.compile(r"['’‘]?\d+(?:[./:–—-]{1,2}\d+)*|Q[1-4](?!\w)|[^\W\d_]+")
_NUMERIC_BEHIND = re.compile(r",? ?\(\d{1,2}[-/]\d{1,2}")
_YEAR_BEHIND = re.compile(r",? \d{4}(?!\d)")
_GAP = re.compile(r"[ \t\u00a0]*")
_CAPITALS_ONLY = frozenset({"roman", "quarter"})


@dataclass(frozen=True, slots=True)
class Atom:
    """A word or figure that may be part of a date; ``value`` is what its kind needs (a month's number, a unit)."""

    kind: str
    start: int
    end: int
    value: object = None
    capital: bool = False
    bare: bool = True


@dataclass(frozen=True, slots=True)
class _Word:
    letter: str
    value: object
    rest: str = ""
    bare: bool = True


@cache
def _vocabulary() -> dict[str, tuple[_Word, ...]]:
    """First word -> what can begin with it, longest first."""
    entries: dict[str, list[_Word]] = {}

    def add(word: str, letter: str, value: object, bare: bool = True) -> None:
        head = re.match(r"Q[1-4]|[^\W\d_]+", word)
        if head is not None:
            entries.setdefault(head.group(), []).append(_Word(letter, value, word[head.end() :], bare))

    for row in table("months"):
        add(row["word"], "M" if row["bare"] == "yes" else "m", int(row["month"]), row["bare"] == "yes")
    for row in table("weekdays"):
        add(row["word"], "W", int(row["weekday"]))
    for row in table("date_words"):
        letter = UNIT_LETTERS[row["value"]] if row["kind"] == "unit" else LETTERS[row["kind"]]
        add(row["word"] if row["kind"] in _CAPITALS_ONLY else row["word"].lower(), letter, row["value"])
    for row in table("numerals"):
        if row["kind"] in ("digit", "teen", "belas", "puluh"):
            add(row["word"], "n", row["word"])
    return {head: tuple(sorted(ws, key=lambda w: -len(w.rest))) for head, ws in entries.items()}


def read_atoms(text: str) -> list[Atom]:
    """The atoms of a text in order, with the punctuation and breaks between them as atoms of their own.

    >>> "".join(a.kind for a in read_atoms("Rapat digelar Rabu (14/2) pukul 09.00 WIB di aula."))
    '#W(N)KCZ#'
    """
    atoms: list[Atom] = []
    last = 0
    for atom in _join_number_words(_words(text), text):
        if atom.start >= last:
            if atom.kind == "N" and atoms and atoms[-1].kind == "W" and text[last : atom.start] in (".", ".("):
                last += 1  # "Selasa.(10/6)": a point for a blank
            atoms.extend(_gap(text, last, atom.start))
            atoms.append(atom)
            last = atom.end
    atoms.extend(_gap(text, last, len(text)))
    return atoms


def _gap(text: str, start: int, end: int) -> Iterator[Atom]:
    """What stands between two atoms: punctuation, or a break with the punctuation before and behind it."""
    opening = start
    while opening < end and (text[opening] in _PUNCTUATION or text[opening] in _BLANK):
        opening += 1
    closing = end
    while closing > opening and (text[closing - 1] in _PUNCTUATION or text[closing - 1] in _BLANK):
        closing -= 1
    yield from _marks(text, start, opening)
    if opening < closing:
        yield Atom(BREAK, opening, closing)
        yield from _marks(text, closing, end)


def _marks(text: str, start: int, end: int) -> Iterator[Atom]:
    for position in range(start, end):
        if text[position] in _PUNCTUATION:
            yield Atom(_PUNCTUATION[text[position]], position, position + 1)


def _words(text: str) -> Iterator[Atom]:
    vocabulary = _vocabulary()
    position = 0
    while (token := _TOKEN.search(text, position)) is not None:
        start, end = token.span()
        position = end
        word = token.group()
        if not word[0].isalpha():
            atom = _figure(text, start, end)
        elif (entries := vocabulary.get(word) or vocabulary.get(word.lower())) is not None:
            atom = _word(text, start, end, entries)
        elif _between_day_and_year(text, start, end) and (month := _slip(word.lower(), "months")) is not None:
            atom = Atom("m", start, end, month, True, False)
        elif _before_numeric_date(text, start, end) and (weekday := _slip(word.lower(), "weekdays")) is not None:
            atom = Atom("W", start, end, weekday, True)
        else:
            continue
        if atom is not None:
            position = atom.end
            yield atom


def _word(text: str, start: int, end: int, entries: tuple[_Word, ...]) -> Atom | None:
    if text[start - 1 : start] in ("_", "@", "#") or text[end : end + 1] == "_" or _glued(text, start - 1):
        return None
    for entry in entries:
        if entry.letter in "WP" and len(entries) > 1 and entry.letter != _day_or_week(text, start, end):
            continue
        stop = end + len(entry.rest)
        if entry.rest and text[end:stop].lower() != entry.rest:
            continue
        if entry.letter == "M" and text[stop : stop + 3] == "-an":  # "tradisi 17 Agustus-an"
            return None
        if text[stop : stop + 1].isalpha() and not _stuck_figure(text, stop):
            continue
        stop = _with_full_stop(text, stop, entry)
        return Atom(entry.letter, start, stop, entry.value, text[start].isupper(), entry.bare)
    return None


def _between_day_and_year(text: str, start: int, end: int) -> bool:
    return end - start >= 5 and text[start - 2 : start - 1].isdecimal() and _YEAR_BEHIND.match(text, end) is not None


def _before_numeric_date(text: str, start: int, end: int) -> bool:
    return end - start >= 4 and text[start].isupper() and _NUMERIC_BEHIND.match(text, end) is not None


def _slip(word: str, names: str) -> int | None:
    """The month or weekday that a word with one wrong, missing, added or swapped letter means ("Okteober")."""
    for name, value in _full_names(names):
        if abs(len(name) - len(word)) <= 1 and name[0] == word[0] and _one_slip(name, word):
            return value
    return None


def _one_slip(left: str, right: str) -> bool:
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    rest, other = left[start:], right[start:]
    return (
        rest[1:] == other
        or rest == other[1:]
        or rest[1:] == other[1:]
        or rest[:2] + rest[2:] == other[1::-1] + other[2:]
    )


@cache
def _full_names(names: str) -> tuple[tuple[str, int], ...]:
    column = names.removesuffix("s")
    return tuple((row["word"], int(row[column])) for row in table(names) if row.get("bare", "yes") == "yes")


def _day_or_week(text: str, start: int, end: int) -> str:
    """ "Minggu" the day ("hari Minggu", "Minggu (18/3)", a capital within a sentence), or the week."""
    before, behind = text[max(start - 12, 0) : start].rstrip(_BLANK), text[end : end + 3]
    if before.lower().endswith("hari") or re.match(r",? ?\(?\d", behind):
        return "W"
    if not text[start].isupper() or before[-1:].isdecimal():
        return "P"
    opens = not before or before[-1] in '.!?"“\n:'
    return "P" if opens and re.match(r" (?:lalu|ini|depan)\b", text[end : end + 7]) else "W"


def _glued(text: str, position: int) -> bool:
    """Whether a dotted or slashed word runs into the word behind ``position``; "katanya.Kamis" only lost a blank."""
    if position <= 0 or text[position] not in "./" or not text[position - 1].isalpha():
        return False
    return text[position] == "/" or not (text[position - 1].islower() and text[position + 1].isupper())


def _stuck_figure(text: str, position: int) -> bool:
    return text[position : position + 1].isdecimal()


def _with_full_stop(text: str, stop: int, entry: _Word) -> int:
    """The end of a shortened word with its full stop, where a figure follows ("Sept. 2024")."""
    if text[stop : stop + 1] == "." and not entry.bare and text[stop + 1 : stop + 3].strip()[:1].isdecimal():
        return stop + 1
    return stop


def _figure(text: str, start: int, end: int) -> Atom | None:
    read = read_figures(text, start, end)
    return None if read is None else Atom(read.kind, start, read.end, read.value)


def _join_number_words(atoms: Iterator[Atom], text: str) -> Iterator[Atom]:
    """Number words side by side as one number: "dua puluh lima" is 25."""
    run: list[Atom] = []
    for atom in atoms:
        if atom.kind == "n" and (not run or _GAP.fullmatch(text, run[-1].end, atom.start)):
            run.append(atom)
            continue
        yield from _number(run, text)
        run = [atom] if atom.kind == "n" else []
        if not run:
            yield atom
    yield from _number(run, text)


def _number(run: list[Atom], text: str) -> Iterator[Atom]:
    if not run:
        return
    value = parse_number(text[run[0].start : run[-1].end])
    if value is not None and 0 < value < 100 and value == int(value):
        yield Atom("n", run[0].start, run[-1].end, int(value))
