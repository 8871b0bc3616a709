"""``python -m models.train``: the model "fast" from the public sets and the model "accurate", or one step of the way.

Steps: ``vectors`` (word vectors from raw articles), ``label`` (training files: the marked sets, and raw articles with
the accurate model's entities), ``fit`` (both halves, then one pipeline and its line in the lock file), ``all``. The
accurate model itself is trained by ``python -m models.train.encoder``; figures come from ``python -m models.bench``.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer
from spacy.tokens import Doc

from models.train import fit as fitting
from models.train.lock import meta, record
from models.train.prepare import Mix, manifest, read_sets
from models.train.silver import (
    ENTITIES,
    TREES,
    dev_entities,
    dev_trees,
    marked_entities,
    marked_trees,
    raw_entities,
    with_entities,
    write,
)
from models.train.vectors import train_vectors, write_text
from pipeline.annotate import load

ROOT = Path(__file__).parents[1]
RAW_WORDS = 450_000
VERSION = "1.1.0"


class Step(StrEnum):
    """What to run."""

    VECTORS = "vectors"
    LABEL = "label"
    FIT = "fit"
    ALL = "all"


def make_vectors(data: Path, work: Path) -> None:
    """Word vectors from the raw articles, about five minutes on one core; an existing file is kept."""
    if not (work / "vectors.floret").exists():
        work.mkdir(parents=True, exist_ok=True)
        tokens = write_text(data / "articles" / "articles.jsonl.gz", work / "articles.txt")
        typer.echo(f"vectors: {tokens:,} tokens")
        train_vectors(work / "articles.txt", work / "vectors.floret")
    fitting.pack_vectors(work / "vectors.floret", work / "vectors")


def label(data: Path, work: Path, models: Path, skip: frozenset[str]) -> None:
    """Write the training and dev files, and the manifest of their tokens."""
    work.mkdir(parents=True, exist_ok=True)
    sets = read_sets(data)
    accurate = load("accurate", folder=models)
    raw = raw_entities(accurate, data / "articles" / "articles.jsonl.gz", words=RAW_WORDS, skip=skip)
    files: dict[str, tuple[Iterable[Doc], tuple[str, ...]]] = {
        "ner": (marked_entities(sets, Mix()), ENTITIES),
        "ner-more": (chain(marked_entities(sets, Mix()), with_entities(accurate, marked_trees(sets)), raw), ENTITIES),
        "ner-dev": (dev_entities(sets), ENTITIES),
        "syntax": (marked_trees(sets), TREES),
        "syntax-dev": (dev_trees(sets), TREES),
    }
    tokens = {name: write(docs, work / f"{name}.spacy", attributes) for name, (docs, attributes) in files.items()}
    for name, count in tokens.items():
        typer.echo(f"{name}: {count:,} tokens")
    manifest(data, work, tokens)


def fit(work: Path, models: Path) -> None:
    """Train both halves, write the pipeline and its line in the lock file."""
    first = fitting.fit("ner", work, train="ner")
    entities = fitting.fit("ner", work, train="ner-more", start=first)
    syntax = fitting.fit("syntax", work, train="syntax")
    fitting.assemble(entities, syntax, models / "fast", meta=meta("fast", VERSION))
    record(models, "fast", version=VERSION, engine="spacy")


def main(
    step: Annotated[Step, typer.Argument(help="What to run.")] = Step.ALL,
    data: Annotated[Path, typer.Option(help="Folder with ner/, ud/ and articles/.")] = Path("../shared/data"),
    work: Annotated[Path, typer.Option(help="Folder for what lies between.")] = ROOT / "workspace" / "fast",
    models: Annotated[Path, typer.Option(help="Folder of the models and their lock file.")] = ROOT,
    skip: Annotated[Path | None, typer.Option(help="A file of doc_ids, one a line, that stay unseen.")] = None,
) -> None:
    """Train the model "fast"."""
    if not data.is_dir():
        typer.echo(f"No training data in {data}; corpora/README.md says where each set comes from.", err=True)
        raise typer.Exit(1)
    if step in (Step.VECTORS, Step.ALL):
        make_vectors(data, work)
    if step in (Step.LABEL, Step.ALL):
        label(data, work, models, frozenset(skip.read_text(encoding="utf-8").split()) if skip else frozenset())
    if step in (Step.FIT, Step.ALL):
        fit(work, models)


if __name__ == "__main__":
    typer.run(main)
