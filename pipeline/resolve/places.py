"""Places of one article."""

from __future__ import annotations

from pipeline.reading import Place, Reading


def find_places(reading: Reading) -> tuple[Place, ...]:
    """The region mentions of the article, in order."""
    return ()


def find_home(reading: Reading, places: tuple[Place, ...]) -> Place | None:
    """The region that the article speaks from."""
    return None
