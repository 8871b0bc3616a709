"""Finds venues."""

from __future__ import annotations

from pipeline.reading import Reading


class VenueExtractor:
    """Fills ``reading.venues``."""

    name = "venues"
    needs = frozenset({"clean", "doc", "entities"})
    gives = frozenset({"venues"})

    def __call__(self, reading: Reading) -> Reading:
        return reading
