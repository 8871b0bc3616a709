"""The network in ONNX, run by onnxruntime on one thread; no torch.

Every window is run by itself. Eight-bit weights meet activations that are scaled by the largest value of a run, so in
a shared batch a text's scores would depend on its neighbours; alone they depend on nothing but the text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from pipeline.annotate.encoder.pieces import Pieces
from pipeline.annotate.encoder.windows import Word, encode, plan_windows

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
OUTPUTS = ("entities", "tags", "starts", "arc_child", "arc_head", "relation_child", "relation_head")
WINDOW = 192  # pieces read together; the sentences it learned from were no longer
OVERLAP = 48  # pieces that two windows share when a sentence is longer


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of ``n`` words: ``entities`` (n, labels), ``tags`` (n, tags), ``starts`` (n, 2), and the vectors from
    which trees are scored."""

    entities: Floats
    tags: Floats
    starts: Floats
    arc_child: Floats
    arc_head: Floats
    relation_child: Floats
    relation_head: Floats


class Network:
    """The files of one model: ``network.onnx``, ``trees.npz``, ``pieces.json`` and ``labels.json``."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        self._model = (folder / "network.onnx").read_bytes()
        self._session = onnxruntime.InferenceSession(self._model, options, providers=["CPUExecutionProvider"])
        self.pieces = Pieces.from_disk(folder / "pieces.json")
        labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.entities, self.tags, self.relations = labels["entities"], labels["tags"], labels["relations"]
        with np.load(folder / "trees.npz") as trees:
            self._arc: Floats = trees["arc"].astype(np.float32)
            self._relation: Floats = trees["relation"].astype(np.float32)

    def to_disk(self, folder: Path) -> None:
        """Write the files again."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "network.onnx").write_bytes(self._model)
        self.pieces.to_disk(folder / "pieces.json")
        save_labels(folder / "labels.json", self.entities, self.tags, self.relations)
        save_trees(folder / "trees.npz", self._arc, self._relation)

    def scores(self, words: Sequence[Word], starts: Sequence[int]) -> Scores:
        """Score the words of one text; ``starts`` are the first words of its sentences, 0 among them."""
        costs = [len(self.pieces.split(word.text, spaced=word.spaced)) + word.breaks for word in words]
        parts: list[list[Floats]] = []
        for window in plan_windows(costs, starts, most=WINDOW, overlap=OVERLAP):
            ids, first = encode(words[window.start : window.end], self.pieces)
            keep = slice(window.keep_start - window.start, window.keep_end - window.start)
            parts.append([output[keep] for output in self._run(ids, first)])
        return Scores(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def _run(self, ids: list[int], first: list[int]) -> Sequence[Floats]:
        feed: dict[str, Any] = {"ids": np.array([ids], dtype=np.int64), "first": np.array(first, dtype=np.int64)}
        outputs: Sequence[Floats] = self._session.run(list(OUTPUTS), feed)
        return outputs

    def arcs(self, scores: Scores, start: int, end: int) -> Floats:
        """Score of each word of a sentence as the head of each: (words, words), a root on the diagonal."""
        return np.asarray(with_one(scores.arc_child[start:end]) @ self._arc @ scores.arc_head[start:end].T, np.float32)

    def relation_scores(self, scores: Scores, heads: NDArray[np.int64]) -> Floats:
        """Scores of the relations of each word to the head with this number: (words, relations)."""
        child = with_one(scores.relation_child)
        head = with_one(scores.relation_head)[heads]
        width = child.shape[1]
        mixed = (child @ self._relation.transpose(1, 0, 2).reshape(width, -1)).reshape(len(child), -1, width)
        return np.asarray((mixed @ head[:, :, None])[:, :, 0], np.float32)


def save_labels(path: Path, entities: Sequence[str], tags: Sequence[str], relations: Sequence[str]) -> None:
    """Write the names of what is scored, in the order of the scores."""
    names = {"entities": list(entities), "tags": list(tags), "relations": list(relations)}
    path.write_text(json.dumps(names) + "\n", encoding="utf-8")


def save_trees(path: Path, arc: Floats, relation: Floats) -> None:
    """Write the weights of the two products, in half precision."""
    np.savez(path, arc=arc.astype(np.float16), relation=relation.astype(np.float16))


def with_one(vectors: Floats) -> Floats:
    """The vectors with a one behind, so that a product also has a bias."""
    return np.concatenate([vectors, np.ones((len(vectors), 1), np.float32)], axis=1)
