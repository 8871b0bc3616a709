"""The encoder's parts: word pieces, windows, label sequences and trees; and that long texts are read to their end."""

from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pipeline.annotate import load
from pipeline.annotate.encoder.component import EncoderComponent
from pipeline.annotate.encoder.decode import best_tree, label_path, log_softmax, spans
from pipeline.annotate.encoder.network import WINDOW
from pipeline.annotate.encoder.pieces import MOST, Pieces
from pipeline.annotate.encoder.windows import Word, encode, plan_windows, words_of

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def small_pieces() -> Pieces:
    pieces = ["<s>", "</s>", "<pad>", "<unk>", "▁", "▁ber", "▁berita", "ita", "i", "t", "a", "é"]
    scores = [0, 0, 0, 0, -4, -3, -9, -3, -5, -5, -5, -6]
    return Pieces(pieces, scores, normal_forms={0xC9: "é", 0x200B: ""}, begin=0, end=1, pad=2, unknown=3)


def split(word: str, *, spaced: bool = True) -> list[str]:
    made = small_pieces()
    return [made.pieces[number] for number in made.split(word, spaced=spaced)]


def test_the_likeliest_split_wins() -> None:
    # "▁ber" + "ita" scores -6, the whole word -9.
    assert split("berita") == ["▁ber", "ita"]


def test_a_word_behind_no_blank_has_no_mark() -> None:
    assert split("ita", spaced=False) == ["ita"]


def test_characters_that_no_piece_covers_are_unknown() -> None:
    assert split("ita😀", spaced=False) == ["ita", "<unk>"]


def test_code_points_are_read_in_their_normal_form() -> None:
    assert split("É", spaced=False) == ["é"]
    assert split("\u200b", spaced=False) == ["<unk>"]  # nothing is left of it, and yet it is a word


def test_an_endless_word_has_no_more_pieces_than_a_window_can_hold() -> None:
    assert len(small_pieces().split("a" * 100_000, spaced=True)) == MOST


def test_pieces_survive_the_disk(tmp_path: Path) -> None:
    made = small_pieces()
    made.to_disk(tmp_path / "pieces.json")
    read = Pieces.from_disk(tmp_path / "pieces.json")
    assert read.split("berita", spaced=True) == made.split("berita", spaced=True)
    assert (read.pieces, read.normal_forms, read.pad) == (made.pieces, made.normal_forms, made.pad)


def test_a_line_break_is_read_as_a_border() -> None:
    made = small_pieces()
    ids, first = encode([Word("ita", True, False), Word("ita", True, True)], made)
    assert ids.count(made.end) == 2
    assert ids[first[1] - 1] == made.end


def test_white_space_tokens_are_no_words() -> None:
    words, tokens = words_of(spacy.blank("id")("\n Hujan\n\nturun  lagi"))
    assert [word.text for word in words] == [token.text for token in tokens] == ["Hujan", "turun", "lagi"]
    assert [word.breaks for word in words] == [False, True, False]


@settings(deadline=None)
@given(
    costs=st.lists(st.integers(1, 25), min_size=1, max_size=120),
    cuts=st.sets(st.integers(1, 119), max_size=10),
    overlap=st.integers(0, 40),
)
def test_every_word_is_kept_once_and_no_window_is_too_long(costs: list[int], cuts: set[int], overlap: int) -> None:
    starts = [0, *sorted(cut for cut in cuts if cut < len(costs))]
    windows = plan_windows(costs, starts, most=60, overlap=overlap)
    kept = [place for window in windows for place in range(window.keep_start, window.keep_end)]
    assert kept == list(range(len(costs)))
    for window in windows:
        assert sum(costs[window.start : window.end]) <= 60
        assert window.start <= window.keep_start <= window.keep_end <= window.end


def test_sentences_that_fit_are_never_cut() -> None:
    windows = plan_windows([10] * 12, [0, 4, 8], most=60, overlap=20)
    assert [(window.start, window.end) for window in windows] == [(0, 4), (4, 8), (8, 12)]


def test_a_long_sentence_is_read_with_context_on_both_sides() -> None:
    windows = plan_windows([1] * 300, [0], most=100, overlap=40)
    for before, after in pairwise(windows):
        assert before.end - after.start >= 40
        assert before.end - before.keep_end >= 20
        assert after.keep_start - after.start >= 20


@settings(deadline=None)
@given(arrays.arrays(np.float32, st.tuples(st.integers(1, 6), st.just(5)), elements=st.floats(-8, 8, width=32)))
def test_label_sequences_are_always_allowed(scores: np.ndarray) -> None:
    breaks = [place % 3 == 0 for place in range(len(scores))]
    path = [LABELS[number] for number in label_path(log_softmax(scores), LABELS, breaks)]
    for place, label in enumerate(path):
        if label.startswith("I-"):
            assert not breaks[place]
            assert path[place - 1][2:] == label[2:]


def test_the_best_allowed_sequence_is_found() -> None:
    # By itself the second word would be inside a place; there is none before it.
    scores = np.array([[0, 5, 0, 0, 0], [0, 0, 2, 0, 3]], dtype=np.float32)
    assert label_path(log_softmax(scores), LABELS, [True, False]) == [1, 2]
    assert spans([1, 2], LABELS) == [(0, 2, "PER")]


def brute_force(scores: np.ndarray) -> float:
    size = len(scores)
    best = -np.inf
    for heads in product(range(size), repeat=size):
        roots = [place for place, head in enumerate(heads) if head == place]
        if len(roots) != 1:
            continue
        reached = list(range(size))
        for _ in range(size):
            reached = [heads[place] for place in reached]
        if set(reached) == {roots[0]}:
            best = max(best, float(sum(scores[place, head] for place, head in enumerate(heads))))
    return best


@settings(deadline=None)
@given(
    arrays.arrays(
        np.float32,
        st.integers(1, 4).map(lambda size: (size, size)),
        elements=st.integers(-50, 50).map(float),
        unique=True,
    )
)
def test_trees_have_one_root_and_no_cycle(scores: np.ndarray) -> None:
    heads = best_tree(scores)
    own = np.arange(len(heads))
    assert (heads == own).sum() == 1
    for _ in own:
        own = heads[own]
    assert len(set(own.tolist())) == 1


@settings(deadline=None)
@given(
    arrays.arrays(
        np.float32, st.integers(2, 5).map(lambda size: (size, size)), elements=st.integers(-50, 50).map(float)
    )
)
def test_a_tree_is_the_best_one_unless_the_best_has_several_roots(scores: np.ndarray) -> None:
    np.fill_diagonal(scores, -10_000)
    scores[0, 0] = 0  # only the first word can be the root
    heads = best_tree(scores)
    assert sum(scores[place, head] for place, head in enumerate(heads)) == pytest.approx(brute_force(scores))


def test_a_component_without_its_files_says_so() -> None:
    doc = spacy.blank("id")("Hujan turun.")
    with pytest.raises(ValueError, match="load the pipeline"):
        EncoderComponent()(doc)


def test_a_word_fits_into_a_window() -> None:
    assert WINDOW > MOST


def test_a_line_of_many_windows_is_read_to_its_end() -> None:
    names = ["Rudi Hartono", "Siti Aminah", "Budi Santoso", "Rina Wulandari"]
    # No stop and no line break: one sentence for the rules, some sixty windows for the network.
    text = " ".join(f"{'lalu warga membawa beras ke pasar ' * 200}dan kata {name} di Jakarta," for name in names)
    doc = load("accurate")(text)
    assert [entity.text for entity in doc.ents if entity.label_ == "PER"] == names
