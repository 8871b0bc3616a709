"""Raw press articles to learn from: in an order in which every outlet has its turn, cleaned and cut into parts."""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from models.train.prepare import SEED
from pipeline.article import Article
from pipeline.clean import clean

MOST = 600  # characters of a part, about as many as the encoder reads at once


def raw_articles(path: Path, *, skip: frozenset[str]) -> Iterator[Article]:
    """Cleaned articles, the outlets in turn, those on government and those on other things; ``skip`` are left out.

    An outlet with thousands of articles must not drown those with ten.
    """
    rng = random.Random(SEED)
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
                row = rows[turn]
                yield Article(row["doc_id"], clean(Article(row["doc_id"], row["text"])).text)


def parts(text: str) -> Iterator[str]:
    """Lines of a text put together while they have at most ``MOST`` characters.

    >>> list(parts("Hujan turun.\\nJalan ditutup."))
    ['Hujan turun.\\nJalan ditutup.']
    """
    part = ""
    for line in text.splitlines(keepends=True):
        if part.strip() and len(part) + len(line) > MOST:
            yield part
            part = ""
        part += line
    if part.strip():
        yield part
