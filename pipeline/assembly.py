"""The pipeline put together: from an article to its facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.annotate import Annotator
from pipeline.annotate import load as load_annotator
from pipeline.article import Article, CleanText
from pipeline.clean import clean
from pipeline.extract.dates import DateExtractor
from pipeline.extract.officials import OfficialExtractor
from pipeline.extract.statements import StatementExtractor
from pipeline.extract.statistics import StatisticExtractor
from pipeline.extract.venues import VenueExtractor
from pipeline.facts import FACT_MODELS, Fact, FactType, FactValue, fact_id
from pipeline.reading import Mention, Reading
from pipeline.resolve import Resolver
from pipeline.stage import Stage, StageError, check


def default_stages() -> tuple[Stage, ...]:
    """The stages behind the annotator, in the order in which an article passes them."""
    return (
        Resolver(),
        DateExtractor(),
        OfficialExtractor(),
        StatisticExtractor(),
        VenueExtractor(),
        StatementExtractor(),
    )


@dataclass(frozen=True, slots=True)
class Pipeline:
    """An annotator and the stages behind it. ``only`` keeps the facts of the named types (None keeps all)."""

    annotator: Annotator
    stages: tuple[Stage, ...]
    only: frozenset[FactType] | None = None

    def __post_init__(self) -> None:
        check(self.stages)

    def facts(self, article: Article) -> list[Fact]:
        """The facts of one article, ordered by position.

        >>> import pipeline
        >>> facts = pipeline.load().facts(Article("a", "Bupati Lahat Cik Ujang hadir, Selasa (17/9/2024)."))
        >>> [(f.type, f.text) for f in facts]
        [('official', 'Bupati Lahat Cik Ujang'), ('date', 'Selasa (17/9/2024)')]
        """
        cleaned = clean(article)
        return self.read(article, cleaned, self.annotator(cleaned.text))

    def pipe(self, articles: Iterable[Article]) -> Iterator[tuple[Article, list[Fact]]]:
        """The facts of many articles, in order. An article that cannot be read raises; the runner isolates it."""
        for article in articles:
            yield article, self.facts(article)

    def read(self, article: Article, cleaned: CleanText, doc: Doc) -> list[Fact]:
        """The facts of an article that is cleaned and annotated. ``doc.text`` must be ``cleaned.text``.

        Raises ``StageError`` where a stage raises.
        """
        reading = Reading(article, cleaned, doc)
        for stage in self.stages:
            try:
                reading = stage(reading)
            except Exception as error:  # named, so that the runner can say where it happened
                raise StageError(stage.name) from error
        return list(_facts(reading, self.only))


def load(annotator: str = "default", *, only: Iterable[FactType] | None = None) -> Pipeline:
    """The pipeline with a named annotator. Raises ``ValueError`` for a name that is not known."""
    return Pipeline(load_annotator(annotator), default_stages(), None if only is None else frozenset(only))


def _facts(reading: Reading, only: frozenset[FactType] | None) -> Iterator[Fact]:
    seen: Counter[tuple[str, int, int]] = Counter()
    found = [_fact(reading, mention) for mention in reading.facts_found()]
    for fact in sorted(found, key=lambda f: (f.start, f.end)):
        key = (fact.type, fact.start, fact.end)
        order = seen[key]
        seen[key] += 1
        if only is None or fact.type in only:
            yield fact.model_copy(update={"id": fact_id(fact.doc_id, *key, order)})


def _fact(reading: Reading, mention: Mention[FactValue]) -> Fact:
    """The fact that a mention states, placed in the text as ingested."""
    source = reading.article.text
    to_source = reading.clean.offsets.to_source
    span = to_source(mention.span)
    sentence = to_source(reading.sentence_at(mention.span.start).to(mention.span))
    fields = dict(mention.value) | {
        "id": "0" * 16,
        "doc_id": reading.article.doc_id,
        "text": span.of(source),
        "start": span.start,
        "end": span.end,
        "sentence": sentence.of(source),
        "sentence_start": sentence.start,
        "sentence_end": sentence.end,
        "confidence": mention.confidence,
        "extractor": mention.rule,
        "steps": mention.steps,
    }
    if mention.mentions:
        fields["mentions"] = tuple(tuple(to_source(place)) for place in mention.mentions)
    return FACT_MODELS[type(mention.value)].model_validate(fields)


__all__ = ["Pipeline", "default_stages", "load"]
