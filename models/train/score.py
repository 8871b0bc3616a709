"""Scores from raw text on named splits that no model was trained on; the model's card quotes what this prints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from spacy.scorer import Scorer
from spacy.tokens import Token
from spacy.training import Example

from models.train.corpus import Marked, Tree, read_trees
from models.train.prepare import blank, read_sets, tree_doc
from pipeline.annotate import Annotator

Counts = Counter[tuple[str, str]]
DEV = {"IDNER-news-2k dev": "idner", "NERGrit valid": "nergrit"}  # with their names in ``Sets.entities_dev``
TREES = "UD CSUI, 100 sentences set aside"
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


def score_syntax(annotator: Annotator, trees: Sequence[Tree]) -> dict[str, float]:
    """UPOS accuracy, UAS and LAS from raw text against reference trees; unlike UD's, words are not split."""
    nlp = blank()
    references = [tree_doc(nlp, [tree]) for tree in trees]
    examples = [
        Example(doc, reference)
        for doc, reference in zip(annotator.pipe([item.text for item in references]), references, strict=True)
    ]
    tags = Scorer.score_token_attr(examples, "pos")
    bare = Scorer.score_deps(examples, "dep", getter=_label, ignore_labels=("punct",))
    punctuated = Scorer.score_deps(examples, "dep")
    return {
        "UPOS": tags["pos_acc"],
        "UAS": punctuated["dep_uas"],
        "LAS": punctuated["dep_las"],
        "LAS without punctuation": bare["dep_las"],
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


def sentence_sets(data: Path) -> dict[str, list[str]]:
    """Sentences by the name of their set: the treebanks that end them as the press does."""
    files = (("UD CSUI train", "id_csui-ud-train.conllu"), ("UD PUD, first 700", "id_pud-first700.conllu"))
    return {name: [tree.text for tree in read_trees(data / "ud" / file)] for name, file in files}


def report(annotator: Annotator, data: Path) -> str:
    """All scores as the Markdown table of the card."""
    sets = read_sets(data)
    lines = ["| split | measure | P | R | F1 |", "| --- | --- | --- | --- | --- |"]
    for split, name in DEV.items():
        for label, values in score_entities(annotator, sets.entities_dev[name]).items():
            figures = " | ".join(f"{value:.3f}" for value in values)
            lines.append(f"| {split} | entities, {label} | {figures} |")
    lines += ["", "| split | measure | value |", "| --- | --- | --- |"]
    for measure, value in score_syntax(annotator, sets.trees_dev).items():
        lines.append(f"| {TREES} | {measure} | {100 * value:.2f} |")
    for split, texts in sentence_sets(data).items():
        lines.append(f"| {split} | sentence F1, joined by a blank | {score_sentences(annotator, texts):.3f} |")
    return "\n".join(lines)
