"""``python -m models.train.stanza``: the Stanza pipeline from the public sets to ``models/stanza``, or one step.

Steps: ``vectors``, ``data``, ``fit``, ``pack`` (with the lock file), ``score``, ``all``. What is finished is kept: a
second call goes on where the first one stopped; ``--only`` names one processor.
"""

from __future__ import annotations

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from models.train.lock import record
from models.train.score import report
from models.train.stanza import data as files
from models.train.stanza import fit as fitting
from models.train.vectors import write_text
from pipeline.annotate import load

ROOT = Path(__file__).parents[2]
VERSION = "1.0.0"


class Step(StrEnum):
    """What to run."""

    VECTORS = "vectors"
    DATA = "data"
    FIT = "fit"
    PACK = "pack"
    SCORE = "score"
    ALL = "all"


def make_vectors(data: Path, work: Path) -> None:
    """Word vectors from the raw articles; an existing file is kept."""
    if not (work / fitting.VECTORS).exists():
        write_text(data / "articles" / "articles.jsonl.gz", work / "articles.txt")
        fitting.train_vectors(work / "articles.txt", work / fitting.VECTORS)


def main(
    step: Annotated[Step, typer.Argument(help="What to run.")] = Step.ALL,
    only: Annotated[str | None, typer.Option(help="Fit one processor: tokenize, pos, depparse or ner.")] = None,
    data: Annotated[Path, typer.Option(help="Folder with ner/, ud/ and articles/.")] = Path("../shared/data"),
    work: Annotated[Path, typer.Option(help="Folder for what lies between.")] = ROOT / "workspace" / "stanza",
    models: Annotated[Path, typer.Option(help="Folder of the models and their lock file.")] = ROOT,
) -> None:
    """Train the model "stanza" and measure it."""
    if not data.is_dir():
        typer.echo(f"No training data in {data}; corpora/README.md says where each set comes from.", err=True)
        raise typer.Exit(1)
    work.mkdir(parents=True, exist_ok=True)
    if step in (Step.VECTORS, Step.ALL):
        make_vectors(data, work)
    if step in (Step.DATA, Step.ALL):
        for name, count in files.write_all(data, work).items():
            typer.echo(f"{name}: {count:,}")
    if step in (Step.FIT, Step.ALL):
        for processor in [only] if only else fitting.PROCESSORS:
            start = time.monotonic()
            fitting.fit(processor, work)
            typer.echo(f"{processor}: {time.monotonic() - start:.0f} s")
    if step in (Step.PACK, Step.ALL):
        fitting.pack(work, models / "stanza")
        record(models, "stanza", version=VERSION, engine="stanza")
    if step in (Step.SCORE, Step.ALL):
        typer.echo(report(load("stanza", folder=models), data))


if __name__ == "__main__":
    typer.run(main)
