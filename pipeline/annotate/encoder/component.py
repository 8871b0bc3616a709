"""The spaCy component ``warta_encoder``: entities, parts of speech and dependencies where sentences are set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, POS
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.annotate.encoder.decode import best_tree, label_path, log_softmax, spans
from pipeline.annotate.encoder.network import Network, Numbers, Scores
from pipeline.annotate.encoder.windows import words_of

LONGEST = 256  # words of one tree; a longer "sentence" is a list or a table and is parsed in parts


class EncoderComponent:
    """Fills ``doc.ents``, ``token.pos_``, ``token.dep_`` and ``token.head`` by the encoder's scores.

    Loaded with the pipeline from its folder; before that it only refuses to work.
    """

    def __init__(self, network: Network | None = None) -> None:
        self._network = network

    @property
    def network(self) -> Network:
        """The loaded network; ``ValueError`` before ``from_disk``."""
        if self._network is None:
            raise ValueError("the component 'warta_encoder' has no network yet: load the pipeline from its folder")
        return self._network

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one ``Doc``; its sentence starts are taken as they are."""
        network = self.network
        words, tokens = words_of(doc)
        if not words:  # white space alone: nothing to read, every token a root
            roots: Any = np.full((len(doc), 1), doc.vocab.strings.add("ROOT"), dtype=np.uint64)
            doc.from_array([DEP], roots)
            return doc
        begins = np.array([bool(token.is_sent_start) for token in tokens])
        begins[0] = True
        starts: list[int] = np.flatnonzero(begins).tolist()
        scores = network.scores(words, starts)
        numbers = np.array([token.i for token in tokens])
        self._set_trees(doc, scores, starts, numbers)
        path = label_path(log_softmax(scores.entities), network.entities, begins.tolist())
        doc.set_ents(
            [
                Span(doc, int(numbers[start]), int(numbers[end - 1]) + 1, label=label)
                for start, end, label in spans(path, network.entities)
            ]
        )
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:
        """Annotate a stream one by one: a text's scores never depend on its neighbours."""
        for doc in docs:
            yield self(doc)

    def _set_trees(self, doc: Doc, scores: Scores, starts: list[int], numbers: Numbers) -> None:
        network = self.network
        heads = np.arange(len(numbers))
        for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True):
            for begin in range(start, end, LONGEST):
                stop = min(begin + LONGEST, end)
                heads[begin:stop] = begin + best_tree(network.arcs(scores, begin, stop))
        relations = network.relation_scores(scores, heads)
        relations[:, network.relations.index("ROOT")] = -np.inf  # which the tree has given already
        tags = scores.tags.argmax(axis=1)
        strings = doc.vocab.strings
        relation_keys = np.array([strings.add(name) for name in network.relations], dtype=np.uint64)
        tag_keys = np.array([strings.add(name) for name in network.tags], dtype=np.uint64)
        root = strings.add("ROOT")
        # A white space token hangs on the word before it, the first ones on the word after.
        hosts = np.maximum(np.searchsorted(numbers, np.arange(len(doc)), side="right") - 1, 0)
        values: Any = np.zeros((len(doc), 3), dtype=np.uint64)
        distance = numbers[hosts] - np.arange(len(doc))
        distance[numbers] = numbers[heads] - numbers
        values[:, 0] = distance.astype(np.int64).astype(np.uint64)
        values[:, 1] = strings.add("dep")
        values[numbers, 1] = np.where(heads == np.arange(len(heads)), root, relation_keys[relations.argmax(axis=1)])
        values[:, 2] = strings.add("SPACE")
        values[numbers, 2] = tag_keys[tags]
        doc.from_array([HEAD, DEP, POS], values)

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the network's files."""
        self.network.to_disk(Path(path))

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> EncoderComponent:
        """Read the network's files."""
        self._network = Network(Path(path))
        return self


@Language.factory("warta_encoder", assigns=["doc.ents", "token.pos", "token.dep", "token.head"])
def create_encoder(nlp: Language, name: str) -> EncoderComponent:
    """Make the component; spaCy calls this by its registered name."""
    return EncoderComponent()
