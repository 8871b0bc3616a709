"""The work on one article: every stage in turn, and whatever goes wrong as a failure of that article alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.article import Article
from pipeline.facts import FactType
from pipeline.failures import Code, Failure

if TYPE_CHECKING:
    from pipeline.assembly import Pipeline


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one input gave, ready to be written.

    ``facts`` are finished lines, ``article`` is its finished line or None where the article failed as a whole;
    ``counts`` says how many facts of each type there are, ``annotator`` which model (with version) read the article.
    """

    facts: bytes = b""
    article: bytes | None = None
    counts: dict[FactType, int] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
    annotator: str | None = None


Work = Callable[[Article], Outcome]
Start = Callable[[], Work]


def load_work(annotator: str, only: Iterable[FactType] | None) -> Work:
    """Load the pipeline once and give back the function that works on an article."""
    from pipeline.assembly import load

    loaded = load(annotator, only=only)

    def work(article: Article) -> Outcome:
        return process(loaded, article)

    return work


def process(pipeline: Pipeline, article: Article) -> Outcome:
    """The outcome of one article. Never raises an ``Exception``: it becomes a failure that names the stage."""
    from pipeline.clean import clean
    from pipeline.stage import StageError
    from pipeline.write import article_line

    stage = "ingest"
    try:
        article.text.encode("utf-8")
        stage = "clean"
        cleaned = clean(article)
        stage = "annotate"
        doc = pipeline.annotator(cleaned.text)
        stage = "assembly"
        found = pipeline.read(article, cleaned, doc)
        stage = "write"
        lines, counts, failures = _lines(article, found)
        row = article_line(article, dateline=cleaned.dateline, counts=counts)
    except StageError as error:
        return Outcome(failures=(failure(article, error.stage, error.__cause__ or error),))
    except Exception as error:  # the one place where all errors end: the run goes on without this article
        return Outcome(failures=(failure(article, stage, error),))
    return Outcome(b"".join(lines), row, dict(counts), tuple(failures), pipeline.annotator.version)


def _lines(article: Article, facts: Iterable[object]) -> tuple[list[bytes], Counter[FactType], list[Failure]]:
    from pipeline.write import fact_line

    lines: list[bytes] = []
    counts: Counter[FactType] = Counter()
    failures: list[Failure] = []
    for fact in facts:
        try:
            lines.append(fact_line(article, fact))  # type: ignore[arg-type]
        except ValueError as error:
            name = getattr(fact, "extractor", "?")
            reason = " ".join(str(error).split())
            failures.append(failed(article, "write", Code.INVALID_FACT, f"a fact of {name} was left out: {reason}"))
        else:
            counts[fact.type] += 1  # type: ignore[attr-defined]
    return lines, counts, failures


def failure(article: Article, stage: str, error: BaseException) -> Failure:
    """An exception in a stage as the failure of its article."""
    if isinstance(error, UnicodeEncodeError):
        message = (
            f"the article holds a lone surrogate at code point {error.start}, which is no character; mend the input"
        )
        return failed(article, stage, Code.ENCODING, message)
    if isinstance(error, MemoryError):
        return failed(article, stage, Code.MEMORY, "the article needs more memory than there is; split it")
    return failed(article, stage, Code.ERROR, f"{type(error).__name__}: {error}; please report it as a bug")


def failed(article: Article, stage: str, code: Code, message: str) -> Failure:
    """The failure of an article; the line that its source may name gets its own field.

    >>> failed(Article("a", "", source="berita.csv:3"), "run", Code.TIMEOUT, "too slow").line
    3
    """
    source, _, line = (article.source or "").rpartition(":")
    if source and line.isdecimal():
        return Failure(article.doc_id, stage, code, message, source, int(line))
    return Failure(article.doc_id, stage, code, message, article.source)
