"""The walk over the words behind a title, up to the border where the holder's name begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.article import Span
from pipeline.facts import Status
from pipeline.lexicon import table
from pipeline.lexicon import words as column
from pipeline.normalize import bodies, names
from pipeline.normalize.roles import Title, match_status, match_title
from pipeline.normalize.words import Phrases, Word, match_phrase, phrases

if TYPE_CHECKING:
    from pipeline.normalize.posts import PostReader

MAX_TAIL = 24
"""A role phrase has at most so many words behind its title."""
_WANTS_BODY = frozenset({"body", "company", "unit", "member", "expert", "head", "minister"})
_JOINING = frozenset({"dan", "&", "serta", "/", "-", "–", "bidang", "urusan"})
_ENGLISH = frozenset({"of", "for", "the", "and", "on"})
_WITHIN = frozenset({"dan", "&", "-", "(", ")", "/"})
_LEADING = frozenset({"di", "dari", "pada", "untuk", "kantor", "wilayah", "lembaga", "dalam"})
_BALINESE = frozenset(column("balinese_names"))
MAX_BRACKET = 8
_BEARERS = frozenset(column("name_bearing_bodies"))
_ALSO = frozenset({"imam", "h"})
_REGION_KINDS = frozenset(column("region_kinds"))
_COUNTRIES: Phrases = phrases(column("countries"))
_TERMS: Phrases = phrases(column("term_words"))


def _is_year(word: Word) -> bool:
    return word.text[0].isdigit() and len(word.text) in {4, 9} and word.text[:2] in {"19", "20"}


class Walk:
    """One walk over the words behind a title."""

    def __init__(self, reader: PostReader, title: Title, at: int, *, whole: bool) -> None:
        self.reader, self.words, self.title, self.whole = reader, reader.words, title, whole
        self.first = self.at = at
        self.body: list[int] = []
        self.regions: list[Span] = []
        self.years: list[str] = []
        self.ordinal = False
        self.status: Status | None = None

    def run(self) -> None:
        """Walk until the phrase ends."""
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
        if (country := self.country(at)) > at:
            self.body.extend(range(at, country))
            return country
        if (end := self.bearer(at)) > at:
            self.body.extend(range(at, end))
            return end
        if self.name_begins(at):
            return at
        if (end := self.aside(at)) > at:
            return end
        if word.capital or word.text[0].isdigit():
            return self.capital(at)
        return self.small(at)

    def country(self, at: int) -> int:
        """Behind a country that begins at ``at``, else ``at``."""
        return match_phrase(_COUNTRIES, self.words, at) if self.words[at].capital else at

    def bearer(self, at: int) -> int:
        """Behind what names a body that bears a name ("Universitas" Gadjah Mada, "PT" Jasa Raharja), else ``at``."""
        words = self.words
        bears = bool(self.body) and self.body[-1] == at - 1 and words[at - 1].key in _BEARERS
        if not bears or not words[at].capital or names.skip_prefix(words, at) > at:
            return at
        return max(self.reader.known_end(at) or at + 1, at + 1)

    def person_covers(self, end: int) -> bool:
        """Whether a known name begins at the current word and goes on behind the region ("Bobby Nasution")."""
        known = self.reader.known_end(self.at)
        return known is not None and (known > end or bool(self.regions))

    def name_begins(self, at: int) -> bool:
        """Whether evidence, an honorific or a rank shows that the holder's name begins at the word."""
        words = self.words
        if self.reader.is_known(at):
            if self.reader.known_end(at) == at + 1 and names.body_word(words[at]) and self.title.kind in _WANTS_BODY:
                return False
            return not self.stands_before_comma(at) and not self.stands_before_acronym(at)
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
                return end + 1 if short else at
        return at

    def aside(self, at: int) -> int:
        """Behind "terpilih", "ke-7", "periode 2014-2019", "nomor urut 2", "setempat"; ``at`` where none is."""
        words = self.words
        if (found := match_status(words, at, position="after")) is not None:
            self.status = found[0]
            return found[1]
        text = [w.key for w in words[at : at + 6]]
        number = at + 2 if text[:2] == ["ke", "-"] else at + 1
        if text[:1] == ["ke"] and number < len(words) and words[number].text.isalnum():
            self.ordinal = True
            more = number + 2 < len(words) and words[number + 1].text == "dan" and words[number + 2].text.isdigit()
            return number + 3 if more else number + 1
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
        glued = at + 1 < len(self.words) and word.end == self.words[at + 1].start
        if kind == "office" and self.regions and not glued:
            return at  # "Gubernur Lampung Luncurkan Kartu": behind its region an office says no more
        if self.is_body(at):
            self.body.append(at)
            return at + 1
        if names.is_degree(word) or word.text[0].isdigit():
            return at
        if self.stands_before_comma(at) or self.explained(at) or self.rank_follows(at) or self.other_title_follows(at):
            self.body.append(at)
            return at + 1
        if self.whole and kind in _WANTS_BODY | {"state"}:
            self.body.append(at)
            return at + 1
        open_ended = kind in _WANTS_BODY or (kind in {"office", "state", "post"} and not self.regions)
        if open_ended and self.body_goes_on(at):
            self.body.append(at)
            return at + 1
        return at

    def is_body(self, at: int) -> bool:
        """Whether the word by itself belongs to a body: its vocabulary, an acronym, a number within."""
        word = self.words[at]
        if word.text[0].isdigit():
            return self.at > self.first or self.title.kind == "post"
        if self.title.kind != "state" and (word.key in names.body_words() or names.looks_like_field(word)):
            return True
        if word.key in _REGION_KINDS or bodies.exact(word.text) is not None:
            return True
        if at + 1 < len(self.words) and word.end == self.words[at + 1].start and self.words[at + 1].capital:
            return True  # "DKI JakartaPramono": what is glued to a name is not part of it
        if word.initial and self.is_initial_of_name(at):
            return False
        if word.acronym or word.initial:
            return not names.shouted(self.words, at)
        apart = self.title.kind not in {"fixed", "portfolio"} and not self.reader.in_body(self.first - 1)
        return apart and self.reader.in_body(at)

    def is_initial_of_name(self, at: int) -> bool:
        """ "N Lingga Kusuma", but "Komisi A DPRD" and "Asisten I"."""
        follower = self.words[at + 1] if at + 1 < len(self.words) else None
        if follower is None or self.words[at].key in {"i", "v", "x"} or self.reader.place_end(at + 1) is not None:
            return False
        return names.is_name_word(follower) and not follower.initial and follower.key not in names.body_words()

    def body_goes_on(self, at: int) -> bool:
        """Whether a word that could be a name's is a body's: a body word, a region or a known name comes behind it."""
        words, end = self.words, at + 1
        while end < len(words) and end - at < 7 and words[end].line == words[at].line:
            word = words[end]
            if self.reader.is_known(end):
                return self.parts_from_name(at, end)
            if self.reader.place_end(end) is not None:
                return True
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

    def other_title_follows(self, at: int) -> bool:
        """ "CEO Majujaya yang juga Menteri Investasi Galih": the name stands behind the second title, not here."""
        words, end = self.words, at + 1
        if self.body or self.title.kind not in _WANTS_BODY:
            return False
        while end < len(words) and end - at < 5 and words[end].capital:
            end += 1
        link = match_phrase(_OTHER_TITLE, words, end)
        second = self.reader.read(link) if end < link < len(words) else None
        return second is not None and self.reader.name_after(second.following) is not None

    def rank_follows(self, at: int) -> bool:
        """ "Kapolsek Batang Anai Iptu Wahyu": what stands between title and rank is the body's."""
        words, end = self.words, at + 1
        while end < len(words) and end - at < 4 and words[end].capital:
            if names.begins_rank(words, end):
                return True
            end += 1
        return False

    def stands_before_acronym(self, at: int) -> bool:
        """ "Ketua Rinjani Guide Association (RGA) I Wayan Sari": no name has an acronym and a name behind it."""
        words, end = self.words, at
        while end < len(words) and end - at < 8 and (words[end].capital or words[end].key in {"dan", "of"}):
            end += 1
        if end + 3 >= len(words) or words[end].text != "(" or not words[end + 1].acronym or words[end + 2].text != ")":
            return False
        behind = end + 4 if words[end + 3].text == "," else end + 3
        return behind < len(words) and words[behind].capital and self.reader.name_after(behind) is not None

    def explained(self, at: int) -> bool:
        """ "Badan Pengaturan (BP) BUMN": a field that its initials follow in brackets."""
        words = self.words
        if self.title.kind not in {"head", "unit", "minister"} or at + 3 >= len(words):
            return False
        return words[at + 1].text == "(" and words[at + 2].acronym and words[at + 3].text == ")"

    def stands_before_comma(self, at: int) -> bool:
        """Whether the capitalised words at ``at`` are a body's: "CEO Permata Biru, Wahyu Lestari mengatakan".

        What runs up to a comma with a name right behind it is no name, whatever the evidence for it says; a full name
        behind a state's or a minister's title is one.
        """
        words, end = self.words, at
        if self.title.kind in {"state", "portfolio", "fixed", "post"} or (self.title.kind == "minister" and self.body):
            return False
        while end < len(words) and end - at < 10 and (words[end].capital or words[end].text in _WITHIN):
            end += 1
        if end >= len(words) or words[end].text != "," or end + 1 >= len(words) or match_title(words, end + 1):
            return False
        place = self.reader.place_end(end + 1)
        if place is not None and place + 1 < len(words) and words[place].text == ",":
            end = place  # "Kepala Desa Sukamaju, Kecamatan Cibitung, Wahyu Lestari"
        name = self.reader.name_after(end + 1)
        if name is None or words[name[0]].line != words[at].line or self.reader.place_end(name[0]) is not None:
            return False
        sure = name[1] - name[0] > 1 or name[0] > end + 1 or self.reader.is_known(name[0])
        return sure and _statement_follows(words, name[1])

    def small(self, at: int) -> int:
        """Behind a word in lower case or a sign that joins words of the body, else ``at``."""
        words, word = self.words, self.words[at]
        follower = words[at + 1] if at + 1 < len(words) else None
        if follower is None:
            return at
        if word.text == "/" and words[at - 1].text[0].isdigit() and self.title.kind == "post" and self.body:
            self.body.append(at + 1)  # "Kodim 0405/Lahat"
            return at + 2
        if word.text == ",":
            unknown = follower.capital and self.title.kind in {"unit", "minister", "head"}
            known = follower.key in names.body_words() or follower.text in {"dan", "serta"}
            listed = self.body and (known or unknown)
            above = self.title.kind == "unit" and names.body_words().get(follower.key) == "starter" and follower.capital
            placed = self.at > self.first and self.reader.place_end(at + 1) is not None
            goes_on = (listed and self.list_goes_on(at)) or ((placed or above) and not self.reader.is_known(at + 1))
            return at + 1 if goes_on and not self.title_at(at + 1) else at
        if word.text in _JOINING:
            joins = names.body_word(follower) or follower.acronym or follower.text[0].isdigit()
            return at + 1 if joins and not self.title_at(at + 1) and (self.body or word.key.isalpha()) else at
        if word.text in _ENGLISH and self.body and follower.capital and not self.reader.is_known(at + 1):
            self.body.append(at + 1)
            return at + 2
        if word.text in _LEADING:
            starts = names.body_words().get(follower.key) == "starter"
            leads = (
                (follower.capital or starts)
                and self.title.kind in _WANTS_BODY | {"office"}
                and not self.reader.is_known(at + 1)
            )
            return at + 1 if leads and (self.is_body(at + 1) or self.reader.place_end(at + 1)) else at
        if word.key in names.body_words() and self.title.kind in _WANTS_BODY:
            self.body.append(at)
            return at + 1
        return at

    def title_at(self, at: int) -> bool:
        """Whether a title of its own begins at the word."""
        match = match_title(self.words, at)
        return match is not None and match[0].kind not in {"unit", "expert"}

    def list_goes_on(self, comma: int) -> bool:
        """ "Pendidikan, Kebudayaan, Riset, dan Teknologi": a list of fields ends with "dan"."""
        for word in self.words[comma + 1 : comma + 10]:
            if word.text in {"dan", "&", "serta"}:
                return True
            fits = word.key in names.body_words() or (word.capital and self.title.kind in {"unit", "minister", "head"})
            if word.text != "," and (not fits or word.start in self.reader.evidence.names):
                return False
        return False

    def tail(self) -> Span | None:
        """The words of field and body from the first to the last."""
        if not self.body:
            return None
        return Span(self.words[self.body[0]].start, self.words[self.body[-1]].end)


_OTHER_TITLE: Phrases = phrases(row["form"] for row in table("role_links") if row["kind"] == "same")


def _statement_follows(words: Sequence[Word], at: int) -> bool:
    """Whether what stands behind a name shows that it ends there and is not one of a list."""
    at = names.skip_degrees(words, at) if at < len(words) else at
    if at >= len(words):
        return True
    word = words[at]
    return word.text in {",", ".", "("} or (word.text not in {"dan", "serta", "&"} and not word.capital)


def index_at(words: Sequence[Word], end: int, at: int) -> int:
    """The index of the first word from ``at`` on that does not lie before position ``end``."""
    while at < len(words) and words[at].end <= end:
        at += 1
    return at
