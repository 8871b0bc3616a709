"""What nlp-id's tags are in UPOS, and how its words are laid beside those of a treebank."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

Words = Sequence[str]
# By the descriptions in nlp-id's own documentation.
UPOS = {
    "ADV": "ADV",
    "CC": "CCONJ",
    "DT": "DET",
    "FW": "X",
    "IN": "ADP",
    "JJ": "ADJ",
    "NEG": "PART",
    "NN": "NOUN",
    "NNP": "PROPN",
    "NUM": "NUM",
    "PR": "PRON",
    "RP": "PART",
    "SC": "SCONJ",
    "UH": "INTJ",
    "VB": "VERB",
}
# Its ADV "includes adverb, modal, and auxiliary verb"; UD keeps the last two apart, and they are a closed class.
AUXILIARIES = frozenset({"adalah", "akan", "bisa", "boleh", "dapat", "harus", "ialah", "sedang", "sudah", "telah"})
_SIGNS = frozenset("%&+=<>^|~$")
# As nlp-id rewrites them before it splits a text.
_REWRITTEN = str.maketrans({"—": "-", "–": "-", "‘": "'", "’": "'", "“": '"', "”": '"'})
_REACH = 20  # characters within which a word is looked for behind the one before it


def upos(word: str, tag: str) -> str:
    """The UPOS of a word that nlp-id has tagged; ``X`` for a tag that its documentation does not have.

    >>> upos("akan", "ADV"), upos("%", "SYM"), upos(",", "SYM"), upos("Depok", "NNP")
    ('AUX', 'SYM', 'PUNCT', 'PROPN')
    """
    if tag == "SYM":
        sign = word in _SIGNS or not unicodedata.category(word[:1] or " ").startswith("P")
        return "SYM" if sign else "PUNCT"
    if tag == "ADV" and word.casefold() in AUXILIARIES:
        return "AUX"
    return UPOS.get(tag, "X")


def lay(words: Sequence[str], tagged: Sequence[tuple[str, str]]) -> list[str | None]:
    """One tag of nlp-id for each word of the treebank: that of the longest of its parts; ``None`` where a part of
    nlp-id's runs over the word's edge or nothing covers it.

    >>> lay(["Ia", "membukanya", "."], [("Ia", "PR"), ("membuka", "VB"), ("nya", "PR"), (".", "SYM")])
    ['PRON', 'VERB', 'PUNCT']
    """
    text = "".join(words).translate(_REWRITTEN)
    parts: list[tuple[int, int, str]] = []
    place = 0
    for word, tag in tagged:
        bare = "".join(word.split()).translate(_REWRITTEN)
        start = text.find(bare, place, place + len(bare) + _REACH)
        if bare and start >= 0:
            place = start + len(bare)
            parts.append((start, place, upos(bare, tag)))
    found: list[str | None] = []
    begin = 0
    for word in words:
        end = begin + len(word)
        own = [part for part in parts if part[0] < end and part[1] > begin]
        whole = bool(own) and all(begin <= start and stop <= end for start, stop, _ in own)
        found.append(max(own, key=lambda part: part[1] - part[0])[2] if whole else None)
        begin = end
    return found


def accuracy(sentences: Sequence[tuple[Words, Words]], tagged: Sequence[Sequence[tuple[str, str]]]) -> float:
    """The share of the treebank's words (with their tags, sentence by sentence) whose tag nlp-id has."""
    right = total = 0
    for (words, tags), own in zip(sentences, tagged, strict=True):
        right += sum(tag == wanted for tag, wanted in zip(lay(words, own), tags, strict=True))
        total += len(words)
    return right / total if total else 0.0
