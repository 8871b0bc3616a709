"""Annotated sentences: text and truth side by side in ``tests/cases/*.yaml``.

A case is a mapping with ``id``, ``text`` and, optionally, ``published``. Facts stand in the text as tags that bear
the fact's type and the fields to check; what carries no tag must not be found::

    - id: weekday-in-brackets
      published: 2024-02-15
      text: 'Rapat digelar <date date="2024-02-14" resolution="completed">Rabu (14/2)</date> di Balai Kota.'
    - id: no-date-in-score
      text: "Persib menang 2-1 dan naik ke posisi 3/18."

An attribute's value is compared with the field as it stands in JSON (``null`` for none); fields without attribute are
not compared. Tags of one type do not nest.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

import pipeline
from pipeline.facts import FactType

FOLDER = Path(__file__).parent / "cases"
_TAG = re.compile(r'<(official|date|venue|statistic|statement)((?:\s+\w+="[^"]*")*)>|</(?:\w+)>')
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True)
class Case:
    """One annotated text. ``facts`` are (type, start, end, {field: value as text}) in order."""

    id: str
    text: str
    published: date | None
    facts: tuple[tuple[str, int, int, dict[str, str]], ...]


def parse(entry: dict[str, object]) -> Case:
    """A case from its YAML mapping."""
    marked = str(entry["text"])
    plain, facts, open_tags, last = "", [], [], 0
    for tag in _TAG.finditer(marked):
        plain += marked[last : tag.start()]
        last = tag.end()
        if tag.group(1):
            open_tags.append((tag.group(1), len(plain), dict(_ATTRIBUTE.findall(tag.group(2)))))
        else:
            kind, start, fields = open_tags.pop()
            facts.append((kind, start, len(plain), fields))
    if open_tags:
        raise ValueError(f"case {entry['id']}: a tag stays open")
    plain += marked[last:]
    published = entry.get("published")
    return Case(str(entry["id"]), plain, published if isinstance(published, date) else None, tuple(sorted(facts)))


def load(name: str) -> list[Case]:
    """The cases of ``tests/cases/<name>.yaml``."""
    return [parse(e) for e in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))]


def check(case: Case, fact_type: FactType) -> None:
    """Assert that the default pipeline finds exactly the case's facts of one type: spans, order, tagged fields."""
    found = [f for f in pipeline.extract(case.text, published=case.published) if f.type == fact_type]
    wanted = [f for f in case.facts if f[0] == fact_type]
    assert [(f.text, f.start, f.end) for f in found] == [(case.text[s:e], s, e) for _, s, e, _ in wanted]
    for fact, (_, _, _, fields) in zip(found, wanted, strict=True):
        written = json.loads(fact.model_dump_json())
        shown = {k: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for k, v in written.items()}
        assert {k: shown[k] for k in fields} == fields
