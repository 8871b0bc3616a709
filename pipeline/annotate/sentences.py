"""Sentence borders by rule, set before the parser runs; the parser and the entity recogniser respect them.

Measured against letting the parser decide (see the model's card): rules know ``Moh.``, ``No. 5`` and closing quotes,
and they never depend on what else is in the batch. The words they need are tables: ``abbreviations.tsv`` for the full
stops that end no sentence, ``openers.tsv`` for the words that begin one even after such a stop.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate.tokenizer import abbreviations

OPENERS = Path(__file__).with_name("openers.tsv")

_STOPS = frozenset({".", "!", "?", "…"})
_OPENING = frozenset("([{“‘«„‹")
_CLOSING = frozenset(")]}”’»›")
_STRAIGHT = frozenset({'"', "'", "``", "''"})
_BULLETS = frozenset("•●▪◦‣*–—-")


@lru_cache(maxsize=1)
def openers() -> frozenset[str]:
    """Words that, with a capital, begin a sentence even after a full stop that may belong to an abbreviation.

    >>> "Namun" in openers()
    True
    """
    with OPENERS.open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file, delimiter="\t"))


def sentence_starts(words: Sequence[str], spaced: Sequence[bool]) -> list[bool]:
    """Say for each token whether it begins a sentence.

    ``words`` are the tokens (runs of white space are tokens), ``spaced`` whether a blank follows each. A line break
    ends the sentence; white space and closing quotes belong to the sentence before them, opening quotes to the one
    after.

    >>> words = ["Moh.", "Ali", "pergi", ".", "Ia", "pulang", "."]
    >>> sentence_starts(words, [True, True, False, True, True, False, False])
    [True, False, False, False, True, False, False]
    """
    starts = [False] * len(words)
    if not words:
        return starts
    opening = _quote_sides(words, spaced)
    first = place = _skip_space(words, 0)
    starts[0] = True
    while place < len(words):
        after = _end_of_sentence(words, spaced, opening, first, place)
        if after is None:
            place += 1
            continue
        following = _skip_space(words, after)
        if following < len(words):
            starts[following] = True
        first = place = max(following, place + 1)
    return starts


def _skip_space(words: Sequence[str], place: int) -> int:
    while place < len(words) and words[place].isspace():
        place += 1
    return place


def _quote_sides(words: Sequence[str], spaced: Sequence[bool]) -> list[bool]:
    """Whether the token is a straight quote that opens: blank before it, none behind it."""
    sides = [False] * len(words)
    for place, word in enumerate(words):
        if word not in _STRAIGHT:
            continue
        free = place == 0 or spaced[place - 1] or words[place - 1].isspace() or words[place - 1] in _OPENING
        behind = spaced[place] or place + 1 == len(words) or words[place + 1].isspace()
        sides[place] = free and not behind
    return sides


def _end_of_sentence(
    words: Sequence[str], spaced: Sequence[bool], opening: Sequence[bool], first: int, place: int
) -> int | None:
    """The token after the sentence when one ends at ``place``, else ``None``."""
    word = words[place]
    if word.isspace():
        return place + 1 if "\n" in word or "\r" in word or "\u2029" in word else None
    if not _is_stop(word):
        return None
    after = place + 1
    while after < len(words) and not words[after].isspace():
        closes = words[after] in _CLOSING or (words[after] in _STRAIGHT and not opening[after])
        # "?!" is one end; a stop behind a blank is one of its own
        if not closes and (spaced[after - 1] or not _is_stop(words[after])):
            break
        after += 1
    following = _skip_space(words, after)
    if following == len(words):
        return None
    if any("\n" in gap for gap in words[after:following]):
        return None  # the line break itself will end it
    if not _may_begin(words, opening, following):
        return None
    next_word = _first_word(words, following)
    if word not in _STOPS and not word.startswith(".."):
        return after if next_word in openers() else None
    return after if _stop_is_real(words, spaced, first, place, after, next_word) else None


def _is_stop(word: str) -> bool:
    """A token that can end a sentence, abbreviations with ``maybe`` and initials or degrees included."""
    if word in _STOPS or (word.startswith("..") and set(word) == {"."}):
        return True
    if not word.endswith("."):
        return False
    known = abbreviations().get(word)
    return known == "maybe" or (known is None and word[0].isupper())


def _may_begin(words: Sequence[str], opening: Sequence[bool], place: int) -> bool:
    word = words[place]
    if word in _OPENING or opening[place] or word in _BULLETS:
        following = place + 1
        return following < len(words) and (words[following][:1].isupper() or words[following][:1].isdecimal())
    return word[0].isupper() or word[0].isdecimal() or word[0] in "@#" or ord(word[0]) >= 0x2600


def _first_word(words: Sequence[str], place: int) -> str:
    return next((word for word in words[place : place + 3] if word[:1].isalnum()), "")


def _stop_is_real(
    words: Sequence[str], spaced: Sequence[bool], first: int, place: int, after: int, next_word: str
) -> bool:
    """Weigh a bare full stop, question or exclamation mark whose next word could begin a sentence."""
    before = words[place - 1] if place > first else ""
    glued = after == place + 1 and not spaced[place] and not words[after : after + 1][0].isspace()
    if words[place] != ".":
        return not glued or after > place + 1 or next_word[:1].isupper()
    if before.isdecimal() and place - 1 == first and len(before) <= 2:
        return False  # "1. Buka aplikasi": the number of a list item
    if len(before) == 1 and before.isalpha() and place - 1 == first:
        return False  # "A. Latar belakang"
    if before == "Rp":
        return False
    if glued:
        # "pagi.Selain", "(29/1).Selain" and "WIB.Selain" end a sentence; "p.Ali" and "KABAR.COM" do not.
        return (len(before) > 1 or before in _CLOSING) and next_word[:1].isupper() and next_word[1:2].islower()
    return True


@Language.component("warta_sentences")
def mark_sentences(doc: Doc) -> Doc:
    """Set every token's ``is_sent_start`` by the rules; runs first in the shipped pipeline.

    >>> import spacy
    >>> nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "warta.id_tokenizer.v1"}}})
    >>> [sent.text for sent in mark_sentences(nlp("Jalan ditutup. “Hujan deras.” Warga mengungsi.")).sents]
    ['Jalan ditutup.', '“Hujan deras.”', 'Warga mengungsi.']
    """
    words = [token.text for token in doc]
    spaced = [bool(token.whitespace_) for token in doc]
    # One array for all tokens: setting them one by one takes time that grows with the square of their number.
    starts: Any = np.where(sentence_starts(words, spaced), 1, -1).astype(np.int64).astype(np.uint64)
    doc.from_array([SENT_START], starts.reshape(-1, 1))
    return doc
