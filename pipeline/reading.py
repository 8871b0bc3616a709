"""What the stages hand on: an article with the layers that have been read from it so far."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from spacy.tokens import Doc

from pipeline.article import Article, CleanText, Span
from pipeline.facts import DateValue, FactValue, OfficialValue, StatementValue, StatisticValue, VenueValue

V = TypeVar("V", bound=FactValue, covariant=True)


@dataclass(frozen=True, slots=True)
class Mention(Generic[V]):
    """A value that was found, and the words that say it.

    ``span`` and ``mentions`` count in the *cleaned* text. ``rule`` names what found it ("dates.day_month_year");
    ``steps`` say in short phrases how the value was normalised; ``confidence`` is between 0 and 1.
    """

    span: Span
    value: V
    rule: str
    confidence: float = 0.8
    steps: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the article: the longest form of the name, and every span of the cleaned text that names them.

    The spans hold the name alone, without title, honorific or degree; short forms ("Firman") are among them.
    """

    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """An institution of the article, its acronym and its spelled-out form taken together.

    ``key`` is the stable id of a known body ("bawaslu"), else None.
    """

    name: str
    acronym: str | None
    key: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of an administrative region. ``level``: 1 province, 2 regency or city, 3 district, 4 village."""

    span: Span
    name: str
    code: str
    level: int


@dataclass(frozen=True, slots=True)
class Entities:
    """People, bodies and places of one article. ``home`` is the region that the article speaks from, or None."""

    people: tuple[Person, ...] = ()
    bodies: tuple[Body, ...] = ()
    places: tuple[Place, ...] = ()
    home: Place | None = None

    def person_at(self, span: Span) -> Person | None:
        """The person one of whose mentions overlaps ``span``, or None."""
        return next((p for p in self.people if any(s.overlaps(span) for s in p.spans)), None)

    def body_at(self, span: Span) -> Body | None:
        """The body one of whose mentions overlaps ``span``, or None."""
        return next((b for b in self.bodies if any(s.overlaps(span) for s in b.spans)), None)

    def places_in(self, span: Span) -> tuple[Place, ...]:
        """The region mentions that lie within ``span``, in order."""
        return tuple(p for p in self.places if span.covers(p.span))


@dataclass(frozen=True, slots=True)
class Reading:
    """One article on its way through the pipeline. A stage returns a new one with its layer filled."""

    article: Article
    clean: CleanText
    doc: Doc
    entities: Entities = Entities()
    dates: tuple[Mention[DateValue], ...] = ()
    officials: tuple[Mention[OfficialValue], ...] = ()
    statistics: tuple[Mention[StatisticValue], ...] = ()
    venues: tuple[Mention[VenueValue], ...] = ()
    statements: tuple[Mention[StatementValue], ...] = ()
    sentences: tuple[Span, ...] = field(init=False)

    def __post_init__(self) -> None:
        spans = tuple(_trimmed(self.clean.text, s.start_char, s.end_char) for s in self.doc.sents)
        object.__setattr__(self, "sentences", tuple(span for span in spans if len(span)))

    def sentence_at(self, position: int) -> Span:
        """The sentence of the cleaned text that holds ``position``; the nearest one before where none does."""
        if not self.sentences:
            return Span(0, len(self.clean.text))
        index = bisect_right(self.sentences, position, key=lambda s: s.start) - 1
        return self.sentences[max(index, 0)]

    def sentence_index(self, position: int) -> int:
        """The index in ``sentences`` of the sentence that holds ``position`` (0 where there is none)."""
        return max(bisect_right(self.sentences, position, key=lambda s: s.start) - 1, 0)

    def facts_found(self) -> Iterator[Mention[FactValue]]:
        """All mentions of all types, in the order in which the types are written."""
        yield from self.officials
        yield from self.dates
        yield from self.venues
        yield from self.statistics
        yield from self.statements


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
