"""The stage that fills ``reading.entities``: places and bodies first, then people."""

from __future__ import annotations

from dataclasses import replace

from pipeline.reading import Entities, Reading
from pipeline.resolve.bodies import find_bodies
from pipeline.resolve.people import find_people
from pipeline.resolve.places import find_home, find_places


class Resolver:
    """Fills ``reading.entities``."""

    name = "resolve"
    needs = frozenset({"clean", "doc"})
    gives = frozenset({"entities"})

    def __call__(self, reading: Reading) -> Reading:
        """The reading with its people, bodies and places."""
        places = find_places(reading)
        home = find_home(reading, places)
        bodies = find_bodies(reading)
        reading = replace(reading, entities=Entities(bodies=bodies, places=places, home=home))
        people = find_people(reading)
        return replace(reading, entities=replace(reading.entities, people=people))
