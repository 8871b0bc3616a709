"""Role phrases in running text: title, field, body, region, and the border to the name behind them.

"Kepala Badan Pengelolaan Keuangan dan Aset Daerah (BPKAD) Kabupaten Pesisir Barat Kasmir" has no mark between the body
and the name. The reader walks over the words behind a title and stops where a name begins: at an honorific or a rank,
at a name that other evidence knows, behind a region, behind an acronym, or at the first word that bodies do not have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from pipeline.article import Span
from pipeline.facts import Status
from pipeline.lexicon import table
from pipeline.normalize import names, villages
from pipeline.normalize.post_borders import is_spaced_degree
from pipeline.normalize.post_walk import MAX_TAIL, Walk, index_at
from pipeline.normalize.roles import Title, match_status, match_title
from pipeline.normalize.words import Phrases, Word

_COUNCILS = frozenset({"dewan", "majelis"})
_WITHIN = {
    "unit": frozenset({"kementerian", "kementrian"}),
    "body": _COUNCILS,
    "member": _COUNCILS,
    "expert": _COUNCILS,
}
MAX_APPOSED = 12
"""A name and its degrees have at most so many words before the title behind them."""
MAX_STATUSES = 4
"""No title has more status words before it; without a bound "Pj. Pj. Pj. …" would be read anew from every word."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a text beforehand: where names, regions and bodies stand, start to end, in code points.

    ``home`` is the code of the region that the text is about, empty where it is not known. ``entities`` are what the
    annotator takes for organisations, whole.
    """

    names: Mapping[int, int] = field(default_factory=dict)
    places: Mapping[int, int] = field(default_factory=dict)
    bodies: Mapping[int, int] = field(default_factory=dict)
    home: str = ""
    entities: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Post:
    """A role phrase. ``tail`` are the words of field and body, ``regions`` the regions among or behind them.

    ``span`` covers status, title, tail and regions; ``following`` is the index of the word behind them. ``years`` are
    those of a term ("periode 2014-2019"), ``ordinal`` the number of "Presiden ke-7".
    """

    span: Span
    status: Status | None
    title: Title
    tail: Span | None
    regions: tuple[Span, ...]
    following: int
    years: tuple[str, ...] = ()
    ordinal: bool = False


class PostReader:
    """Reads role phrases from the words of one text."""

    def __init__(self, words: Sequence[Word], evidence: Evidence) -> None:
        self.words = words
        self.evidence = evidence
        self._in_body = _covered(words, evidence.bodies)
        self._name_ends = frozenset(evidence.names.values())
        self._place_ends = _ends(words, evidence.places)
        self._entity_ends = _ends(words, evidence.entities)

    @cached_property
    def villages(self) -> Phrases:
        """The villages that the text names as such."""
        return villages.named_in(self.words)

    @cached_property
    def spoken(self) -> frozenset[str]:
        """The look-up forms of words behind a reporting verb or an honorific: people go by them."""
        words, found = self.words, set[str]()
        for at, word in enumerate(words[:-1]):
            verb = word.key in _verbs() and not word.capital
            start = names.skip_prefix(words, at + verb)
            if at < start < len(words) and words[start].capital and not names.known_word(words[start]):
                found.add(words[start].key)
        return frozenset(found)

    def read(self, at: int, *, whole: bool = False) -> Post | None:
        """The role phrase that begins at word ``at``, or None where no title stands there.

        ``whole`` says that no name follows: then every capitalised word belongs to the body.
        """
        words, status, place = self.words, None, at
        for _ in range(MAX_STATUSES):
            if place >= len(words) or (found := match_status(words, place)) is None:
                break
            status = status or found[0]
            place = self._behind_bracket(found[1])
        match = match_title(words, place)
        if match is None or names.rank_end(words, place) > match[1]:
            return None  # "Inspektur Satu Polisi"
        if place and words[place - 1].capital and words[place - 1].key in _WITHIN.get(match[0].kind, ()):
            return None  # "Kementerian Koordinator Bidang …" has no coordinator, "Dewan Pimpinan Pusat" no leader
        title, place = match
        if (behind := match_status(words, place, position="after")) is not None:
            status, place = behind
        walk = Walk(self, title, place, whole=whole)
        walk.run()
        end = words[walk.at - 1].end
        return Post(
            Span(words[at].start, end),
            status or walk.status or title.status,
            title,
            walk.tail(),
            tuple(walk.regions),
            walk.at,
            tuple(walk.years),
            walk.ordinal,
        )

    def _behind_bracket(self, at: int) -> int:
        """Behind the short form of a status in brackets: "Pelaksana Tugas (Plt)"."""
        words = self.words
        closed = at + 2 < len(words) and words[at].text == "(" and words[at + 2].text == ")"
        return at + 3 if closed and match_status(words, at + 1) is not None else at

    def name_after(self, at: int) -> tuple[int, int] | None:
        """First and last-but-one word index of the name that begins at ``at``, its honorifics skipped; None if none."""
        start = names.skip_prefix(self.words, at)
        if names.shouted(self.words, start) and at and self.words[at - 1].acronym and len(self.words[at - 1].text) > 4:
            return None  # a headline in capitals tells no border
        if is_spaced_degree(self.words, start):
            return None
        if start >= len(self.words) or match_status(self.words, start) is not None:
            return None
        if match_title(self.words, start) and not self.is_known(start):
            return None
        end = self.known_end(start) or names.read_name(self.words, start)
        return (start, end) if end > start else None

    def apposed(self, at: int, *, least: int = 1) -> bool:
        """Whether the word at ``at`` stands right behind a known name and a comma: "Ayu Lestari, Presiden Maju,".

        The name has ``least`` words or more, and no title before it.
        """
        words, before = self.words, at - 2
        if at < 2 or words[at - 1].text not in {",", "("}:
            return False
        while 1 < before > at - MAX_APPOSED:
            if not names.is_degree(words[before]) and names.skip_degrees(words, before - 1) <= before:
                break
            before -= 2 if words[before - 1].text == "," else 1
        if words[before].end not in self._name_ends:
            return False
        first = before
        while first > max(0, before - MAX_APPOSED) and words[first].start not in self.evidence.names:
            first -= 1
        titled = first > 0 and (words[first - 1].capital or words[first - 1].text in {",", ".", ")"})
        return before - first >= least - 1 and not titled

    def is_known(self, at: int) -> bool:
        """Whether other evidence says that a name begins at the word."""
        return self.words[at].start in self.evidence.names

    def is_likely(self, name: tuple[int, int], post: Post) -> bool:
        """Whether a name that no other evidence knows may stand behind a title phrase.

        It is the end of a known one (whose first words are the title's region), or it stands between the comma behind
        a title with its body and a sentence that goes on: "Dirjen Migas Kementerian Energi, Kasan mengatakan".
        """
        words, (start, end) = self.words, name
        if words[end - 1].end in self._name_ends:
            return True
        told = post.tail is not None or bool(post.regions)
        after_comma = told and words[start - 1].text == "," and start - 1 == post.following
        if not after_comma or end >= len(words) or self.place_end(start) is not None or self.in_body(start):
            return False
        goes_on = words[end].text in {",", ";"} or (words[end].text.isalpha() and words[end].text.islower())
        listed = words[end].text == "," and end + 1 < len(words) and words[end + 1].text in {"dan", "serta", "and"}
        if listed and not post.regions and not self._has_body(post, start):
            return False  # "Manajer Hukum, Demokrasi, dan HAM"
        return goes_on and words[end].text not in {"dan", "serta", "atau"} and not names.body_word(words[start])

    def _has_body(self, post: Post, before: int) -> bool:
        """Whether the words of a title phrase that ends right before a word name a body, and not only a field."""
        tail = (w for w in self.words[max(0, before - MAX_TAIL) : before] if post.tail and w.start >= post.tail.start)
        return any(w.acronym or names.body_words().get(w.key) == "starter" for w in tail)

    def known_end(self, at: int) -> int | None:
        """The index behind the name that other evidence knows at the word."""
        end = self.evidence.names.get(self.words[at].start)
        return None if end is None else index_at(self.words, end, at)

    def place_end(self, at: int) -> int | None:
        """The index behind the region that the word is part of, or None."""
        end = self._place_ends[at]
        return None if end < 0 else index_at(self.words, end, at)

    def goes_on(self, at: int) -> bool:
        """Whether the word goes on with an organisation that the annotator sees begin before it.

        The annotator takes the holder in now and then ("DPD RI Budi Santoso"), so that the name must stand behind the
        organisation, or the word behind one in lower case within it ("BPJS unit Krui").
        """
        end = self._entity_ends[at]
        if end < 0 or self.words[at].start in self.evidence.entities:
            return False
        if self.words[at - 1].text.isalpha() and not self.words[at - 1].capital:
            return True
        behind = index_at(self.words, end, at)
        if behind >= len(self.words) or self.words[behind - 1].end > end:
            return False
        if self.words[behind].text == "(":
            return True
        behind += self.words[behind].text == ","
        if behind >= len(self.words):
            return False
        known = (self.known_end(behind) or behind) - behind > 1 and not self.words[behind].initial
        return known or names.skip_prefix(self.words, behind) > behind

    def behind_organisation(self, at: int) -> bool:
        """Whether the annotator sees an organisation end right before the word."""
        return at > 0 and self._entity_ends[at] < 0 and self._entity_ends[at - 1] == self.words[at - 1].end

    def in_body(self, at: int) -> bool:
        """Whether other evidence says that the word is part of a body's name."""
        return self._in_body[at]


@cache
def _verbs() -> frozenset[str]:
    return frozenset(row["form"] for row in table("reporting_verbs") if row["use"] == "base") | {"menurut"}


def _ends(words: Sequence[Word], spans: Mapping[int, int]) -> list[int]:
    """For each word the end of the span that it lies in, or -1. A span may begin within a word (glued text)."""
    ends, current = [], -1
    starts = sorted(spans)
    place = 0
    for word in words:
        while place < len(starts) and starts[place] < word.end:
            current = max(current, spans[starts[place]])
            place += 1
        ends.append(current if word.end <= current else -1)
    return ends


def _covered(words: Sequence[Word], spans: Mapping[int, int]) -> list[bool]:
    """For each word whether it lies in one of the spans."""
    return [end >= 0 for end in _ends(words, spans)]
