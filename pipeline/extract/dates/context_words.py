"""Words beside a date that decide whether it is one."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import table

_WORD_BEFORE = re.compile(r"([^\W_]+)[ \t\u00a0]*$")
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
def _cues(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("date_cues") if row["kind"] == kind)


def recurring(text: str, position: int) -> bool:
    """Whether "setiap" and the like before a date make it one of many."""
    before = word_before(text, position).lower()
    return before in _cues("each")


def counted_behind(text: str, position: int) -> bool:
    """Whether a four-digit figure counts something: "2024 orang"."""
    return word_behind(text, position).lower() in _cues("counted")


def named_weekday(text: str, start: int, end: int) -> bool:
    """Whether a weekday is part of a name: "Jumat Agung", "Pasar Minggu"."""
    return word_behind(text, end).lower() in _cues("weekday_name_end") or word_before(text, start).lower() in _cues(
        "weekday_name_start"
    )


def cue(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a cue word of a kind stands in ``text[start:end]``."""
    return any(word.lower() in _cues(kind) for word in re.findall(r"[^\W\d_]+", text[start:end]))
