"""What the article as a whole knows of time: its reference date, and the years that it spells out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.article import Span
from pipeline.extract.dates.context_words import cue
from pipeline.extract.dates.grammar import Found
from pipeline.normalize.date_resolution import resolve
from pipeline.normalize.dates import Calendar, Context, Expression, Range, Timed, YearPart, full_year

_REPORT_REACH = 160  # characters of the sentence before a date in which a reporting verb may stand
_REPORT_BEHIND = 40
_FISCAL_REACH = 32


@dataclass(frozen=True, slots=True)
class WrittenYear:
    """A year that the article spells out. ``rank``: 3 with day and month, 2 with a month, 1 alone, 0 fiscal."""

    year: int
    rank: int
    position: int


@dataclass(frozen=True, slots=True)
class ArticleTime:
    """Reference date and written years of an article."""

    reference: date | None
    written: tuple[WrittenYear, ...]

    def years(self) -> tuple[int, ...]:
        """Years that may complete a date without reference: those of the fullest dates, latest first; a bare year
        only where it is the only one; fiscal years never."""
        for rank in (3, 2):
            found = {w.year for w in self.written if w.rank == rank}
            if found:
                return tuple(sorted(found, reverse=True))
        bare = {w.year for w in self.written if w.rank == 1}
        return tuple(bare) if len(bare) == 1 else ()

    def weekday_years(self) -> tuple[int, ...]:
        """All written years, those of the fullest dates first, the latest first among equals."""
        ordered = sorted(self.written, key=lambda w: (-w.rank, -w.year))
        return tuple(dict.fromkeys(w.year for w in ordered))

    def year_before(self, position: int, since: int) -> int | None:
        """The last year spelled out between ``since`` and ``position`` that is no budget year, or None."""
        index = bisect_left(self.written, position, key=lambda w: w.position) - 1
        while index >= 0 and self.written[index].position >= since:
            if self.written[index].rank >= 1:
                return self.written[index].year
            index -= 1
        return None

    def context(self) -> Context:
        """The context that all expressions of the article share."""
        return Context(
            reference=self.reference,
            years=self.years(),
            weekday_years=self.weekday_years(),
            written_years=frozenset(w.year for w in self.written),
        )


def read_time(text: str, found: Sequence[Found], sentences: Sequence[Span], published: date | None) -> ArticleTime:
    """The time of an article. Without ``published`` the reference is the day with a weekday at a reporting verb, else
    the first day with a weekday, else the first full day."""
    written = tuple(_written(text, found, published))
    if published is not None:
        return ArticleTime(published, written)
    undated = ArticleTime(None, written)
    return ArticleTime(_reference(text, found, sentences, undated), written)


def calendars(said: Expression) -> Iterator[Calendar]:
    """The calendar dates that an expression holds."""
    if isinstance(said, Calendar):
        yield said
    elif isinstance(said, Range):
        for end in (said.start, said.end):
            yield from calendars(end)
    elif isinstance(said, Timed) and isinstance(said.day, Calendar):
        yield said.day


def _written(text: str, found: Sequence[Found], published: date | None) -> Iterator[WrittenYear]:
    for one in found:
        if isinstance(one.expression, YearPart) and one.expression.year is not None:
            yield WrittenYear(one.expression.year, 1, one.span.start)
        for said in calendars(one.expression):
            if said.year is None:
                continue
            rank = 3 if said.day is not None else 2 if said.month is not None else 1
            if rank == 1 and is_fiscal(text, one.span):
                rank = 0
            yield WrittenYear(full_year(said.year, published), rank, one.span.start)


def is_fiscal(text: str, span: Span) -> bool:
    """Whether a year is a budget year: "tahun anggaran 2018", "APBD 2018"."""
    return cue(text, max(span.start - _FISCAL_REACH, 0), span.start, "fiscal")


def _reference(text: str, found: Sequence[Found], sentences: Sequence[Span], undated: ArticleTime) -> date | None:
    """The first of the likeliest days: at "kata X," before at "X menjelaskan", before any weekday, before any day."""
    best: tuple[int, date] | None = None
    for one in found:
        if isinstance(one.expression, Range):
            continue
        for said in calendars(one.expression):
            value = resolve(said, undated.context()).value
            if said.day is None or value.granularity != "day" or value.date is None:
                continue
            rank = 3 if said.weekday is None else _reporting_rank(text, one.span, sentences)
            if (rank < 3 or said.year is not None) and (best is None or rank < best[0]):
                best = (rank, date.fromisoformat(value.date))
    return None if best is None else best[1]


def _reporting_rank(text: str, span: Span, sentences: Sequence[Span]) -> int:
    """0 at a quotation's verb ("kata", "ujar", "saat dihubungi"), 1 at another ("menjelaskan"), 2 at none."""
    sentence = sentence_around(sentences, span.start, len(text))
    before = max(sentence.start, span.start - _REPORT_REACH), span.start
    behind = span.end, min(sentence.end, span.end + _REPORT_BEHIND)
    for rank, kind in enumerate(("report", "report_of")):
        if cue(text, *before, kind) or cue(text, *behind, kind):
            return rank
    return 2


def sentence_around(sentences: Sequence[Span], position: int, length: int) -> Span:
    """The sentence that holds ``position``; the whole text, of so many characters, where there are none."""
    index = bisect_right(sentences, position, key=lambda s: s.start) - 1
    return sentences[max(index, 0)] if sentences else Span(0, length)
