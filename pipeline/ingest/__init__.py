"""Ingest: from files of every format to articles. Nothing else reads the outside world."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from pipeline.article import Article
from pipeline.failures import Code, Failure
from pipeline.ingest.delimited import read_delimited
from pipeline.ingest.jsonl import read_jsonl
from pipeline.ingest.options import FieldNames, Limits
from pipeline.ingest.parquet import read_parquet
from pipeline.ingest.paths import STDIN, SUFFIXES, expand, shown, stem_of, suffix_of
from pipeline.ingest.plain import read_plain
from pipeline.ingest.published import parse_published
from pipeline.ingest.record import Table
from pipeline.ingest.refusal import Refusal

_PAGES = (".html", ".htm")


def read(
    inputs: Sequence[str | Path],
    *,
    fields: FieldNames = FieldNames(),  # noqa: B008 (frozen)
    published: date | None = None,
    limit: int | None = None,
    stdin: BinaryIO | None = None,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
) -> Iterator[Article | Failure]:
    """The articles of files, folders, globs and (for ``-``) JSON lines on standard input, in a fixed order.

    What cannot be read comes as a ``Failure`` in its place, and the rest goes on. ``published`` is the reference date
    of articles that state none; ``limit`` stops after that many articles. Two articles may bear the same ``doc_id``:
    it is kept as given, and whoever needs ids to be distinct must look.
    """
    left = limit
    for path in expand(inputs):
        if left == 0:
            return
        if isinstance(path, Failure):
            yield path
            continue
        items = (
            read_jsonl(stdin or sys.stdin.buffer, Table(STDIN, "stdin", fields, published, limits), packed=False)
            if path is None
            else _file(path, fields, published, limits)
        )
        for item in items:
            yield item
            if left is not None and isinstance(item, Article):
                left -= 1
                if left == 0:
                    return


def _file(path: Path, fields: FieldNames, published: date | None, limits: Limits) -> Iterator[Article | Failure]:
    source, suffix = shown(path), suffix_of(path)
    try:
        if suffix is None:
            known = " ".join(SUFFIXES)
            raise Refusal(Code.UNKNOWN_FORMAT, f"a format that is not read; give one of {known}")
        with _opened(path) as file:
            if suffix == ".txt" or suffix in _PAGES:
                yield _single(file, path, suffix, published, limits)
                return
            table = Table(source, stem_of(path), fields, published, limits)
            packed = suffix.endswith(".gz")
            if suffix == ".parquet":
                yield from read_parquet(file, table)
            elif suffix.startswith(".csv"):
                yield from read_delimited(file, table, packed=packed)
            else:
                yield from read_jsonl(file, table, packed=packed)
    except Refusal as refusal:
        yield refusal.failure(source)
    except OSError as error:
        code = Code.NOT_FOUND if isinstance(error, FileNotFoundError) else Code.UNREADABLE
        reason = error.strerror or type(error).__name__
        yield Failure(None, "ingest", code, f"{reason}; check the link and the right to read", source)


def _opened(path: Path) -> BinaryIO:
    """The file, opened; never waits for a pipe or a device. Raises ``OSError`` and ``Refusal``."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Refusal(Code.NOT_A_FILE, "a pipe, device or socket, not a file; pass its content on standard input (-)")
    return os.fdopen(handle, "rb")


def _single(file: BinaryIO, path: Path, suffix: str, published: date | None, limits: Limits) -> Article | Failure:
    """The article of a file that holds one."""
    doc_id, source = stem_of(path), shown(path)
    most = limits.page if suffix in _PAGES else limits.file
    data = file.read(most + 1)
    try:
        if len(data) > most:
            raise Refusal(Code.TOO_LARGE, f"more than {most} bytes for one article; split it into its articles")
        if suffix == ".txt":
            return Article(doc_id, read_plain(data), published=published, source=source)
        from pipeline.ingest.webpage import read_page  # slow to load, and most input is text

        page = read_page(data)
    except Refusal as refusal:
        return refusal.failure(source, doc_id=doc_id)
    day = parse_published(page.published) or published
    return Article(doc_id, page.text, page.title, page.outlet, page.url, day, source)


__all__ = ["FieldNames", "Limits", "parse_published", "read"]
