"""From scores to entities and trees: the best allowed sequence of labels, the best tree of each sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
_NEVER = np.float32(-1e9)


def log_softmax(scores: Floats) -> Floats:
    """Log probabilities along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def label_path(scores: Floats, labels: Sequence[str], breaks: Sequence[bool]) -> list[int]:
    """The best sequence of IOB2 labels (Viterbi): ``I-X`` stands only after ``B-X`` or ``I-X``, never after a break.

    ``scores`` are log probabilities (words, labels); ``breaks`` says before which words no entity goes on.
    """
    if not len(scores):
        return []
    size = len(labels)
    allowed = np.zeros((size, size), dtype=np.float32)
    inside = [number for number, label in enumerate(labels) if label.startswith("I-")]
    for number in inside:
        for before, label in enumerate(labels):
            if label[2:] != labels[number][2:]:
                allowed[before, number] = _NEVER
    closed = allowed.copy()
    closed[:, inside] = _NEVER
    best = scores[0] + closed[0]
    back = np.zeros((len(scores), size), dtype=np.int64)
    for place in range(1, len(scores)):
        paths = best[:, None] + (closed if breaks[place] else allowed)
        back[place] = paths.argmax(axis=0)
        best = paths.max(axis=0) + scores[place]
    path = [int(best.argmax())]
    for place in range(len(scores) - 1, 0, -1):
        path.append(int(back[place, path[-1]]))
    return path[::-1]


def spans(path: Sequence[int], labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Entities of a label sequence: half-open word numbers and the label.

    >>> spans([1, 2, 0, 1], ["O", "B-PER", "I-PER"])
    [(0, 2, 'PER'), (3, 4, 'PER')]
    """
    found: list[tuple[int, int, str]] = []
    for place, number in enumerate(path):
        label = labels[number]
        if label.startswith("B-"):
            found.append((place, place + 1, label[2:]))
        elif label.startswith("I-"):
            start, _, name = found[-1]
            found[-1] = (start, place + 1, name)
    return found


def best_tree(scores: Floats) -> Numbers:
    """The head of each word in the best tree with one root; a root is its own head.

    ``scores`` are (words, heads), the score of being the root on the diagonal (Chu-Liu-Edmonds).

    >>> best_tree(np.array([[1.0, 5.0], [5.0, 2.0]], dtype=np.float32)).tolist()
    [1, 1]
    """
    greedy: Numbers = scores.argmax(axis=1)
    if _is_tree(greedy):
        return greedy
    size = len(scores)
    rooted = np.full((size + 1, size + 1), _NEVER, dtype=np.float64)  # node 0 stands above the roots
    rooted[1:, 1:] = scores
    rooted[1:, 0] = np.diagonal(scores)
    np.fill_diagonal(rooted, _NEVER)
    heads = _arborescence(rooted)
    roots = np.flatnonzero(heads[1:] == 0)
    if len(roots) > 1:
        others = scores.copy()
        np.fill_diagonal(others, _NEVER)
        gain = np.diagonal(scores)[roots] - others[roots].max(axis=1)
        rooted[1:, 0] = _NEVER
        rooted[1 + roots[gain.argmax()], 0] = np.float64(1e6)
        heads = _arborescence(rooted)
    result: Numbers = np.where(heads[1:] == 0, np.arange(size), heads[1:] - 1)
    return result


def _is_tree(heads: Numbers) -> bool:
    own = np.arange(len(heads))
    if int((heads == own).sum()) != 1:
        return False
    reached = heads
    for _ in range(len(heads).bit_length()):  # heads of heads: each step doubles the distance
        reached = reached[reached]
    return len(set(reached.tolist())) == 1


def _cycle(heads: Numbers) -> list[int]:
    """The nodes of one cycle, or none."""
    seen = np.zeros(len(heads), dtype=np.int64)
    seen[0] = -1
    for start in range(1, len(heads)):
        node = start
        while seen[node] == 0:
            seen[node] = start
            node = int(heads[node])
        if seen[node] == start:
            cycle = [node]
            while int(heads[cycle[-1]]) != node:
                cycle.append(int(heads[cycle[-1]]))
            return cycle
    return []


def _arborescence(scores: NDArray[np.float64]) -> Numbers:
    """Heads of the best spanning tree below node 0; the entry of node 0 means nothing."""
    heads: Numbers = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.setdiff1d(np.arange(len(scores)), inside)
    kept = scores[inside, heads[inside]]
    # The cycle becomes one node, the last; a way into it breaks the arc of the node that it enters by.
    small = np.full((len(outside) + 1, len(outside) + 1), _NEVER, dtype=np.float64)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    out = scores[np.ix_(outside, inside)]
    small[:-1, -1] = out.max(axis=1)
    into = scores[np.ix_(inside, outside)] - kept[:, None] + kept.sum()
    small[-1, :-1] = into.max(axis=0)
    reduced = _arborescence(small)
    result: Numbers = heads.copy()
    for number, node in enumerate(outside):
        head = int(reduced[number])
        result[node] = inside[out[number].argmax()] if head == len(outside) else outside[head]
    head = int(reduced[-1])
    entered = inside[into[:, head].argmax()]
    result[entered] = outside[head]
    result[0] = 0
    return result
