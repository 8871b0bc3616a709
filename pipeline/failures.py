"""What went wrong with one input, as a line of ``failures.jsonl``: where, why, and what to do about it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """The stable codes of failures; tools may branch on them, so one is never renamed or used anew."""

    # The input as a whole.
    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"
    NOT_A_FILE = "not_a_file"
    UNKNOWN_FORMAT = "unknown_format"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BINARY = "binary"
    ENCODING = "encoding"
    COMPRESSION = "compression"
    MALFORMED = "malformed"
    NO_TEXT = "no_text"
    # One record among others.
    LINE_TOO_LONG = "line_too_long"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    DUPLICATE = "duplicate"
    # The pipeline itself.
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    INVALID_FACT = "invalid_fact"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Failure:
    """One input that gave no facts, or one fact that could not be written; the run goes on without it.

    ``stage`` is the room that gave up ("ingest", "clean", "extract.dates"); ``message`` says what is wrong and what to
    do; ``source`` is the file, ``line`` the line or row in it, counted from 1. ``doc_id`` is null where the failure
    came before an article had one.

    >>> print(Failure(None, "ingest", Code.EMPTY, "the file is empty; delete it", "berita.txt").to_json())
    {"doc_id":null,"stage":"ingest","code":"empty","message":"the file is empty; delete it","source":"berita.txt",\
"line":null}
    """

    doc_id: str | None
    stage: str
    code: Code
    message: str
    source: str | None = None
    line: int | None = None

    def to_json(self) -> str:
        """The failure as one JSON line, without the line break; always valid UTF-8 when encoded."""
        fields = {
            "doc_id": self.doc_id,
            "stage": self.stage,
            "code": str(self.code),
            "message": self.message,
            "source": self.source,
            "line": self.line,
        }
        line = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        return line.encode("utf-8", "backslashreplace").decode("utf-8")

    def __str__(self) -> str:
        """As an error line for people: ``berita.csv:3: …``."""
        place = ":".join(str(part) for part in (self.source, self.line) if part is not None)
        return f"{place}: {self.message}" if place else self.message
