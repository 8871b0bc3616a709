"""What the fast model learns from: the accurate one's labels on raw articles, and the marked sets made complete by it.

One encoder serves all tasks of the fast model, so every text carries all labels: those that a set marks are its own,
the others are the accurate model's.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.util import filter_spans

from models.train.articles import parts, raw_articles
from models.train.prepare import SEED, Mix, Sets, blank, entity_doc, group_neighbours, mix_entities, tree_doc
from pipeline.annotate import Annotator

ATTRIBUTES = ("POS", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START")
PER_ARTICLE = 6  # parts of one article, so that many articles are seen


def raw_docs(annotator: Annotator, articles: Path, *, words: int, skip: frozenset[str]) -> Iterator[Doc]:
    """Parts of raw articles with the annotator's labels, ``words`` white-space words in all."""
    size = 0
    for article in raw_articles(articles, skip=skip):
        cut = list(parts(article.text))
        for part in random.Random(f"{SEED} {article.doc_id}").sample(cut, min(PER_ARTICLE, len(cut))):
            yield annotator(part)
            size += len(part.split())
        if size >= words:
            return


def marked_docs(annotator: Annotator, sets: Sets, mix: Mix) -> Iterator[Doc]:
    """The entity sets and treebanks with the annotator's labels where they have none of their own."""
    rng = random.Random(SEED)
    nlp = blank()
    sentences = mix_entities(sets.entities["idner"], sets.entities["nergrit"], mix, rng)
    rng.shuffle(sentences)
    for group in group_neighbours(sentences, rng):
        gold = entity_doc(nlp, group, rng)
        doc = annotator(gold.text)  # cut by the same tokenizer
        doc.set_ents([doc.char_span(span.start_char, span.end_char, label=span.label_) for span in gold.ents])
        yield doc
    trees = list(sets.trees)
    rng.shuffle(trees)
    for grouped in [*group_neighbours(trees, rng), *([tree] for tree in trees)]:
        doc = tree_doc(nlp, grouped, rng)
        found = [doc.char_span(span.start_char, span.end_char, label=span.label_) for span in annotator(doc.text).ents]
        doc.set_ents(filter_spans([span for span in found if span is not None]))
        yield doc


def dev_docs(sets: Sets) -> Iterator[Doc]:
    """The dev sentences of IDNER-news-2k and the treebanks, by which the best checkpoint is chosen."""
    nlp = blank()
    for sentence in sets.entities_dev["idner"]:
        yield entity_doc(nlp, [sentence])
    for tree in sets.trees_dev:
        yield tree_doc(nlp, [tree])


def write(docs: Iterable[Doc], target: Path) -> int:
    """Write a training file and return its number of tokens."""
    stored = DocBin(attrs=ATTRIBUTES, store_user_data=False)
    tokens = 0
    for doc in docs:
        stored.add(doc)
        tokens += len(doc)
    stored.to_disk(target)
    return tokens
