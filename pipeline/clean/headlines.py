"""Headlines of other stories that stand in the text behind "Baca juga" and the like."""

from __future__ import annotations

import re
from functools import cache

from pipeline.clean.lines import ends_sentence
from pipeline.lexicon import table

_LONGEST = 200
_WORD = re.compile(r"\S+")
_STOP = re.compile(r"[.?!]+[\"”')]*$")
_TITLED = 0.6


def headline_end(text: str, start: int, end: int) -> int | None:
    """Where the headline that begins at ``start`` stops, on a line that ends at ``end``; None where it is not sure.

    It is sure where the line ends with it, where a word that opens sentences follows it, or where a full stop ends
    words that are capitalised like a headline.

    >>> line = "Harga Beras di Pasar Naik Lagi Menurut dia, stok aman."
    >>> line[headline_end(line, 0, len(line)) :]
    'Menurut dia, stok aman.'
    """
    found = list(_WORD.finditer(text, start, min(end, start + _LONGEST)))
    for index, word in enumerate(found[:-1]):
        after = found[index + 1]
        if index >= 2 and _opens(word[0], found[index - 1][0], after[0]):
            return word.start()
        if index >= 1 and _STOP.search(word[0]) and len(word[0]) > 4 and after[0][:1] in _starters(after[0]):
            return after.start() if _is_titled([w[0] for w in found[: index + 1]]) else None
    if end - start > _LONGEST:
        return None
    line = text[start:end]
    return end if not ends_sentence(line) or line.rstrip().endswith(("?", "!", "...")) or is_headline(line) else None


def is_headline(line: str) -> bool:
    """Whether a line is capitalised like a headline."""
    found = line.split()
    return len(found) > 2 and len(line) <= _LONGEST and _is_titled(found)


def _starters(word: str) -> str:
    return word[:1] if word[:1].isupper() or word[:1] in "\"“'(" else ""


def _opens(word: str, before: str, after: str) -> bool:
    """Whether ``word`` opens a sentence behind a headline that has no full stop."""
    if word.rstrip(",") not in _openers() or before[-1:] in ",:;-–(":
        return False
    return after[:1].islower() or after[:1].isdigit() or word.endswith(",")


def _is_titled(found: list[str]) -> bool:
    long = [word for word in found if len(word) > 4 and word[:1].isalpha()]
    return bool(long) and sum(word[0].isupper() for word in long) >= _TITLED * len(long)


@cache
def _openers() -> frozenset[str]:
    return frozenset(row["words"] for row in table("furniture") if row["kind"] == "opener")
