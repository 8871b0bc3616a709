"""Train the fast model with spaCy and put the pipeline around it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import spacy
from spacy.cli.train import train as spacy_train
from spacy.language import Language
from spacy.training.initialize import convert_vectors
from thinc.api import Config

import pipeline.annotate  # noqa: F401  registers what the configurations name
from models.train.prepare import blank

CONFIGS = Path(__file__).parent / "configs"
MORE_STEPS = 4000


def pack_vectors(floret: Path, target: Path) -> None:
    """Turn a floret file into a spaCy pipeline that holds the vectors only."""
    nlp = blank()
    convert_vectors(nlp, floret, truncate=0, prune=-1, mode="floret", attr="ORTH")
    nlp.to_disk(target)


def fit(name: str, work: Path, *, train: str, start: Path | None = None) -> Path:
    """Train ``configs/<name>.cfg`` on the file ``work/<train>.spacy`` and return the folder of the best model.

    With ``start``, a model trained before, training goes on from its weights, more slowly and in larger batches.
    """
    target = work / f"fit-{train}"
    config = Config().from_disk(CONFIGS / f"{name}.cfg", interpolate=False)
    if start:
        config["components"][name] = {"source": str(start)}
        config["training"] |= {"max_steps": MORE_STEPS, "dropout": 0.1}
        config["training"]["batcher"]["size"] |= {"start": 400, "stop": 800}
        config["training"]["optimizer"]["learn_rate"] |= {"total_steps": MORE_STEPS, "initial_rate": 0.0008}
    file = work / f"{target.name}.cfg"
    config.to_disk(file)
    settings = {
        "paths.train": str(work / f"{train}.spacy"),
        "paths.dev": str(work / f"{name}-dev.spacy"),
        "paths.vectors": str(work / "vectors"),
    }
    spacy_train(file, target, overrides=settings)
    return target / "model-best"


def assemble(ner: Path, syntax: Path, target: Path, *, meta: dict[str, Any]) -> Language:
    """Put sentence rules, tagger, parser, entity recogniser and last touches together and write them to ``target``."""
    nlp = spacy.load(syntax)
    nlp.add_pipe("warta_sentences", first=True)
    nlp.add_pipe("ner", source=spacy.load(ner))
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
