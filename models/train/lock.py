"""What is written down of a model: its entry in ``models.lock``, where others stay as they are, and spaCy's meta."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pipeline.annotate.lock import LOCK, checksum

HEAD = "# The shipped models: where, which bytes, under which licence. Written by the scripts of models/train.\n"
LICENCE = "CC-BY-SA-4.0"


def meta(name: str, version: str) -> dict[str, str]:
    """What the model's own ``meta.json`` says of it."""
    return {
        "name": f"warta_{name}",
        "version": version,
        "description": "Sentences, parts of speech, dependencies and entities (PER, ORG, LOC) of Indonesian press text",
        "author": "The Warta authors",
        "license": LICENCE,
    }


def size(folder: Path) -> int:
    """Bytes of a model's files."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def record(models: Path, name: str, *, version: str, engine: str) -> None:
    """Write down the checksum and size of ``models/<name>`` as they are now."""
    file = models / LOCK
    lock: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    lock.setdefault("aliases", {}).setdefault("default", name)
    lock.setdefault("models", {})[name] = {
        "path": name,
        "version": version,
        "engine": engine,
        "sha256": checksum(models / name),
        "size": size(models / name),
        "licence": LICENCE,
        "card": f"{name}/CARD.md",
    }
    tables = {"aliases": lock["aliases"]}
    tables |= {f"models.{model}": entry for model, entry in sorted(lock["models"].items())}
    file.write_text(HEAD + "".join(map(_table, tables, tables.values())), encoding="utf-8")


def _table(name: str, values: dict[str, Any]) -> str:
    lines = (f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}" for key, value in values.items())
    return f"\n[{name}]\n" + "\n".join(lines) + "\n"
