"""The body of a post that its phrase does not name: from the words before it, or from the post before it."""

from __future__ import annotations

from pipeline.article import Span
from pipeline.extract.officials.candidates import Candidate
from pipeline.extract.officials.values import Holding
from pipeline.normalize.links import link_words
from pipeline.normalize.words import split
from pipeline.reading import Reading

_NEAR = 60
"""Between a body and the post that is held in it stand at most so many code points."""
_MOST_APART = 90
"""The same between two posts of one list."""


def body_before(reading: Reading, candidate: Candidate, last: tuple[Span, Holding] | None) -> Holding | None:
    """The post before in one list, or the body that the words lead from ("pengurus KPU seperti Ketua Budi Santoso").

    Returns a holding whose body and region hold for this post as well; None where nothing is plain.
    ``last`` is the statement before this one.
    """
    text, start = reading.clean.text, candidate.post.span.start
    if last is not None and last[1].organization is not None and last[1].role != "Kepala":
        gap = text[last[0].end : start] if last[0].end <= start else "\n"
        if len(gap) < _MOST_APART and _is_list(gap) and candidate.post.title.role in _DEPUTIES:
            return last[1]
    for body in reading.entities.bodies:
        for span in body.spans:
            if start - _NEAR <= span.end <= start and _leads(text[span.end : start]):
                return Holding("", "definitive", span.of(text), None, False, ())
    return None


def _is_list(gap: str) -> bool:
    words = [w for w in split(gap) if w.text not in {",", "(", ")"}]
    return "\n" not in gap and all(w.text in {"dan", "serta", "bersama"} or w.capital for w in words) and len(words) < 5


def _leads(gap: str) -> bool:
    words = split(gap)
    plain = all(not w.capital and (w.text.isalpha() or w.text == ",") for w in words)
    return "\n" not in gap and plain and any(w.key in link_words("instance") for w in words)


_DEPUTIES = frozenset(
    {"Wakil Ketua", "Sekretaris", "Bendahara", "Wakil Sekretaris", "Wakil Bendahara", "Sekretaris Jenderal"}
    | {"Wakil Ketua Umum", "Wakil Sekretaris Jenderal", "Bendahara Umum", "Sekretaris Umum", "Juru Bicara"}
)
