"""The day on which an article was published, from what a page or a column says."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, lru_cache

from dateparser.date import DateDataParser

_LONGEST = 200
_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*")
_DAY = re.compile(
    r"(?<![\w/.-])(?:\d{1,2}(?:st|nd|rd|th)?[ -][A-Za-z]{3,12}\.?,?[ -]\d{4}|[A-Z][a-z]{2,11}\.? \d{1,2},? \d{4}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}/\d{1,2}/\d{1,2})(?![\w/-])"
)


def parse_published(value: object) -> date | None:
    """The calendar day of ``value`` as written there, or None where it states none, or more than one.

    A time of day and its zone do not move the day. Days come before months ("05/06/2024" is 5 June).

    >>> parse_published("Selasa, 17 September 2024 | 09.00 WIB"), parse_published("2024-09-17T23:30:00+07:00")
    (datetime.date(2024, 9, 17), datetime.date(2024, 9, 17))
    >>> parse_published("kemarin") is None
    True
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return _parsed(value) if isinstance(value, str) and len(value) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _parsed(text: str) -> date | None:
    iso = _ISO.match(text) or _COMPACT.fullmatch(text)
    if iso:
        try:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        except ValueError:
            return None
    days = {day for match in _DAY.finditer(text) if (day := _written(match[0])) is not None}
    return days.pop() if len(days) == 1 else None


def _written(words: str) -> date | None:
    found = _parser().get_date_data(words).date_obj
    return None if found is None else found.date()


@cache
def _parser() -> DateDataParser:
    settings = {"PARSERS": ["absolute-time"], "STRICT_PARSING": True, "DATE_ORDER": "DMY", "TIMEZONE": "UTC"}
    return DateDataParser(languages=["id", "en"], settings=settings)
