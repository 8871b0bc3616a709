"""The training loop: all tasks at once, resumable, the same result for the same seed and machine."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  its usual name
import typer
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from models.train.encoder.examples import Example, batches
from models.train.encoder.network import Network
from models.train.prepare import SEED

WEIGHTS = {"entities": 2.0, "starts": 0.3, "tags": 1.0, "arcs": 1.0, "relations": 1.0}
CHECK_EVERY = 200  # steps between two figures and two resumable states


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn; ``budget`` is the size of a batch in pieces."""

    epochs: int
    budget: int = 1400
    rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.08

    def share(self, progress: float) -> float:
        """Share of the rate when this part of the steps (0 to 1) is done: up in a line, then down to nothing."""
        return min(progress / self.warm_up, max(0.0, (1 - progress) / (1 - self.warm_up)))


def loss(network: Network, batch: list[Example], pad: int) -> Tensor:
    """The weighed sum of all tasks, a word."""
    heads = network.heads
    states = heads.drop(network.states(batch, pad))
    sizes = [len(item.first) for item in batch]
    total = WEIGHTS["starts"] * _cross(heads.starts(states), _join(batch, "starts"))
    for task, head in (("entities", heads.entities), ("tags", heads.tags)):
        rows = _marked(batch, sizes, task)
        if rows is not None:
            total = total + WEIGHTS[task] * _cross(head(states[rows]), _join(batch, task))
    rows = _marked(batch, sizes, "heads")
    if rows is not None:
        trees = [len(item.first) for item in batch if item.heads is not None]
        arc_child, arc_head, child, head_ = heads.vectors(states[rows])
        targets = _join(batch, "heads")
        offsets = torch.repeat_interleave(torch.tensor([0, *trees[:-1]]).cumsum(0), torch.tensor(trees))
        total = total + WEIGHTS["arcs"] * _cross(network.arc_scores(arc_child, arc_head, trees), targets)
        scores = heads.relations(child, head_[targets + offsets])
        total = total + WEIGHTS["relations"] * _cross(scores, _join(batch, "relations"))
    return total / sum(sizes)


def _cross(scores: Tensor, targets: Tensor) -> Tensor:
    return F.cross_entropy(scores, targets, reduction="sum")


def _join(batch: list[Example], task: str) -> Tensor:
    return torch.from_numpy(np.concatenate([getattr(item, task) for item in batch if getattr(item, task) is not None]))


def _marked(batch: list[Example], sizes: list[int], task: str) -> Tensor | None:
    marked = [getattr(item, task) is not None for item in batch]
    if not any(marked):
        return None
    return torch.repeat_interleave(torch.tensor(marked), torch.tensor(sizes))


def fit(
    network: Network,
    epoch: Callable[[int], Sequence[Example]],
    *,
    plan: Plan,
    pad: int,
    work: Path,
    check: Callable[[Network], str],
) -> None:
    """Train ``network`` in place on ``epoch(0)``, ``epoch(1)``, …; ``work`` holds the state to go on from.

    ``check`` measures the network and says how it stands.
    """
    network.train()
    body = [parameter for parameter in network.encoder.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": plan.rate}, {"params": network.heads.parameters(), "lr": plan.head_rate}],
        betas=(0.9, 0.98),
        fused=True,
    )
    first = list(batches(epoch(0), plan.budget, random.Random(SEED)))
    total = len(first) * plan.epochs
    schedule = LambdaLR(
        optimizer,
        lambda step: min(step / (plan.warm_up * total), max(0.0, (total - step) / (total * (1 - plan.warm_up)))),
    )
    torch.manual_seed(SEED)
    step = _resume(work, network, optimizer, schedule)
    began, seen = time.monotonic(), 0.0
    while step < total:
        number = step // len(first)
        cut = first if number == 0 else list(batches(epoch(number), plan.budget, random.Random(SEED + number)))
        # Epochs differ a little in size; each is held to the length of the first, so that the schedule is known.
        for batch in (cut * 2)[step % len(first) : len(first)]:
            optimizer.zero_grad()
            value = loss(network, batch, pad)
            value.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            seen += value.item()
            if step % 50 == 0:
                typer.echo(f"step {step}/{total} loss {seen / 50:.4f} {time.monotonic() - began:.0f} s")
                seen = 0.0
            if step % CHECK_EVERY == 0 and step < total:
                typer.echo(f"step {step}: {check(network)}")
                _save(work, network, optimizer, schedule, step)
    network.eval()
    typer.echo(f"step {step}: {check(network)}")
    torch.save(network.state_dict(), work / "network.pt")


def _save(work: Path, network: Network, optimizer: Optimizer, schedule: LambdaLR, step: int) -> None:
    state = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "random": torch.get_rng_state(),
        "step": step,
    }
    torch.save(state, work / "state.new")
    (work / "state.new").replace(work / "state.pt")


def _resume(work: Path, network: Network, optimizer: Optimizer, schedule: LambdaLR) -> int:
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "state.pt").exists():
        return 0
    state = torch.load(work / "state.pt", weights_only=True)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    torch.set_rng_state(state["random"])
    typer.echo(f"going on from step {state['step']}")
    return int(state["step"])
