"""Facts and articles as pandas tables with the right column types.

``pandas.read_json`` takes the code "32.10" for a number and the date "2024" for a day; these loaders do not.
"""

from __future__ import annotations

import gzip
import json
import types
from collections.abc import Iterator, Sequence
from decimal import Decimal
from glob import glob
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import numpy as np
import pandas as pd
from pydantic import BaseModel

from pipeline.facts import FACT_MODELS, FACT_TYPES, FactType

_DAYS = "datetime64[s]"  # seconds reach every year; nanoseconds end in 2262 and begin in 1677
_DAY_COLUMNS = frozenset({"date_start", "date_end", "published"})
_ARTICLE_COLUMNS = ("doc_id", "title", "outlet", "url", "published", "dateline", "text")
_MODELS: dict[str, type[BaseModel]] = {
    get_args(model.model_fields["type"].annotation)[0]: model for model in FACT_MODELS.values()
}


def load_facts(path: str | Path, type: FactType | None = None) -> pd.DataFrame:
    """The facts of a ``facts.jsonl`` (or ``.jsonl.gz``), of a folder that holds one, or of all files of a glob.

    Text, region codes and dates ("2024", "2024-09-17/2024-09-21") are strings, ``date_start`` and ``date_end`` days,
    figures nullable numbers, closed vocabularies (``type``, ``status`` …) categories, ``mentions`` and ``steps``
    lists. What is not known is missing. With ``type`` only the facts and the columns of that type are given.
    Columns that the schema does not know stand last, as they are.

    Raises ``FileNotFoundError`` where nothing is found, ``ValueError`` for an unknown type or a line that is no fact.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> line = {"doc_id": "a", "type": "official", "person": "Raden Wiryo", "jurisdiction_code": "32.10"}
    >>> _ = (folder / "facts.jsonl").write_text(json.dumps(line))
    >>> load_facts(folder, type="official")[["person", "jurisdiction_code"]].values.tolist()
    [['Raden Wiryo', '32.10']]
    """
    if type is not None and type not in _MODELS:
        raise ValueError(f"unknown fact type {type!r}; known are {', '.join(FACT_TYPES)}")
    rows = [row for row in _rows(path, "facts.jsonl") if type is None or row.get("type") == type]
    known = _columns(FACT_TYPES if type is None else (type,))
    extra = dict.fromkeys(name for row in rows for name in row if name not in known)
    frame = {name: _series([row.get(name) for row in rows], kind) for name, kind in known.items()}
    return pd.DataFrame({**frame, **{name: pd.Series([row.get(name) for row in rows]) for name in extra}})


def load_articles(path: str | Path) -> pd.DataFrame:
    """The articles of an ``articles.jsonl`` (or ``.jsonl.gz``), a folder that holds one, or all files of a glob.

    All columns are strings but ``published``, which is a day. Errors as for ``load_facts``.
    """
    rows = list(_rows(path, "articles.jsonl"))
    frame = {
        name: _series([row.get(name) for row in rows], _DAYS if name in _DAY_COLUMNS else "string")
        for name in _ARTICLE_COLUMNS
    }
    extra = dict.fromkeys(name for row in rows for name in row if name not in frame)
    return pd.DataFrame({**frame, **{name: pd.Series([row.get(name) for row in rows]) for name in extra}})


def _rows(path: str | Path, default: str) -> Iterator[dict[str, Any]]:
    for file in _files(path, default):
        with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise ValueError(f"{file}:{number}: is not JSON: {error}") from error
                if not isinstance(row, dict):
                    raise ValueError(f"{file}:{number}: is not a JSON object")
                yield row


def _files(path: str | Path, default: str) -> list[Path]:
    given = Path(path)
    if given.is_dir():
        given = given / default
    if given.is_file():
        return [given]
    found = sorted(Path(name) for name in glob(str(path), recursive=True))  # noqa: PTH207 - absolute globs too
    if not found:
        raise FileNotFoundError(f"no file {given}")
    return found


def _columns(kinds: Sequence[str]) -> dict[str, Any]:
    """Column → pandas type, in the order of the models: place and origin first, then the values type by type."""
    shared = {name for model in _MODELS.values() for name in model.model_fields}
    for model in _MODELS.values():
        shared &= set(model.model_fields)
    models = [_MODELS[kind] for kind in kinds]
    columns = {n: _kind(n, f.annotation) for m in models for n, f in m.model_fields.items() if n in shared}
    for model in models:
        columns |= {n: _kind(n, f.annotation) for n, f in model.model_fields.items() if n not in shared}
    if "type" in columns:
        columns["type"] = pd.CategoricalDtype(list(FACT_TYPES))
    return columns


def _kind(name: str, annotation: Any) -> Any:
    if name in _DAY_COLUMNS:
        return _DAYS
    if get_origin(annotation) is Annotated:
        return _kind(name, get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _kind(name, next(arg for arg in get_args(annotation) if arg is not types.NoneType))
    if get_origin(annotation) is Literal:
        return pd.CategoricalDtype(list(get_args(annotation)))
    return {str: "string", int: "Int64", float: "Float64", Decimal: "Float64", bool: "boolean"}.get(annotation, object)


def _series(values: list[Any], kind: Any) -> pd.Series[Any]:
    given = np.array([value or "NaT" for value in values], dtype=_DAYS) if kind == _DAYS else values
    series: pd.Series[Any] = pd.Series(given, dtype=kind)
    return series
