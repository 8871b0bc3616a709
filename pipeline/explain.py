"""One fact with the words around it, the rule that found it, and how its value came about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.facts import Fact, OfficialFact, VenueFact, parse_fact

CONTEXT = 300  # code points of the article shown on each side of the sentence
_PLACES = {"schema_version", "id", "doc_id", "type", "text", "start", "end", "steps", "extractor", "confidence"}
_PLACES |= {"sentence", "sentence_start", "sentence_end", "mentions"}


class ExplainError(ValueError):
    """A fact that cannot be shown, with the file, the line and what to do."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A fact and, where ``articles.jsonl`` stands beside the facts, the text and title of its article."""

    fact: Fact
    text: str | None = None
    title: str | None = None


def find(facts: Path, fact_id: str) -> Explanation:
    """The fact whose id is, or begins with, ``fact_id``.

    Raises ``ExplainError`` where no fact or more than one has it, or a file cannot be read.
    """
    found: list[Fact] = []
    for number, line in _lines(facts):
        if f'"id":"{fact_id}' not in line.replace('"id": "', '"id":"'):
            continue
        try:
            fact = parse_fact(line)
        except ValueError as error:
            raise ExplainError(f"{facts}:{number}: is no fact of this version: {error}") from error
        if fact.id.startswith(fact_id):
            found.append(fact)
    if not found:
        raise ExplainError(f"{facts}: no fact has the id {fact_id!r}; ids are in the field 'id'")
    if len({fact.id for fact in found}) > 1:
        raise ExplainError(f"{facts}: {len(found)} facts have ids that begin with {fact_id!r}; give more of it")
    return _with_article(found[0], facts.with_name("articles.jsonl"))


def _with_article(fact: Fact, articles: Path) -> Explanation:
    if not articles.is_file():
        return Explanation(fact)
    key = json.dumps(fact.doc_id, ensure_ascii=False)
    for number, line in _lines(articles):
        if key not in line:
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ExplainError(f"{articles}:{number}: is no JSON: {error}") from error
        if row.get("doc_id") == fact.doc_id and row["text"][fact.start : fact.end] == fact.text:
            return Explanation(fact, row["text"], row.get("title"))
    return Explanation(fact)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            yield from enumerate(file, start=1)
    except (OSError, UnicodeDecodeError) as error:
        raise ExplainError(f"{path}: cannot be read: {error}") from error


def render(explanation: Explanation) -> RenderableType:
    """For the terminal: the article with the fact marked, its values, rule and steps."""
    fact = explanation.fact
    head = Text.assemble((f"{fact.type} ", "bold"), fact.id, f" in {fact.doc_id} at {fact.start}..{fact.end}")
    if explanation.title:
        head.append(f"\n{explanation.title}", style="italic")
    values = Table(show_header=False, box=None, padding=(0, 2, 0, 2))
    for name, value in fact.model_dump(mode="json").items():
        if name not in _PLACES:
            values.add_row(name, Text("–" if value is None else str(value), style="dim" if value is None else "bold"))
    why = Table(show_header=False, box=None, padding=(0, 2, 0, 2))
    why.add_row("rule", Text(fact.extractor))
    why.add_row("confidence", f"{fact.confidence:g}")
    for number, step in enumerate(fact.steps, start=1):
        why.add_row(f"step {number}", Text(step))
    return Group(head, Text(), _context(explanation), Text(), values, Text(), why)


def _context(explanation: Explanation) -> Text:
    """The sentence and its surroundings, the fact's words and its other mentions marked."""
    fact, text = explanation.fact, explanation.text
    if text is None:
        low, shown = fact.sentence_start, Text(fact.sentence)
    else:
        low = max(0, fact.sentence_start - CONTEXT)
        shown = Text(text[low : fact.sentence_end + CONTEXT], style="dim")
    shown.stylize("not dim", fact.sentence_start - low, fact.sentence_end - low)
    mentions = fact.mentions if isinstance(fact, OfficialFact | VenueFact) else ()
    for start, end in mentions:
        if low <= start and end - low <= len(shown):
            shown.stylize("underline not dim", start - low, end - low)
    shown.stylize("bold reverse not dim", fact.start - low, fact.end - low)
    return shown
