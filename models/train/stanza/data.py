"""From the public sets to the files that Stanza's trainers read.

Words are surface words: clitics stay in their host, so that no multi-word tokens are needed. The tokenizer also learns
from raw articles, borders set by the project's own rules: the treebanks have few of the abbreviations, datelines and
quotations of the press.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from models.train.corpus import Marked, Tree
from models.train.prepare import SEED, Mix, Sets, blank, entity_doc, group_neighbours, mix_entities, read_sets
from pipeline.annotate.sentences import sentence_starts
from pipeline.annotate.tokenizer import IndonesianTokenizer

MIX = Mix(idner=2, nergrit=1, templates=800)
PARAGRAPHS = 4000  # of raw articles, for the tokenizer
_ENDED = re.compile(r"[.!?…][\"”’)]*$")
_WORD_END, _SENTENCE_END = "1", "2"

Paragraph = tuple[str, str]  # text and one label for each of its characters


def write_all(data: Path, work: Path) -> dict[str, int]:
    """Write the training and dev files of all processors to ``work`` and return how much is in each."""
    work.mkdir(parents=True, exist_ok=True)
    sets = read_sets(data)
    rng = random.Random(SEED)
    paragraphs = list(tree_paragraphs(sets.trees, rng)) + list(tree_paragraphs(sets.trees, rng))
    silver = sample(article_paragraphs(data / "articles" / "articles.jsonl.gz"), PARAGRAPHS, rng)
    paragraphs += silver
    rng.shuffle(paragraphs)
    _write_paragraphs(work / "tokenize.train", paragraphs)
    _write_paragraphs(work / "tokenize.dev", list(tree_paragraphs(sets.trees_dev, random.Random(SEED))))
    (work / "tokenize.mwt.json").write_text("[]\n", encoding="utf-8")
    write_trees(work / "trees.train.conllu", sets.trees)
    write_trees(work / "trees.dev.conllu", sets.trees_dev)
    return {
        "tokenize, paragraphs": len(paragraphs),
        "trees": len(sets.trees),
        "trees, dev": len(sets.trees_dev),
        **_entity_files(sets, work, rng),
    }


def _entity_files(sets: Sets, work: Path, rng: random.Random) -> dict[str, int]:
    mixed = mix_entities(sets.entities["idner"], sets.entities["nergrit"], MIX, rng)
    rng.shuffle(mixed)
    return {
        "entities": write_entities(work / "entities.train.json", mixed),
        "entities, dev": write_entities(work / "entities.dev.json", sets.entities_dev["idner"]),
    }


def labelled(words: Sequence[str], spaces: Sequence[bool], ends: Iterable[int]) -> Paragraph:
    """Text and labels of one paragraph; ``ends`` are the indexes of the words that end a sentence.

    >>> labelled(["Ia", "pergi", "."], [True, False, False], [2])
    ('Ia pergi.', '010000012')
    """
    last = set(ends)
    text, labels = "", ""
    for index, (word, space) in enumerate(zip(words, spaces, strict=True)):
        text += word + " " * space
        labels += "0" * (len(word) - 1) + (_SENTENCE_END if index in last else _WORD_END) + "0" * space
    return text.rstrip(), labels[: len(text.rstrip())]


def tree_paragraphs(trees: Sequence[Tree], rng: random.Random) -> Iterator[Paragraph]:
    """Neighbouring trees as paragraphs; one without a closing stop (a headline) ends its paragraph."""
    for group in group_neighbours(trees, rng):
        part: list[Tree] = []
        for tree in group:
            part.append(tree)
            if not _ENDED.search(tree.text) or tree is group[-1]:
                yield _joined(part)
                part = []


def _joined(trees: Sequence[Tree]) -> Paragraph:
    words = [word for tree in trees for word in tree.words]
    spaces = [space for tree in trees for space in (*tree.spaces[:-1], True)]
    ends, place = [], -1
    for tree in trees:
        place += len(tree.words)
        ends.append(place)
    return labelled(words, spaces, ends)


def article_paragraphs(path: Path) -> Iterator[Paragraph]:
    """Titles and paragraphs of raw articles with the borders that the project's rules set; each text once."""
    tokenize = IndonesianTokenizer(blank().vocab)
    seen: set[str] = set()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            article = json.loads(line)
            for paragraph in ((article.get("title") or ""), *article["text"].split("\n")):
                text = " ".join(paragraph.split())
                if len(text) < 30 or text in seen:
                    continue
                seen.add(text)
                tokens = tokenize(text)
                words, spaces = [token.text for token in tokens], [bool(token.whitespace_) for token in tokens]
                starts = sentence_starts(words, spaces)
                yield labelled(
                    words, spaces, [at for at in range(len(words)) if at + 1 == len(words) or starts[at + 1]]
                )


def sample(items: Iterable[Paragraph], count: int, rng: random.Random) -> list[Paragraph]:
    """``count`` of the items, each as likely as the others; the stream is read once and not kept."""
    kept: list[Paragraph] = []
    for number, item in enumerate(items):
        if number < count:
            kept.append(item)
        elif (place := rng.randrange(number + 1)) < count:
            kept[place] = item
    return kept


def _write_paragraphs(target: Path, paragraphs: Sequence[Paragraph]) -> None:
    for ending, column in ((".txt", 0), (".toklabels", 1)):
        text = "\n\n".join(paragraph[column] for paragraph in paragraphs)
        target.with_name(target.name + ending).write_text(text + "\n\n", encoding="utf-8")


def write_trees(target: Path, trees: Iterable[Tree]) -> None:
    """Write CoNLL-U with tags, heads and relations only."""
    with target.open("w", encoding="utf-8") as file:
        for tree in trees:
            file.write(f"# sent_id = {tree.name}\n# text = {tree.text}\n")
            rows = zip(tree.words, tree.spaces, tree.tags, tree.heads, tree.relations, strict=True)
            for index, (word, space, tag, head, relation) in enumerate(rows):
                above, name = (0, "root") if relation == "ROOT" else (head + 1, relation)
                rest = "_" if space else "SpaceAfter=No"
                file.write(f"{index + 1}\t{word}\t_\t{tag}\t_\t_\t{above}\t{name}\t_\t{rest}\n")
            file.write("\n")


def write_entities(target: Path, sentences: Iterable[Marked]) -> int:
    """Write marked sentences as words with BIO labels, in the JSON that Stanza reads; their number."""
    nlp = blank()
    rows = []
    for sentence in sentences:
        words = [token for token in entity_doc(nlp, [sentence]) if not token.is_space]
        rows.append([{"text": word.text, "ner": _bio(word.ent_iob_, word.ent_type_)} for word in words])
    rows = [row for row in rows if row]
    target.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return len(rows)


def _bio(prefix: str, label: str) -> str:
    return f"{prefix}-{label}" if label else "O"
