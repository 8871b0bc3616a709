"""Raw articles with a teacher's labels: what the student learns from besides the marked sets.

Entities are kept as probabilities, so that the student also learns where the teacher doubts.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import torch

from models.train.encoder.examples import Example, Labels, batches, example
from models.train.encoder.network import Network
from models.train.prepare import SEED, blank
from pipeline.annotate.encoder.network import WINDOW
from pipeline.annotate.encoder.pieces import Pieces
from pipeline.article import Article
from pipeline.clean import clean

PER_ARTICLE = 4  # windows of one article, so that many articles are seen


def raw_articles(path: Path, *, skip: frozenset[str], seed: int = SEED) -> Iterator[Article]:
    """Articles in an order that takes the outlets in turn, those on government first; ``skip`` are left out.

    An outlet with thousands of articles must not drown those with ten.
    """
    rng = random.Random(seed)
    by_outlet: dict[tuple[bool, str], list[dict[str, str]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["doc_id"] not in skip:
                by_outlet[not row["gov"], row["outlet"] or ""].append(row)
    for rows in by_outlet.values():
        rng.shuffle(rows)
    for turn in range(max(map(len, by_outlet.values()), default=0)):
        for _, rows in sorted(by_outlet.items()):
            if turn < len(rows):
                yield Article(rows[turn]["doc_id"], rows[turn]["text"])


def windows(articles: Iterator[Article], pieces: Pieces, labels: Labels, *, budget: int) -> list[Example]:
    """Parts of articles as the annotator will read them, whole lines together, ``budget`` pieces in all."""
    nlp = blank()
    nlp.add_pipe("warta_sentences")
    made: list[Example] = []
    size = 0
    for article in articles:
        text = clean(article).text
        parts = list(_parts(text))
        for part in random.Random(f"{SEED} {article.doc_id}").sample(parts, min(PER_ARTICLE, len(parts))):
            item = example(nlp(part), pieces, labels, entities=False, tree=False)
            if item is not None and 8 < len(item.ids) <= 2 * WINDOW:
                made.append(item)
                size += len(item.ids)
        if size >= budget:
            break
    return made


def _parts(text: str, most: int = 600) -> Iterator[str]:
    """Lines of a text put together while they have at most ``most`` characters."""
    part = ""
    for line in text.splitlines(keepends=True):
        if part.strip() and len(part) + len(line) > most:
            yield part
            part = ""
        part += line
    if part.strip():
        yield part


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
