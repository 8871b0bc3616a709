"""The files that Stanza's trainers read, on sentences written for these tests."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from models.train.augment import parse
from models.train.corpus import Tree
from models.train.stanza.data import labelled, sample, tree_paragraphs, write_entities, write_trees
from models.train.stanza.fit import TRAINERS, resources


def tree(text: str, *, last_glued: bool = True) -> Tree:
    words = text.split()
    count = len(words)
    spaces = [True] * (count - 2) + [not last_glued, False]
    return Tree("t", text, tuple(words), tuple(spaces), ("X",) * count, (0,) * count, ("ROOT", *("dep",) * (count - 1)))


def test_each_character_has_a_label() -> None:
    text, labels = labelled(["Ia", "pergi", ".", "Hujan", "turun"], [True, False, True, True, False], [2, 4])
    assert text == "Ia pergi. Hujan turun"
    assert labels == "010000012000001000002"


def test_a_headline_ends_its_paragraph_and_nothing_is_lost() -> None:
    trees = [tree("Ia pergi ."), tree("Harga beras naik", last_glued=False), tree("Hujan turun .")] * 10
    paragraphs = list(tree_paragraphs(trees, random.Random(1)))
    assert sum(labels.count("2") for _, labels in paragraphs) == len(trees)
    assert all("naik" not in text or text.endswith("naik") for text, _ in paragraphs)
    assert all(len(text) == len(labels) and labels.endswith("2") for text, labels in paragraphs)


def test_trees_are_written_as_conllu(tmp_path: Path) -> None:
    made = Tree("u-1", "Ia pergi.", ("Ia", "pergi", "."), (True, False, False), ("PRON", "VERB", "PUNCT"), (1, 1, 1),
                ("nsubj", "ROOT", "punct"))  # fmt: skip
    write_trees(tmp_path / "a.conllu", [made])
    rows = [line.split("\t") for line in (tmp_path / "a.conllu").read_text(encoding="utf-8").splitlines()[2:5]]
    assert [(row[0], row[1], row[3], row[6], row[7], row[9]) for row in rows] == [
        ("1", "Ia", "PRON", "2", "nsubj", "_"),
        ("2", "pergi", "VERB", "0", "root", "SpaceAfter=No"),
        ("3", ".", "PUNCT", "2", "punct", "SpaceAfter=No"),
    ]


def test_entities_are_written_as_bio(tmp_path: Path) -> None:
    assert write_entities(tmp_path / "a.json", [parse("[PER Ali Baba] ke [LOC Bogor].")]) == 1
    (words,) = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [(word["text"], word["ner"]) for word in words] == [
        ("Ali", "B-PER"),
        ("Baba", "I-PER"),
        ("ke", "O"),
        ("Bogor", "B-LOC"),
        (".", "O"),
    ]


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    items = [(str(number), "0") for number in range(100)]
    assert sample(items, 5, random.Random(1)) == sample(iter(items), 5, random.Random(1))
    assert len(sample(items[:3], 5, random.Random(1))) == 3


def test_models_are_given_their_vectors_and_no_path_outside() -> None:
    told = resources()
    for name in ("pos", "depparse", "ner"):
        assert told[name] == {"warta": {"dependencies": [{"model": "pretrain", "package": "warta"}]}}
        assert " /" not in TRAINERS[name][1]


@pytest.mark.parametrize("name", ["tokenize", "pos", "depparse", "ner"])
def test_every_trainer_has_the_seed(name: str) -> None:
    assert "--seed 20241" in TRAINERS[name][1]
