"""What is read: an article, spans of its text, and the way back from cleaned text to the text as ingested."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of text, in Unicode code points.

    >>> Span(7, 13).of("Bupati Kasmir hadir")
    'Kasmir'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[int]:
        yield self.start
        yield self.end

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def to(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Article:
    """One press article as ingested.

    ``text`` is what every fact's offsets count in; it is never changed. ``published`` is the reference date, or
    None where nothing states it. ``source`` says where the article came from (file, line), for error messages.
    """

    doc_id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    source: str | None = None


class Piece(NamedTuple):
    """A run of cleaned text and the run of source text that it stands for.

    Where both have the same length they correspond point by point; otherwise (an entity, say) the whole of the one
    stands for the whole of the other.
    """

    start: int
    length: int
    source_start: int
    source_length: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From positions in a cleaned text back to the text it was made from.

    ``pieces`` are in order and cover the cleaned text without gaps; source text that no piece names was removed.
    """

    pieces: tuple[Piece, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(piece.start for piece in self.pieces))

    @classmethod
    def of(cls, runs: Iterable[tuple[int, int, int]]) -> OffsetMap:
        """Build from ``(length, source_start, source_length)`` runs in order; empty runs are left out."""
        pieces: list[Piece] = []
        start = 0
        for length, source_start, source_length in runs:
            if length == 0:
                continue
            last = pieces[-1] if pieces else None
            if (
                last is not None
                and length == source_length
                and last.length == last.source_length
                and last.source_start + last.source_length == source_start
            ):
                pieces[-1] = Piece(last.start, last.length + length, last.source_start, last.source_length + length)
            else:
                pieces.append(Piece(start, length, source_start, source_length))
            start += length
        return cls(tuple(pieces))

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a text that was not changed."""
        return cls.of([(length, 0, length)])

    def to_source(self, span: Span) -> Span:
        """The source span of a non-empty span of the cleaned text.

        >>> OffsetMap.of([(3, 0, 3), (1, 3, 5), (4, 8, 4)]).to_source(Span(2, 5))
        Span(start=2, end=9)
        """
        if span.start == span.end:
            raise ValueError(f"an empty span has no place in the source: {span}")
        return Span(self._source(span.start)[0], self._source(span.end - 1)[1])

    def _source(self, position: int) -> tuple[int, int]:
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self.pieces[index].start + self.pieces[index].length:
            raise ValueError(f"position {position} lies outside the cleaned text")
        piece = self.pieces[index]
        if piece.length == piece.source_length:
            start = piece.source_start + position - piece.start
            return start, start + 1
        return piece.source_start, piece.source_start + piece.source_length


@dataclass(frozen=True, slots=True)
class CleanText:
    """The words of an article without markup, datelines, bylines and page furniture.

    ``text`` has paragraphs separated by line breaks; ``offsets`` leads back to ``Article.text``. ``dateline`` is the
    place that the article's dateline names, as written ("MAKASSAR"), or None. ``furniture`` are the spans of the
    source that were taken out as furniture.
    """

    text: str
    offsets: OffsetMap
    dateline: str | None = None
    furniture: tuple[Span, ...] = ()
