"""A text under repair that remembers, for every code point, what part of the source it stands for."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from pipeline.article import OffsetMap, Span


class Edit(NamedTuple):
    """``text[start:end]`` is replaced by ``words``; the whole of the one stands for the whole of the other."""

    start: int
    end: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """``text`` and, for each of its code points, the source span ``starts[i]..ends[i]``; both never fall."""

    text: str
    starts: array[int]
    ends: array[int]

    @classmethod
    def of(cls, source: str) -> Draft:
        """The source itself, not yet changed."""
        return cls(source, array("q", range(len(source))), array("q", range(1, len(source) + 1)))

    def edited(self, edits: Iterable[Edit]) -> Draft:
        """A new draft. ``edits`` come in order and do not overlap; an insertion (nothing replaced) is no edit.

        An edit that keeps the number of code points keeps them apart in the map; any other is one block.

        >>> draft = Draft.of("harga &amp; stok").edited([Edit(6, 11, "&")])
        >>> draft.text, draft.source(Span(6, 7))
        ('harga & stok', Span(start=6, end=11))
        """
        words: list[str] = []
        starts, ends = array("q"), array("q")
        done = 0
        for start, end, replacement in edits:
            if start < done or end <= start:
                raise ValueError(f"edits overlap, or one inserts, at {start}..{end}")
            words += (self.text[done:start], replacement)
            starts += self.starts[done:start]
            ends += self.ends[done:start]
            if len(replacement) == end - start:
                starts += self.starts[start:end]
                ends += self.ends[start:end]
            elif replacement:
                starts += array("q", [self.starts[start]]) * len(replacement)
                ends += array("q", [self.ends[end - 1]]) * len(replacement)
            done = end
        if not words:
            return self
        words.append(self.text[done:])
        starts += self.starts[done:]
        ends += self.ends[done:]
        return Draft("".join(words), starts, ends)

    def sub(self, pattern: re.Pattern[str], words: Callable[[re.Match[str]], str | None]) -> Draft:
        """Every non-empty match replaced by what ``words`` makes of it (None leaves it alone)."""
        return self.edited(_edits(pattern, self.text, words))

    def translate(self, table: dict[int, str]) -> Draft:
        """Each code point that the table names replaced by one other."""
        return Draft(self.text.translate(table), self.starts, self.ends)

    def source(self, span: Span) -> Span:
        """The source span of a non-empty span of the draft."""
        return Span(self.starts[span.start], self.ends[span.end - 1])

    def offsets(self) -> OffsetMap:
        """The way back, for good."""
        if not self.text:
            return OffsetMap(())
        starts = np.frombuffer(self.starts, dtype=np.int64)
        ends = np.frombuffer(self.ends, dtype=np.int64)
        single = ends - starts == 1
        follows = single[1:] & single[:-1] & (starts[1:] == starts[:-1] + 1)
        repeats = (starts[1:] == starts[:-1]) & (ends[1:] == ends[:-1])
        breaks = ~(follows | repeats)
        breaks[1:] |= follows[1:] != follows[:-1]
        firsts = [0, *(np.flatnonzero(breaks) + 1).tolist(), len(self.text)]
        return OffsetMap.of(
            (after - first, self.starts[first], self.ends[after - 1] - self.starts[first])
            for first, after in pairwise(firsts)
        )


def _edits(pattern: re.Pattern[str], text: str, words: Callable[[re.Match[str]], str | None]) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        replacement = words(match)
        if match.end() > match.start() and replacement is not None and replacement != match[0]:
            yield Edit(match.start(), match.end(), replacement)
