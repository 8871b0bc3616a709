"""Figures: numbers written in digits, by the conventions of the Indonesian press."""

from __future__ import annotations

import re
from decimal import Decimal

LONGEST = 40

_GROUPED = re.compile(r"\d{1,4}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d{1,2}")
_WHOLE_THOUSANDS = re.compile(r"[1-9]\d{0,2},000")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_GROUPED_POINT = re.compile(r"\d{1,3}(?:\.\d{3})+\.\d{2}")


def read_figure(text: str) -> Decimal | None:
    """The number that a run of digits, points and commas stands for; None where it stands for none.

    A point before exactly three digits groups thousands, any other point is a decimal point; a comma is a decimal
    comma. English grouping is read where it cannot be anything else ("1,250,000", "1,250.50", "5,000").

    >>> read_figure("1.010"), read_figure("30.6"), read_figure("2,5"), read_figure("1,250,000")
    (Decimal('1010'), Decimal('30.6'), Decimal('2.5'), Decimal('1250000'))
    >>> read_figure("19.30.15") is None
    True
    """
    if len(text) > LONGEST:
        return None
    if text.isascii() and text.isdecimal():
        return Decimal(text)
    if _GROUPED_ENGLISH.fullmatch(text) or _WHOLE_THOUSANDS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _GROUPED.fullmatch(text) and not text.startswith("0"):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if _GROUPED_POINT.fullmatch(text):
        groups, _, cents = text.rpartition(".")
        return Decimal(groups.replace(".", "") + "." + cents)
    return None


def write_figure(value: Decimal) -> str:
    """A number as the press writes it: points between thousands, a decimal comma.

    >>> write_figure(Decimal("1250000.5"))
    '1.250.000,5'
    """
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))
