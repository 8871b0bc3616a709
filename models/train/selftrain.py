"""More training sentences from text without gold entities: raw press articles, and NERP, whose text is lower-cased.

A first model labels them; what it says is mended where the text itself knows better: a name keeps one label throughout
an article, a known region is a place after a preposition or a kind of region, titles are no part of a name. From NERP
persons and places are gold, only bodies are the model's. None of these sentences enters the repository.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from models.train.augment import region_names
from models.train.corpus import Marked, read_columns, restore

Span = tuple[int, int, str]
_PLACE_BEFORE = re.compile(r"(?:\b(?:di|ke|dari|Kabupaten|Kota|Provinsi|Bupati|Gubernur|asal|wilayah|warga)) $")
_TITLE = re.compile(
    r"^(?:(?:Pj|Plt|Plh|Pjs|H|Hj|KH|K\.H|dr|Dr|Drs|Dra|Ir|Prof|drg|AKBP|AKP|Kombes|Kompol|Brigjen|Irjen|Komjen|"
    r"Letjen|Mayjen|Letkol|Kolonel|Kol|Pol|Iptu|Ipda|Aiptu|Bripka|Presiden|Menteri|Gubernur|Bupati|Wali Kota|"
    r"Walikota|Ketua|Direktur|Kepala|Sekda|Sekretaris|Jenderal|Ustaz|Ustadz|Bapak|Pak|Ibu|Bu)\b\.? ?)+"
)
_NERP = {"PPL": "PER", "PLC": "LOC"}
_FURNITURE = re.compile(r"baca juga|scroll|advertisement|copyright|gambas|whatsapp|http|@|#", re.IGNORECASE)


def label_articles(
    nlp: Language, path: Path, rng: random.Random, *, articles: int, per_article: int = 3
) -> Iterator[Marked]:
    """Sentences of ``articles`` drawn articles with the model's entities, mended; at most ``per_article`` from each."""
    regions = {name for names in region_names()[:2] for name in names if len(name) > 3}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        texts = [
            article["text"]
            for article in map(json.loads, file)
            if not {"glued_links", "html", "html_entities"} & set(article["flags"])
        ]
    for doc in nlp.pipe(rng.sample(texts, min(articles, len(texts))), batch_size=16):
        spans = mend(doc, regions)
        counts = Counter(doc.text[start:end] for start, end, _ in spans)
        sentences = [sentence for sentence in cut(doc, spans) if _useful(sentence, counts)]
        yield from rng.sample(sentences, min(per_article, len(sentences)))


def mend(doc: Doc, regions: set[str]) -> list[Span]:
    """The document's entities after a vote by surface over the whole text."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    spans: list[Span] = []
    for entity in doc.ents:
        start, end, label = entity.start_char, entity.end_char, entity.label_
        title = _TITLE.match(entity.text) if label == "PER" else None
        start += len(title[0]) if title else 0
        if start >= end:
            continue
        if entity.text in regions and _PLACE_BEFORE.search(doc.text[max(0, start - 12) : start]):
            label = "LOC"
        spans.append((start, end, label))
        votes[doc.text[start:end]][label] += 1
    certain = {
        surface: label
        for surface, counts in votes.items()
        for label, count in counts.most_common(1)
        if count / counts.total() >= 0.7
    }
    taken = [False] * len(doc.text)
    result = []
    for start, end, label in spans:
        result.append((start, end, certain.get(doc.text[start:end], label)))
        taken[start:end] = [True] * (end - start)
    repeated = [name for name, counts in votes.items() if counts.total() >= 2 and len(name) > 3 and name in certain]
    for name in sorted(repeated, key=len, reverse=True):
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", doc.text):
            if not any(taken[match.start() : match.end()]):
                result.append((match.start(), match.end(), certain[name]))
                taken[match.start() : match.end()] = [True] * len(name)
    return sorted(result)


def cut(doc: Doc, spans: Sequence[Span]) -> Iterator[Marked]:
    """The sentences of a document, each with its entities."""
    for sent in doc.sents:
        start, end = sent.start_char, sent.start_char + len(sent.text.rstrip())
        inside = [span for span in spans if start <= span[0] and span[1] <= end]
        yield Marked(doc.text[start:end], tuple((left - start, right - start, label) for left, right, label in inside))


def _useful(sentence: Marked, counts: Counter[str]) -> bool:
    """Of ordinary length, and each name was met at least twice in its article, so that the vote means something."""
    words = sentence.text.count(" ") + 1
    if not sentence.entities or not 5 <= words <= 60 or _FURNITURE.search(sentence.text):
        return False
    return all(counts[sentence.text[start:end]] >= 2 for start, end, _ in sentence.entities)


def casing(lines: Iterable[str]) -> dict[str, str]:
    """The usual spelling of each word inside a sentence, by its lower-case form."""
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
        cased = [
            word.title() if tag[2:] in _NERP and spelling.get(word, word).islower() else spelling.get(word, word)
            for word, tag in zip(words, tags, strict=True)
        ]
        cased[0] = cased[0][:1].upper() + cased[0][1:]
        text, places = restore(cased)
        gold: list[Span] = []
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
