"""The child that measures the tagger of nlp-id, in the environment that has it: ``python -m models.bench.nlp_id FILE``.

The package carries code and a tagged corpus (559,862 tokens of news, MIT) but no model: it fetches one when it is used.
Nothing is fetched here. FILE is that model where someone has put it; where not, the package's own ``train`` makes one
of its own corpus. Its sentence splitter wants data that nltk fetches, too; Punkt without such data stands in, for speed
alone: tags are measured on single sentences.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nlp_id.postag
import nlp_id.tokenizer
import nltk
from nltk.tokenize.punkt import PunktSentenceTokenizer

from models.bench.channel import Message, peak_memory, serve


class Measured:
    """The tagger and the answers that the bench asks for."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.tagger: Any = None

    def train(self, first: int | None = None) -> Message:
        """Train the tagger as its package does, on all sentences or the first ones, and write it to the file."""
        tagger = nlp_id.postag.PosTag.__new__(nlp_id.postag.PosTag)  # its constructor would fetch a model
        corpus = Path(nlp_id.postag.__file__).parent / "data" / "dataset_postag.txt"
        sentences, tags = tagger.read_dataset(str(corpus))
        start = time.perf_counter()
        tagger.train(*tagger.transform_to_dataset(sentences[:first], tags[:first]))
        self.file.parent.mkdir(parents=True, exist_ok=True)
        part = self.file.with_suffix(".part")
        tagger.save_model(str(part))
        part.replace(self.file)
        return {"seconds": time.perf_counter() - start}

    def load(self) -> Message:
        """Seconds that loading took, and the version of the package."""
        nltk.sent_tokenize = PunktSentenceTokenizer().tokenize
        start = time.perf_counter()
        self.tagger = nlp_id.postag.PosTag(str(self.file))
        return {"load": time.perf_counter() - start, "version": f"nlp-id {version('nlp-id')}"}

    def read(self, texts: Sequence[str], runs: int = 1) -> Message:
        """Seconds for all texts, the best of some runs, peak memory, and on how many texts the tagger raised."""
        best, failed = float("inf"), 0
        for _ in range(runs):
            start, failed = time.perf_counter(), 0
            for text in texts:
                try:
                    self.tagger.get_pos_tag(text)
                except (IndexError, ValueError):  # what it raises on words that it empties; said in the table
                    failed += 1
            best = min(best, time.perf_counter() - start)
        return {"seconds": best, "memory": peak_memory(), "failed": failed}

    def tag(self, sentences: Sequence[str]) -> Message:
        """Words and tags of each sentence."""
        return {"tagged": [self.tagger.get_pos_tag(sentence) for sentence in sentences]}


if __name__ == "__main__":
    measured = Measured(Path(sys.argv[1]))
    serve({"train": measured.train, "load": measured.load, "read": measured.read, "tag": measured.tag})
