"""A ``.txt`` file: one article, its text the whole decoded file."""

from __future__ import annotations

from pipeline.failures import Code
from pipeline.ingest.decode import decode
from pipeline.ingest.refusal import Refusal


def read_plain(data: bytes) -> str:
    """The text of the file: line ends untranslated, without byte order mark, the first line included."""
    if not data:
        raise Refusal(Code.EMPTY, "the file is empty; remove it or fetch it again")
    text = decode(data)
    if not text.strip():
        raise Refusal(Code.NO_TEXT, "the file holds white space only; remove it or fetch it again")
    return text
