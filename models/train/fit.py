"""Train the fast model with spaCy and put the pipeline around it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import spacy
from spacy.cli.train import train as spacy_train
from spacy.language import Language
from spacy.training.initialize import convert_vectors

import pipeline.annotate  # noqa: F401  registers what the configurations name
from models.train.prepare import blank

CONFIG = Path(__file__).parent / "configs" / "fast.cfg"


def pack_vectors(floret: Path, target: Path) -> None:
    """Turn a floret file into a spaCy pipeline that holds the vectors only."""
    nlp = blank()
    convert_vectors(nlp, floret, truncate=0, prune=-1, mode="floret", attr="ORTH")
    nlp.to_disk(target)


def fit(work: Path, *, overrides: dict[str, Any] | None = None) -> Path:
    """Train ``configs/fast.cfg`` on ``work/fast-train.spacy`` and return the folder of the best model."""
    target = work / "fit-fast"
    settings = {
        "paths.train": str(work / "fast-train.spacy"),
        "paths.dev": str(work / "fast-dev.spacy"),
        "paths.vectors": str(work / "vectors"),
        **(overrides or {}),
    }
    spacy_train(CONFIG, target, overrides=settings)
    return target / "model-best"


def assemble(trained: Path, target: Path, *, meta: dict[str, Any]) -> Language:
    """Put the sentence rules before and the last touches behind the trained components and write all to ``target``."""
    nlp = spacy.load(trained)
    nlp.add_pipe("warta_sentences", first=True)
    nlp.add_pipe("warta_repair")
    nlp.meta.update(meta)
    nlp.meta.pop("performance", None)
    for section in ("paths", "corpora", "training", "pretraining", "initialize"):
        nlp.config[section] = {}  # folders of the training machine; the settings are in configs/
    cards = {card.name: card.read_bytes() for card in target.glob("*.md")}
    if target.exists():
        shutil.rmtree(target)
    nlp.to_disk(target)
    for card, content in cards.items():  # a card is written by hand and outlives a training
        (target / card).write_bytes(content)
    return nlp
