"""Keep the pieces that Indonesian press text uses: some 24,000 of 250,002, and a tenth of the embeddings."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from models.train.encoder.checkpoint import Checkpoint, Floats
from models.train.prepare import blank
from pipeline.annotate.encoder.pieces import Pieces

LEAST = 4  # occurrences of a piece that is kept
EVERY = 2  # every second article is enough to see what is frequent
_HEAD = 6_000  # characters of an article
_LATIN = 0x250  # code points below are kept as they are, for names from elsewhere
_SYMBOLS = 0x2100


def prune(checkpoint: Checkpoint, articles: Path, sentences: Iterable[str]) -> tuple[Pieces, Floats]:
    """The kept pieces and their embedding rows; ``sentences`` are those of the training sets, never of dev or test."""
    everything = Pieces(
        checkpoint.pieces,
        checkpoint.scores.tolist(),
        normal_forms=checkpoint.normal_forms,
        begin=checkpoint.begin,
        end=checkpoint.end,
        pad=checkpoint.pad,
        unknown=checkpoint.unknown,
    )
    words = _words(articles, sentences)
    counts: Counter[int] = Counter()
    for (word, spaced), count in words.items():
        for number in everything.split(word, spaced=spaced):
            counts[number] += count
    special = [checkpoint.begin, checkpoint.end, checkpoint.pad, checkpoint.unknown]
    letters = {
        number
        for number, piece in enumerate(checkpoint.pieces)
        if piece == "▁" or (len(piece) == 1 and ord(piece) < _LATIN)
    }
    kept = sorted({*special, *letters, *(number for number, count in counts.items() if count >= LEAST)})
    seen = {ord(char) for word, _ in words for char in word}
    begin, end, pad, unknown = map(kept.index, special)
    pieces = Pieces(
        [checkpoint.pieces[number] for number in kept],
        [float(checkpoint.scores[number]) for number in kept],
        normal_forms={code: form for code, form in checkpoint.normal_forms.items() if code in seen or code < _SYMBOLS},
        begin=begin,
        end=end,
        pad=pad,
        unknown=unknown,
    )
    rows = checkpoint.tensor("emb.word").reshape(checkpoint.vocabulary, checkpoint.hidden)
    return pieces, np.ascontiguousarray(rows[kept])


def _words(articles: Path, sentences: Iterable[str]) -> Counter[tuple[str, bool]]:
    nlp = blank()
    words: Counter[tuple[str, bool]] = Counter()

    def count(text: str, times: int) -> None:
        spaced = True
        for token in nlp.make_doc(text):
            if not token.is_space:
                words[token.text, spaced] += times
            spaced = bool(token.whitespace_) or token.is_space

    with gzip.open(articles, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % EVERY == 0:
                count(json.loads(line)["text"][:_HEAD], 1)
    for sentence in sentences:
        count(sentence, LEAST - 1)
    return words
