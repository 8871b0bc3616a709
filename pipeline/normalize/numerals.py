"""Number atoms: the figures and number words of a text, one by one, before they are put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import product

from pipeline.article import Span
from pipeline.lexicon import table
from pipeline.normalize.figures import read_figure
from pipeline.normalize.money import sign_before


@dataclass(frozen=True, slots=True)
class Atom:
    """One figure or number word. ``kind`` is "figure", "scale", "vulgar" or a kind of ``numerals.tsv``."""

    span: Span
    kind: str
    value: Decimal


def find_atoms(text: str) -> list[Atom]:
    """All atoms of ``text`` in order. Words that only look like numbers ("satu-satunya", "P3K") are none.

    >>> [(atom.kind, str(atom.value)) for atom in find_atoms("dua ratus, 15 ribu")]
    [('digit', '2'), ('ratus', '100'), ('figure', '15'), ('scale', '1000')]
    """
    atoms: list[Atom] = []
    for found in _CANDIDATE.finditer(text):
        for atom in _atoms_of(found, text):
            if _stands_free(atom, text, atoms):
                atoms.append(atom)
    return atoms


def _atoms_of(found: re.Match[str], text: str) -> Iterator[Atom]:
    span = Span(*found.span())
    if found.lastgroup == "figure":
        value = read_figure(found.group().replace(" ", ""))  # "5 ,2" is a slip of the pen
        if value is not None:
            yield Atom(span, "figure", value)
    elif found.lastgroup == "vulgar":
        yield Atom(span, "vulgar", _VULGAR[found.group()])
    else:
        kinds = _vocabulary().get(found.group().lower(), ())
        money = len(kinds) == 1 and kinds[0][0] == "money"
        if not money:
            for kind, value in kinds:
                yield Atom(span, kind, value)
        elif _is_money_scale(found, text):
            yield Atom(span, "scale", kinds[0][1])


def _is_money_scale(found: re.Match[str], text: str) -> bool:
    """Whether a bare letter as in "Rp 13 T" stands behind an amount of money."""
    amount = _AMOUNT_BEFORE.search(text[max(0, found.start() - 24) : found.start()])
    if amount is None or found.group().islower():
        return False
    return sign_before(text, found.start() - len(amount.group())) is not None


def _stands_free(atom: Atom, text: str, before: list[Atom]) -> bool:
    start, end = atom.span
    left = text[start - 1] if start else ""
    right = text[end : end + 1]
    if atom.kind == "figure":
        return not (left.isalpha() or left == "_") or sign_before(text, start) is not None
    if atom.kind == "vulgar":
        return True
    glued = left.isalnum() or left == "_"
    if glued and not (before and before[-1].span.end in (start, end) and atom.kind != "digit"):
        return False
    if left in ("-", "–"):
        known = bool(before) and before[-1].span.end == start - 1
        if not known or text[slice(*before[-1].span)].lower() == text[start:end].lower():
            return False
    return not (right == "-" and _is_reduplicated(text, start, end))


def _is_reduplicated(text: str, start: int, end: int) -> bool:
    """Whether a word is the first half of "satu-satunya", "dua-dua" or "tiga-tiganya"."""
    word = text[start:end].lower()
    rest = text[end + 1 : end + 4 + len(word)].lower()
    return rest.startswith(word) or rest.startswith("nya")


_CANDIDATE = re.compile(
    r"(?P<figure>\d+(?:[.,]\d+)*(?:\x20,\d{1,2}(?=\s?[%a-z]))?)|(?P<vulgar>[½¼¾])|(?P<word>[^\W\d_]+)"
)
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_AMOUNT_BEFORE = re.compile(r"\d[\d.,]*\s?\Z")


@cache
def _vocabulary() -> dict[str, tuple[tuple[str, Decimal], ...]]:
    """Each word with the atoms that it stands for; "duaratus" and "limabelas" stand for two."""
    known: dict[str, tuple[tuple[str, Decimal], ...]] = {}
    for row in table("numerals"):
        known[row["word"]] = ((row["kind"], _decimal(row["value"])),)
    for row in table("scales"):
        kind = "scale" if row["after"] == "any" else "money"
        # "ribuan" and "jutaan" are orders of their own; behind a number the parser takes them for scales.
        known.setdefault(row["word"], ((kind, Decimal(row["value"])),))
    digits = [row["word"] for row in table("numerals") if row["kind"] == "digit"]
    for digit, tail in product(digits, ("belas", "puluh", "ratus", "ribu", "juta")):
        known[digit + tail] = (known[digit][0], known[tail][0])
    return known


def _decimal(text: str) -> Decimal:
    value = Fraction(text or 0)
    return Decimal(value.numerator) / Decimal(value.denominator)
