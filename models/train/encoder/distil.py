"""Raw articles with a teacher's labels: what the student learns from besides the marked sets.

Entities are kept as probabilities, so that the student also learns where the teacher doubts.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import torch

from models.train.articles import parts
from models.train.encoder.examples import Example, Labels, batches, example
from models.train.encoder.network import Network
from models.train.prepare import SEED, blank
from pipeline.annotate.encoder.network import WINDOW
from pipeline.annotate.encoder.pieces import Pieces
from pipeline.article import Article

PER_ARTICLE = 4  # windows of one article, so that many articles are seen


def windows(articles: Iterator[Article], pieces: Pieces, labels: Labels, *, budget: int) -> list[Example]:
    """Parts of articles as the annotator will read them, whole lines together, ``budget`` pieces in all."""
    nlp = blank()
    nlp.add_pipe("warta_sentences")
    made: list[Example] = []
    size = 0
    for article in articles:
        cut = list(parts(article.text))
        for part in random.Random(f"{SEED} {article.doc_id}").sample(cut, min(PER_ARTICLE, len(cut))):
            item = example(nlp(part), pieces, labels, entities=False, tree=False)
            if item is not None and 8 < len(item.ids) <= 2 * WINDOW:
                made.append(item)
                size += len(item.ids)
        if size >= budget:
            break
    return made


@torch.no_grad()
def label(network: Network, examples: list[Example], pad: int) -> Iterator[Example]:
    """Give each example the network's entities; any order.

    Tags and trees are left to the treebanks: there the student soon knows more than the teacher that labelled.
    """
    network.eval()
    for batch in batches(sorted(examples, key=lambda item: len(item.ids)), 3000):
        states = network.states(batch, pad)
        place = 0
        for item in batch:
            own = states[place : place + len(item.first)]
            place += len(item.first)
            item.entities = network.heads.entities(own).softmax(-1).numpy()
            yield item
