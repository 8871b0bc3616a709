"""A run: articles in, four files out. Owns order, errors, progress and counts."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path

from pipeline import __version__
from pipeline.article import Article
from pipeline.facts import FACT_TYPES, SCHEMA_VERSION, FactType
from pipeline.failures import Code, Failure
from pipeline.run.pool import PoolError, pooled
from pipeline.run.work import Outcome, Start, Work, failed, load_work
from pipeline.write import Output

SHOWN = 5  # failures that a summary keeps for showing
FILES = ("facts.jsonl", "articles.jsonl", "failures.jsonl")


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run. None of it but ``annotator``, ``only``, ``limit`` and a ``timeout`` that strikes changes the output.

    ``workers`` processes work on one article each; 0 works in this process, where no article can be timed out.
    ``timeout`` is in seconds. ``limit`` stops after that many articles.
    """

    annotator: str = "default"
    only: tuple[FactType, ...] | None = None
    workers: int = 1
    timeout: float = 300.0
    limit: int | None = None


@dataclass(slots=True)
class Summary:
    """What a run gave: articles written, facts by type, failures, seconds, and the annotator's version.

    ``first`` are the first few failures, for showing.
    """

    articles: int = 0
    facts: Counter[FactType] = field(default_factory=Counter)
    failures: int = 0
    seconds: float = 0.0
    annotator: str | None = None
    first: list[Failure] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        self.articles += outcome.article is not None
        self.facts.update(outcome.counts)
        self.failures += len(outcome.failures)
        self.first.extend(outcome.failures[: SHOWN - len(self.first)])
        self.annotator = outcome.annotator or self.annotator


def run(
    items: Iterable[Article | Failure],
    out: Path,
    settings: Settings,
    *,
    record: Mapping[str, object] | None = None,
    progress: Callable[[Summary], None] | None = None,
    start: Start | None = None,
) -> Summary:
    """Read the articles and write ``facts.jsonl``, ``articles.jsonl``, ``failures.jsonl`` and ``run.json`` to ``out``.

    The first three depend on the input and the settings alone, byte for byte; times and the caller's ``record`` go to
    ``run.json``, which is written last. ``progress`` is called after each input. ``start`` replaces the pipeline in
    tests. Raises ``OSError`` where ``out`` cannot be written, ``PoolError`` where the pipeline cannot be loaded; no
    file is changed then.
    """
    began = time.monotonic()
    begin = start or partial(load_work, settings.annotator, settings.only)
    summary = Summary()
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        facts, articles, failures = (stack.enter_context(Output(out / name)) for name in FILES)
        for outcome in _outcomes(unique(limited(items, settings.limit)), begin, settings):
            facts.write(outcome.facts)
            articles.write(outcome.article or b"")
            for failure in outcome.failures:
                failures.write(failure.to_json().encode("utf-8") + b"\n")
            summary.add(outcome)
            if progress is not None:
                progress(summary)
    summary.seconds = time.monotonic() - began
    with Output(out / "run.json") as file:
        digests = {output.path.name: output.sha256 for output in (facts, articles, failures)}
        file.write(_record(settings, summary, digests, record or {}))
    return summary


def _outcomes(items: Iterator[Article | Failure], begin: Start, settings: Settings) -> Iterator[Outcome]:
    if settings.workers:
        yield from pooled(items, begin, workers=settings.workers, timeout=settings.timeout)
        return
    work = None
    for item in items:
        if isinstance(item, Failure):
            yield Outcome(failures=(item,))
            continue
        work = work or _begun(begin)
        yield work(item)


def _begun(begin: Start) -> Work:
    try:
        return begin()
    except Exception as error:  # as in a worker, where nothing can be known of what it may be
        raise PoolError(f"the pipeline could not be loaded: {type(error).__name__}: {error}") from error


def limited(items: Iterable[Article | Failure], limit: int | None) -> Iterator[Article | Failure]:
    """The items up to the article number ``limit``; failures do not count."""
    left = limit
    for item in items:
        if left is not None and isinstance(item, Article):
            if left == 0:
                return
            left -= 1
        yield item


def unique(items: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """The items, with an article whose ``doc_id`` came before as a failure: its facts would share their ids."""
    seen: set[bytes] = set()
    for item in items:
        if isinstance(item, Article):
            key = blake2b(item.doc_id.encode("utf-8", "surrogatepass"), digest_size=12).digest()
            if key in seen:
                message = f"an article before has the doc_id {item.doc_id!r} too; give each its own"
                yield failed(item, "ingest", Code.DUPLICATE, message)
                continue
            seen.add(key)
        yield item


def _record(settings: Settings, summary: Summary, digests: Mapping[str, str], extra: Mapping[str, object]) -> bytes:
    """The content of ``run.json``."""
    fields = {
        "version": __version__,
        "schema_version": SCHEMA_VERSION,
        "annotator": summary.annotator,
        **extra,
        "settings": {
            "annotator": settings.annotator,
            "only": settings.only,
            "limit": settings.limit,
            "workers": settings.workers,
            "timeout": settings.timeout,
        },
        "articles": summary.articles,
        "facts": {fact_type: summary.facts[fact_type] for fact_type in FACT_TYPES},
        "failures": summary.failures,
        "sha256": dict(digests),
        "seconds": round(summary.seconds, 3),
    }
    return (json.dumps(fields, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")
