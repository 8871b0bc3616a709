"""Last touches on a parsed document: one root a sentence, tags for white space, entities without stray edges."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, POS
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.annotate.sentences import sentence_starts

LABELS = ("LOC", "ORG", "PER")

_OPENERS = frozenset("([{“‘«\"'-–—:;,.")
_CLOSERS = frozenset(")]}”’»\"'-–—:;,!?")


@Language.component("warta_repair")
def repair(doc: Doc) -> Doc:
    """Join what the parser left apart inside a sentence, tag white space as such and trim entities.

    The sentence rules have the last word: where the parser found several roots in one sentence, the later ones hang on
    the first as ``parataxis``. Entities lose punctuation at their edges; labels other than PER, ORG, LOC are dropped.
    """
    if not len(doc):
        return doc
    _one_root(doc)
    trim_entities(doc)
    return doc


def _one_root(doc: Doc) -> None:
    words = [token.text for token in doc]
    spaced = [bool(token.whitespace_) for token in doc]
    starts = [place for place, start in enumerate(sentence_starts(words, spaced)) if start]
    values: Any = doc.to_array([HEAD, DEP, POS])  # spaCy's types know one-dimensional arrays only
    heads = values[:, 0].astype(np.int64)
    parataxis = doc.vocab.strings.add("parataxis")
    space = doc.vocab.strings["SPACE"]
    for start, end in zip(starts, [*starts[1:], len(doc)], strict=True):
        roots = [start + int(place) for place in np.flatnonzero(heads[start:end] == 0)]
        if len(roots) > 1:
            main = next((place for place in roots if not words[place].isspace()), roots[0])
            for place in roots:
                if place != main:
                    heads[place] = main - place
                    values[place, 1] = parataxis
    for place, word in enumerate(words):
        if word.isspace():
            values[place, 2] = space
    values[:, 0] = heads.astype(np.uint64)
    doc.from_array([HEAD, DEP, POS], values)


def trim_entities(doc: Doc) -> None:
    """Take punctuation off the edges of entities; drop labels other than PER, ORG, LOC."""
    kept: list[Span] = []
    for entity in doc.ents:
        start, end = entity.start, entity.end
        while start < end and (doc[start].is_space or doc[start].text in _OPENERS):
            start += 1
        while end > start and (doc[end - 1].is_space or _stray(doc, start, end)):
            end -= 1
        if start < end and entity.label_ in LABELS:
            kept.append(Span(doc, start, end, label=entity.label))
    doc.set_ents(kept)


def _stray(doc: Doc, start: int, end: int) -> bool:
    """Whether the last token of an entity is punctuation that closes nothing inside it, or a bracket that opens."""
    last = doc[end - 1].text
    if last in "([{“‘«":
        return True
    if last == ")":
        inside = [token.text for token in doc[start:end]]
        return inside.count("(") < inside.count(")")
    return last in _CLOSERS
