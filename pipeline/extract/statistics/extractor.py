"""Finds statistics."""

from __future__ import annotations

from pipeline.reading import Reading


class StatisticExtractor:
    """Fills ``reading.statistics``."""

    name = "statistics"
    needs = frozenset({"clean", "doc", "entities"})
    gives = frozenset({"statistics"})

    def __call__(self, reading: Reading) -> Reading:
        return reading
