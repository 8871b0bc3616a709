"""The word tables. Words live in ``*.tsv`` files beside this module, so that they can be mended without Python.

Each table has a header line and a ``source`` column; cells are trimmed; no quoting; empty means none.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

Row = dict[str, str]


class LexiconError(ValueError):
    """A word table that cannot be used, with file and line."""


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of ``<name>.tsv`` as dictionaries, in file order.

    Raises ``LexiconError`` for a missing file, a row with a wrong number of cells, an empty first cell or a table
    without a ``source`` column.

    >>> table("months")[0]["word"]
    'januari'
    """
    path = resources.files(__package__).joinpath(f"{name}.tsv")
    if not path.is_file():
        raise LexiconError(f"no word table {name}.tsv")
    return parse(path.read_text(encoding="utf-8"), f"{name}.tsv")


def parse(text: str, name: str) -> tuple[Row, ...]:
    """The rows of a table given as text; ``name`` is for error messages. Raises ``LexiconError``."""
    lines = text.splitlines()
    header = [cell.strip() for cell in lines[0].split("\t")] if lines else []
    if "source" not in header:
        raise LexiconError(f"{name}:1: the header has no 'source' column: {header}")
    rows: list[Row] = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != len(header):
            raise LexiconError(f"{name}:{number}: {len(cells)} cells where the header has {len(header)}")
        if not cells[0]:
            raise LexiconError(f"{name}:{number}: the first cell is empty")
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


def words(name: str, column: str | None = None) -> tuple[str, ...]:
    """One column of a table (the first by default), without empty cells, in file order."""
    rows = table(name)
    if not rows:
        return ()
    key = column or next(iter(rows[0]))
    return tuple(row[key] for row in rows if row[key])
