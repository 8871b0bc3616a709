"""Role phrases in running text: title, field, body, region, and the border to the name behind them.

"Kepala Badan Pengelolaan Keuangan dan Aset Daerah (BPKAD) Kabupaten Pesisir Barat Kasmir" has no mark between the body
and the name. The reader walks over the words behind a title and stops where a name begins: at an honorific or a rank,
at a name that other evidence knows, behind a region, behind an acronym, or at the first word that bodies do not have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.article import Span
from pipeline.facts import Status
from pipeline.lexicon import words as column
from pipeline.normalize import bodies, names
from pipeline.normalize.roles import Title, match_status, match_title
from pipeline.normalize.words import Phrases, Word, match_phrase, phrases

MAX_TAIL = 24
"""A role phrase has at most so many words behind its title."""
MAX_BRACKET = 8

_WANTS_BODY = frozenset({"body", "company", "unit", "member", "expert", "head", "minister"})
_JOINING = frozenset({"dan", "&", "serta", "/", "-", "–", "bidang", "urusan", "of", "and", "for"})
_LEADING = frozenset({"di", "dari", "pada", "untuk", "kantor", "wilayah", "lembaga", "dalam"})
_BALINESE = frozenset(column("balinese_names"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a text beforehand: where names, regions and bodies stand, start to end, in code points."""

    names: Mapping[int, int] = field(default_factory=dict)
    places: Mapping[int, int] = field(default_factory=dict)
    bodies: Mapping[int, int] = field(default_factory=dict)


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

    def read(self, at: int) -> Post | None:
        """The role phrase that begins at word ``at``, or None where no title stands there."""
        words, status, place = self.words, None, at
        while place < len(words) and (found := match_status(words, place)) is not None:
            status = status or found[0]
            place = found[1]
        match = match_title(words, place)
        if match is None:
            return None
        title, place = match
        if (behind := match_status(words, place, position="after")) is not None:
            status, place = behind
        walk = _Walk(self, title, place)
        walk.run()
        end = words[walk.at - 1].end
        return Post(
            Span(words[at].start, end),
            status or title.status,
            title,
            walk.tail(),
            tuple(walk.regions),
            walk.at,
            tuple(walk.years),
            walk.ordinal,
        )

    def name_after(self, at: int) -> tuple[int, int] | None:
        """First and last-but-one word index of the name that begins at ``at``, its honorifics skipped; None if none."""
        start = names.skip_prefix(self.words, at)
        if start >= len(self.words) or (match_title(self.words, start) and not self.is_known(start)):
            return None
        end = self.known_end(start) or names.read_name(self.words, start)
        return (start, end) if end > start else None

    def is_known(self, at: int) -> bool:
        """Whether other evidence says that a name begins at the word."""
        return self.words[at].start in self.evidence.names

    def known_end(self, at: int) -> int | None:
        """The index behind the name that other evidence knows at the word."""
        end = self.evidence.names.get(self.words[at].start)
        return None if end is None else index_at(self.words, end, at)

    def place_end(self, at: int) -> int | None:
        """The index behind the region that begins at the word, or None."""
        end = self.evidence.places.get(self.words[at].start)
        return None if end is None else index_at(self.words, end, at)

    def in_body(self, at: int) -> bool:
        """Whether other evidence says that the word is part of a body's name."""
        return self._in_body[at]


class _Walk:
    """One walk over the words behind a title."""

    def __init__(self, reader: PostReader, title: Title, at: int) -> None:
        self.reader, self.words, self.title = reader, reader.words, title
        self.first = self.at = at
        self.body: list[int] = []
        self.regions: list[Span] = []
        self.years: list[str] = []
        self.ordinal = False

    def run(self) -> None:
        limit = min(len(self.words), self.first + MAX_TAIL)
        while self.at < limit:
            step = self.step()
            if step <= self.at:
                return
            self.at = step

    def step(self) -> int:
        """The index behind what the phrase goes on with at the current word; the current index where it ends."""
        words, at = self.words, self.at
        word = words[at]
        if at > self.first and word.line != words[at - 1].line and not word.capital:
            return at
        if word.text == "(":
            return self.bracket()
        if (place := self.reader.place_end(at)) is not None and not self.person_covers(place):
            self.regions.append(Span(word.start, words[place - 1].end))
            return place
        if self.name_begins(at):
            return at
        if (end := self.aside(at)) > at:
            return end
        if word.capital or word.text[0].isdigit():
            return self.capital(at)
        return self.small(at)

    def person_covers(self, end: int) -> bool:
        """Whether a known name begins at the current word and goes on behind the region ("Bobby Nasution")."""
        known = self.reader.known_end(self.at)
        return known is not None and (known > end or bool(self.regions))

    def name_begins(self, at: int) -> bool:
        words = self.words
        if self.reader.is_known(at):
            return True
        word = words[at]
        if not word.capital:
            return False
        if word.key in {"i", "ni"} and at + 1 < len(words) and words[at + 1].key in _BALINESE:
            return True
        prefix = names.skip_prefix(words, at)
        return prefix > at and prefix < len(words) and names.read_name(words, prefix) > prefix and word.key not in _ALSO

    def bracket(self) -> int:
        """Behind a short bracket that explains what stands before it; the current index where it says more."""
        words, at = self.words, self.at
        for end in range(at + 1, min(len(words), at + MAX_BRACKET + 1)):
            if words[end].text == ")":
                inside = words[at + 1 : end]
                short = bool(inside) and all(w.capital or w.text in {"/", "-", "&", "dan"} for w in inside)
                own = match_title(words, at + 1) is not None and at > self.first
                return end + 1 if short and not own else at
        return at

    def aside(self, at: int) -> int:
        """Behind "ke-7", "periode 2014-2019", "nomor urut 2", "setempat"; ``at`` where none stands there."""
        words = self.words
        text = [w.key for w in words[at : at + 6]]
        if text[:2] == ["ke", "-"] and len(text) > 2 and words[at + 2].text.isalnum():
            self.ordinal = True
            return at + 3
        if text[:2] == ["nomor", "urut"] and len(text) > 2:
            return at + 3
        if text[:1] == ["setempat"]:
            return at + 1
        lead = match_phrase(_TERMS, words, at)
        end = lead
        while lead > at and end < len(words) and (_is_year(words[end]) or words[end].text in {"-", "–", "hingga"}):
            if words[end].text[0].isdigit():
                self.years.append(words[end].text)
            end += 1
        return end if end > lead else at

    def capital(self, at: int) -> int:
        """Behind a capitalised word or a number where it belongs to the body, else ``at``."""
        word = self.words[at]
        kind = self.title.kind
        country = match_phrase(_COUNTRIES, self.words, at)
        if country > at:
            self.body.extend(range(at, country))
            return country
        if self.is_body(at):
            self.body.append(at)
            return at + 1
        if names.is_degree(word) or word.text[0].isdigit():
            return at
        if (kind in _WANTS_BODY or kind in {"office", "state", "post"}) and self.body_goes_on(at):
            self.body.append(at)
            return at + 1
        return at

    def is_body(self, at: int) -> bool:
        """Whether the word by itself belongs to a body: its vocabulary, an acronym, a number within."""
        word = self.words[at]
        if word.text[0].isdigit():
            return self.at > self.first or self.title.kind == "post"
        if word.key in names.body_words() and self.title.kind != "state":
            return True
        if word.key in _REGION_KINDS or bodies.exact(word.text) is not None:
            return True
        if word.acronym or (word.text[:2].isupper() and word.text.isalpha()):
            return not names.shouted(self.words, at)
        return self.reader.in_body(at)

    def body_goes_on(self, at: int) -> bool:
        """Whether a word that could be a name's is a body's: a body word, a region or a known name comes behind it."""
        words, end = self.words, at + 1
        while end < len(words) and end - at < 7 and words[end].line == words[at].line:
            word = words[end]
            if self.reader.is_known(end):
                return self.parts_from_name(at, end)
            if self.reader.place_end(end) is not None:
                return True
            if word.text == "," and self.title.kind in _WANTS_BODY and not self.body:
                return self.name_behind_comma(at, end)
            if word.capital and self.is_body(end) and not word.initial and end - at < 3:
                return True
            if not word.capital and word.text not in {"dan", "&"}:
                return False
            end += 1
        return False

    def parts_from_name(self, at: int, known: int) -> bool:
        """Whether unknown words before a known name are a body's; a name known by one word may lack its first ones.

        Countries are all known, so behind a state's title such words are the name's ("Sekretaris Kabinet Teddy …").
        """
        size = (self.reader.known_end(known) or known) - known
        return size > 1 and self.title.kind != "state"

    def name_behind_comma(self, at: int, comma: int) -> bool:
        """ "CEO Tesla, Elon Musk": one unknown word or more before the comma, a name of two or more behind it."""
        if match_title(self.words, comma + 1) or any(self.reader.is_known(i) for i in range(at, comma)):
            return False
        found = self.reader.name_after(comma + 1)
        return found is not None and (found[1] - found[0] > 1 or found[0] > comma + 1 or self.reader.is_known(found[0]))

    def small(self, at: int) -> int:
        """Behind a word in lower case or a sign that joins words of the body, else ``at``."""
        words, word = self.words, self.words[at]
        follower = words[at + 1] if at + 1 < len(words) else None
        if follower is None:
            return at
        if word.text == ",":
            listed = self.body and (follower.key in names.body_words() or follower.text in {"dan", "serta"})
            placed = self.body and not self.regions and self.reader.place_end(at + 1) is not None
            return at + 1 if (listed and self.list_goes_on(at)) or (placed and not self.reader.is_known(at + 1)) else at
        if word.text in _JOINING:
            joins = follower.key in names.body_words() or follower.acronym or follower.text[0].isdigit()
            return at + 1 if joins and not self.title_at(at + 1) and (self.body or word.key.isalpha()) else at
        if word.text in _LEADING:
            leads = follower.capital and self.title.kind not in {"state"} and not self.reader.is_known(at + 1)
            return at + 1 if leads and (self.is_body(at + 1) or self.reader.place_end(at + 1)) else at
        if word.key in names.body_words() and self.title.kind in _WANTS_BODY:
            self.body.append(at)
            return at + 1
        return at

    def title_at(self, at: int) -> bool:
        match = match_title(self.words, at)
        return match is not None and match[0].kind not in {"unit", "expert"}

    def list_goes_on(self, comma: int) -> bool:
        """ "Pendidikan, Kebudayaan, Riset, dan Teknologi": a list of fields ends with "dan"."""
        for word in self.words[comma + 1 : comma + 10]:
            if word.text in {"dan", "&", "serta"}:
                return True
            if word.text != "," and word.key not in names.body_words():
                return False
        return False

    def tail(self) -> Span | None:
        """The words of field and body from the first to the last."""
        if not self.body:
            return None
        return Span(self.words[self.body[0]].start, self.words[self.body[-1]].end)


_ALSO = frozenset({"imam", "h"})
_REGION_KINDS = frozenset(column("region_kinds"))
_COUNTRIES: Phrases = phrases(column("countries"))
_TERMS: Phrases = phrases(column("term_words"))


def _is_year(word: Word) -> bool:
    return word.text[0].isdigit() and len(word.text) in {4, 9} and word.text[:2] in {"19", "20"}


def index_at(words: Sequence[Word], end: int, at: int) -> int:
    """The index of the first word from ``at`` on that does not lie before position ``end``."""
    while at < len(words) and words[at].end <= end:
        at += 1
    return at


def _covered(words: Sequence[Word], spans: Mapping[int, int]) -> list[bool]:
    """For each word whether it lies in one of the spans."""
    marks, end = [], -1
    for word in words:
        end = max(end, spans.get(word.start, -1))
        marks.append(word.end <= end)
    return marks
