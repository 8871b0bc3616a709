"""When a predicted fact is right: the rules of the contract, one function a type."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from math import isclose
from typing import Any

from pipeline.article import Span
from pipeline.evaluate.entries import Entry

_TOLERANCE = 1e-9
_LONGEST_UNIT = 3  # words of a unit that may run on behind the right one

# Reported over matched pairs; they never decide whether a fact is right.
SLOTS: Mapping[str, tuple[str, ...]] = {
    "venue": ("region_code",),
    "statistic": ("approximation", "period", "region_code"),
}


def plain(value: object) -> str:
    """A value as it is compared: NFKC, case-folded, white space run together, surrounding punctuation gone.

    >>> plain("  Wali\\u00a0Kota  Makassar, ")
    'wali kota makassar'
    """
    words = " ".join(unicodedata.normalize("NFKC", str(value)).casefold().split())
    start, end = 0, len(words)
    while start < end and _is_edge(words[start]):
        start += 1
    while end > start and _is_edge(words[end - 1]):
        end -= 1
    return words[start:end]


def alternatives(value: object) -> tuple[object, ...]:
    """The values that gold accepts: the members of a list, or the value itself."""
    return tuple(value) if isinstance(value, list) else (value,)


def agrees(gold: object, found: object) -> bool:
    """Whether ``found`` is one of the values that gold accepts; None only agrees with None.

    >>> agrees(["KPU", None], None), agrees(["KPU", "Komisi Pemilihan Umum"], "kpu"), agrees("KPU", None)
    (True, True, False)
    """
    return any(_same(wanted, found) for wanted in alternatives(gold))


def is_right(gold: Entry, found: Entry) -> bool:
    """Whether ``found``, a predicted fact of the same article, is right by ``gold``."""
    return gold.type == found.type and gold.doc_id == found.doc_id and _RULES[gold.type](gold, found)


def slots_of(gold: Entry, found: Entry) -> dict[str, bool]:
    """For a matched pair, whether each slot that gold states is right."""
    names = SLOTS.get(gold.type, ())
    return {n: agrees(gold.fields[n], found.fields.get(n)) for n in names if n in gold.fields}


def _same(wanted: object, found: object) -> bool:
    if wanted is None or found is None:
        return wanted is None and found is None
    if _is_number(wanted) and _is_number(found):
        return isclose(float(wanted), float(found), rel_tol=_TOLERANCE, abs_tol=0.0)  # type: ignore[arg-type]
    return plain(wanted) == plain(found)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_edge(char: str) -> bool:
    return char.isspace() or unicodedata.category(char).startswith("P")


def _field(gold: Entry, found: Entry, name: str) -> bool:
    return agrees(gold.fields.get(name), found.fields.get(name))


def _official(gold: Entry, found: Entry) -> bool:
    if not all(_field(gold, found, name) for name in ("person", "role", "status")):
        return False
    names = ("organization", "jurisdiction_code")
    equal = [_field(gold, found, name) for name in names]
    stated = [found.fields.get(name) is not None for name in names]
    return all(equal) or any(e and s for e, s in zip(equal, stated, strict=True))


def _date(gold: Entry, found: Entry) -> bool:
    return gold.span.overlaps(found.span) and _field(gold, found, "date")


def _venue(gold: Entry, found: Entry) -> bool:
    return _field(gold, found, "venue")


def _statistic(gold: Entry, found: Entry) -> bool:
    overlaps = gold.span.overlaps(found.span)
    return overlaps and _field(gold, found, "value") and _unit(gold.fields.get("unit"), found.fields.get("unit"))


def _unit(wanted: Any, found: Any) -> bool:
    if agrees(wanted, found):
        return True
    words = plain(found).split() if found is not None else []
    starts = [plain(unit).split() for unit in alternatives(wanted) if unit is not None]
    return 0 < len(words) <= _LONGEST_UNIT and any(start and words[: len(start)] == start for start in starts)


def _statement(gold: Entry, found: Entry) -> bool:
    shared = min(gold.span.end, found.span.end) - max(gold.span.start, found.span.start)
    return 2 * shared >= max(_length(gold.span), _length(found.span)) and _field(gold, found, "speaker")


def _length(span: Span) -> int:
    return max(len(span), 1)


_RULES: Mapping[str, Callable[[Entry, Entry], bool]] = {
    "official": _official,
    "date": _date,
    "venue": _venue,
    "statistic": _statistic,
    "statement": _statement,
}
