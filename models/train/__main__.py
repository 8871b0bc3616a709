"""``python -m models.train``: from the public sets to the shipped model, or one step of the way.

Steps: ``vectors`` (word vectors from raw articles), ``prepare`` (training files), ``fit`` (both halves, then one
pipeline and its line in the lock file), ``score`` (figures on the dev splits), ``all``.
"""

from __future__ import annotations

import random
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import spacy
import typer

from models.train import fit as fitting
from models.train import score as scoring
from models.train.prepare import SEED, prepare
from models.train.selftrain import casing, label_nerp
from models.train.vectors import train_vectors, write_text
from pipeline.annotate import load

ROOT = Path(__file__).parents[1]
VERSION = "1.0.0"
NERP = 1500  # sentences of it that are added
META = {
    "name": "warta_fast",
    "version": VERSION,
    "description": "Sentences, parts of speech, dependencies and entities (PER, ORG, LOC) of Indonesian press text",
    "author": "The Warta authors",
    "license": "CC-BY-SA-4.0",
}


class Step(StrEnum):
    """What to run."""

    VECTORS = "vectors"
    PREPARE = "prepare"
    FIT = "fit"
    SCORE = "score"
    ALL = "all"


def make_vectors(data: Path, work: Path) -> None:
    """Word vectors from the raw articles, about five minutes on one core; an existing file is kept."""
    if not (work / "vectors.floret").exists():
        work.mkdir(parents=True, exist_ok=True)
        tokens = write_text(data / "articles" / "articles.jsonl.gz", work / "articles.txt")
        typer.echo(f"vectors: {tokens:,} tokens")
        train_vectors(work / "articles.txt", work / "vectors.floret")
    fitting.pack_vectors(work / "vectors.floret", work / "vectors")


def fit(data: Path, work: Path, models: Path) -> None:
    """Train both halves, write the pipeline and the lock file.

    The entity recogniser is trained twice: the first labels bodies in NERP, the second goes on with NERP added.
    """
    first = fitting.fit("ner", work, dev="ner-idner-dev.spacy")
    with (work / "articles.txt").open(encoding="utf-8") as file:
        spelling = casing(file)
    nlp = spacy.load(first)
    nlp.add_pipe("warta_sentences", first=True)
    more = list(label_nerp(nlp, data / "ner" / "nerp-train.txt", spelling))
    random.Random(SEED).shuffle(more)
    prepare(data, work, extra=more[:NERP])
    entities = fitting.fit("ner", work, dev="ner-idner-dev.spacy", start=first)
    syntax = fitting.fit("syntax", work, dev="syntax-dev.spacy")
    fitting.assemble(entities, syntax, models / "fast", meta=META)
    write_lock(models)


def write_lock(models: Path) -> None:
    """Record the model's checksum."""
    head = "# The shipped models: where, which bytes, under which licence. Written by python -m models.train.\n\n"
    aliases = '[aliases]\ndefault = "fast"\n\n'
    entry = scoring.lock_entry("fast", models / "fast", VERSION)
    (models / "models.lock").write_text(head + aliases + entry, encoding="utf-8")


def main(
    step: Annotated[Step, typer.Argument(help="What to run.")] = Step.ALL,
    data: Annotated[Path, typer.Option(help="Folder with ner/, ud/ and articles/.")] = Path("../shared/data"),
    work: Annotated[Path, typer.Option(help="Folder for what lies between.")] = ROOT / "workspace",
    models: Annotated[Path, typer.Option(help="Folder of the models and their lock file.")] = ROOT,
) -> None:
    """Train the model "fast" and measure it."""
    if not data.is_dir():
        typer.echo(f"No training data in {data}; corpora/README.md says where each set comes from.", err=True)
        raise typer.Exit(1)
    if step in (Step.VECTORS, Step.ALL):
        make_vectors(data, work)
    if step in (Step.PREPARE, Step.ALL):
        for name, count in prepare(data, work).items():
            typer.echo(f"{name}: {count:,} sentences")
    if step in (Step.FIT, Step.ALL):
        fit(data, work, models)
    if step in (Step.SCORE, Step.ALL):
        typer.echo(scoring.report(load("fast", folder=models), data, work))


if __name__ == "__main__":
    typer.run(main)
