"""Figures of a network on dev examples, while it learns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch

from models.train.encoder.examples import Example, batches
from models.train.encoder.network import Network


def spans(numbers: Sequence[int]) -> set[tuple[int, int, int]]:
    """Entities as (start, end, label) from tag numbers: 0 outside, odd begins, even goes on."""
    found: set[tuple[int, int, int]] = set()
    start, label = -1, -1
    for place, number in enumerate([*numbers, 0]):
        if start >= 0 and not (number > 0 and number % 2 == 0 and (number - 1) // 2 == label):
            found.add((start, place, label))
            start = -1
        if number > 0 and (number % 2 == 1 or start < 0):
            start, label = place, (number - 1) // 2
    return found


@torch.no_grad()
def measure(network: Network, dev: Mapping[str, Sequence[Example]], pad: int) -> dict[str, dict[str, float]]:
    """Strict entity F1, or tag accuracy and attachment without repair, of each dev split."""
    trained = network.training
    network.eval()
    figures: dict[str, dict[str, float]] = {}
    for name, examples in dev.items():
        right = said = true = words = tags = heads = labelled = 0
        for batch in batches(examples, 3000):
            states = network.states(batch, pad)
            place = 0
            for item in batch:
                own = states[place : place + len(item.first)]
                place += len(item.first)
                if item.entities is not None:
                    found = spans(network.heads.entities(own).argmax(1).tolist())
                    gold = spans(item.entities.argmax(1).tolist())
                    right, said, true = right + len(found & gold), said + len(found), true + len(gold)
                if item.tags is not None and item.heads is not None and item.relations is not None:
                    words += len(own)
                    tags += int((network.heads.tags(own).argmax(1).numpy() == item.tags.argmax(1)).sum())
                    arc_child, arc_head, child, head = network.heads.vectors(own)
                    chosen = network.heads.arcs(arc_child, arc_head).argmax(1)
                    named = network.heads.relations(child, head[chosen]).argmax(1).numpy()
                    good = chosen.numpy() == item.heads
                    heads += int(good.sum())
                    labelled += int(np.logical_and(good, named == item.relations).sum())
        if true:
            figures[name] = {"F1": 2 * right / (said + true)}
        else:
            figures[name] = {"UPOS": tags / words, "UAS": heads / words, "LAS": labelled / words}
    network.train(trained)
    return figures
