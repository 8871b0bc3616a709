"""The walk over the words behind a title, up to the border where the holder's name begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.article import Span
from pipeline.lexicon import words as column
from pipeline.normalize import names, villages
from pipeline.normalize.post_borders import WANTS_BODY, Borders
from pipeline.normalize.roles import is_english_field, match_status
from pipeline.normalize.words import Phrases, Word, match_phrase, phrases

MAX_TAIL = 24
"""A role phrase has at most so many words behind its title."""
_JOINING = frozenset({"dan", "&", "serta", "/", "-", "–", "bidang", "urusan"})
_ENGLISH = frozenset({"of", "for", "the", "and", "on"})
_LEADING = frozenset({"di", "dari", "pada", "untuk", "kantor", "wilayah", "lembaga", "dalam"})
MAX_BRACKET = 8
_IN_BRACKET = frozenset({"/", "-", "&", "dan"})
_BEARERS = frozenset(column("name_bearing_bodies"))
_COUNTRIES: Phrases = phrases(column("countries"))
_TERMS: Phrases = phrases(column("term_words"))


def _is_year(word: Word) -> bool:
    return word.text[0].isdecimal() and len(word.text) in {4, 9} and word.text[:2] in {"19", "20"}


_ROMAN = re.compile("[IVX]{1,5}")


class Walk(Borders):
    """One walk over the words behind a title."""

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
        if at > self.first and word.line != words[at - 1].line and (self.whole or not word.capital):
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
        if (end := self.pair(at)) > at or (end := self.village(at)) > at:
            self.body.extend(range(at, end))
            return end
        if self.name_begins(at):
            return at
        if (end := self.aside(at)) > at:
            return end
        if word.capital or word.text[0].isdecimal():
            return self.capital(at)
        return self.small(at)

    def country(self, at: int) -> int:
        """Behind a country that begins at ``at``, else ``at``."""
        return match_phrase(_COUNTRIES, self.words, at) if self.words[at].capital else at

    def village(self, at: int) -> int:
        """Behind the village that a head's title or a school's number has behind it, else ``at``.

        Capitalised words that nothing shows to be a name are the village: its head is rarely named without it.
        """
        words, reader = self.words, self.reader
        numbered = bool(self.body) and self.body[-1] == at - 1 and words[at - 1].text[0].isdecimal()
        if not words[at].capital or self.regions or not (numbered or (self.title.level == "4" and not self.body)):
            return at
        end = villages.end_of(words, at, reader.villages, reader.evidence.home)
        if end > at or numbered or reader.is_known(at) or names.skip_prefix(words, at) > at:
            return end
        end = names.read_name(words, at)
        if names.skip_degrees(words, end) > end or names.body_word(words[at]):
            return at
        for index in range(at, end):
            told = reader.is_known(index) or words[index].key in reader.spoken
            if told or (index > at and names.skip_prefix(words, index) > index):
                return index
        return end

    def bearer(self, at: int) -> int:
        """Behind what names a body that bears a name ("Universitas" Gadjah Mada, "PT" Jasa Raharja), else ``at``."""
        words = self.words
        bears = bool(self.body) and self.body[-1] == at - 1 and words[at - 1].key in _BEARERS
        if bears and len(self.body) > 1 and self.body[-2] == at - 2:
            before = words[at - 2]
            bears = not before.capital or before.acronym or names.body_word(before)  # not in "Permata Bank"
        if not bears or not words[at].capital or names.skip_prefix(words, at) > at:
            return at
        return max(self.reader.known_end(at) or at + 1, at + 1)

    def pair(self, at: int) -> int:
        """Behind the pair that a campaign bears ("TPN" Galih-Rina, Budi Santoso), else ``at``."""
        words, ends = self.words, list[int]()
        if self.title.kind in {"office", "state", "minister", "portfolio"} or not words[at].capital:
            return at
        for start in (at, at + 1):
            place = ends[-1] + start - at if ends else start
            if place >= len(words):
                return at
            end = self.reader.known_end(place) or names.read_name(words, place)
            if end == place or end >= len(words) or (not ends and words[end].text not in {"-", "–"}):
                return at
            ends.append(end)
        last = ends[-1]
        behind = self.reader.name_after(last + (words[last].text == ",")) if last + 1 < len(words) else None
        return last if self.whole or behind is not None else at

    def person_covers(self, end: int) -> bool:
        """Whether a known name begins at the current word and goes on behind the region ("Bobby Nasution")."""
        known = self.reader.known_end(self.at)
        return known is not None and (known > end or bool(self.regions))

    def bracket(self) -> int:
        """Behind a short bracket that explains what stands before it; the current index where it says more."""
        words, at = self.words, self.at
        for end in range(at + 1, min(len(words), at + MAX_BRACKET + 1)):
            if words[end].text == ")":
                inside = words[at + 1 : end]
                first = bool(inside) and inside[0].capital
                short = first and all(w.capital or w.text in _IN_BRACKET or w.text.isdecimal() for w in inside)
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
        ordinal = text[:1] == ["ke"] and number < len(words)
        if ordinal and (words[number].text.isdecimal() or _ROMAN.fullmatch(words[number].text)):
            self.ordinal = True
            more = number + 2 < len(words) and words[number + 1].text == "dan" and words[number + 2].text.isdecimal()
            return number + 3 if more else number + 1
        if text[:2] == ["nomor", "urut"] and len(text) > 2:
            return at + 3
        if text[:1] == ["setempat"]:
            return at + 1
        lead = match_phrase(_TERMS, words, at)
        end = lead
        while lead > at and end < len(words) and (_is_year(words[end]) or words[end].text in {"-", "–", "hingga"}):
            if words[end].text[0].isdecimal():
                self.years.append(words[end].text)
            end += 1
        return end if end > lead else at

    def capital(self, at: int) -> int:
        """Behind a capitalised word or a number where it belongs to the body, else ``at``."""
        word = self.words[at]
        kind = self.title.kind
        glued = at + 1 < len(self.words) and word.end == self.words[at + 1].start
        if kind == "office" and (self.regions or (self.title.level == "4" and self.body)) and not glued:
            return at  # "Gubernur Lampung Luncurkan Kartu": behind its region an office says no more
        if self.is_body(at):
            self.body.append(at)
            return at + 1
        if names.is_degree(word) or word.text[0].isdecimal():
            return at
        if kind in WANTS_BODY and self.reader.goes_on(at) and (self.body or kind == "head"):
            self.body.append(at)
            return at + 1
        told = self.explained(at) or self.stands_before_acronym(at) or self.field_list(at)
        if told or self.stands_before_comma(at) or self.rank_follows(at) or self.other_title_follows(at):
            self.body.append(at)
            return at + 1
        if self.whole and kind in WANTS_BODY | {"state"}:
            self.body.append(at)
            return at + 1
        open_ended = kind in WANTS_BODY or (kind in {"office", "state", "post"} and not self.regions)
        if open_ended and self.body_goes_on(at):
            self.body.append(at)
            return at + 1
        return at

    def small(self, at: int) -> int:
        """Behind a word in lower case or a sign that joins words of the body, else ``at``."""
        words, word = self.words, self.words[at]
        follower = words[at + 1] if at + 1 < len(words) else None
        if follower is None:
            return at
        if word.text == "/" and words[at - 1].text[0].isdecimal() and self.title.kind == "post" and self.body:
            if self.reader.place_end(at + 1) is not None:
                return at + 1
            self.body.append(at + 1)  # "Kodim 0405/Lahat"
            return at + 2
        if word.text == ",":
            field = self.title.kind in {"unit", "minister", "head"} or is_english_field(follower)
            unknown = follower.capital and field
            known = follower.key in names.body_words() or follower.text in {"dan", "serta"}
            listed = self.body and (known or unknown)
            above = self.title.kind == "unit" and names.body_words().get(follower.key) == "starter" and follower.capital
            placed = self.at > self.first and self.reader.place_end(at + 1) is not None
            goes_on = (listed and self.list_goes_on(at)) or ((placed or above) and not self.reader.is_known(at + 1))
            return at + 1 if goes_on and not self.title_at(at + 1) else at
        if word.text in _JOINING:
            joins = names.body_word(follower) or follower.acronym or follower.text[0].isdecimal()
            joins = joins or (word.key in {"dan", "serta", "&"} and self.second_field(at + 1))
            return at + 1 if joins and not self.title_at(at + 1) and (self.body or word.key.isalpha()) else at
        if word.text in _ENGLISH and self.body and follower.capital and not self.reader.is_known(at + 1):
            self.english = True
            self.body.append(at + 1)
            return at + 2
        if word.text in _LEADING:
            starts = names.body_words().get(follower.key) == "starter"
            leads = (
                (follower.capital or starts)
                and self.title.kind in WANTS_BODY | {"office"}
                and self.title.level != "4"
                and not self.reader.is_known(at + 1)
            )
            return at + 1 if leads and (self.is_body(at + 1) or self.reader.place_end(at + 1)) else at
        if word.key in names.body_words() and self.title.kind in WANTS_BODY:
            self.body.append(at)
            return at + 1
        return at

    def tail(self) -> Span | None:
        """The words of field and body from the first to the last."""
        if not self.body:
            return None
        return Span(self.words[self.body[0]].start, self.words[self.body[-1]].end)


def index_at(words: Sequence[Word], end: int, at: int) -> int:
    """The index of the first word from ``at`` on that does not lie before position ``end``."""
    while at < len(words) and words[at].end <= end:
        at += 1
    return at
