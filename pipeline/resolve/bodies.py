"""Bodies of one article."""

from __future__ import annotations

from pipeline.reading import Body, Reading


def find_bodies(reading: Reading) -> tuple[Body, ...]:
    """The bodies of the article."""
    return ()
