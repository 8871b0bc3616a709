"""People of one article."""

from __future__ import annotations

from pipeline.reading import Person, Reading


def find_people(reading: Reading) -> tuple[Person, ...]:
    """The people of the article."""
    return ()
