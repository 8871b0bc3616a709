"""Numbers in running text: figures and number words put together into values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.article import Span
from pipeline.normalize.numerals import Atom, find_atoms

_GAP = re.compile(r"[ \t\xa0]{0,3}\Z")
_AN = re.compile(r"-?an(?!\w)", re.IGNORECASE)
_AN_GAP = re.compile(r"-?an[ \t\xa0]{1,3}\Z", re.IGNORECASE)
_ORDER_SCALES = frozenset(Decimal(10) ** power for power in (3, 6, 9, 12))
_LARGEST = Decimal(10) ** 24


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text says it.

    ``order`` marks a mere order of magnitude ("ribuan"), ``about`` a number with -an ("300-an"), ``words`` one
    without digits, ``scale`` the factor of its last scale word ("1,5 juta" has 1000000, "25" has 1).
    """

    span: Span
    value: Decimal
    order: bool = False
    about: bool = False
    words: bool = False
    scale: Decimal = Decimal(1)


def parse_number(text: str) -> Decimal | None:
    """The value of a text that is one number and nothing else; None for any other text.

    >>> parse_number("1.010"), parse_number("1,5 juta"), parse_number("dua ratus lima puluh ribu")
    (Decimal('1010'), Decimal('1500000'), Decimal('250000'))
    >>> parse_number("setengah juta"), parse_number("seribu"), parse_number("lima orang")
    (Decimal('500000'), Decimal('1000'), None)
    """
    stripped = text.strip()
    lead = len(text) - len(text.lstrip())
    found = find_numbers(text)
    if len(found) == 1 and found[0].span == Span(lead, lead + len(stripped)):
        return found[0].value
    return None


def find_numbers(text: str) -> list[Number]:
    """All numbers of ``text``, longest first at each place, in order and without overlap.

    A figure glued to letters behind it ("5G", "10km") is returned; what the letters mean is for the caller.

    >>> [(n.span.of("dua dari 10 desa"), int(n.value)) for n in find_numbers("dua dari 10 desa")]
    [('dua', 2), ('10', 10)]
    """
    return [_finished(number, text) for number in _numbers(find_atoms(text), text)]


def _numbers(atoms: Sequence[Atom], text: str) -> Iterator[Number]:
    index = 0
    while index < len(atoms):
        reader = _Reader(atoms, text, index)
        number = reader.number()
        if number is not None:
            yield number
        index = max(reader.index, index + 1)


def _finished(number: Number, text: str) -> Number:
    """With "-an" taken in: "300-an", "20an"."""
    tail = _AN.match(text, number.span.end)
    if tail is None or number.words:
        return number
    return Number(Span(number.span.start, tail.end()), number.value, number.order, True, False, number.scale)


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


class _Reader:
    """Reads one number from a list of atoms, from ``index`` on; ``index`` then stands behind it."""

    def __init__(self, atoms: Sequence[Atom], text: str, index: int) -> None:
        self.atoms = atoms
        self.text = text
        self.first = index
        self.index = index
        self.order = False
        self.about = False

    def number(self) -> Number | None:
        total = Decimal(0)
        floor: Decimal | None = None
        scale = Decimal(1)
        while True:
            mark = self.index
            part = self._scaled(floor)
            if part is None:
                self.index = mark
                break
            value, scale = part
            total += value
            floor = scale
            if scale == 1 or self.order:
                break
        if floor is None or total > _LARGEST:
            return None
        taken = self.atoms[self.first : self.index]
        words = all(atom.kind not in ("figure", "vulgar") for atom in taken)
        return Number(taken[0].span.to(taken[-1].span), _plain(total), self.order, self.about, words, scale)

    def _scaled(self, floor: Decimal | None) -> tuple[Decimal, Decimal] | None:
        """One group with its scale words. Behind another group (``floor``) it must be smaller than that one."""
        figure = self._peek() is not None and self._peek_kind() == "figure"
        group = self._take("se")
        if group is not None:
            value, scale = group.value, group.value
        else:
            small = self._group()
            if small is None:
                return None
            value, scale = small, Decimal(1)
        while (factor := self._scale()) is not None:
            value, scale = value * factor, scale * factor
        # A bare figure behind a scaled one begins a number of its own: "2 juta 500 orang" is no 2.000.500.
        if floor is not None and (value >= floor or (figure and scale == 1)):
            return None
        return value, scale

    def _scale(self) -> Decimal | None:
        atom = self._peek() or self._behind_an()
        if atom is None or self.index == self.first:
            return None
        if atom.kind == "order" and atom.value in _ORDER_SCALES:
            self.about = True
        elif atom.kind != "scale":
            return None
        self.index += 1
        return atom.value

    def _behind_an(self) -> Atom | None:
        """The scale word behind a figure with "-an": "100-an miliar"."""
        if not self.first < self.index < len(self.atoms):
            return None
        last, atom = self.atoms[self.index - 1], self.atoms[self.index]
        gap = self.text[last.span.end : atom.span.start]
        if last.kind != "figure" or atom.kind != "scale" or not _AN_GAP.match(gap):
            return None
        self.about = True
        return atom

    def _group(self) -> Decimal | None:
        """A number below its scale word: "lima belas", "2,5", "dua setengah", "tiga perempat", "puluhan"."""
        for kind in ("order", "whole"):
            if (atom := self._take(kind)) is not None:
                self.order = self.order or kind == "order"
                return atom.value
        for kind in ("half", "fraction", "vulgar"):
            if (atom := self._take(kind)) is not None:
                return atom.value
        if (figure := self._take("figure")) is not None:
            value = figure.value
        else:
            small = self._below_thousand()
            if small is None:
                return None
            value = small
        return self._with_fraction(value)

    def _with_fraction(self, value: Decimal) -> Decimal:
        if (part := self._take("denominator")) is not None and value < part.value:
            return value / part.value
        if (part := self._take("half") or self._take("vulgar")) is not None and value == value.to_integral_value():
            return value + part.value
        mark = self.index
        if self._take("point") is not None:
            digits = ""
            while (digit := self._take("digit") or self._take("zero")) is not None:
                digits += str(digit.value)
            if digits:
                return value + Decimal("0." + digits)
            self.index = mark
        return value

    def _below_thousand(self) -> Decimal | None:
        if (atom := self._take("hundred")) is not None:
            return atom.value + (self._below_hundred() or 0)
        mark = self.index
        digit = self._take("digit")
        if digit is not None and self._take("ratus") is not None:
            return digit.value * 100 + (self._below_hundred() or 0)
        self.index = mark
        return self._below_hundred()

    def _below_hundred(self) -> Decimal | None:
        if (atom := self._take("teen") or self._take("zero")) is not None:
            return atom.value
        digit = self._take("digit")
        if digit is None:
            return None
        if self._take("belas") is not None:
            return digit.value + 10
        if self._take("puluh") is not None:
            unit = self._take("digit")
            return digit.value * 10 + (unit.value if unit is not None else 0)
        atom = self._peek()
        if atom is not None and atom.kind == "order" and atom.value in (10, 100):
            # "dua puluhan", "lima ratusan"
            self.index += 1
            self.about = True
            return digit.value * atom.value
        return digit.value

    def _peek(self) -> Atom | None:
        if self.index >= len(self.atoms):
            return None
        atom = self.atoms[self.index]
        if self.index > self.first:
            gap = self.text[self.atoms[self.index - 1].span.end : atom.span.start]
            if not _GAP.match(gap):
                return None
        return atom

    def _peek_kind(self) -> str:
        atom = self._peek()
        return "" if atom is None else atom.kind

    def _take(self, kind: str) -> Atom | None:
        atom = self._peek()
        if atom is None or atom.kind != kind:
            return None
        self.index += 1
        return atom
