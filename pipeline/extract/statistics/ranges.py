"""Two numbers that are one figure: "10-15 persen", "Rp5-10 juta", "tiga (3) orang"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.article import Span
from pipeline.extract.statistics.figures import Figure

_BETWEEN = re.compile(
    r"(?:\s?\([a-z]{1,4}\))?\s?(?:[-–—]|hingga|sampai(?:\sdengan)?|s/d|s\.d\.?|sd)\s?(?:(?:sekitar|lebih\sdari)\s)?(?:Rp\.?\s?)?\Z",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s?[-–—]\s?\Z")
_OPEN = re.compile(r"\s?\(\s?")
_SPACE = re.compile(r" ")
_ANTARA = re.compile(r"\bantara\s\Z", re.IGNORECASE)
_DAN = re.compile(r"\sdan\s\Z", re.IGNORECASE)


def join_twins(figures: Sequence[Figure], text: str) -> list[Figure]:
    """The figures with numbers that are said twice taken as one: "3 (tiga) orang", "Rp1.000 (seribu rupiah)".

    To be called before the units are read, so that they are read behind the bracket.
    """
    joined: list[Figure] = []
    for figure in figures:
        last = joined[-1] if joined else None
        twin = None if last is None else _twin(last, figure, text)
        if twin is None:
            joined.append(figure)
        else:
            joined[-1] = twin
    return joined


def _twin(first: Figure, second: Figure, text: str) -> Figure | None:
    if first.value != second.value or first.words == second.words:
        return None
    between = text[first.span.end : second.span.start]
    steps = (*first.steps, "said twice")
    if _OPEN.fullmatch(between) and text[second.span.end : second.span.end + 1] == ")":
        if first.unit is not None:
            return replace(first, steps=steps)
        span = Span(first.span.start, second.span.end + 1)
        return replace(first, span=span, unit=second.unit, known=second.known, steps=steps)
    if first.unit is None and _SPACE.fullmatch(between):
        return replace(second, span=first.span.to(second.span), steps=steps)
    return None


def join_ranges(figures: Sequence[Figure], text: str) -> list[Figure]:
    """The figures with ranges put together; scores ("2-1") are left out. Units must have been read already."""
    joined: list[Figure] = []
    for figure in figures:
        last = joined[-1] if joined else None
        whole = None if last is None else _range(last, figure, text)
        if whole is not None:
            joined[-1] = whole
        elif last is not None and _is_score(last, figure, text):
            joined.pop()
        else:
            joined.append(figure)
    return joined


def _range(first: Figure, second: Figure, text: str) -> Figure | None:
    if first.value_max is not None or first.signed:
        return None
    if second.unit is None and first.known_money() and not second.known:
        # "Rp5-10 juta": the sign serves both.
        second = replace(second, unit=first.unit, known=True)
    if second.unit is None:
        return None
    between = text[first.span.end : second.span.start]
    antara = _DAN.fullmatch(between) and _ANTARA.search(text[max(0, first.span.start - 9) : first.span.start])
    if not antara and not _BETWEEN.fullmatch(between):
        return None
    if first.unit is not None and first.unit != second.unit:
        return None
    low = _scaled(first, second)
    if low is None:
        return None
    return replace(
        second,
        span=first.span.to(second.span),
        number=first.number.to(second.number),
        value=low,
        value_max=second.value,
        about=first.about or second.about,
        words=first.words and second.words,
        rule="statistics.range",
        confidence=0.9,
        steps=(*first.steps, *second.steps, f"range {low} to {second.value}"),
    )


def _scaled(first: Figure, second: Figure) -> Decimal | None:
    """The lower end, with the scale word of the upper one where it serves both; None where it is not lower."""
    if first.scale == 1 and second.scale > 1 and first.value * second.scale < second.value:
        return first.value * second.scale
    return first.value if first.value < second.value else None


def _is_score(first: Figure, second: Figure, text: str) -> bool:
    """Whether a dash joins two numbers that make no range."""
    return bool(_DASH.fullmatch(text[first.span.end : second.span.start])) and first.unit is None
