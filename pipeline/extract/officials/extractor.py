"""Finds officials."""

from __future__ import annotations

from pipeline.reading import Reading


class OfficialExtractor:
    """Fills ``reading.officials``."""

    name = "officials"
    needs = frozenset({"clean", "doc", "entities"})
    gives = frozenset({"officials"})

    def __call__(self, reading: Reading) -> Reading:
        return reading
