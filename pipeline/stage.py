"""What a stage is, and the check that a list of stages fits together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pipeline.reading import Reading

LAYERS = ("clean", "doc", "entities", "dates", "officials", "statistics", "venues", "statements")


class Stage(Protocol):
    """One step from reading to reading.

    A stage reads the layers that it names in ``needs``, fills those in ``gives``, and changes nothing else: it
    returns a new ``Reading`` (``dataclasses.replace``). It reaches neither network nor clock.
    """

    @property
    def name(self) -> str:
        """Short name, used in failures and timings."""

    @property
    def needs(self) -> frozenset[str]:
        """Layers that must be there before."""

    @property
    def gives(self) -> frozenset[str]:
        """Layers that are there afterwards."""

    def __call__(self, reading: Reading) -> Reading:
        """The reading with this stage's layers filled."""


class StageError(Exception):
    """A stage that raised; ``stage`` is its name, ``__cause__`` what it raised."""

    def __init__(self, stage: str) -> None:
        super().__init__(f"the stage {stage!r} failed")
        self.stage = stage


def check(stages: Sequence[Stage], given: frozenset[str] = frozenset({"clean", "doc"})) -> None:
    """Raise ``ValueError`` unless every stage finds the layers that it needs.

    ``given`` are the layers that are there before the first stage.
    """
    have = set(given)
    for stage in stages:
        unknown = (stage.needs | stage.gives) - set(LAYERS)
        if unknown:
            raise ValueError(f"stage {stage.name!r} names unknown layers: {', '.join(sorted(unknown))}")
        missing = stage.needs - have
        if missing:
            raise ValueError(f"stage {stage.name!r} needs {', '.join(sorted(missing))}, which no stage before it gives")
        have |= stage.gives
