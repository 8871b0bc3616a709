"""The way from a Stanza document to a ``Doc``, on documents made by hand; nothing here needs Stanza or torch."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import spacy

from pipeline.annotate import ModelError, load
from pipeline.annotate.lock import checksum
from pipeline.annotate.stanza import Reader, cut

Part = tuple[str, str, int, str]  # text, tag, head (from 1; 0 for the root), relation


class Document(SimpleNamespace):
    """What the adapter sees of a Stanza document, made of dictionaries as Stanza's own is."""

    def __init__(self, rows: Sequence[Sequence[dict[str, Any]]], text: str) -> None:
        super().__init__(text=text, ents=[])
        self.sentences = [SimpleNamespace(tokens=[_token(row) for row in sentence]) for sentence in rows]


def _token(row: dict[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(misc=None, words=[], **row)


def document(text: str, sentences: Sequence[Sequence[Sequence[Part]]], entities: Sequence[tuple[int, int, str]]) -> Any:
    """A read document: sentences of tokens of words; a token's text is that of its words joined."""
    made = Document([], text)
    place = 0
    for sentence in sentences:
        tokens, number = [], 0
        for parts in sentence:
            surface = "".join(part[0] for part in parts)
            start = text.index(surface, place)
            place = start + len(surface)
            words = []
            for _, tag, head, relation in parts:
                number += 1
                words.append(SimpleNamespace(id=number, upos=tag, head=head, deprel=relation))
            tokens.append(SimpleNamespace(text=surface, start_char=start, end_char=place, words=words, misc=None))
        made.sentences.append(SimpleNamespace(tokens=tokens))
    made.ents = [SimpleNamespace(start_char=start, end_char=end, type=label) for start, end, label in entities]
    return made


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A stand-in for torch that notes how many threads were asked for."""
    asked: list[int] = []
    torch = SimpleNamespace(get_num_threads=lambda: 4, set_num_threads=asked.append)
    monkeypatch.setitem(sys.modules, "torch", torch)
    return asked


def read(text: str, made: Any, longest: int = 200) -> Any:
    return Reader(spacy.blank("id").vocab, lambda _: made, [], longest)(text)


def test_clitics_stand_as_one_word_with_the_tag_and_head_of_the_verb(threads: list[int]) -> None:
    text = "Ia membukanya kemarin."
    made = document(
        text,
        [
            [
                [("Ia", "PRON", 2, "nsubj")],
                [("membuka", "VERB", 0, "root"), ("nya", "PRON", 2, "obj")],
                [("kemarin", "ADV", 3, "advmod")],
                [(".", "PUNCT", 2, "punct")],
            ]
        ],
        [],
    )
    doc = read(text, made)
    assert [(token.text, token.pos_, token.dep_, token.head.text) for token in doc] == [
        ("Ia", "PRON", "nsubj", "membukanya"),
        ("membukanya", "VERB", "ROOT", "membukanya"),
        ("kemarin", "ADV", "advmod", "membukanya"),  # its head is the clitic: the word that bears it takes its place
        (".", "PUNCT", "punct", "membukanya"),
    ]


def test_a_preposition_that_does_not_govern_gives_way(threads: list[int]) -> None:
    text = "kepadanya"
    doc = read(text, document(text, [[[("kepada", "ADP", 2, "case"), ("nya", "PRON", 0, "root")]]], []))
    assert [(token.text, token.pos_, token.dep_) for token in doc] == [("kepadanya", "PRON", "ROOT")]


def test_lines_are_joined_for_stanza_and_offsets_lead_back(threads: list[int]) -> None:
    text = "\r\n  Ali tiba\n\nBudi\u2029"
    seen: list[str] = []

    def tokenize(joined: str) -> Any:
        seen.append(joined)
        return document(
            joined,
            [[[("Ali", "PROPN", 2, "nsubj")], [("tiba", "VERB", 0, "root")]], [[("Budi", "PROPN", 0, "root")]]],
            [(2, 5, "PER"), (12, 16, "PER")],
        )

    doc = Reader(spacy.blank("id").vocab, tokenize, [])(text)
    assert seen == ["  Ali tiba\n\nBudi"]
    assert doc.text == text
    assert [(entity.text, entity.start_char) for entity in doc.ents] == [("Ali", 4), ("Budi", 14)]
    assert [sent.text for sent in doc.sents] == ["\r\n  Ali tiba\n\n", "Budi\u2029"]


def test_what_no_token_covers_is_a_token_of_its_own(threads: list[int]) -> None:
    text = "Ali \x97 tiba \x97"
    doc = read(text, document(text, [[[("Ali", "PROPN", 2, "nsubj")], [("tiba", "VERB", 0, "root")]]], []))
    assert [(token.text, token.pos_, token.head.text) for token in doc] == [
        ("Ali", "PROPN", "tiba"),
        ("\x97", "X", "Ali"),
        ("tiba", "VERB", "tiba"),
        ("\x97", "X", "tiba"),
    ]


def test_blanks_alone_are_one_sentence() -> None:
    doc = read(" \n\t ", None)
    assert [(token.text, token.pos_, token.dep_) for token in doc] == [(" \n\t", "SPACE", "ROOT")]


def test_long_sentences_are_read_in_parts_and_stay_one(threads: list[int]) -> None:
    text = "a b c d e"
    made = Document(
        [[{"id": n, "text": c, "start_char": 2 * n, "end_char": 2 * n + 1} for n, c in enumerate("abcde")]], text
    )

    def tag(parts: Any) -> Any:
        assert [len(sentence.tokens) for sentence in parts.sentences] == [2, 2, 1]
        for sentence in parts.sentences:
            for number, token in enumerate(sentence.tokens, 1):
                assert token.id == (number,)
                head = 0 if number == 1 else 1
                token.words = [
                    SimpleNamespace(id=number, upos="NOUN", head=head, deprel="root" if not head else "flat")
                ]
        return parts

    doc = Reader(spacy.blank("id").vocab, lambda _: made, [tag], 2)(text)
    assert [(token.dep_, token.head.text) for token in doc] == [
        ("ROOT", "a"),
        ("flat", "a"),
        ("parataxis", "a"),
        ("flat", "c"),
        ("parataxis", "a"),
    ]
    assert len(list(doc.sents)) == 1


def test_a_short_document_is_not_made_anew() -> None:
    made = Document([[{"id": 1, "text": "a", "start_char": 0, "end_char": 1}]], "a")
    assert cut(made, 1) is made


def test_entities_lose_punctuation_and_unknown_labels(threads: list[int]) -> None:
    text = "Ali, 2024"
    parts: list[list[Part]] = [
        [("Ali", "PROPN", 0, "root")],
        [(",", "PUNCT", 1, "punct")],
        [("2024", "NUM", 1, "nmod")],
    ]
    doc = read(text, document(text, [parts], [(0, 4, "PER"), (5, 9, "DATE")]))
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Ali", "PER")]


def test_torch_works_on_one_thread_and_gets_its_own_number_back(threads: list[int]) -> None:
    read("a", document("a", [[[("a", "NOUN", 0, "root")]]], []))
    assert threads == [1, 4]


@pytest.mark.parametrize("missing", ["torch", "stanza"])
@pytest.mark.parametrize("name", ["stanza", "stanza-public"])
def test_without_the_extra_the_error_says_what_to_install(
    name: str, missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stanza").mkdir()
    entry = f'[models.stanza]\npath = "stanza"\nversion = "1"\nsha256 = "{checksum(tmp_path / "stanza")}"\n'
    (tmp_path / "models.lock").write_text(entry + 'licence = "x"\nengine = "stanza"\n')
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ModelError, match=re.escape(f"'{name}' needs Stanza and torch: pip install")):
        load(name, folder=tmp_path)


def test_importing_the_adapter_imports_neither() -> None:
    code = "import sys, pipeline.annotate.stanza; assert not {'torch', 'stanza'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
