"""What goes with a figure: how exact it is, whether it is a change, of what, when, where and how widely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.article import Span
from pipeline.extract.statistics.figures import Figure
from pipeline.extract.statistics.tables import approximations, changes, modalities, not_units
from pipeline.extract.statistics.words import Words
from pipeline.facts import Approximation, Change, DateValue, Modality
from pipeline.reading import Mention, Place, Reading

_APPROXIMATIONS: Mapping[str, Approximation] = {"about": "about", "at_least": "at_least", "at_most": "at_most"}
_CHANGES: Mapping[str, Change] = {"increase": "increase", "decrease": "decrease"}
_MODALITIES: Mapping[str, Modality] = {"target": "target", "estimate": "estimate", "denied": "denied"}
_FILLERS = frozenset(
    {"rp", "sebesar", "sebanyak", "hingga", "sekitar", "mencapai", "angka", "dari", "yang", "tipis", "lagi"}
)
_CUES = frozenset({"sebesar", "sebanyak", "mencapai", "senilai", "berjumlah", "tercatat", "menjadi", "adalah", "yakni"})
_LINKS = frozenset({"di", "tersebar", "pada", "dari", "yang", "ada", "se", "meliputi", "mencakup"})
_ABOUT_LENGTH = 6


def approximation_of(figure: Figure, words: Words) -> Approximation:
    """How exactly the number is meant, from the words beside it."""
    if figure.order:
        return "order"
    first, last = words.from_position(figure.span.start), words.from_position(figure.span.end)
    for start in range(first - 1, max(first - 5, -1), -1):
        for phrase, kind in approximations("before").items():
            end = start + len(phrase)
            covered = end == first or (end < first and all(words.lower(at) in _FILLERS for at in range(end, first)))
            if (
                covered
                and end <= first
                and _matches(words, start, phrase)
                and not _matches(words, start - 1, ("kurang", *phrase))
            ):
                return _APPROXIMATIONS[kind]
    behind = approximations("behind")
    for phrase, kind in behind.items():
        comparison = words.lower(last + 1) in (
            "besar",
            "kecil",
            "tinggi",
            "rendah",
            "banyak",
            "dari",
            "sedikit",
            "lama",
            "cepat",
        )
        if _matches(words, last, phrase) and not (phrase == ("lebih",) and comparison):
            return _APPROXIMATIONS[kind]
    return "about" if figure.about else "exact"


def _matches(words: Words, start: int, phrase: Sequence[str]) -> bool:
    return start >= 0 and all(words.lower(start + step) == word for step, word in enumerate(phrase))


def change_of(figure: Figure, words: Words) -> Change | None:
    """Whether the figure is an increase or a decrease; None where it is a level ("naik menjadi 5 persen")."""
    for at in words.before(words.from_position(figure.span.start), 5):
        word = words.lower(at)
        kind = changes().get(word)
        if kind == "level" or word in (",", "dan") or word[:1].isdigit():
            return None
        if kind is not None:
            return _CHANGES[kind]
    return "decrease" if figure.signed else None


def modality_of(figure: Figure, words: Words) -> Modality:
    """Whether the figure is a target, an estimate, or denied, from the words before it in its clause."""
    first = words.from_position(figure.span.start)
    for at in words.before(first, 8):
        for phrase, kind in modalities().items():
            if _matches(words, at, phrase):
                return _MODALITIES[kind]
    return "asserted"


def of_what(figure: Figure, words: Words) -> str | None:
    """The words of what is counted or measured: behind a counted noun, before a measure."""
    last = words.from_position(figure.span.end)
    tail = _noun_phrase(words, last)
    if figure.unit is not None and figure.unit.kind in ("person", "place", "count", "noun"):
        head = words.from_position(figure.number.end)
        start = words.starts[head] if head < last else figure.span.end
        end = words.ends[last + tail - 1] if tail else figure.span.end
        return words.text[start:end].strip() or None
    if tail:
        return words.span(last, last + tail - 1).of(words.text)
    return _subject(words, words.from_position(figure.span.start))


def _noun_phrase(words: Words, index: int) -> int:
    """How many words from ``index`` on belong to a noun phrase that continues there."""
    count = 0
    for at in words.behind(index, _ABOUT_LENGTH):
        word = words.text_at(at)
        if not word[:1].isalpha() or word.lower() in not_units() or (at > index and not words.same_line(at - 1, at)):
            break
        count += 1
    return count


def _subject(words: Words, first: int) -> str | None:
    """The noun phrase before "sebesar", "mencapai" and the like."""
    end: int | None = None
    for at in words.before(first, 5):
        if words.lower(at) in _CUES:
            end = at - 1
            break
    if end is None:
        return None
    start = end + 1
    for at in words.before(end + 1, _ABOUT_LENGTH):
        word = words.text_at(at)
        if not word[:1].isalpha() or word.lower() in not_units():
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


def period_of(figure: Figure, sentence: Span, dates: Sequence[Mention[DateValue]]) -> Mention[DateValue] | None:
    """The date that the figure speaks of: the nearest one of its sentence, days only where no other stands there."""
    near = [
        date for date in dates if sentence.covers(date.span) and date.value.date and date.value.granularity != "time"
    ]
    longer = [date for date in near if date.value.granularity != "day"]
    candidates = longer or near
    return min(candidates, key=lambda date: _distance(date.span, figure.span), default=None)


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def region_of(figure: Figure, sentence: Span, reading: Reading) -> Place | None:
    """The place that the figure speaks of: the nearest in its sentence, else the one the article speaks from."""
    places = reading.entities.places_in(sentence)
    nearest = min(places, key=lambda place: _distance(place.span, figure.span), default=None)
    return nearest or reading.entities.home
