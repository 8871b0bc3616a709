"""Figures: the numbers of a text with their currency, and what is read of them step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.article import Span
from pipeline.extract.statistics.tables import Unit, fused
from pipeline.extract.statistics.words import Words
from pipeline.normalize.money import name_after, sign_before
from pipeline.normalize.numbers import Number, find_numbers

_RUPIAH_TAIL = re.compile(r"\s?(?:,-+|\.-+|,–|,00(?!\d))")
_MINUS = re.compile(r"(?:(?:\A|[\s(])[-−–]|(?<!plus\s)\bminus\s)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number on its way to a statistic.

    ``number`` is the span of the number alone, ``span`` what has been read so far. ``unit`` is None while nothing is
    known of it; ``known`` tells a figure without a unit (index points) from one that is still bare.
    """

    span: Span
    number: Span
    value: Decimal
    value_max: Decimal | None = None
    unit: Unit | None = None
    known: bool = False
    order: bool = False
    about: bool = False
    words: bool = False
    scale: Decimal = Decimal(1)
    signed: bool = False
    rule: str = "statistics.bare"
    confidence: float = 0.5
    steps: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether it is a whole number written in digits, without scale word and without sign."""
        return not self.words and self.scale == 1 and self.value == self.value.to_integral_value()

    def known_money(self) -> bool:
        """Whether a currency is written with it."""
        return self.unit is not None and self.unit.kind == "money"


def find_figures(text: str, words: Words) -> Iterator[Figure]:
    """All numbers of ``text``, with currency where one is written, and "setahun" and the like as one and a unit."""
    found = [_figure(number, text) for number in find_numbers(text)]
    found.extend(_fused(words))
    yield from sorted(found, key=lambda figure: figure.span)


def _figure(number: Number, text: str) -> Figure:
    start, end = number.span
    steps = [f"{number.span.of(text)} → {number.value}"]
    figure = Figure(
        number.span,
        number.span,
        number.value,
        order=number.order,
        about=number.about,
        words=number.words,
        scale=number.scale,
    )
    currency: str | None = None
    if (sign := sign_before(text, start)) is not None:
        start, currency = sign
    tail = _RUPIAH_TAIL.match(text, end)
    if tail is not None and not number.words and (currency is not None or tail.group().rstrip("-") != tail.group()):
        end, currency = tail.end(), currency or "IDR"
    if (name := name_after(text, end)) is not None:
        end, currency = name[0], currency or name[1]
    value = number.value
    if _MINUS.search(text[max(0, start - 12) : start]):
        # A dash counts as a minus only where nothing can be listed: before a decimal or a percentage.
        word = text[max(0, start - 6) : start].lower().endswith("minus ")
        if word or (value != value.to_integral_value() or text[end : end + 2].lstrip().startswith("%")):
            value, start = -value, start - (6 if word else 1)
            steps.append("minus")
    if currency is not None:
        steps.append(f"currency {currency}")
    return Figure(
        Span(start, end),
        number.span,
        value,
        unit=None if currency is None else Unit(currency, "money"),
        known=currency is not None,
        order=figure.order,
        about=figure.about,
        words=figure.words,
        scale=figure.scale,
        signed=value < 0,
        rule="statistics.bare" if currency is None else "statistics.money",
        confidence=0.5 if currency is None else 0.96,
        steps=tuple(steps),
    )


def _fused(words: Words) -> Iterator[Figure]:
    for index in range(len(words)):
        entry = fused().get(words.lower(index))
        if entry is not None:
            span = words.span(index, index)
            steps = (f"{span.of(words.text)} → 1 {entry[1]}",)
            unit = Unit(entry[1], "fused")
            yield Figure(span, span, entry[0], unit=unit, words=True, rule="statistics.fused", steps=steps)
