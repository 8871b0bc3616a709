"""What looks like a date and is none. Its spans compete with those of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.article import Span
from pipeline.lexicon import table

_URL = r"(?:https?://|www\.)[^\s<>\"“”]+"
_MAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,64}"
_SITE = r"(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|co|id|net|org|go)(?:/[^\s<>\"“”]*)?"
_TAIL = r"\d[\w./-]*(?:\s+tahun\s+\d{4})?"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    laws, papers, places, names = (_words(kind) for kind in ("citation", "numbered", "place", "name"))
    return (
        re.compile(f"{_URL}|{_MAIL}|{_SITE}"),
        re.compile(rf"(?<!\w)(?:{laws})\.?\s+{_TAIL}", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{papers})(?!\w)[\s.:]{{0,4}}{_TAIL}", re.IGNORECASE),
        re.compile(
            r"(?<!\w)(?:UUD|Undang-[Uu]ndang Dasar)(?: (?:NRI|RI|Negara|Republik|Indonesia)){0,3}(?: Tahun)? \d{4}"
        ),
        re.compile(rf"(?<!\w)(?i:{places})\.? \d{{1,2}} [A-Z][a-z]+(?! \d{{4}})"),
        re.compile(r"(?<![\w+])(?:\+62[ -]?|08)\d{1,3}(?:[ -]?\d{3,4}){1,3}|\(0\d{2,3}\) ?\d[\d -]{4,12}"),
        re.compile(r"(?<!\w)(?:[A-Z] \d{4}|[A-Z]{2} \d{3}) [A-Z]{1,3}(?!\w)"),
        re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE),
    )


def _words(kind: str) -> str:
    found = [row["word"] for row in table("date_false_friends") if row["kind"] == kind]
    return "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))


def find_false_friends(text: str) -> Iterator[Span]:
    """Spans of citations, file numbers, addresses, phone numbers and names that hold figures or month names.

    >>> [s.of("Sesuai UU 10/2016 sejak 2017") for s in find_false_friends("Sesuai UU 10/2016 sejak 2017")]
    ['UU 10/2016']
    """
    for pattern in _patterns():
        for found in pattern.finditer(text):
            yield Span(*found.span())
