"""One venue per distinct place: mentions of the same place, in long and short form, become one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.article import Span
from pipeline.facts import VenueValue
from pipeline.reading import Mention

_WORD = re.compile(r"[^\W_]+")
_SPELLINGS = {"jl": "jalan", "jln": "jalan", "walikota": "wali kota", "sekdakab": "setdakab", "mall": "mal"}


def merge(text: str, mentions: Sequence[Mention[VenueValue]]) -> tuple[Mention[VenueValue], ...]:
    """The distinct venues, in order of their best mention; the fullest name stands, further mentions are gathered."""
    merged: list[Mention[VenueValue]] = []
    for mention in mentions:
        index = next((i for i, known in enumerate(merged) if _same(known.value.venue, mention.value.venue)), None)
        if index is None:
            merged.append(mention)
        else:
            merged[index] = _joined(merged[index], mention)
    found = (replace(m, mentions=_everywhere(text, m)) for m in merged)
    return tuple(sorted(found, key=lambda m: m.span))


def _same(left: str, right: str) -> bool:
    """Whether two names mean one place: the words of the one begin or end the other.

    >>> _same("Istana Kepresidenan", "Istana Kepresidenan Jakarta"), _same("Balai Kota", "Balai Desa Sukamaju")
    (True, False)
    """
    a, b = sorted((_words(left), _words(right)), key=len)
    return bool(a) and (len(a) > 1 or a == b) and (b[: len(a)] == a or b[-len(a) :] == a)


def _words(name: str) -> list[str]:
    return [word for w in _WORD.findall(name.lower()) for word in _SPELLINGS.get(w, w).split()]


def _joined(known: Mention[VenueValue], other: Mention[VenueValue]) -> Mention[VenueValue]:
    long, short = sorted((known, other), key=lambda m: -len(m.value.venue))
    if len(long.value.venue) == len(short.value.venue):
        long, short = known, other
    first = max((known, other), key=lambda m: (m.confidence, -m.span.start))
    value = long.value.model_copy(
        update={
            "event": first.value.event or known.value.event or other.value.event,
            "date": first.value.date or known.value.date or other.value.date,
        }
    )
    return replace(
        long, value=value, rule=first.rule, confidence=first.confidence, mentions=(*known.mentions, *other.mentions)
    )


def _everywhere(text: str, mention: Mention[VenueValue]) -> tuple[Span, ...]:
    """Every place that names the venue by its full name, and the mentions that were read as such."""
    spans = set(mention.mentions)
    spans.update(span for span in _occurrences(text, mention.value.venue) if not any(s.overlaps(span) for s in spans))
    return tuple(sorted(spans))


def _occurrences(text: str, name: str) -> Iterator[Span]:
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield Span(start, end)
        start = text.find(name, end)
