"""What looks like a date and is none. Its spans compete with those of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.article import Span
from pipeline.lexicon import table

_URL = r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|co|id|net|org|go)(?:/\S*)?"
_TAIL = r"[\s.:]*(?:\d[\w./-]*|[IVXLC]+\b)"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    heads = _words("citation")
    numbered = _words("numbered")
    places = _words("place")
    return (
        re.compile(_URL),
        re.compile(
            rf"(?<!\w)(?:{heads})(?!\w)[^.,;()\n\d]{{0,60}}\d[\w./-]*(?:[^.,;()\n\d]{{0,40}}[Tt]ahun\s+\d{{4}})?",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<!\w)(?:{numbered})(?!\w)[\s.:]*\d[\w./-]*(?:\s*/[\w./-]+)*(?:\s+[Tt]ahun\s+\d{{4}})?",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<!\w)(?:{places})(?!\w)\.?\s+\d{{1,2}}\s+[A-Z][a-z]+(?!\s+\d{{4}})", re.IGNORECASE),
        re.compile(r"(?<!\w)(?:\+62|08)\d{1,3}(?:[ -]?\d{3,4}){1,3}"),
        re.compile(r"(?<!\w)[A-Z]{1,2} \d{3,4} [A-Z]{1,3}(?!\w)"),
        re.compile(rf"(?<!\w)(?:{_words('name')})(?!\w)", re.IGNORECASE),
    )


def _words(kind: str) -> str:
    found = [row["word"] for row in table("date_false_friends") if row["kind"] == kind]
    return "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))


def find_false_friends(text: str) -> Iterator[Span]:
    """Spans of citations, file numbers, addresses, phone numbers and names that hold figures or month names.

    >>> [s.of("Sesuai Pasal 3 UU Nomor 10 Tahun 2016.") for s in find_false_friends("Sesuai Pasal 3 UU Nomor 10 Tahun 2016.")]
    ['Pasal 3', 'UU Nomor 10 Tahun 2016', 'Nomor 10 Tahun 2016']
    """
    for pattern in _patterns():
        for found in pattern.finditer(text):
            yield Span(*found.span())
