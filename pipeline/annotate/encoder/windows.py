"""From a ``Doc`` to what the network reads: words without white space, their pieces, and windows of bounded length.

A text longer than a window is read in windows that overlap; each word takes its scores from the window in which it
stands farthest from an edge, so nothing is ever cut off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc, Token

from pipeline.annotate.encoder.pieces import Pieces


class Word(NamedTuple):
    """A token that is not white space: its text, whether a blank stands before it, whether a line begins with it."""

    text: str
    spaced: bool
    breaks: bool


def words_of(doc: Doc) -> tuple[list[Word], list[Token]]:
    """The words of a ``Doc`` and their tokens; white space tokens are left out and leave their mark on the next word.

    >>> import spacy
    >>> words_of(spacy.blank("id")("Hujan\\nturun"))[0]
    [Word(text='Hujan', spaced=True, breaks=False), Word(text='turun', spaced=True, breaks=True)]
    """
    words: list[Word] = []
    tokens: list[Token] = []
    spaced, breaks = True, False
    for token in doc:
        if token.is_space:
            spaced = True
            breaks = breaks or (bool(words) and "\n" in token.text)
            continue
        words.append(Word(token.text, spaced, breaks))
        tokens.append(token)
        spaced, breaks = bool(token.whitespace_), False
    return words, tokens


def encode(words: Sequence[Word], pieces: Pieces) -> tuple[list[int], list[int]]:
    """Piece numbers of the words, between the marks of beginning and end, and the place of each word's first piece.

    A line break is read as one more end mark: the encoder knows it from its own training as a border.
    """
    ids = [pieces.begin]
    first = []
    for word in words:
        if word.breaks:
            ids.append(pieces.end)
        first.append(len(ids))
        ids += pieces.split(word.text, spaced=word.spaced)
    return [*ids, pieces.end], first


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``start`` to ``end`` are read together; the scores of ``keep_start`` to ``keep_end`` are kept."""

    start: int
    end: int
    keep_start: int
    keep_end: int


def plan_windows(costs: Sequence[int], starts: Sequence[int], *, most: int, overlap: int) -> list[Window]:
    """Cut words into windows of at most ``most`` pieces, whole sentences together where they fit.

    ``costs`` are the words' numbers of pieces, none above ``most``; ``starts`` the first words of sentences, 0 among
    them. A sentence that is too long is read in windows that share at least ``overlap`` pieces where a word's size
    allows.

    >>> [(window.start, window.end) for window in plan_windows([1] * 10, [0, 4, 8], most=8, overlap=2)]
    [(0, 8), (8, 10)]
    >>> plan_windows([1] * 10, [0], most=8, overlap=4)[1]
    Window(start=4, end=10, keep_start=6, keep_end=10)
    """
    planned: list[Window] = []
    first = size = 0

    def close(end: int) -> None:
        if end > first:
            planned.append(Window(first, end, first, end))

    for start, end in zip(starts, [*starts[1:], len(costs)], strict=True):
        cost = sum(costs[start:end])
        if size + cost > most:
            close(start)
            first, size = start, 0
        if cost > most:
            planned += _overlapping(costs, start, end, most=most, overlap=overlap)
            first = end
        else:
            size += cost
    close(len(costs))
    return planned


def _overlapping(costs: Sequence[int], start: int, end: int, *, most: int, overlap: int) -> list[Window]:
    cut: list[Window] = []
    kept = first = start
    while True:
        last, size = first, 0
        while last < end and size + costs[last] <= most:
            size += costs[last]
            last += 1
        if last == end:
            return [*cut, Window(first, end, kept, end)]
        following, shared = last, 0
        while following - 1 > first and shared < overlap:
            following -= 1
            shared += costs[following]
        middle = (following + last) // 2
        cut.append(Window(first, last, kept, middle))
        first, kept = following, middle
