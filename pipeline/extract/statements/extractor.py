"""Finds statements."""

from __future__ import annotations

from pipeline.reading import Reading


class StatementExtractor:
    """Fills ``reading.statements``."""

    name = "statements"
    needs = frozenset({"clean", "doc", "entities"})
    gives = frozenset({"statements"})

    def __call__(self, reading: Reading) -> Reading:
        return reading
