"""What the article as a whole knows of time: its reference date, and the years that it spells out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.article import Span
from pipeline.extract.dates.context_words import cue
from pipeline.extract.dates.grammar import Found
from pipeline.extract.dates.reporting import reporting_rank
from pipeline.normalize.date_resolution import resolve
from pipeline.normalize.date_years import weekday_candidates
from pipeline.normalize.dates import Calendar, Context, Expression, Range, Timed, YearPart, full_year

_FISCAL_REACH = 32
_BIRTH_REACH = 80
_GOAL_REACH = 50
_PRESS_SINCE = 1995
_AFTER_LAW = 5
_DIGITS = re.compile(r"\d+")
_IMPRINT = re.compile(r"(?:©|[Cc]opyright)[^\n\d]{0,40}(20\d\d)(?!\d)")
_CITED_YEAR = re.compile(r"(?:(?<=/)|(?<=[Tt]ahun ))((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class WrittenYear:
    """A year that the article spells out. ``rank``: 3 with a day, 2 with a month, 1 alone, 0 fiscal or planned."""

    year: int
    rank: int
    position: int


@dataclass(frozen=True, slots=True)
class ArticleTime:
    """Reference date and written years of an article, and those of the laws and papers that it cites, latest first.

    Years before those of the press on the web tell what an article speaks of, not when it was written.
    """

    reference: date | None
    written: tuple[WrittenYear, ...]
    cited: tuple[int, ...] = ()

    def years(self) -> tuple[int, ...]:
        """Years that may complete a date without reference: those of the fullest dates, latest first; a bare year
        only where it is the only one; fiscal years never."""
        for rank in (3, 2):
            found = {w.year for w in self.written if w.rank == rank and w.year >= _PRESS_SINCE}
            if found:
                return tuple(sorted(found, reverse=True))
        bare = {w.year for w in self.written if w.rank == 1 and w.year >= _PRESS_SINCE}
        return tuple(bare) if len(bare) == 1 else ()

    def weekday_years(self) -> tuple[int, ...]:
        """What a weekday may choose from: the years of the fullest dates first, the latest first among equals."""
        ordered = sorted((w for w in self.written if w.year >= _PRESS_SINCE), key=lambda w: (-w.rank, -w.year))
        named = [w.year for w in ordered if w.rank > 0]
        likely = weekday_candidates(named, [*(w.year for w in ordered if w.rank == 0), *self.cited])
        if not self.cited:
            return likely
        law = max(self.cited)  # whoever cites it writes after it
        dated = {w.year for w in ordered if w.rank > 1}
        later = (*likely, *range(law, law + _AFTER_LAW))
        return tuple(dict.fromkeys(year for year in later if year >= law or year in dated))

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
            day_years=any(w.rank == 3 for w in self.written),
            written_years=frozenset(w.year for w in self.written),
        )


def read_time(
    text: str,
    found: Sequence[Found],
    sentences: Sequence[Span],
    published: date | None,
    cited: Sequence[Span] = (),
    imprint: Sequence[int] = (),
) -> ArticleTime:
    """The time of an article. Without ``published`` the reference is the day with a weekday at a reporting verb, else
    the first day with a weekday, else the first full day. ``cited`` are the spans of laws and papers,
    ``imprint`` the years of copyright lines, which are as good as a written month."""
    foot = (WrittenYear(year, 2, -1) for year in imprint)
    written = (*foot, *_written(text, found, published))
    if published is not None:
        return ArticleTime(published, written)
    years = {int(year) for span in cited for year in _CITED_YEAR.findall(span.of(text))}
    undated = ArticleTime(None, written, tuple(sorted(years, reverse=True)))
    return replace(undated, reference=_reference(text, found, sentences, undated))


def imprint_years(page: str) -> list[int]:
    """The years of the copyright lines of a page, furniture included.

    >>> imprint_years("Editor: Budi. Copyright © Kabar 2025")
    [2025]
    """
    return [int(year) for year in _IMPRINT.findall(page)]


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
            yield WrittenYear(full_year(said.year, published), _trust(text, one.span, rank), one.span.start)


def _trust(text: str, span: Span, rank: int) -> int:
    if rank > 1 and is_birthday(text, span):
        return 1
    clause = text[max(span.start - _GOAL_REACH, 0) : span.start].rpartition(",")[2]
    planned = cue(clause, 0, len(clause), "goal")
    return 0 if rank == 1 and (planned or is_fiscal(text, span)) else rank


def is_fiscal(text: str, span: Span) -> bool:
    """Whether a year is a budget year: "tahun anggaran 2018", "APBD 2018"."""
    return cue(text, max(span.start - _FISCAL_REACH, 0), span.start, "fiscal")


def is_birthday(text: str, span: Span) -> bool:
    """Whether somebody was born on the day: it says nothing of when the article was written."""
    before = _DIGITS.split(text[max(span.start - _BIRTH_REACH, 0) : span.start])[-1]
    return cue(before, 0, len(before), "birth")


def _reference(text: str, found: Sequence[Found], sentences: Sequence[Span], undated: ArticleTime) -> date | None:
    """The first of the likeliest days: at a reporting verb, before any with a weekday, before any full day."""
    best: tuple[int, date] | None = None
    for one in found:
        if isinstance(one.expression, Range) or is_birthday(text, one.span):
            continue
        for said in calendars(one.expression):
            value = resolve(said, undated.context()).value
            if said.day is None or value.granularity != "day" or value.date is None:
                continue
            sentence = sentence_around(sentences, one.span.start, len(text))
            rank = 3 if said.weekday is None else reporting_rank(text, one.span, sentence)
            if (rank < 3 or said.year is not None) and (best is None or rank < best[0]):
                best = (rank, date.fromisoformat(value.date))
    return None if best is None else best[1]


def sentence_around(sentences: Sequence[Span], position: int, length: int) -> Span:
    """The sentence that holds ``position``; the whole text, of so many characters, where there are none."""
    index = bisect_right(sentences, position, key=lambda s: s.start) - 1
    return sentences[max(index, 0)] if sentences else Span(0, length)
