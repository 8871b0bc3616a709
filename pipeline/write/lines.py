"""One JSON line for a fact, for an article: checked against the schema and the text before it is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from pipeline.article import Article
from pipeline.facts import FACT_TYPES, Fact, FactType, OfficialFact, VenueFact, parse_fact


def fact_line(article: Article, fact: Fact) -> bytes:
    r"""The line of ``facts.jsonl`` for a fact of an article, with its line break.

    Keys stand in the order of the schema, letters as they are, numbers as JSON numbers. Raises ``ValueError`` with the
    reason where the fact breaks the schema, belongs to another article or does not say what the text says there.

    >>> from pipeline.facts import DateFact
    >>> article = Article("a", "Rapat digelar 17 September 2024.")
    >>> fact = DateFact(id="0" * 16, doc_id="a", text="17 September 2024", start=14, end=31, sentence=article.text,
    ...     sentence_start=0, sentence_end=32, confidence=1, extractor="dates.day_month_year", date="2024-09-17")
    >>> fact_line(article, fact)[:57]
    b'{"schema_version":"1.0","id":"0000000000000000","doc_id":'
    >>> fact_line(article, fact.model_copy(update={"start": 15, "end": 32}))
    Traceback (most recent call last):
    ValueError: at 15..32 the text says '7 September 2024.', the fact '17 September 2024'
    """
    line = fact.model_dump_json()
    problem = misplaced(article, parse_fact(line))
    if problem is not None:
        raise ValueError(problem)
    return line.encode("utf-8") + b"\n"


def misplaced(article: Article, fact: Fact) -> str | None:
    """What is wrong with the places that a fact names in its article, or None where all is well."""
    text = article.text
    if fact.doc_id != article.doc_id:
        return f"the fact belongs to {fact.doc_id!r}, not to {article.doc_id!r}"
    if text[fact.start : fact.end] != fact.text:
        said = text[fact.start : fact.end]
        return f"at {fact.start}..{fact.end} the text says {said!r}, the fact {fact.text!r}"
    if text[fact.sentence_start : fact.sentence_end] != fact.sentence:
        return f"the sentence is not what stands at {fact.sentence_start}..{fact.sentence_end}"
    if not fact.sentence_start <= fact.start <= fact.end <= fact.sentence_end:
        return f"{fact.start}..{fact.end} lies outside its sentence {fact.sentence_start}..{fact.sentence_end}"
    if isinstance(fact, OfficialFact | VenueFact):
        for start, end in fact.mentions:
            if not 0 <= start < end <= len(text):
                return f"the mention {start}..{end} lies outside the text, which has {len(text)} code points"
    return None


def article_line(article: Article, *, dateline: str | None, counts: Mapping[FactType, int]) -> bytes:
    r"""The line of ``articles.jsonl`` for an article, with its line break.

    ``text`` is what the offsets of its facts count in, ``characters`` its length in code points and ``sha256`` the
    digest of its UTF-8 bytes; ``officials`` to ``statements`` say how many facts were written. Raises
    ``UnicodeEncodeError`` (a ``ValueError``) for text that is no Unicode text.

    >>> json.loads(article_line(Article("a", "Halo"), dateline=None, counts={"date": 2}))["dates"]
    2
    """
    fields = {
        "doc_id": article.doc_id,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": None if article.published is None else article.published.isoformat(),
        "dateline": dateline,
        "source": article.source,
        "characters": len(article.text),
        "sha256": hashlib.sha256(article.text.encode("utf-8")).hexdigest(),
        **{f"{fact_type}s": counts.get(fact_type, 0) for fact_type in FACT_TYPES},
        "text": article.text,
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"
