"""More training sentences for the entity recogniser from NERP, whose text is lower-cased and whose labels lack bodies.

Capitals come back by the usual spelling of each word in the articles; persons and places are NERP's own, bodies are
what a first model finds. Labels of that model on raw articles were tried and left out: too many were wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language

from models.train.corpus import Marked, read_columns, restore

_NERP = {"PPL": "PER", "PLC": "LOC"}


def casing(lines: Iterable[str]) -> dict[str, str]:
    """The usual spelling of each word inside a sentence, by its lower-case form.

    >>> casing(["Warga Bogor dan Bogor"])["bogor"]
    'Bogor'
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for word in line.split()[1:]:
            counts[word.lower()][word] += 1
    return {lower: spellings.most_common(1)[0][0] for lower, spellings in counts.items()}


def label_nerp(nlp: Language, path: Path, spelling: dict[str, str]) -> Iterator[Marked]:
    """NERP sentences that name a person, with capitals restored; bodies by the model, persons and places by gold."""
    for words, tags in read_columns(path, "\t"):
        if "B-PPL" not in tags:
            continue
        cased = [_cased(word, tag, spelling) for word, tag in zip(words, tags, strict=True)]
        cased[0] = cased[0][:1].upper() + cased[0][1:]
        text, places = restore(cased)
        gold: list[tuple[int, int, str]] = []
        for (start, end), tag in zip(places, tags, strict=True):
            label = _NERP.get(tag[2:])
            if label and tag[0] == "I" and gold and gold[-1][2] == label:
                gold[-1] = (gold[-1][0], end, label)
            elif label:
                gold.append((start, end, label))
        found = [(entity.start_char, entity.end_char, entity.label_) for entity in nlp(text).ents]
        bodies = [
            (left, right, label)
            for left, right, label in found
            if label == "ORG" and not any(left < end and start < right for start, end, _ in gold)
        ]
        yield Marked(text, tuple(sorted([*gold, *bodies])))


def _cased(word: str, tag: str, spelling: dict[str, str]) -> str:
    usual = spelling.get(word, word)
    return word.title() if tag[2:] in _NERP and usual.islower() else usual
