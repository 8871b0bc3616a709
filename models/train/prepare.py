"""From the public sets to marked texts: mixed, grouped and varied, without what training and dev would share."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

import pipeline.annotate.tokenizer  # noqa: F401  registers the tokenizer
from models.train.augment import Names, Writer, quote, region_names, restyle, swap_names
from models.train.corpus import Marked, Tree, read_entities, read_trees

SEED = 20_241
# Sentences of CSUI train that are set aside, drawn once; a list, so that no change elsewhere lets them into training.
TREE_DEV = Path(__file__).with_name("tree_dev.txt")
T = TypeVar("T")
_STOP = re.compile(r"[.!?…][\"”’)]*$")


@dataclass(frozen=True, slots=True)
class Mix:
    """How much of each kind of sentence goes into the entity training set."""

    idner: int = 2
    nergrit: int = 1
    templates: int = 600
    swapped: float = 0.5
    quoted: float = 0.5
    restyled: float = 0.06


def blank() -> Language:
    """An empty pipeline with the project's tokenizer."""
    return spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "warta.id_tokenizer.v1"}}})


@dataclass(frozen=True, slots=True)
class Sets:
    """The public sets without what they share: training sentences by set, dev sentences by set, both kinds of trees."""

    entities: dict[str, list[Marked]]
    entities_dev: dict[str, list[Marked]]
    trees: list[Tree]
    trees_dev: list[Tree]


def read_sets(data: Path) -> Sets:
    """Read the entity sets and the treebanks; a training sentence that also stands in a dev split is left out."""
    ner = data / "ner"
    dev = {
        name: read_entities(ner / file)
        for name, file in (("idner", "idner-news-2k-dev.txt"), ("nergrit", "nergrit-valid.txt"))
    }
    known = {_key(sentence.text) for sentences in dev.values() for sentence in sentences}
    train = {
        name: _without(read_entities(ner / file), known)
        for name, file in (("idner", "idner-news-2k-train.txt"), ("nergrit", "nergrit-train.txt"))
    }
    ud = data / "ud"
    csui = read_trees(ud / "id_csui-ud-train.conllu")
    names = set(TREE_DEV.read_text(encoding="utf-8").split())
    held = [tree for tree in csui if tree.name in names]
    rest = [tree for tree in csui if tree.name not in names]
    held_keys = {_key(tree.text) for tree in held}
    others = [*rest, *read_trees(ud / "id_gsd-ud-dev.conllu"), *read_trees(ud / "id_pud-first700.conllu")]
    return Sets(train, dev, [tree for tree in others if _key(tree.text) not in held_keys], held)


def mix_entities(idner: Sequence[Marked], nergrit: Sequence[Marked], mix: Mix, rng: random.Random) -> list[Marked]:
    """The entity training set: the two sets, weighed, with quotation marks, other names and templates added."""
    names = Names([*idner, *nergrit], region_names())
    writer = Writer(names, rng)
    result: list[Marked] = []
    for sentences, times in ((idner, mix.idner), (nergrit, mix.nergrit)):
        for number in range(times):
            for sentence in sentences:
                if number and sentence.entities and rng.random() < mix.swapped:
                    sentence = swap_names(sentence, names, rng)
                if rng.random() < mix.quoted:
                    sentence = quote(sentence, rng)
                result.append(sentence)
    result += [restyle(sentence, rng) for sentence in result if rng.random() < mix.restyled]
    result += [writer.sentence() for _ in range(mix.templates)]
    return result


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _without(sentences: Iterable[Marked], known: set[str]) -> list[Marked]:
    seen = set(known)
    kept = []
    for sentence in sentences:
        key = _key(sentence.text)
        if key not in seen:
            seen.add(key)
            kept.append(sentence)
    return kept


def group_neighbours(items: Sequence[T], rng: random.Random) -> list[list[T]]:
    """Put one to five neighbours together, so that the model sees what follows a sentence."""
    groups = []
    place = 0
    while place < len(items):
        size = rng.choice([1, 1, 2, 3, 5])
        groups.append(list(items[place : place + size]))
        place += size
    return groups


def _gap(text: str, rng: random.Random | None) -> str:
    if rng is None:
        return " "
    if not _STOP.search(text):
        return rng.choice(["\n", "\n", "\n\n"])
    return rng.choice([" ", " ", " ", "\n", "\n\n"])


def entity_doc(nlp: Language, group: Sequence[Marked], rng: random.Random | None = None) -> Doc:
    """Sentences as one text with its entities and sentence starts; ``rng`` draws the white space between them."""
    text = ""
    spans: list[tuple[int, int, str]] = []
    starts: set[int] = set()
    for sentence in group:
        text += _gap(text, rng) if text else ""
        starts.add(len(text))
        spans += [(start + len(text), end + len(text), label) for start, end, label in sentence.entities]
        text += sentence.text
    doc = nlp.make_doc(text)
    for token in doc:
        token.is_sent_start = token.idx in starts
    found = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in spans]
    doc.ents = spacy.util.filter_spans([span for span in found if span is not None and _clean(span)])
    return doc


def _clean(span: Span) -> bool:
    return not (span[0].is_space or span[-1].is_space)


def tree_doc(nlp: Language, group: Sequence[Tree], rng: random.Random | None = None) -> Doc:
    """Sentences as one text with tags, heads and relations; ``rng`` draws the white space between them."""
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    heads: list[int] = []
    relations: list[str] = []
    for tree in group:
        if words:
            gap = _gap(words[-1], rng)
            if gap == " ":
                spaces[-1] = True
            else:
                heads.append(len(words) - 1)
                words.append(gap)
                spaces.append(False)
                tags.append("SPACE")
                relations.append("dep")
        base = len(words)
        words += tree.words
        spaces += tree.spaces
        tags += tree.tags
        heads += [base + head for head in tree.heads]
        relations += tree.relations
    return Doc(nlp.vocab, words=words, spaces=spaces, pos=tags, heads=heads, deps=relations)


def manifest(data: Path, work: Path, tokens: dict[str, int]) -> None:
    """Write ``manifest.json``: the seed, the tokens of each training file and the checksums of the sets."""
    files = sorted([*(data / "ner").glob("*.txt"), *(data / "ud").glob("*.conllu")])
    sums = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    text = json.dumps({"seed": SEED, "tokens": tokens, "sources": sums}, indent=1, sort_keys=True)
    (work / "manifest.json").write_text(text + "\n", encoding="utf-8")
