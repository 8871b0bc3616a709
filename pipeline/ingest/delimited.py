"""CSV, packed or not: a header, then one article a record. Every cell stays text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.article import Article
from pipeline.failures import Code, Failure
from pipeline.ingest.decode import decode
from pipeline.ingest.record import Table
from pipeline.ingest.refusal import Refusal
from pipeline.ingest.stream import lines

_DELIMITERS = ",;\t|"


def read_delimited(file: BinaryIO, table: Table, *, packed: bool) -> Iterator[Article | Failure]:
    """The articles of an open file; a bad record is a failure of its own and the rest goes on.

    The delimiter is the one of comma, semicolon, tab and bar that the header has most of.
    """
    source = _Lines(file, table, packed)
    try:
        yield from _records(source, table)
    except Refusal as refusal:
        yield refusal.failure(table.source)


class _Lines:
    """Decoded lines for the csv reader. What is wrong with a line is kept, and an empty one stands in for it."""

    def __init__(self, file: BinaryIO, table: Table, packed: bool) -> None:
        self.problem: Refusal | None = None
        self.number = 0
        self._lines = lines(file, packed=packed, limits=table.limits)
        self._limit = table.limits.line

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number = line.number
        if line.data is None:
            self.problem = Refusal(Code.LINE_TOO_LONG, f"longer than {self._limit} bytes; split or shorten the record")
            return "\n"
        try:
            return decode(line.data) + "\n"
        except Refusal as refusal:
            self.problem = refusal
            return "\n"


def _records(source: _Lines, table: Table) -> Iterator[Article | Failure]:
    header, delimiter = _header(source, table)
    csv.field_size_limit(table.limits.line)
    reader = csv.reader(source, strict=True, delimiter=delimiter)
    while True:
        first = source.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            source.problem = source.problem or Refusal(Code.MALFORMED, f"not CSV ({error}); repair the quotes")
            cells = []
        if source.problem is not None:
            yield source.problem.failure(table.source, first)
            source.problem = None
        elif cells and len(cells) != len(header):
            message = f"{len(cells)} cells where the header has {len(header)}; quote cells that hold {delimiter!r}"
            yield Failure(None, "ingest", Code.MALFORMED, message, table.source, first)
        elif cells:
            yield table.article({key: cell for key, cell in zip(header, cells, strict=True) if cell}, first)


def _header(source: _Lines, table: Table) -> tuple[list[str], str]:
    """The names of the columns and the delimiter between them. Raises ``Refusal``."""
    first = next(source, None)
    if source.problem is not None:
        raise source.problem
    if first is None or not first.strip():
        raise Refusal(Code.EMPTY, "no header in the first line; write the names of the columns there")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        header = [name.strip() for name in next(csv.reader([first], strict=True, delimiter=delimiter))]
    except csv.Error as error:
        raise Refusal(Code.MALFORMED, f"the header is not CSV ({error}); repair the quotes") from error
    if table.fields.text not in header:
        has = ", ".join(header[:12])
        message = f"no column {table.fields.text!r} (there are: {has}); name the right one (--text-field)"
        raise Refusal(Code.MISSING_FIELD, message)
    return header, delimiter
