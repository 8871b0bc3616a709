"""Finds dates and resolves them: expressions first, then the article's reference date, then each value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import NamedTuple

from pipeline.article import Span
from pipeline.extract.dates.about import find_about
from pipeline.extract.dates.context import ArticleTime, calendars, imprint_years, read_time, sentence_around
from pipeline.extract.dates.context_words import cue
from pipeline.extract.dates.false_friends import find_false_friends
from pipeline.extract.dates.grammar import Found, find_expressions
from pipeline.extract.dates.series import series_years
from pipeline.facts import DateValue
from pipeline.normalize.date_resolution import resolve
from pipeline.normalize.dates import Calendar, Direction, Expression, Shift, Timed
from pipeline.reading import Mention, Reading

_LIST_MARKS = frozenset({"", "&", "dan", "serta"})
_APPOSITION = frozenset({",", "(", ", ("})
_UNRESOLVED_CONFIDENCE = 0.5
_CUE_REACH = 60  # characters before a date in which "akan" still speaks of it
_SINCE_REACH = 12  # the same for "sejak"
_LOOK_BACK = 20  # dates before an expression among which it finds the one that it refers to
# the longest stretch of days that a unit can be counted from: "bulan berikutnya" is not counted from a year
_ANCHOR_DAYS = {"day": 45, "week": 45, "month": 200, "quarter": 366, "semester": 366, "year": 20_000}


class Earlier(NamedTuple):
    """A date that was resolved before the one at hand."""

    start: int
    value: DateValue
    expression: Expression


class DateExtractor:
    """Fills ``reading.dates``."""

    name = "dates"
    needs = frozenset({"clean", "doc", "entities"})
    gives = frozenset({"dates"})

    def __call__(self, reading: Reading) -> Reading:
        """The reading with every calendar expression of its text, in order."""
        text = reading.clean.text
        false_friends = list(find_false_friends(text))
        found = find_expressions(text, false_friends)
        imprint = imprint_years(reading.article.text)
        time = read_time(text, found, reading.sentences, reading.article.published, false_friends, imprint)
        return replace(reading, dates=tuple(resolve_all(text, found, reading.sentences, time)))


def resolve_all(
    text: str, found: Sequence[Found], sentences: Sequence[Span], time: ArticleTime
) -> Iterator[Mention[DateValue]]:
    """The mentions of an article: every expression with its value, in order."""
    shared = time.context()
    earlier: list[Earlier] = []
    series = series_years(found, time.reference)
    starts = [sentence.start for sentence in sentences]
    for number, one in enumerate(found):
        sentence = sentence_around(sentences, one.span.start, len(text))
        index = bisect_right(starts, one.span.start) - 1
        context = replace(
            shared,
            near_year=time.year_before(one.span.start, sentence.start) or series.get(number),
            antecedent=_antecedent(one, earlier, starts[max(index - 1, 0)] if index > 0 else 0, time.reference),
            direction=_direction(text, one, sentence),
            run_on=number > 0 and _runs_on(text, one, found[number - 1]),
        )
        named = _named_day(text, one, found[number + 1 : number + 2])
        resolved = resolve(named or one.expression, context)
        if resolved.value.date is not None:
            earlier.append(Earlier(one.span.start, resolved.value, one.expression))
        value = resolved.value.model_copy(update={"about": find_about(text, one.span, sentence)})
        sure = one.confidence if value.date is not None else min(one.confidence, _UNRESOLVED_CONFIDENCE)
        yield Mention(one.span, value, one.rule, sure, resolved.steps)


def _named_day(text: str, one: Found, behind: Sequence[Found]) -> Calendar | None:
    """The day that stands in apposition to a relative one: "hari ini, Rabu (11/6)"; None where none does."""
    said = one.expression
    if not isinstance(said, Shift) or said.unit != "day":
        return None
    for other in behind:
        day = other.expression.day if isinstance(other.expression, Timed) else other.expression
        if isinstance(day, Calendar) and day.weekday is not None and day.day is not None:
            return day if text[one.span.end : other.span.start].strip(" ") in _APPOSITION else None
    return None


def _antecedent(one: Found, earlier: Sequence[Earlier], since: int, reference: date | None) -> DateValue | None:
    """The value of the date spoken of before.

    A bare clock time needs a day of its own sentence or the one before, which begins at ``since``; "bulan berikutnya"
    one that is not much longer than a month. "tahun sebelumnya" is not counted from the day on which somebody spoke.
    """
    spoken = None if reference is None else reference.isoformat()
    said = one.expression
    for start, value, expression in islice(reversed(earlier), _LOOK_BACK):
        if isinstance(said, Timed) and said.day is None:
            if start < since:
                return None
            if value.granularity in ("day", "time") or _days_long(value) == 0:
                return value
        elif not isinstance(said, Shift):
            return value
        elif said == expression or (said.unit == "year" and value.date == spoken):
            continue  # a second "tahun sebelumnya" is the same year
        elif _days_long(value) <= _ANCHOR_DAYS[said.unit]:
            return value
    return None


def _days_long(value: DateValue) -> int:
    if value.date_start is None or value.date_end is None:
        return 0
    return (date.fromisoformat(value.date_end) - date.fromisoformat(value.date_start)).days


def _direction(text: str, one: Found, sentence: Span) -> Direction | None:
    """Whether the words before a date in its clause put it into the future or the past."""
    said = one.expression.day if isinstance(one.expression, Timed) else one.expression
    if not isinstance(said, Calendar) or said.year is not None:
        return None
    start = max(sentence.start, one.span.start - _CUE_REACH)
    clause = text[start : one.span.start]
    start += max(clause.rfind(mark) for mark in ',"“”;') + 1
    if cue(text, max(start, one.span.start - _SINCE_REACH), one.span.start, "past"):
        return "past"
    return "future" if cue(text, start, one.span.start, "future") else None


def _runs_on(text: str, one: Found, opener: Found) -> bool:
    """Whether a bare weekday continues a list that a dated one opened: "Senin (3/6), Selasa dan Rabu"."""
    said = one.expression
    if not isinstance(said, Calendar) or said.weekday is None or said.direction or said.week_shift is not None:
        return False
    dated = any(said.weekday is not None for said in calendars(opener.expression))
    between = text[opener.span.end : one.span.start]
    return dated and between.strip(" ,").lower() in _LIST_MARKS and between != ""
