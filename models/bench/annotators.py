"""The child that measures an annotator of ours or spaCy without a model: ``python -m models.bench.annotators NAME``."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import spacy

from models.bench.channel import Message, peak_memory, serve
from pipeline.annotate import ModelError, load
from pipeline.annotate.lock import models_folder, read_lock

BLANK = "spaCy blank"
# What loading would import, by engine; a model's load time is without them.
LIBRARIES = {"spacy": (), "onnx": ("onnxruntime", "pipeline.annotate.encoder.component"), "stanza": ("torch", "stanza")}


class Measured:
    """One annotator and the answers that the bench asks for."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.reader: Any = None

    def load(self) -> Message:
        """Seconds that loading took, or ``missing`` and why the model cannot be had here."""
        models = read_lock(models_folder())
        model = models.get("stanza" if self.name == "stanza-public" else self.name)
        if model is None and self.name != BLANK:
            return {"missing": "not in models.lock"}
        for library in ("spacy.lang.id", *LIBRARIES[model.engine if model else "spacy"]):
            import_module(library)
        spacy.blank("xx").add_pipe("sentencizer")  # spaCy imports its components with the first pipeline
        start = time.perf_counter()
        try:
            self.reader = blank() if model is None else load(self.name)
        except ModelError as error:
            return {"missing": str(error).split(";")[0]}  # behind it stands what to do
        seconds = time.perf_counter() - start
        label = self.reader.version if model else f"spaCy {version('spacy')}"
        return {"load": seconds, "version": label}

    def read(self, texts: Sequence[str], runs: int = 1) -> Message:
        """Seconds for all texts, the best of some runs, and the process's peak memory."""
        best = float("inf")
        for _ in range(runs):
            start = time.perf_counter()
            for _doc in self.reader.pipe(texts):
                pass
            best = min(best, time.perf_counter() - start)
        return {"seconds": best, "memory": peak_memory()}

    def score(self, data: str, first: int | None = None) -> Message:
        """Figures on the dev splits, by split and measure, as fractions; of each only the ``first`` sentences."""
        from models.train import score  # not above: its memory is not the annotator's
        from models.train.prepare import read_sets

        sets = read_sets(Path(data))
        figures: Message = {}
        if self.name != BLANK:
            for split, name in score.DEV.items():
                figures[split] = score.score_entities(self.reader, sets.entities_dev[name][:first])
            figures[score.TREES] = score.score_syntax(self.reader, sets.trees_dev[:first])
        held = {score.TREES: [tree.text for tree in sets.trees_dev]}
        for split, texts in {**score.sentence_sets(Path(data)), **held}.items():
            figures.setdefault(split, {})["sentences"] = score.score_sentences(self.reader, texts[:first])
        return figures


def blank() -> spacy.language.Language:
    """What spaCy has for Indonesian: a tokenizer, and sentences by their stops."""
    nlp = spacy.blank("id")
    nlp.add_pipe("sentencizer")
    nlp.max_length = sys.maxsize
    return nlp


if __name__ == "__main__":
    measured = Measured(sys.argv[1])
    serve({"load": measured.load, "read": measured.read, "score": measured.score})
