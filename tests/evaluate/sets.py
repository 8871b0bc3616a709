"""Small gold sets made by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.article import Article, Span
from pipeline.evaluate import Entry, GoldSet

TEXT = "Bupati Sukamaju Raden Wiryo hadir di Balai Kota, Selasa (17/9/2024). Ada 1010 kasus di 170 desa, kata Wiryo."


def entry(kind: str, words: str = "Raden Wiryo", *, doc_id: str = "a", optional: bool = False, **fields: Any) -> Entry:
    """An entry whose span is where ``words`` first stand in TEXT."""
    start = TEXT.index(words)
    mentions = tuple(Span(*m) for m in fields.get("mentions", ()))
    return Entry(doc_id, kind, Span(start, start + len(words)), words, fields, mentions, optional)


def gold_set(*facts: Entry, ignored: tuple[Entry, ...] = (), docs: tuple[str, ...] = ("a",)) -> GoldSet:
    """A set whose articles all have the text TEXT."""
    return GoldSet("hand-made", {doc: Article(doc, TEXT) for doc in docs}, facts, ignored)


def official(**fields: Any) -> dict[str, Any]:
    """The scored fields of an official, with changes."""
    base = {"person": "Raden Wiryo", "role": "Bupati", "status": "definitive"}
    return {**base, "organization": None, "jurisdiction_code": "18.13", **fields}


def write_jsonl(path: Path, rows: list[dict[str, Any]]) -> Path:
    """A JSONL file of the rows."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def row(kind: str, words: str, **fields: Any) -> dict[str, Any]:
    """A JSON fact at the place where ``words`` first stand in TEXT."""
    start = TEXT.index(words)
    return {"doc_id": "a", "type": kind, "text": words, "start": start, "end": start + len(words), **fields}


def write_gold(folder: Path, rows: list[dict[str, Any]], text: str = TEXT) -> Path:
    """A gold folder with one article."""
    folder.mkdir(parents=True, exist_ok=True)
    write_jsonl(folder / "articles.jsonl", [{"doc_id": "a", "text": text, "title": None, "published": "2024-09-17"}])
    write_jsonl(folder / "gold.jsonl", rows)
    return folder
