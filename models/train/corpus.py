"""Read the public entity sets and treebanks, and give back raw text with marked spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LABELS = {
    "PER": "PER",
    "PERSON": "PER",
    "LOC": "LOC",
    "PLACE": "LOC",
    "ORG": "ORG",
    "ORGANISATION": "ORG",
}
_CLOSE = set(",.;:!?)]}%”’")
_OPEN = set("([{“‘$")
_EDGES = " \t\n()[]{},.;:!?\"'“”‘’`"


@dataclass(frozen=True, slots=True)
class Marked:
    """Raw text and its entities: half-open code-point offsets and a label of PER, ORG, LOC.

    >>> Marked("Wali Kota Ali", ((10, 13, "PER"),)).text[10:13]
    'Ali'
    """

    text: str
    entities: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """A named sentence with its words (clitics merged into their host), tags, heads (indexes) and relations."""

    name: str
    text: str
    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


def read_columns(path: Path, separator: str) -> Iterator[tuple[list[str], list[str]]]:
    """Words and tags of each sentence in a file of one token a line; CRLF line ends are allowed."""
    words: list[str] = []
    tags: list[str] = []
    with path.open(encoding="utf-8", newline="") as file:
        for line in [*file, ""]:
            fields = line.strip("\r\n ").split(separator)
            if len(fields) < 2:
                if words:
                    yield words, tags
                words, tags = [], []
                continue
            words.append(fields[0].strip())
            tags.append(fields[-1].strip())


def restore(words: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Raw text for tokens, with the place of each: no blank before closing or after opening punctuation.

    >>> restore(["Ali", "(", "40", ")", ",", "petani", "."])[0]
    'Ali (40), petani.'
    """
    text = ""
    places: list[tuple[int, int]] = []
    inside_quote = False
    glue = True
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        straight = word in {'"', "``", "''"}
        closing = word[0] in _CLOSE and not (len(word) > 1 and word[1:].isalnum())
        if straight:
            closing = inside_quote
            inside_quote = not inside_quote
        hyphen = word == "-" and _joins(before, after)
        if not (glue or closing or hyphen or word == "/"):
            text += " "
        piece = '"' if straight else word
        places.append((len(text), len(text) + len(piece)))
        text += piece
        glue = word in _OPEN or hyphen or word == "/" or (straight and inside_quote)
    return text, places


def _joins(before: str, after: str) -> bool:
    """Whether a bare hyphen between two tokens was a reduplication or a prefix: "sumber - sumber", "ke - 17"."""
    left, right = before.casefold(), after.casefold()
    if not left or not right or not left[-1].isalnum():
        return False
    return left in {"ke", "non", "anti", "pro", "se", "pasca"} or left[:3] == right[:3] or right in {"an", "nya"}


def entities(words: list[str], tags: list[str]) -> Marked:
    """Restore the text of one IOB2 sentence and mark its entities; brackets at an entity's edges are cut off."""
    text, places = restore(words)
    spans: list[tuple[int, int, str]] = []
    for (start, end), tag in zip(places, tags, strict=True):
        prefix, _, name = tag.partition("-")
        label = LABELS.get(name)
        if label is None:
            continue
        if prefix == "I" and spans and spans[-1][2] == label and text[spans[-1][1] : start].strip() == "":
            spans[-1] = (spans[-1][0], end, label)
        else:
            spans.append((start, end, label))
    return Marked(text, tuple(span for span in (_trim(text, *span) for span in spans) if span[0] < span[1]))


def _trim(text: str, start: int, end: int, label: str) -> tuple[int, int, str]:
    if text[start:end].count("(") == text[start:end].count(")") and text[start] != "(":
        edges = _EDGES.replace(")", "").replace(".", "")
    else:
        edges = _EDGES.replace(".", "")
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges:
        end -= 1
    return start, end, label


def read_entities(path: Path) -> list[Marked]:
    """All sentences of an entity set; the separator follows from the file's name."""
    separator = " " if "idner" in path.name else "\t"
    return [entities(words, tags) for words, tags in read_columns(path, separator)]


def read_trees(path: Path) -> list[Tree]:
    """All sentences of a CoNLL-U file; a multiword token becomes one word with the tag of the part that governs."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [tree for tree in map(_tree, blocks) if tree is not None]


def _tree(block: str) -> Tree | None:
    rows = [line.split("\t") for line in block.split("\n") if line and line[0] != "#"]
    parts = {row[0]: row for row in rows if row[0].isdigit()}
    groups: list[tuple[str, list[str], str]] = []  # surface, ids, miscellany
    taken = 0
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            groups.append((row[1], [str(number) for number in range(first, last + 1)], row[9]))
            taken = last
        elif row[0].isdigit() and int(row[0]) > taken:
            groups.append((row[1], [row[0]], row[9]))
    owner = {part: index for index, (_, ids, _) in enumerate(groups) for part in ids}
    words, spaces, tags, heads, relations = [], [], [], [], []
    for index, (surface, ids, misc) in enumerate(groups):
        host = next((part for part in ids if parts[part][6] not in ids), ids[0])
        head = parts[host][6]
        words.append(surface)
        spaces.append("SpaceAfter=No" not in misc)
        tags.append(parts[host][3])
        heads.append(index if head == "0" else owner[head])
        relations.append("ROOT" if head == "0" else parts[host][7])
    if any(re.search(r"\s", word) for word in words):
        return None
    spaces[-1] = False
    text = "".join(word + " " * space for word, space in zip(words, spaces, strict=True))
    name = next((line.split("=", 1)[1].strip() for line in block.split("\n") if line.startswith("# sent_id")), "")
    return Tree(name, text, tuple(words), tuple(spaces), tuple(tags), tuple(heads), tuple(relations))
