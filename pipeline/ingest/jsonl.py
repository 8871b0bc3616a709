"""JSON lines, packed or not: one article an object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.article import Article
from pipeline.failures import Code, Failure
from pipeline.ingest.decode import decode
from pipeline.ingest.record import Table
from pipeline.ingest.refusal import Refusal
from pipeline.ingest.stream import Line, lines


def read_jsonl(file: BinaryIO, table: Table, *, packed: bool) -> Iterator[Article | Failure]:
    """The articles of an open file; a bad line is a failure of its own and the rest goes on."""
    empty = True
    try:
        for line in lines(file, packed=packed, limits=table.limits):
            if line.data is not None and not line.data.strip():
                continue
            empty = False
            yield _article(line, table)
    except Refusal as refusal:
        yield refusal.failure(table.source)
        return
    if empty:
        yield Failure(None, "ingest", Code.EMPTY, "no line holds anything; remove the file or fill it", table.source)


def _article(line: Line, table: Table) -> Article | Failure:
    try:
        return table.article(_object(line, table), line.number)
    except Refusal as refusal:
        return refusal.failure(table.source, line.number)


def _object(line: Line, table: Table) -> dict[str, object]:
    if line.data is None:
        raise Refusal(
            Code.LINE_TOO_LONG, f"longer than {table.limits.line} bytes; split the article or raise the limit"
        )
    try:
        value = json.loads(decode(line.data))
    except json.JSONDecodeError as error:
        raise Refusal(Code.MALFORMED, f"not JSON at column {error.colno}: {error.msg}; repair the line") from error
    except (RecursionError, ValueError) as error:
        raise Refusal(Code.MALFORMED, f"JSON that cannot be held ({error}); repair the line") from error
    if not isinstance(value, dict):
        raise Refusal(Code.WRONG_TYPE, "the line is no JSON object; give one object a line")
    return value
