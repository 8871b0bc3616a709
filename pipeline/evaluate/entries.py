"""Gold sets and written facts as files, read into the one form that scoring compares."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.article import Article, Span
from pipeline.facts import FACT_TYPES, Fact

IGNORE = "ignore"


class EvaluationError(ValueError):
    """A gold set, a facts file or a gate file that cannot be used, with file, line and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A gold fact, a predicted fact or a stretch to ignore. ``fields`` is the JSON object as it stands.

    ``where`` is the file and line it came from, for error messages.
    """

    doc_id: str
    type: str
    span: Span
    text: str
    fields: Mapping[str, Any]
    mentions: tuple[Span, ...] = ()
    optional: bool = False
    where: str = ""

    def touches(self, other: Entry) -> bool:
        """Whether the spans or mentions of the two share at least one code point."""
        mine, theirs = (self.span, *self.mentions), (other.span, *other.mentions)
        return any(a.overlaps(b) for a in mine for b in theirs)


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Annotated articles: the articles by ``doc_id``, the gold facts, and the stretches in which nothing counts."""

    name: str
    articles: Mapping[str, Article]
    facts: tuple[Entry, ...]
    ignored: tuple[Entry, ...] = ()


def load_gold(folder: Path) -> GoldSet:
    """A gold set from a folder with ``articles.jsonl`` and ``gold.jsonl``.

    Raises ``EvaluationError`` for a missing file, a broken line, an unknown type or document, and a span whose words
    are not the fact's text.
    """
    articles: dict[str, Article] = {}
    for where, row in _rows(folder / "articles.jsonl"):
        doc_id, text, published = row.get("doc_id"), row.get("text"), row.get("published")
        if not isinstance(doc_id, str) or not isinstance(text, str):
            raise EvaluationError(f"{where}: an article needs 'doc_id' and 'text'")
        try:
            day = date.fromisoformat(published) if published else None
        except (TypeError, ValueError) as error:
            raise EvaluationError(f"{where}: 'published' is no ISO date: {published!r}") from error
        articles[doc_id] = Article(
            doc_id, text, row.get("title"), row.get("outlet"), row.get("url"), published=day, source=where
        )
    entries = [_entry(row, where) for where, row in _rows(folder / "gold.jsonl")]
    for entry in entries:
        if entry.doc_id not in articles:
            raise EvaluationError(f"{entry.where}: no article {entry.doc_id!r} in articles.jsonl")
        _check_words(entry, articles[entry.doc_id])
    return GoldSet(
        folder.name,
        articles,
        tuple(e for e in entries if e.type != IGNORE),
        tuple(e for e in entries if e.type == IGNORE),
    )


def load_predicted(path: Path, gold: GoldSet) -> tuple[Entry, ...]:
    """The facts of a ``facts.jsonl`` as entries; facts of articles that are not in ``gold`` are left out.

    Raises ``EvaluationError`` for a line that is no fact, and for one whose words are not at its place in the gold
    article: it was made from another text.
    """
    entries = [_entry(row, where) for where, row in _rows(path)]
    kept = tuple(e for e in entries if e.doc_id in gold.articles and e.type != IGNORE)
    if entries and not kept:
        raise EvaluationError(f"{path}: none of its facts belongs to an article of {gold.name}; wrong gold folder?")
    for entry in kept:
        _check_words(entry, gold.articles[entry.doc_id])
    return kept


def entries_of(facts: Iterable[Fact]) -> tuple[Entry, ...]:
    """Facts in memory as entries, exactly as they would come back from a file."""
    return tuple(_entry(json.loads(fact.model_dump_json()), f"fact {fact.id}") for fact in facts)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        raw = path.read_text(encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path}: is not UTF-8: {error}") from error
    for number, line in enumerate(raw.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise EvaluationError(f"{path}:{number}: is not JSON: {error}") from error
        if not isinstance(row, dict):
            raise EvaluationError(f"{path}:{number}: is not a JSON object")
        yield f"{path}:{number}", row


def _entry(row: dict[str, Any], where: str) -> Entry:
    kind = row.get("type")
    if kind != IGNORE and kind not in FACT_TYPES:
        raise EvaluationError(f"{where}: unknown type {kind!r}; known are {', '.join(FACT_TYPES)}")
    try:
        span = Span(int(row["start"]), int(row["end"]))
        mentions = tuple(Span(int(start), int(end)) for start, end in row.get("mentions") or ())
        return Entry(
            str(row["doc_id"]), kind, span, str(row["text"]), row, mentions, row.get("optional") is True, where
        )
    except KeyError as error:
        raise EvaluationError(f"{where}: a fact needs the field {error}") from error
    except (TypeError, ValueError) as error:
        raise EvaluationError(f"{where}: 'start', 'end' or 'mentions' is no span: {error}") from error


def _check_words(entry: Entry, article: Article) -> None:
    found = entry.span.of(article.text)
    if found != entry.text:
        raise EvaluationError(
            f"{entry.where}: text is {entry.text!r}, but the article has {found!r} at "
            f"{entry.span.start}..{entry.span.end}; facts and gold must come from the same text"
        )
