"""What the caller may choose: the names of fields, and how much an input may hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldNames:
    """Which column or key of tabular input holds what. ``doc_id`` None means ``doc_id``, or else ``id``."""

    doc_id: str | None = None
    text: str = "text"
    title: str = "title"
    published: str = "published"
    outlet: str = "outlet"
    url: str = "url"

    def ids(self) -> tuple[str, ...]:
        """The names that the id may have, the first that is there counts."""
        return (self.doc_id,) if self.doc_id else ("doc_id", "id")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an input may hold before it is refused; sizes in bytes.

    ``file`` bounds a file that is one article, ``page`` an HTML page, ``line`` one line or record of the others.
    Compressed input may unpack to ``unpacked`` in all, or beyond the first 64 MiB to ``ratio`` times its size.
    """

    file: int = 16 << 20
    page: int = 8 << 20
    line: int = 16 << 20
    unpacked: int = 64 << 30
    ratio: int = 200


FREE_UNPACKED = 64 << 20
"""Bytes that may be unpacked before ``Limits.ratio`` counts."""
