"""Which files an input means: a file, a folder, a glob; in a fixed order, each once."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.failures import Code, Failure

STDIN = "-"
SUFFIXES = (".txt", ".html", ".htm", ".jsonl", ".jsonl.gz", ".csv", ".csv.gz", ".parquet")
_MAGIC = frozenset("*?[")


def suffix_of(path: Path) -> str | None:
    """The suffix that decides how a file is read, or None where it is none of ours.

    >>> suffix_of(Path("arsip.2024.JSONL.gz")), suffix_of(Path("catatan.docx"))
    ('.jsonl.gz', None)
    """
    name = path.name.lower()
    found = [suffix for suffix in SUFFIXES if name.endswith(suffix)]
    return max(found, key=len) if found else None


def shown(path: Path | str) -> str:
    """A path as text that can be written, even where its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def stem_of(path: Path) -> str:
    """The name without the suffix that we know, as text that can be written."""
    suffix = suffix_of(path) or ""
    name = shown(path.name)
    return name[: len(name) - len(suffix)] or name


def expand(inputs: Sequence[str | Path]) -> Iterator[Path | Failure | None]:
    """The files meant, in the order given; folders and globs sorted. None stands for standard input."""
    seen: set[str] = set()
    for given in inputs:
        if str(given) == STDIN:
            if STDIN not in seen:
                yield None
            seen.add(STDIN)
            continue
        for item in _meant(Path(given)):
            key = os.path.realpath(item) if isinstance(item, Path) else ""
            if key not in seen or not key:
                yield item
            seen.add(key)


def _meant(path: Path) -> Iterator[Path | Failure]:
    if path.is_dir():
        yield from _walked(path)
    elif os.path.lexists(path):
        yield path
    elif _MAGIC & set(str(path)):
        found = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 (an absolute pattern is no relative one)
        if not found:
            yield _failure(Code.NOT_FOUND, "no file matches; check the pattern", path)
        for name in found:
            yield from _meant(Path(name)) if Path(name).is_dir() else [Path(name)]
    else:
        yield _failure(Code.NOT_FOUND, "no such file or folder; check the name", path)


def _walked(folder: Path) -> Iterator[Path | Failure]:
    """The files of our formats below a folder, sorted by path; links to folders are not followed."""
    failures: list[OSError] = []
    files: list[Path] = []
    for root, _, names in os.walk(folder, onerror=failures.append):
        files += (Path(root, name) for name in names if suffix_of(Path(name)) and not name.startswith("."))
    for error in failures:
        reason = error.strerror or "cannot be listed"
        yield _failure(Code.UNREADABLE, f"{reason}; give the right to read it", Path(error.filename))
    if not files and not failures:
        yield _failure(Code.NOT_FOUND, f"no file of ours in the folder; it holds none of {' '.join(SUFFIXES)}", folder)
    yield from sorted(files, key=os.fsencode)


def _failure(code: Code, message: str, path: Path) -> Failure:
    return Failure(None, "ingest", code, message, shown(path))
