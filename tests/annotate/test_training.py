"""Reading of public sets, on sentences written for these tests in the formats of the sets."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from models.train.augment import parse, quote
from models.train.corpus import Marked, entities, read_columns, read_entities, read_trees, restore

TREE = """# sent_id = uji-1
# text = Ia membukanya.
1\tIa\tia\tPRON\t_\t_\t2\tnsubj\t_\t_
2-3\tmembukanya\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tmembuka\tbuka\tVERB\t_\t_\t0\troot\t_\t_
3\tnya\tnya\tPRON\t_\t_\t2\tobj\t_\t_
4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""


def surfaces(sentence: Marked) -> list[tuple[str, str]]:
    return [(sentence.text[start:end], label) for start, end, label in sentence.entities]


@pytest.mark.parametrize(
    "text",
    ["Ali (40), petani, tiba.", 'Ia berkata, "Ya," lalu pergi.', "Air dari sumber-sumber itu habis.", "Harga naik 3%."],
)
def test_restored_text_has_the_blanks_of_the_press(text: str) -> None:
    tokens = text.replace('"', ' " ')
    for mark in "(),.%-":
        tokens = tokens.replace(mark, f" {mark} ")
    assert restore(tokens.split())[0] == text


def test_windows_line_ends_leave_no_trace(tmp_path: Path) -> None:
    file = tmp_path / "idner.txt"
    file.write_bytes(b"Ali PROPN B-PER\r\ndi ADP O\r\nBogor PROPN B-LOC\r\n\r\nYa ADV O\r\n")
    assert list(read_columns(file, " ")) == [(["Ali", "di", "Bogor"], ["B-PER", "O", "B-LOC"]), (["Ya"], ["O"])]
    assert surfaces(read_entities(file)[0]) == [("Ali", "PER"), ("Bogor", "LOC")]


def test_labels_of_nergrit_are_mapped(tmp_path: Path) -> None:
    file = tmp_path / "nergrit.txt"
    file.write_text("Ali\tB-PERSON\nBaba\tI-PERSON\n-\tO\nPSSI\tB-ORGANISATION\nBogor\tB-PLACE\n", encoding="utf-8")
    assert surfaces(read_entities(file)[0]) == [("Ali Baba", "PER"), ("PSSI", "ORG"), ("Bogor", "LOC")]


def test_brackets_at_the_edge_are_no_part_of_an_entity() -> None:
    assert surfaces(entities(["Partai", "(PKB),"], ["O", "B-ORG"])) == [("PKB", "ORG")]


def test_brackets_inside_an_entity_stay() -> None:
    marked = entities(["Mahkamah", "Agung", "(MA)"], ["B-ORG", "I-ORG", "I-ORG"])
    assert surfaces(marked) == [("Mahkamah Agung (MA)", "ORG")]


def test_clitics_are_merged_into_their_host(tmp_path: Path) -> None:
    file = tmp_path / "a.conllu"
    file.write_text(TREE, encoding="utf-8")
    (tree,) = read_trees(file)
    assert (tree.name, tree.text) == ("uji-1", "Ia membukanya.")
    assert (tree.words, tree.tags) == (("Ia", "membukanya", "."), ("PRON", "VERB", "PUNCT"))
    assert (tree.heads, tree.relations) == ((1, 1, 1), ("nsubj", "ROOT", "punct"))


def test_quotation_marks_come_back_with_their_spans() -> None:
    marked = quote(parse("Kami ke [LOC Bogor], kata [PER Ali]."), random.Random(1))
    assert surfaces(marked) == [("Bogor", "LOC"), ("Ali", "PER")]
    assert marked.text[0] in "“\"'"
    assert marked.text[marked.text.index(" kata") - 1] in "”\"'"
