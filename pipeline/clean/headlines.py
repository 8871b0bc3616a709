"""Headlines of other stories that stand in the text behind "Baca juga" and the like."""

from __future__ import annotations

import re
from functools import cache

from pipeline.clean.lines import ends_sentence, small_words
from pipeline.lexicon import table

_LONGEST = 200
_WORD = re.compile(r"\S+")
_STOP = re.compile(r"[.?!]+[\"”')]*$")
_NUMBERED = re.compile(r"\d{1,2}[.)]")
_TITLED = 0.6


def headline_end(text: str, start: int, end: int) -> int | None:
    """Where the headline that begins at ``start`` stops, on a line that ends at ``end``; None where it is not sure.

    It is sure where the line ends with it, where a word that opens sentences follows it, or where a full stop ends
    words that are capitalised like a headline.

    >>> line = "Harga Beras di Pasar Naik Lagi Menurut dia, stok aman."
    >>> line[headline_end(line, 0, len(line)) :]
    'Menurut dia, stok aman.'
    """
    line = text[start:end]
    sentence_follows = ends_sentence(line) or end - start > _LONGEST
    found = list(_WORD.finditer(text, start, min(end, start + _LONGEST)))
    for index, word in enumerate(found[:-1]):
        after = found[index + 1]
        if index >= 2 and sentence_follows and _opens(word[0], found[index - 1][0], after[0]):
            return word.start()
        if index >= 2 and _NUMBERED.fullmatch(word[0]) and after[0][0].isupper() and found[index - 1][0][-1] != ":":
            return word.start()
        if index >= 1 and _STOP.search(word[0]) and len(word[0]) > 4 and _starts(after[0]):
            return after.start() if _is_all_titled([w[0] for w in found[: index + 1]]) else None
    short = end - start <= _LONGEST
    return end if short and (not ends_sentence(line) or _is_all_titled(line.split())) else None


def is_headline(line: str) -> bool:
    """Whether a line is capitalised like a headline."""
    found = line.split()
    return len(found) > 2 and len(line) <= _LONGEST and _is_titled(found)


def _starts(word: str) -> bool:
    return word[0].isupper() or word[0] in "\"“'("


def _opens(word: str, before: str, after: str) -> bool:
    """Whether ``word`` opens a sentence behind a headline that has no full stop."""
    if word.rstrip(",") not in _openers() or before[-1:] in ",:;-–(":
        return False
    return after[:1].islower() or after[:1].isdecimal() or word.endswith(",")


def _is_titled(found: list[str]) -> bool:
    long = [word for word in found if len(word) > 4 and word[:1].isalpha()]
    return bool(long) and sum(word[0].isupper() for word in long) >= _TITLED * len(long)


def _is_all_titled(found: list[str]) -> bool:
    low = [word.strip(".,:;?!\"'”") for word in found if len(word) > 4 and word[0].islower()]
    return len(low) < len(found) and all(word in small_words() for word in low)


@cache
def _openers() -> frozenset[str]:
    return frozenset(row["words"] for row in table("furniture") if row["kind"] == "opener")
