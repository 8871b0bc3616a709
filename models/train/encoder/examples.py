"""Training examples of the encoder: words with their pieces, and a target for each task that the text is marked for."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from models.train.prepare import SEED, Mix, Sets, blank, entity_doc, group_neighbours, mix_entities, tree_doc
from pipeline.annotate.encoder.pieces import Pieces
from pipeline.annotate.encoder.windows import encode, words_of

ENTITIES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
MOST_PIECES = 500
Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Labels:
    """The names that the heads' outputs stand for."""

    tags: tuple[str, ...]
    relations: tuple[str, ...]
    entities: tuple[str, ...] = ENTITIES


@dataclass(slots=True)
class Example:
    """A text of ``n`` words; ``entities`` (n, 7), ``tags`` (n, t) and ``starts`` (n, 2: no, yes) are probabilities,
    ``heads`` (n,) word numbers (a root is its own head), ``relations`` (n,) label numbers. ``None``: not marked."""

    ids: list[int]
    first: list[int]
    starts: Floats
    entities: Floats | None = None
    tags: Floats | None = None
    heads: Numbers | None = None
    relations: Numbers | None = None


def labels_of(sets: Sets) -> Labels:
    """Tags and relations of the treebanks, in alphabetical order."""
    trees = [*sets.trees, *sets.trees_dev]
    return Labels(
        tuple(sorted({tag for tree in trees for tag in tree.tags})),
        tuple(sorted({relation for tree in trees for relation in tree.relations})),
    )


def example(doc: Doc, pieces: Pieces, labels: Labels, *, entities: bool, tree: bool) -> Example | None:
    """Turn a marked ``Doc`` into an example; ``None`` when it is empty or longer than the encoder reads at once."""
    words, tokens = words_of(doc)
    if not words:
        return None
    ids, first = encode(words, pieces)
    if len(ids) > MOST_PIECES:
        return None
    place = {token.i: number for number, token in enumerate(tokens)}
    made = Example(ids, first, one_hot([int(bool(token.is_sent_start)) for token in tokens], 2))
    if entities:
        names = [f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in tokens]
        made.entities = one_hot([labels.entities.index(name) for name in names], len(labels.entities))
    if tree:
        made.tags = one_hot([labels.tags.index(token.pos_) for token in tokens], len(labels.tags))
        made.heads = np.array([place.get(token.head.i, place[token.i]) for token in tokens])
        made.relations = np.array([labels.relations.index(token.dep_) for token in tokens])
    return made


def one_hot(numbers: Sequence[int], size: int) -> Floats:
    """Rows with a one at each number."""
    return np.eye(size, dtype=np.float32)[np.asarray(numbers, dtype=np.int64)]


def epoch_examples(sets: Sets, pieces: Pieces, labels: Labels, *, epoch: int, mix: Mix) -> list[Example]:
    """Everything marked, grouped and varied anew for each epoch: other names, other white space, other templates."""
    rng = random.Random(SEED + epoch)
    nlp = blank()
    marked = mix_entities(sets.entities["idner"], sets.entities["nergrit"], mix, rng)
    rng.shuffle(marked)
    trees = list(sets.trees)
    rng.shuffle(trees)
    alone = [[tree] for tree in trees]
    made = [
        example(entity_doc(nlp, group, rng), pieces, labels, entities=True, tree=False)
        for group in group_neighbours(marked, rng)
    ]
    made += [
        example(tree_doc(nlp, group, rng), pieces, labels, entities=False, tree=True)
        for group in [*group_neighbours(trees, rng), *alone]
    ]
    return [item for item in made if item is not None]


def dev_examples(sets: Sets, pieces: Pieces, labels: Labels) -> dict[str, list[Example]]:
    """The dev splits, a sentence an example."""
    nlp = blank()
    made: dict[str, Iterable[Example | None]] = {
        name: [example(entity_doc(nlp, [item]), pieces, labels, entities=True, tree=False) for item in items]
        for name, items in sets.entities_dev.items()
    }
    made["csui"] = [
        example(tree_doc(nlp, [tree]), pieces, labels, entities=False, tree=True) for tree in sets.trees_dev
    ]
    return {name: [item for item in items if item is not None] for name, items in made.items()}


def batches(examples: Sequence[Example], budget: int, rng: random.Random | None = None) -> Iterator[list[Example]]:
    """Examples of like length together, at most ``budget`` pieces with padding; shuffled when ``rng`` is given."""
    order = list(examples)
    if rng is not None:
        rng.shuffle(order)
        order = [
            item
            for start in range(0, len(order), 800)
            for item in sorted(order[start : start + 800], key=lambda item: len(item.ids))
        ]
    cut: list[list[Example]] = [[]]
    longest = 0
    for item in order:
        longest = max(longest, len(item.ids))
        if cut[-1] and longest * (len(cut[-1]) + 1) > budget:
            cut.append([])
            longest = len(item.ids)
        cut[-1].append(item)
    if rng is not None:
        rng.shuffle(cut)
    yield from (batch for batch in cut if batch)
