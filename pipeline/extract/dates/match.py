"""A match of a rule, as its reader sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.dates.atoms import Atom
from pipeline.normalize.dates import Expression

# atoms and what they say; None where they look like a date and are none
Read = Iterator[tuple[Sequence[Atom], Expression | None]]


@dataclass(frozen=True, slots=True)
class Match:
    """A run of atoms of a text."""

    text: str
    all_atoms: Sequence[Atom]
    start: int
    end: int

    @property
    def atoms(self) -> list[Atom]:
        """The atoms of the run."""
        return list(self.all_atoms[self.start : self.end])

    def before(self) -> Atom | None:
        """The atom before the run, a break or punctuation included."""
        return self.all_atoms[self.start - 1] if self.start else None

    def after(self) -> Atom | None:
        """The atom behind the run."""
        return self.all_atoms[self.end] if self.end < len(self.all_atoms) else None

    def before_kind(self) -> str:
        """The kind of the atom before, "" at the beginning."""
        atom = self.before()
        return "" if atom is None else atom.kind

    def after_kind(self) -> str:
        """The kind of the atom behind, "" at the end."""
        atom = self.after()
        return "" if atom is None else atom.kind


def closed(atoms: list[Atom]) -> list[Atom]:
    """The atoms up to a bracket that was opened before them, without punctuation at the end."""
    depth = 0
    for index, atom in enumerate(atoms):
        depth += (atom.kind == "(") - (atom.kind == ")")
        if depth < 0:
            atoms = atoms[:index]
            break
    while atoms and atoms[-1].kind in ",-/(&h#":
        atoms = atoms[:-1]
    return atoms


def without_last_word(build: Callable[[Match], Read]) -> Callable[[Match], Read]:
    """A reader that first takes "lalu", "ini", "mendatang" from the end of a match, and claims the word."""

    def read(match: Match) -> Read:
        last = match.atoms[-1]
        before = match.atoms[-2].kind if match.end - match.start > 1 else ""
        if last.kind not in "lifj" or before in ("T", "L", "P", "H"):
            yield from build(match)
            return
        found = list(build(replace(match, end=match.end - 1)))
        yield from found
        if found:
            yield [last], None

    return read
