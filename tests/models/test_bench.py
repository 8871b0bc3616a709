"""The pure parts of the bench: nlp-id's tags beside those of a treebank, and the table."""

from __future__ import annotations

import doctest
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from models.bench import table, tags
from models.bench.channel import ROOT, Child, ChildError
from models.bench.table import BEGIN, END, Result, insert, render
from models.bench.tags import UPOS, accuracy, lay, upos

UNIVERSAL = frozenset(
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()  # noqa: SIM905
)
DOCUMENTED = "ADV CC DT FW IN JJ NEG NN NNP NUM PR RP SC SYM UH VB".split()  # noqa: SIM905


def row(block: str, label: str) -> list[str]:
    (line,) = (line for line in block.splitlines() if line.startswith(f"| {label} |"))
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


@pytest.mark.parametrize("module", [table, tags])
def test_examples_hold(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


def test_every_documented_tag_has_a_universal_one() -> None:
    assert set(UPOS) | {"SYM"} == set(DOCUMENTED)
    assert {upos("kata", tag) for tag in DOCUMENTED} <= UNIVERSAL


@pytest.mark.parametrize(
    ("word", "tag", "wanted"),
    [
        ("Akan", "ADV", "AUX"),
        ("akan", "IN", "ADP"),
        ("sangat", "ADV", "ADV"),
        ("tidak", "NEG", "PART"),
        ("yang", "SC", "SCONJ"),
        (".", "SYM", "PUNCT"),
        ("“", "SYM", "PUNCT"),
        ("-", "SYM", "PUNCT"),
        ("%", "SYM", "SYM"),
        ("+", "SYM", "SYM"),
        ("€", "SYM", "SYM"),
        ("kata", "vb", "X"),
    ],
)
def test_tags_become_universal(word: str, tag: str, wanted: str) -> None:
    assert upos(word, tag) == wanted


def test_a_word_that_is_split_has_the_tag_of_its_longest_part() -> None:
    assert lay(["kubaca", "bukunya"], [("ku", "PR"), ("baca", "VB"), ("buku", "NN"), ("nya", "PR")]) == ["VERB", "NOUN"]


def test_a_part_that_runs_over_an_edge_counts_for_no_word() -> None:
    tagged = [("harga", "NN"), ("Rp2", "NN"), (",", "SYM"), ("3", "NUM"), ("juta", "NUM")]
    assert lay(["harga", "Rp", "2,3", "juta"], tagged) == ["NOUN", None, None, "NUM"]


def test_rewritten_quotation_marks_and_dashes_are_found_again() -> None:
    tagged = [('"', "SYM"), ("Ya", "NN"), ('"', "SYM"), ("-", "SYM"), ("benar", "JJ")]
    assert lay(["“", "Ya", "”", "—", "benar"], tagged) == ["PUNCT", "NOUN", "PUNCT", "PUNCT", "ADJ"]


def test_a_word_that_was_lost_costs_itself_alone() -> None:
    assert lay(["Ali", "🎉", "tiba", "."], [("Ali", "NNP"), ("tiba", "VB"), (".", "SYM")]) == [
        "PROPN",
        None,
        "VERB",
        "PUNCT",
    ]


def test_an_invented_word_costs_nothing() -> None:
    assert lay(["Ali", "tiba"], [("Ali", "NNP"), ("xyz", "FW"), ("", "FW"), ("tiba", "VB")]) == ["PROPN", "VERB"]


def test_accuracy_is_over_the_words_of_the_treebank() -> None:
    sentences = [(("Ali", "tiba"), ("PROPN", "VERB")), (("Ya", "."), ("INTJ", "PUNCT"))]
    tagged = [[("Ali", "NNP"), ("tiba", "NN")], [("Ya", "UH")]]
    assert accuracy(sentences, tagged) == 0.5
    assert accuracy([], []) == 0


def test_figures_stand_in_their_column() -> None:
    one = Result(
        "satu",
        version="1.0",
        scores={
            table.IDNER: {"all": [0.5, 1.0, 2 / 3], "PER": [1.0, 1.0, 1.0]},
            table.TREES: {"UPOS": 0.9642, "sentences": 0.97},
        },
        speed={1: 4412.3, 2: 87.6},
        memory=512_000_000,
        size=2_440_000,
        load=0.04,
        notes=["kept"],
    )
    block = render([one, Result("dua", missing="not in models.lock")], "When and where.")
    assert block.startswith("When and where.\n\n|  | satu | dua |\n| --- | ---: | ---: |\n")
    assert row(block, f"entity F1, {table.IDNER}, all") == ["0.667", "not measured"]
    assert row(block, f"entity F1, {table.IDNER}, ORG") == ["–", "not measured"]
    assert row(block, f"entity F1, {table.NERGRIT}, all") == ["–", "not measured"]
    assert row(block, f"UPOS, {table.TREES}") == ["96.42", "not measured"]
    assert row(block, f"sentence F1, {table.TREES}") == ["0.970", "not measured"]
    assert row(block, "words a second, one worker") == ["4,410", "not measured"]
    assert row(block, "words a second, two workers") == ["88", "not measured"]
    assert row(block, "peak memory, one worker, MB") == ["512", "not measured"]
    assert row(block, "size on disk, MB") == ["2.4", "not measured"]
    assert row(block, "load time, s") == ["below 0.1", "not measured"]
    assert block.endswith("\n\n- dua: not measured: not in models.lock\n- satu: kept")


def test_sentences_that_were_learned_are_no_measure() -> None:
    scores: dict[str, dict[str, float | list[float]]] = {table.CSUI: {"sentences": 0.99}, table.PUD: {"sentences": 0.9}}
    block = render([Result("satu", scores=scores, known=(table.CSUI,))], "")
    assert row(block, f"sentence F1, {table.CSUI}") == ["training data"]
    assert row(block, f"sentence F1, {table.PUD}") == ["0.900"]


def test_every_row_has_a_cell_for_each_column() -> None:
    block = render([Result("satu"), Result("dua"), Result("tiga", missing="x")], "")
    lines = [line for line in block.splitlines() if line.startswith("|")]
    assert {line.count(" | ") for line in lines} == {3}


def test_a_new_block_replaces_the_old_one() -> None:
    page = f"# Models\n\n{BEGIN}\nold\n{END}\n\nAfter.\n"
    once = insert(page, "new")
    assert once == f"# Models\n\n{BEGIN}\nnew\n{END}\n\nAfter.\n"
    assert insert(once, "new") == once


@pytest.mark.parametrize("page", ["", BEGIN, END, f"{END}\n{BEGIN}", f"{BEGIN}{BEGIN}{END}"])
def test_a_page_without_its_markers_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match="markers"):
        insert(page, "new")


def test_the_page_has_the_markers() -> None:
    page = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")
    assert re.search(re.escape(BEGIN) + r"\n.*\n" + re.escape(END), page, re.DOTALL)


def test_a_child_that_dies_says_why() -> None:
    with Child(Path(sys.executable), "models.bench.nowhere") as child, pytest.raises(ChildError, match="nowhere"):
        child.ask(do="load")
