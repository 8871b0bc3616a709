"""Word vectors: floret (sub-words hashed into few rows), trained on raw press articles.

No article can be read back from the vectors; the articles themselves stay outside the repository.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from pipeline.annotate.tokenizer import split_words

DIMENSIONS = 100
BUCKETS = 30_000
EPOCHS = 5


def article_lines(path: Path) -> Iterator[str]:
    """Tokenised paragraphs of every article, blanks between tokens; a paragraph met before is left out.

    Press pages repeat boilerplate ("Baca juga"), which would otherwise weigh on the vectors.
    """
    seen: set[int] = set()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            article = json.loads(line)
            for paragraph in (article.get("title") or "", *article["text"].split("\n")):
                key = hash(paragraph)
                if key in seen:
                    continue
                seen.add(key)
                pieces = (paragraph[start:end] for start, end in split_words(paragraph))
                words = [piece for piece in pieces if not piece.isspace()]
                if len(words) > 1:
                    yield " ".join(words)


def write_text(articles: Path, target: Path) -> int:
    """Write the training text for floret and return its number of tokens."""
    tokens = 0
    with target.open("w", encoding="utf-8") as file:
        for line in article_lines(articles):
            tokens += line.count(" ") + 1
            file.write(line + "\n")
    return tokens


def train_vectors(text: Path, target: Path, *, threads: int = 1, buckets: int = BUCKETS) -> None:
    """Train floret vectors and write them as ``target`` in the format ``spacy init vectors --mode floret`` reads.

    Needs the package ``floret`` (extra ``train``). More than one thread makes the result vary a little.
    """
    import floret

    model = floret.train_unsupervised(
        str(text),
        model="cbow",
        mode="floret",
        hashCount=2,
        bucket=buckets,
        dim=DIMENSIONS,
        minn=4,
        maxn=5,
        minCount=5,
        epoch=EPOCHS,
        thread=threads,
        verbose=0,
    )  # floret's own seed is fixed
    model.save_floret_vectors(str(target))
