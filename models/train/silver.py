"""Training files of the fast model: the marked sets, and raw articles with the accurate model's entities."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.util import filter_spans

from models.train.articles import parts, raw_articles
from models.train.prepare import SEED, Mix, Sets, blank, entity_doc, group_neighbours, mix_entities, tree_doc
from pipeline.annotate import Annotator

ENTITIES = ("ENT_IOB", "ENT_TYPE", "SENT_START")
TREES = ("POS", "HEAD", "DEP", "SPACY", "SENT_START")
PER_ARTICLE = 6  # parts of one article, so that many articles are seen


def marked_entities(sets: Sets, mix: Mix) -> Iterator[Doc]:
    """The entity sets, mixed and varied once."""
    rng = random.Random(SEED)
    nlp = blank()
    sentences = mix_entities(sets.entities["idner"], sets.entities["nergrit"], mix, rng)
    rng.shuffle(sentences)
    for group in group_neighbours(sentences, rng):
        yield entity_doc(nlp, group, rng)


def marked_trees(sets: Sets) -> Iterator[Doc]:
    """The treebanks, every tree once among neighbours and once alone."""
    rng = random.Random(SEED)
    nlp = blank()
    trees = list(sets.trees)
    rng.shuffle(trees)
    for group in [*group_neighbours(trees, rng), *([tree] for tree in trees)]:
        yield tree_doc(nlp, group, rng)


def raw_entities(annotator: Annotator, articles: Path, *, words: int, skip: frozenset[str]) -> Iterator[Doc]:
    """Parts of raw articles with the annotator's entities, ``words`` white-space words in all."""
    size = 0
    for article in raw_articles(articles, skip=skip):
        cut = list(parts(article.text))
        for part in random.Random(f"{SEED} {article.doc_id}").sample(cut, min(PER_ARTICLE, len(cut))):
            yield annotator(part)
            size += len(part.split())
        if size >= words:
            return


def with_entities(annotator: Annotator, docs: Iterable[Doc]) -> Iterator[Doc]:
    """The docs with the annotator's entities, where these begin and end with a token."""
    for doc in docs:
        found = [doc.char_span(span.start_char, span.end_char, label=span.label_) for span in annotator(doc.text).ents]
        doc.set_ents(filter_spans([span for span in found if span is not None]))
        yield doc


def dev_entities(sets: Sets) -> Iterator[Doc]:
    """The dev sentences of IDNER-news-2k, by which the best checkpoint is chosen."""
    nlp = blank()
    return (entity_doc(nlp, [sentence]) for sentence in sets.entities_dev["idner"])


def dev_trees(sets: Sets) -> Iterator[Doc]:
    """The sentences of CSUI that are set aside, for the same."""
    nlp = blank()
    return (tree_doc(nlp, [tree]) for tree in sets.trees_dev)


def write(docs: Iterable[Doc], target: Path, attributes: tuple[str, ...]) -> int:
    """Write a training file and return its number of tokens."""
    stored = DocBin(attrs=attributes, store_user_data=False)
    tokens = 0
    for doc in docs:
        stored.add(doc)
        tokens += len(doc)
    stored.to_disk(target)
    return tokens
