"""Words beside a date that decide whether it is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.extract.dates.atoms import Atom
from pipeline.lexicon import table

_WORD_BEFORE = re.compile(r"([^\W_]+)[ \t\u00a0]*$")
_HABIT_REACH = 40
_DAYS_BEHIND = re.compile(r"(?:,? ?(?:dan|atau|hingga|sampai|-|–)? ?\d{1,2}){0,4} +([^\W\d_]+)")
_WORD_BEHIND = re.compile(r"[ \t\u00a0]*([^\W\d_]+)")


def word_before(text: str, position: int) -> str:
    """The word that ends before ``position``, "" where punctuation or nothing does."""
    found = _WORD_BEFORE.search(text, max(position - 40, 0), position)
    return found.group(1) if found else ""


def word_behind(text: str, position: int) -> str:
    """The word that begins behind ``position``, "" where punctuation or a figure does."""
    found = _WORD_BEHIND.match(text, position)
    return found.group(1) if found else ""


@cache
def cue_words(kind: str) -> frozenset[str]:
    """The words of a kind in the table of cues, in small letters."""
    return frozenset(row["word"] for row in table("date_cues") if row["kind"] == kind)


def indefinite(text: str, position: int) -> bool:
    """Whether "beberapa" and the like before a unit make it no date ("beberapa hari ini")."""
    return word_before(text, position).lower() in cue_words("indefinite")


def lasting(text: str, position: int) -> bool:
    """Whether a word before a number of units makes it a stretch of time ("selama dua tahun sebelumnya")."""
    return word_before(text, position).lower() in cue_words("lasting")


def in_title(text: str, atoms: Sequence[Atom]) -> bool:
    """Whether a single capitalised word stands behind another one, as in the title of a film ("Bila Esok Tiba")."""
    before = word_before(text, atoms[0].start)
    return len(atoms) == 1 and atoms[0].capital and before[:1].isupper()


def names_person(text: str, start: int, end: int) -> bool:
    """Whether a bare month that is also a name of persons stands before a capital, with no word that leads to a month
    ("Raja Juli Santoso", but "pada Juli Pertamina")."""
    if text[start:end].lower() not in cue_words("month name") or not word_behind(text, end)[:1].isupper():
        return False
    if word_behind(text, end).lower() in cue_words("behind month"):
        return False
    return word_before(text, start).lower() not in cue_words("month lead")


def counts_something(text: str, start: int, end: int) -> bool:
    """Whether a four-digit figure counts something ("ada 2024 orang"), rather than being a year before a noun
    ("Pilkada 2024 peserta", "pada 2024 warga", "2024 hari ini")."""
    word, before = word_behind(text, end), word_before(text, start)
    if word not in cue_words("counted") or word_behind(text, end + 1 + len(word)) in cue_words("not_counted"):
        return False
    named = before[:1].isupper() and not opens_sentence(text, start - len(before) - 1)
    return not named and before not in cue_words("year_before")


def opens_sentence(text: str, position: int) -> bool:
    """Whether nothing of a sentence stands before ``position``."""
    before = text[max(position - 3, 0) : max(position, 0)].rstrip(" ")
    return not before or before[-1] in '.!?:"“”\n'


def named_weekday(text: str, start: int, end: int) -> bool:
    """Whether a weekday is part of a name: "Jumat Agung", "Pasar Minggu"."""
    if word_behind(text, end).lower() in cue_words("weekday_name_end"):
        return True
    return word_before(text, start).lower() in cue_words("weekday_name_start")


def in_hijri_month(text: str, end: int) -> bool:
    """Whether the day that ends here, or a list of days that it opens, is one of a Hijri month."""
    found = _DAYS_BEHIND.match(text, end)
    return found is not None and found.group(1).lower() in cue_words("hijri")


def other_era(text: str, start: int, end: int) -> bool:
    """Whether a year is not counted from the birth of Christ on: "1446 H", "3000 SM", "Saka 1945"."""
    return word_behind(text, end).lower() in cue_words("era_behind") or (
        word_before(text, start).lower() in cue_words("era_before")
    )


def weekly(text: str, start: int, end: int) -> bool:
    """Whether the words around a bare weekday tell of every week ("tiga kali seminggu, yaitu Senin dan Kamis")."""
    before = text[max(start - _HABIT_REACH, 0) : start].lower()
    behind = text[end : end + _HABIT_REACH].lower()
    return any(word in before for word in cue_words("weekly_before")) or any(
        word in behind for word in cue_words("weekly_behind")
    )


def cue(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a cue word of a kind stands in ``text[start:end]``."""
    return any(word.lower() in cue_words(kind) for word in re.findall(r"[^\W\d_]+", text[start:end]))
