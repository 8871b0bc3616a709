"""What goes with a figure: how exact it is, whether it is a change, of what, when, where and how widely."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.article import Span
from pipeline.extract.statistics.figures import Figure
from pipeline.extract.statistics.tables import approximations, changes, cues, modalities, not_units
from pipeline.extract.statistics.unit_reader import PartOfSpeech
from pipeline.extract.statistics.words import Words
from pipeline.facts import Approximation, Change, Modality
from pipeline.reading import Place, Reading

_APPROXIMATIONS: Mapping[str, Approximation] = {"about": "about", "at_least": "at_least", "at_most": "at_most"}
_CHANGES: Mapping[str, Change] = {"increase": "increase", "decrease": "decrease"}
_MODALITIES: Mapping[str, Modality] = {"target": "target", "estimate": "estimate", "denied": "denied"}
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_ABOUT_LENGTH = 6
_JOINED = re.compile(
    r"\s(?:pada|di|hingga|per|sepanjang|selama|sampai|untuk)(?:\s(?:bulan|tahun|akhir|awal|periode)){0,2}\s"
)
_WORD = re.compile(r"[^\W\d_]+")
_COMPARED_REACH = 50
_QUOTE = re.compile(r"[\"“”]")


def approximation_of(figure: Figure, words: Words) -> Approximation:
    """How exactly the number is meant, from the words beside it."""
    if figure.order:
        return "order"
    first, last = words.from_position(figure.span.start), words.from_position(figure.span.end)
    end = first
    while end > max(first - 3, 0):
        for length in (3, 2, 1):
            kind = approximations("before").get(_phrase(words, end - length, length))
            if kind is not None:
                return _APPROXIMATIONS[kind]
        if words.lower(end - 1) not in cues("filler"):
            break
        end -= 1
    for length in (2, 1):
        kind = approximations("behind").get(_phrase(words, last, length))
        if kind is not None and words.lower(last + length) not in cues("comparison"):
            return _APPROXIMATIONS[kind]
    return "about" if figure.about else "exact"


def _phrase(words: Words, start: int, length: int) -> tuple[str, ...]:
    return tuple(words.lower(start + step) for step in range(length)) if start >= 0 else ()


def change_of(figure: Figure, words: Words) -> Change | None:
    """Whether the figure is an increase or a decrease; None where it is a level ("naik menjadi 5 persen")."""
    for at in words.before(words.from_position(figure.span.start), 5):
        word = words.lower(at)
        kind = changes().get(word)
        if kind == "level" or word in (",", "dan") or word[:1].isdecimal():
            return None
        if kind is not None:
            return _CHANGES[kind]
    return "decrease" if figure.signed else None


def modality_of(figure: Figure, words: Words) -> Modality:
    """Whether the figure is a target, an estimate, or denied, from the words before it in its clause."""
    first = words.from_position(figure.span.start)
    for at in words.before(first, 8):
        for length in (2, 1):
            kind = modalities().get(_phrase(words, at, length))
            if kind is not None:
                return _MODALITIES[kind]
    return "asserted"


def of_what(figure: Figure, words: Words, tags: PartOfSpeech) -> str | None:
    """The words of what is counted or measured: before "mencapai" and the like; behind a counted noun."""
    last = words.from_position(figure.span.end)
    tail = _noun_phrase(words, last, tags)
    subject = _subject(words, words.from_position(figure.span.start), tags)
    if figure.unit is not None and figure.unit.kind in ("person", "place", "count", "noun"):
        if subject is not None:
            return subject
        head = words.from_position(figure.number.end)
        start = words.starts[head] if head < last else figure.span.end
        end = words.ends[last + tail - 1] if tail else figure.span.end
        return words.text[start:end].strip() or None
    if tail:
        return words.span(last, last + tail - 1).of(words.text)
    return subject


def _noun_phrase(words: Words, index: int, tags: PartOfSpeech) -> int:
    """How many words from ``index`` on belong to a noun phrase that continues there."""
    count = 0
    for at in words.behind(index, _ABOUT_LENGTH):
        if not _is_nominal(words, at, tags):
            break
        count += 1
    return count


def _is_nominal(words: Words, at: int, tags: PartOfSpeech) -> bool:
    """Whether a word can be part of a noun phrase: by its tag, or by the tables where nothing was tagged."""
    if not words.text_at(at)[:1].isalpha():
        return False
    tag = tags.get(words.starts[at])
    return tag in _NOMINAL if tag is not None else words.lower(at) not in not_units()


def _subject(words: Words, first: int, tags: PartOfSpeech) -> str | None:
    """The noun phrase before "sebesar", "mencapai" and the like."""
    end: int | None = None
    for at in words.before(first, 5):
        if words.lower(at) in cues("subject"):
            end = at - 1
        elif end is not None:
            break
    if end is None:
        return None
    start = end + 1
    for at in words.before(end + 1, _ABOUT_LENGTH):
        if not _is_nominal(words, at, tags):
            break
        start = at
    return words.span(start, end).of(words.text) if start <= end else None


@dataclass(frozen=True, slots=True)
class Scope:
    """How widely a figure is spread."""

    figure: Figure
    unit: str


def scope_of(index: int, figures: Sequence[Figure], words: Words) -> Scope | None:
    """The places over which a count is spread: "1010 kasus … di 170 wilayah"."""
    if index + 1 >= len(figures):
        return None
    figure, other = figures[index], figures[index + 1]
    if other.unit is None or other.unit.kind != "place" or other.unit == figure.unit:
        return None
    if other.span.start - figure.span.end > 60 or figure.unit is None or figure.unit.kind in ("time", "percent"):
        return None
    first = words.from_position(other.span.start)
    start = words.from_position(figure.span.end)
    between = [words.lower(at) for at in range(start, first)]
    if not between or between[-1] not in ("di", "tersebar") or any(mark in between for mark in (".", ",", ";", "dan")):
        return None
    return Scope(other, other.unit.name)


def period_of(figure: Figure, sentence: Span, reading: Reading) -> str | None:
    """The date that the figure speaks of, as in ``DateValue.date``.

    A date that follows with a preposition, else the nearest of the sentence; days only where no longer time stands
    there, and not across a quotation mark, where they say when somebody spoke.
    """
    text = reading.clean.text
    dates = [date for date in reading.dates if sentence.covers(date.span) and date.value.date]
    for date in dates:
        if date.span.start > figure.span.end and _JOINED.fullmatch(text[figure.span.end : date.span.start]):
            return date.value.date
    near = [date for date in dates if date.value.granularity != "time" and not _compared(date.span, figure, text)]
    longer = [date for date in near if date.value.granularity != "day"]
    days = [date for date in near if not _QUOTE.search(_between(date.span, figure.span, text))]
    nearest = min(longer or days, key=lambda date: _distance(date.span, figure.span), default=None)
    return None if nearest is None else nearest.value.date


def _compared(date: Span, figure: Figure, text: str) -> bool:
    """Whether the date is that of another figure, to which this one is compared: "naik 76 persen dari tahun 2017"."""
    if date.start < figure.span.end:
        return False
    before = [
        word.lower() for word in _WORD.findall(text[max(date.start - _COMPARED_REACH, figure.span.end) : date.start])
    ]
    while before and before[-1] in cues("compared time"):
        before.pop()
    return bool(before) and before[-1] in cues("compared")


def _between(a: Span, b: Span, text: str) -> str:
    return text[min(a.end, b.end) : max(a.start, b.start)]


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def region_of(figure: Figure, sentence: Span, reading: Reading) -> Place | None:
    """The place that the figure speaks of: the nearest in its sentence; the article's own is no more than a guess."""
    places = reading.entities.places_in(sentence)
    return min(places, key=lambda place: _distance(place.span, figure.span), default=None)
