"""A file that appears only when it is complete."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from types import TracebackType
from typing import Self


class Output:
    """A context manager that writes bytes beside ``path`` and moves them there when all went well.

    The bytes go to ``<path>.tmp`` in the same folder; on leaving they are flushed to the disk and the file is renamed,
    so that a reader sees the old file or the whole new one. When the block raises, the temporary file is removed and
    what stood at ``path`` stays. A second run into the same folder overwrites a temporary file that a killed run left.

    Raises ``OSError`` where the folder cannot be written to or the disk is full.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.written = 0
        self._digest = hashlib.sha256()
        self._temporary = path.with_name(f"{path.name}.tmp")

    def __enter__(self) -> Self:
        self._file = self._temporary.open("wb")
        return self

    def write(self, content: bytes) -> None:
        """Append bytes."""
        self._file.write(content)
        self._digest.update(content)
        self.written += len(content)

    @property
    def sha256(self) -> str:
        """Digest of what has been written so far, in hexadecimal."""
        return self._digest.hexdigest()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with self._file:
                if kind is None:
                    self._file.flush()
                    os.fsync(self._file.fileno())
            if kind is None:
                self._temporary.replace(self.path)
                _sync_folder(self.path.parent)
        finally:
            self._temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable; where folders cannot be opened (Windows) the system does it by itself."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
