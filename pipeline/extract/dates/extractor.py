"""Finds dates."""

from __future__ import annotations

from pipeline.reading import Reading


class DateExtractor:
    """Fills ``reading.dates``."""

    name = "dates"
    needs = frozenset({"clean", "doc", "entities"})
    gives = frozenset({"dates"})

    def __call__(self, reading: Reading) -> Reading:
        return reading
