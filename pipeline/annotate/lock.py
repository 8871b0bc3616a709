"""Which models there are and whether their files are the ones recorded: ``models.lock``, a TOML file."""

from __future__ import annotations

import hashlib
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

LOCK = "models.lock"
VARIABLE = "WARTA_MODELS"


class ModelError(RuntimeError):
    """A model that is named in the lock file is missing or is not the one recorded there."""


@dataclass(frozen=True, slots=True)
class LockedModel:
    """One entry of the lock file: ``sha256`` is over names and bytes of all files but the card.

    ``engine`` says what loads it: "spacy", "onnx" (spaCy with the encoder) or "stanza".
    """

    name: str
    path: Path
    version: str
    sha256: str
    licence: str
    engine: str = "spacy"


def models_folder() -> Path:
    """The folder of the models: the environment variable ``WARTA_MODELS``, or ``models/`` beside the package.

    >>> models_folder().name
    'models'
    """
    given = os.environ.get(VARIABLE)
    return Path(given) if given else Path(__file__).resolve().parents[2] / "models"


def read_lock(folder: Path) -> dict[str, LockedModel]:
    """Models by name, aliases such as ``default`` included; ``ModelError`` when there is no readable lock file."""
    file = folder / LOCK
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(f"no {LOCK} in {folder}; set {VARIABLE} to the folder of the models") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"{file} is not valid TOML: {error}") from error
    models = {
        name: LockedModel(
            name,
            folder / entry["path"],
            entry["version"],
            entry["sha256"],
            entry["licence"],
            entry.get("engine", "spacy"),
        )
        for name, entry in content.get("models", {}).items()
    }
    aliases = {alias: models[name] for alias, name in content.get("aliases", {}).items() if name in models}
    return {**models, **aliases}


def checksum(folder: Path) -> str:
    """SHA-256, in hexadecimal, over relative names and contents of a model's files; cards (``*.md``) do not count."""
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        name = file.relative_to(folder).as_posix().encode()
        content = file.read_bytes()
        total.update(len(name).to_bytes(4, "big") + name + len(content).to_bytes(8, "big") + content)
    return total.hexdigest()


def verify(model: LockedModel) -> None:
    """Raise ``ModelError`` unless the model's files are those of the lock file."""
    if not model.path.is_dir():
        raise ModelError(f"model '{model.name}' is not at {model.path}; fetch it or set {VARIABLE}")
    found = checksum(model.path)
    if found != model.sha256:
        raise ModelError(
            f"model '{model.name}' at {model.path} is damaged or altered: "
            f"sha256 is {found[:16]}…, {LOCK} says {model.sha256[:16]}…; restore its files or train it again"
        )
