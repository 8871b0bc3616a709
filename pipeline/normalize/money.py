"""Currencies: the signs before and the names behind an amount."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import table

_LONGEST_SIGN = 10


def sign_before(text: str, position: int) -> tuple[int, str] | None:
    """Where a currency sign begins that ends at ``position``, and its ISO 4217 code; None where there is none.

    >>> sign_before("biaya Rp. 30.6 Milyar", 10)
    (6, 'IDR')
    """
    start = max(0, position - _LONGEST_SIGN)
    found = _signs().search(text[start:position])
    if found is None:
        return None
    form = found.group(1)
    # Capitals keep "rm" or "eur" inside ordinary words out; "rp" is written small often enough.
    if form[0].islower() and form.lower().rstrip(".") != "rp":
        return None
    before = text[start + found.start() - 1 : start + found.start()] if start + found.start() else ""
    if before.isalnum() and not (before.islower() and form.startswith("Rp")):
        return None
    return start + found.start(), _codes("before")[form.lower()]


def name_after(text: str, position: int) -> tuple[int, str] | None:
    """Where a currency name ends that begins at ``position`` (white space aside), and its code, or None.

    >>> name_after("1 juta dolar AS untuk", 6)
    (15, 'USD')
    """
    found = _names().match(text, position)
    return None if found is None else (found.end(), _codes("after")[" ".join(found.group(1).lower().split())])


@cache
def _codes(side: str) -> dict[str, str]:
    return {row["form"]: row["code"] for row in table("currencies") if row["place"] in (side, "both")}


@cache
def _signs() -> re.Pattern[str]:
    forms = sorted(_codes("before"), key=len, reverse=True)
    # "Rp, 9,1 miliar" is a slip of the pen for "Rp. 9,1 miliar".
    return re.compile(rf"({'|'.join(re.escape(form) for form in forms)})(?:[\s:]|(?<=rp),)?\s?\Z", re.IGNORECASE)


@cache
def _names() -> re.Pattern[str]:
    forms = sorted(_codes("after"), key=len, reverse=True)
    joined = "|".join(r"\s".join(re.escape(word) for word in form.split()) for form in forms)
    return re.compile(rf"\s?({joined})(?!\w)", re.IGNORECASE)
