"""Finds statistics: numbers with what they count or measure."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from pipeline.article import Span
from pipeline.extract.statistics import slots
from pipeline.extract.statistics.carry import carry_units
from pipeline.extract.statistics.figures import Figure, find_figures
from pipeline.extract.statistics.fused import settle_fused
from pipeline.extract.statistics.guards import is_article, is_dated, is_friend
from pipeline.extract.statistics.ranges import join_ranges, join_twins
from pipeline.extract.statistics.unit_reader import PartOfSpeech, read_unit
from pipeline.extract.statistics.words import Words
from pipeline.facts import StatisticValue
from pipeline.reading import Mention, Reading


class StatisticExtractor:
    """Fills ``reading.statistics`` with one mention per figure.

    Dates and times that ``reading.dates`` holds are never taken for figures.
    """

    name = "statistics"
    needs = frozenset({"clean", "doc", "entities", "dates"})
    gives = frozenset({"statistics"})

    def __call__(self, reading: Reading) -> Reading:
        """The reading with its statistics."""
        words = Words.of(reading.clean.text)
        figures = read_figures(reading, words)
        tags = _tags(reading)
        mentions = tuple(_mention(index, figures, words, reading, tags) for index in range(len(figures)))
        return replace(reading, statistics=mentions)


def read_figures(reading: Reading, words: Words) -> list[Figure]:
    """The figures of a text that are statistics, with their units, in order."""
    text = reading.clean.text
    dates = tuple(mention.span for mention in reading.dates)
    tags = _tags(reading)
    names = frozenset(token.idx for token in reading.doc if token.ent_type_)
    numbers = [figure for figure in find_figures(text, words) if not is_dated(figure, words, dates)]
    read = [_with_unit(figure, words, tags, names) for figure in join_twins(numbers, text)]
    free = [figure for figure in read if figure is not None and not is_friend(figure, words, names)]
    ranged = join_ranges(free, text)

    def is_person(span: Span) -> bool:
        return reading.entities.person_at(span) is not None

    carried = [figure for figure in carry_units(ranged, words, is_person) if figure.known]
    return [figure for figure in carried if not is_article(figure, words, tuple(carried))]


def _with_unit(figure: Figure, words: Words, tags: PartOfSpeech, names: Set[int]) -> Figure | None:
    if figure.unit is not None and figure.unit.kind == "fused":
        return settle_fused(figure, words)
    return figure if figure.known else read_unit(figure, words, tags, names)


def _tags(reading: Reading) -> PartOfSpeech:
    if not reading.doc.has_annotation("POS"):
        return {}
    return {token.idx: token.pos_ for token in reading.doc}


def _mention(
    index: int, figures: Sequence[Figure], words: Words, reading: Reading, tags: PartOfSpeech
) -> Mention[StatisticValue]:
    figure = figures[index]
    sentence = reading.sentence_at(figure.span.start)
    period = slots.period_of(figure, sentence, reading)
    region = slots.region_of(figure, sentence, reading)
    scope = slots.scope_of(index, figures, words)
    value = StatisticValue(
        value=figure.value,
        value_max=figure.value_max,
        unit=None if figure.unit is None else figure.unit.name,
        of=slots.of_what(figure, words, tags),
        approximation=slots.approximation_of(figure, words),
        period=period,
        region=None if region is None else region.name,
        region_code=None if region is None else region.code,
        scope_value=None if scope is None else scope.figure.value,
        scope_unit=None if scope is None else scope.unit,
        change=slots.change_of(figure, words),
        modality=slots.modality_of(figure, words),
    )
    return Mention(figure.span, value, figure.rule, figure.confidence, figure.steps)
