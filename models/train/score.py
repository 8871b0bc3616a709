"""Scores from raw text on named splits that no model was trained on; the model's card quotes what this prints."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
from spacy.scorer import Scorer
from spacy.tokens import DocBin, Token
from spacy.training import Example

from models.train.corpus import Marked, read_entities, read_trees
from pipeline.annotate import Annotator
from pipeline.annotate.lock import checksum

Counts = Counter[tuple[str, str]]
DEV = {"IDNER-news-2k dev": "idner-news-2k-dev.txt", "NERGrit valid": "nergrit-valid.txt"}
# A headline without a full stop, joined to the next sentence by a blank, has no border that anyone could see.
_ENDED = re.compile(r"[.!?…][\"”’)\s]*$")


def f1(right: int, found: int, wanted: int) -> tuple[float, float, float]:
    """Precision, recall and F1 as fractions; 0 where a count is 0.

    >>> f1(1, 2, 1)
    (0.5, 1.0, 0.6666666666666666)
    """
    precision = right / found if found else 0.0
    recall = right / wanted if wanted else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def score_entities(annotator: Annotator, sentences: Sequence[Marked]) -> dict[str, tuple[float, float, float]]:
    """Exact match of character spans and label, overall (``all``) and by label."""
    counts: Counts = Counter()
    for sentence, doc in zip(sentences, annotator.pipe([item.text for item in sentences]), strict=True):
        wanted = set(sentence.entities)
        found = {(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents}
        for name, group in (("wanted", wanted), ("found", found), ("right", wanted & found)):
            for _, _, label in group:
                counts[name, label] += 1
                counts[name, "all"] += 1
    return {
        label: f1(counts["right", label], counts["found", label], counts["wanted", label])
        for label in ("all", "PER", "ORG", "LOC")
    }


def score_syntax(annotator: Annotator, docs: Path) -> dict[str, float]:
    """UPOS accuracy, UAS and LAS from raw text on a file of reference trees; unlike UD's, words are not split."""
    vocab = spacy.blank("id").vocab
    references = list(DocBin().from_disk(docs).get_docs(vocab))
    examples = [
        Example(doc, reference)
        for doc, reference in zip(annotator.pipe([item.text for item in references]), references, strict=True)
    ]
    tags = Scorer.score_token_attr(examples, "pos")
    trees = Scorer.score_deps(examples, "dep", getter=_label, ignore_labels=("punct",))
    punctuated = Scorer.score_deps(examples, "dep")
    return {
        "UPOS": tags["pos_acc"],
        "UAS": punctuated["dep_uas"],
        "LAS": punctuated["dep_las"],
        "LAS without punctuation": trees["dep_las"],
    }


def _label(token: Token, attr: str) -> str:
    """The name of a relation; spaCy's scorer would compare numbers, and ignore no label."""
    return token.dep_


def score_sentences(annotator: Annotator, sentences: Iterable[str]) -> float:
    """F1 of whole sentences when they are joined by a blank, those without a closing stop left out."""
    kept = [sentence for sentence in sentences if _ENDED.search(sentence)]
    text = " ".join(kept)
    wanted = set()
    place = 0
    for sentence in kept:
        wanted.add((place, place + len(sentence)))
        place += len(sentence) + 1
    found = {(sent.start_char, sent.start_char + len(sent.text.rstrip())) for sent in annotator(text).sents}
    return f1(len(wanted & found), len(found), len(wanted))[2]


def speed(annotator: Annotator, texts: Sequence[str]) -> float:
    """Words a second on one thread, the best of two runs over the same texts."""
    words = sum(len(text.split()) for text in texts)
    best = 0.0
    for _ in range(2):
        start = time.perf_counter()
        for _doc in annotator.pipe(texts):
            pass
        best = max(best, words / (time.perf_counter() - start))
    return best


def report(annotator: Annotator, data: Path, work: Path) -> str:
    """All scores as the Markdown table of the card."""
    lines = ["| split | measure | P | R | F1 |", "| --- | --- | --- | --- | --- |"]
    for name, file in DEV.items():
        for label, values in score_entities(annotator, read_entities(data / "ner" / file)).items():
            figures = " | ".join(f"{value:.3f}" for value in values)
            lines.append(f"| {name} | entities, {label} | {figures} |")
    lines += ["", "| split | measure | value |", "| --- | --- | --- |"]
    for name, value in score_syntax(annotator, work / "syntax-dev.spacy").items():
        lines.append(f"| UD CSUI, 100 sentences set aside | {name} | {100 * value:.2f} |")
    for name, file in (("UD CSUI train", "id_csui-ud-train.conllu"), ("UD PUD, first 700", "id_pud-first700.conllu")):
        texts = [tree.text for tree in read_trees(data / "ud" / file)]
        lines.append(f"| {name} | sentence F1, joined by a blank | {score_sentences(annotator, texts):.3f} |")
    return "\n".join(lines)


def size(folder: Path) -> int:
    """Bytes of a model's files."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def lock_entry(name: str, folder: Path, version: str) -> str:
    """The lines of ``models.lock`` for a model."""
    return (
        f'[models.{name}]\npath = "{folder.name}"\nversion = "{version}"\nsha256 = "{checksum(folder)}"\n'
        f'size = {size(folder)}\nlicence = "CC-BY-SA-4.0"\ncard = "{folder.name}/CARD.md"\n'
    )
