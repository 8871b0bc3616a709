"""One row or object of tabular input as an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.article import Article
from pipeline.failures import Code, Failure
from pipeline.ingest.options import FieldNames, Limits
from pipeline.ingest.published import parse_published
from pipeline.ingest.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Table:
    """Where records come from and how they are read; ``stem`` names the records that have no id."""

    source: str
    stem: str
    fields: FieldNames
    published: date | None
    limits: Limits

    def article(self, row: Mapping[str, object], line: int) -> Article | Failure:
        """The article of a row, or why there is none. A row without id is called ``stem:line``."""
        doc_id: str | None = None
        try:
            doc_id = self._id(row, line)
            return self._article(row, line, doc_id)
        except Refusal as refusal:
            return refusal.failure(self.source, line, doc_id)

    def _article(self, row: Mapping[str, object], line: int, doc_id: str) -> Article:
        names = self.fields
        article = Article(
            doc_id=doc_id,
            text=self._text(row),
            title=_words(row.get(names.title)),
            outlet=_words(row.get(names.outlet)),
            url=_words(row.get(names.url)),
            published=parse_published(row.get(names.published)) or self.published,
            source=f"{self.source}:{line}",
        )
        for name in ("doc_id", "text", "title", "outlet", "url"):
            _refuse_surrogates(name, getattr(article, name))
        return article

    def _id(self, row: Mapping[str, object], line: int) -> str:
        for name in self.fields.ids():
            value = row.get(name)
            if isinstance(value, int) and not isinstance(value, bool):
                return str(value)
            if isinstance(value, str) and value.strip():
                return value.strip()
            if value is not None and not isinstance(value, str):
                raise Refusal(Code.WRONG_TYPE, f"field {name!r} holds {_kind(value)}; give the id as text or number")
        return f"{self.stem}:{line}"

    def _text(self, row: Mapping[str, object]) -> str:
        name = self.fields.text
        if row.get(name) is None:
            has = ", ".join(sorted(str(key) for key in row)[:12])
            raise Refusal(
                Code.MISSING_FIELD, f"no field {name!r} (there are: {has}); name the right one (--text-field)"
            )
        text = row[name]
        if not isinstance(text, str):
            raise Refusal(Code.WRONG_TYPE, f"field {name!r} holds {_kind(text)}; it must be text")
        if not text.strip():
            raise Refusal(Code.NO_TEXT, f"field {name!r} is empty; leave the record out or give its text")
        if len(text) > self.limits.file:
            raise Refusal(Code.TOO_LARGE, f"field {name!r} has {len(text)} characters, the limit is {self.limits.file}")
        return text


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), f"a {type(value).__name__}")


def _refuse_surrogates(name: str, value: str | None) -> None:
    try:
        (value or "").encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"field {name!r} holds half a character (a lone surrogate) at position {error.start}; repair it"
        raise Refusal(Code.ENCODING, message) from error
