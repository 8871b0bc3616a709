"""Finds dates and resolves them: expressions first, then the article's reference date, then each value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.article import Span
from pipeline.extract.dates.context import ArticleTime, calendars, read_time
from pipeline.extract.dates.context_words import cue
from pipeline.extract.dates.false_friends import find_false_friends
from pipeline.extract.dates.grammar import Found, find_expressions
from pipeline.facts import DateValue
from pipeline.normalize.date_resolution import resolve
from pipeline.normalize.dates import Calendar, Direction, Shift, Timed
from pipeline.reading import Mention, Reading

_LIST_MARKS = frozenset({",", "&", "dan", ", dan", "serta", ", serta", "-"})
_CUE_REACH = 60  # characters before a date in which "akan" still speaks of it


class DateExtractor:
    """Fills ``reading.dates``."""

    name = "dates"
    needs = frozenset({"clean", "doc", "entities"})
    gives = frozenset({"dates"})

    def __call__(self, reading: Reading) -> Reading:
        text = reading.clean.text
        blocked = [*find_false_friends(text)]
        found = find_expressions(text, blocked)
        time = read_time(text, found, reading.sentences, reading.article.published)
        return replace(reading, dates=tuple(resolve_all(text, found, reading.sentences, time)))


def resolve_all(
    text: str, found: Sequence[Found], sentences: Sequence[Span], time: ArticleTime
) -> Iterator[Mention[DateValue]]:
    """The mentions of an article: every expression with its value, in order."""
    shared = time.context()
    before: tuple[Found, DateValue] | None = None
    starts = [sentence.start for sentence in sentences]
    for one in found:
        index = max(bisect_right(starts, one.span.start) - 1, 0)
        sentence = sentences[index] if sentences else Span(0, len(text))
        context = replace(
            shared,
            near_year=_near_year(one, found, sentence, text, time),
            antecedent=_antecedent(one, before, sentences, index),
            direction=_direction(text, one, sentence),
            run_on=_runs_on(text, one, before),
        )
        resolved = resolve(one.expression, context)
        if (resolved.value.date is not None and not isinstance(one.expression, Timed)) or (
            resolved.value.date is not None and isinstance(one.expression, Timed) and one.expression.day is not None
        ):
            before = (one, resolved.value)
        yield Mention(one.span, resolved.value, one.rule, one.confidence, resolved.steps)


def _antecedent(
    one: Found, before: tuple[Found, DateValue] | None, sentences: Sequence[Span], index: int
) -> DateValue | None:
    """The value of the date spoken of before; for a bare clock time only from its sentence or the one before."""
    if before is None:
        return None
    alone = isinstance(one.expression, Timed) and one.expression.day is None
    if alone and sentences and before[0].span.start < sentences[max(index - 1, 0)].start:
        return None
    return before[1]


def _direction(text: str, one: Found, sentence: Span) -> Direction | None:
    """Whether the words before a date in its clause put it into the future or the past."""
    said = one.expression.day if isinstance(one.expression, Timed) else one.expression
    if not isinstance(said, Calendar) or said.year is not None:
        return None
    start = max(sentence.start, one.span.start - _CUE_REACH)
    clause = text[start : one.span.start]
    cut = max(clause.rfind(mark) for mark in ',"“”;')
    start += cut + 1
    if cue(text, max(start, one.span.start - 12), one.span.start, "past"):
        return "past"
    if cue(text, start, one.span.start, "future"):
        return "future"
    return None


def _near_year(one: Found, found: Sequence[Found], sentence: Span, text: str, time: ArticleTime) -> int | None:
    """The year that the same sentence spells out before a month or day without one."""
    near = [w for w in time.written if sentence.start <= w.position < one.span.start and w.rank >= 1]
    return near[-1].year if near else None


def _runs_on(text: str, one: Found, before: tuple[Found, DateValue] | None) -> bool:
    """Whether a bare weekday continues a list that a dated one opened: "Senin (3/6), Selasa dan Rabu"."""
    if before is None or not isinstance(one.expression, Calendar) or one.expression.weekday is None:
        return False
    opener = before[0].expression
    dated = any(said.weekday is not None for said in calendars(opener)) and not isinstance(opener, Shift)
    return dated and text[before[0].span.end : one.span.start].strip() in _LIST_MARKS
