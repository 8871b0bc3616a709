"""The words of a text with their places: a light second tokenisation that needs no model."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.article import Span

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-/'’][^\W\d_]+)*|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Words:
    """All words, figures and marks of ``text`` in order.

    >>> words = Words.of("Ada 12 kabupaten/kota.")
    >>> [words.text_at(i) for i in range(len(words))]
    ['Ada', '12', 'kabupaten/kota', '.']
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of ``text``."""
        spans = [found.span() for found in _WORD.finditer(text)]
        return cls(text, tuple(start for start, _ in spans), tuple(end for _, end in spans))

    def __len__(self) -> int:
        return len(self.starts)

    def text_at(self, index: int) -> str:
        """The word at ``index``; empty outside the text."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.starts) else ""

    def lower(self, index: int) -> str:
        """The word at ``index`` in lower case; empty outside the text."""
        return self.text_at(index).lower()

    def span(self, first: int, last: int) -> Span:
        """The span from the word ``first`` to the word ``last``, both included."""
        return Span(self.starts[first], self.ends[last])

    def from_position(self, position: int) -> int:
        """The index of the first word that begins at or behind ``position``."""
        return bisect_left(self.starts, position)

    def same_line(self, first: int, last: int) -> bool:
        """Whether no line ends between two words."""
        return "\n" not in self.text[self.ends[first] : self.starts[last]]

    def before(self, index: int, count: int) -> Iterator[int]:
        """Indices before ``index``, nearest first, at most ``count``, not beyond the line or the sentence."""
        for at in range(index - 1, max(index - 1 - count, -1), -1):
            if not self.same_line(at, at + 1) or self.closes_sentence(at):
                return
            yield at

    def behind(self, index: int, count: int) -> Iterator[int]:
        """Indices from ``index`` on, at most ``count``, not beyond the line or the sentence."""
        for at in range(index, min(index + count, len(self))):
            if at > index and not self.same_line(at - 1, at):
                return
            if self.closes_sentence(at):
                return
            yield at

    def closes_sentence(self, index: int) -> bool:
        """Whether the word is a mark that ends a sentence: ". " before a capital, "!", "?"."""
        mark = self.text_at(index)
        if mark in ("!", "?"):
            return True
        following = self.text_at(index + 1)
        return mark == "." and (not following or following[:1].isupper() or not following[:1].isalnum())

    def opens_sentence(self, index: int) -> bool:
        """Whether a sentence or line begins with the word at ``index``, quotation marks aside."""
        at = index
        while at > max(index - 9, 0) and self.same_line(at - 1, at) and self.text_at(at - 1) in "\"'“‘”(-–—•*":
            at -= 1
        return at == 0 or not self.same_line(at - 1, at) or self.text_at(at - 1) in (".", "!", "?", ":", ";")
