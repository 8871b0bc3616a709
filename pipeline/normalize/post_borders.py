"""The border between a role phrase and the holder's name: what shows that a word is of the body, or of the name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.article import Span
from pipeline.facts import Status
from pipeline.lexicon import table
from pipeline.lexicon import words as column
from pipeline.normalize import bodies, names
from pipeline.normalize.roles import Title, is_english_field, match_title
from pipeline.normalize.words import Phrases, Word, match_phrase, phrases

if TYPE_CHECKING:
    from pipeline.normalize.posts import PostReader

WANTS_BODY = frozenset({"body", "company", "unit", "member", "expert", "head", "minister"})
"""Kinds of titles that a body, a field or both follow."""
_WITHIN = frozenset({"dan", "&", "-", "(", ")", "/"})
_BALINESE = frozenset(column("balinese_names"))
_ALSO = frozenset({"imam", "h"})
_ABOVE = frozenset({"di", "pada", "dari"})
_GENERALS = frozenset({"direktorat", "inspektorat", "sekretariat", "direktur", "sekretaris", "inspektur"})
_REGION_KINDS = frozenset(column("region_kinds"))


class Borders:
    """What a walk has read so far, and whether a word goes on with the phrase or begins the holder's name."""

    def __init__(self, reader: PostReader, title: Title, at: int, *, whole: bool) -> None:
        self.reader, self.words, self.title, self.whole = reader, reader.words, title, whole
        self.first = self.at = at
        self.body: list[int] = []
        self.regions: list[Span] = []
        self.years: list[str] = []
        self.ordinal = self.english = False
        self.status: Status | None = None

    def name_begins(self, at: int) -> bool:
        """Whether evidence, an honorific or a rank shows that the holder's name begins at the word."""
        words = self.words
        if self.reader.is_known(at):
            if self.reader.known_end(at) == at + 1 and names.body_word(words[at]) and self.title.kind in WANTS_BODY:
                return False
            if self.reader.known_end(at) == at + 1 and self.other_title_follows(at):
                return False
            return not self.stands_before_comma(at) and not self.stands_before_acronym(at)
        word = words[at]
        if not word.capital:
            return False
        if word.key in {"i", "ni"} and at + 1 < len(words) and words[at + 1].key in _BALINESE:
            return True
        if word.key == "jenderal" and words[at - 1].key in _GENERALS:
            return False  # "Direktorat Jenderal"
        prefix = names.skip_prefix(words, at)
        return prefix > at and prefix < len(words) and names.read_name(words, prefix) > prefix and word.key not in _ALSO

    def is_body(self, at: int) -> bool:
        """Whether the word by itself belongs to a body: its vocabulary, an acronym, a number within."""
        word = self.words[at]
        if word.text[0].isdecimal():
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
        apart = self.title.kind not in {"fixed", "portfolio", "office"} and not self.reader.in_body(self.first - 1)
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
            if not word.capital and word.text not in {"dan", "&", "-"} and not word.text.isdecimal():
                return False
            end += 1
        return False

    def parts_from_name(self, at: int, known: int) -> bool:
        """Whether unknown words before a known name are a body's; a name known by one word may lack its first ones.

        Countries are all known, so behind a state's title such words are the name's ("Sekretaris Kabinet Teddy …");
        and a name that is known from an initial on ("P Roeslani") lacks its first one.
        """
        size = (self.reader.known_end(known) or known) - known
        told = self.title.kind == "minister" and bool(self.body) and self.body[-1] == at - 1
        if known == at + 1 and names.is_name_word(self.words[at]) and (told or self.reader.behind_organisation(at)):
            return False  # "Menteri Keuangan | Wahyu (Budi Santoso)"
        return size > 1 and self.title.kind != "state" and not self.words[known].initial

    def other_title_follows(self, at: int) -> bool:
        """ "CEO Majujaya yang juga Menteri Investasi Galih": the name stands behind the second title, not here."""
        words, end = self.words, at + 1
        if self.body or self.title.kind not in WANTS_BODY:
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
        if end + 3 >= len(words) or words[end].text != "(" or words[end + 2].text != ")":
            return False
        short = words[end + 1].acronym or self.title_at(end + 1)
        short = short or (words[end + 1].capital and (end > at + 1 or self.english))
        if not short or self.title.kind == "office":
            return False
        if words[end + 1].key == "".join(w.key[0] for w in words[at:end]):
            return names.body_word(words[at])  # "Agus Harimurti Yudhoyono (AHY)"
        behind = end + 4 if words[end + 3].text == "," else end + 3
        if behind < len(words) and words[behind].text.isdecimal():
            return True  # "Kepala Sekolah Rakyat Menengah Atas (SRMA) 32"
        return behind < len(words) and words[behind].capital and self.reader.name_after(behind) is not None

    def field_list(self, at: int) -> bool:
        """ "Direktur Potensi, Kepatuhan dan Penerimaan Pajak": a list of fields, at least one of them by its form."""
        words, end = self.words, at + 1
        if self.title.kind not in {"head", "unit", "minister"}:
            return False
        while end < len(words) and end - at < 4 and words[end].capital:
            end += 1
        if end >= len(words) or words[end].text not in {",", "dan", "&"} or self.title_at(end + 1):
            return False
        if words[end].text == "," and not self.list_goes_on(end):
            return False
        return end + 1 < len(words) and words[end + 1].capital and names.body_word(words[end + 1])

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
        if self.title.kind in {"state", "portfolio", "fixed"} or (self.title.kind == "minister" and self.body):
            return False
        while end < len(words) and end - at < 10 and (words[end].capital or words[end].text in _WITHIN):
            end += 1
        if end >= len(words) or words[end].text != "," or end + 1 >= len(words) or match_title(words, end + 1):
            return False
        if is_spaced_degree(words, end + 1):
            return False  # "Ketua DPRD Edi Novianto, S. Kom"
        if self.title.kind == "post" and names.skip_prefix(words, end + 1) == end + 1:
            return False  # "Kapolsek Sukamaju, Kompol Doni", but "Kapolsek Wahyu Lestari, Doni"
        place = self.reader.place_end(end + 1)
        if place is not None and place + 1 < len(words) and words[place].text == ",":
            end = place  # "Kepala Desa Sukamaju, Kecamatan Cibitung, Wahyu Lestari"
        name = self.reader.name_after(end + 1)
        if name is None or words[name[0]].line != words[at].line or self.reader.place_end(name[0]) is not None:
            return False
        sure = name[1] - name[0] > 1 or name[0] > end + 1 or self.reader.is_known(name[0])
        return sure and _statement_follows(words, name[1])

    def second_field(self, at: int) -> bool:
        """ "Dinas Pertanian dan Hortikultra Lampung Barat": an unknown word behind "dan" that a border follows."""
        words = self.words
        if self.title.kind not in {"head", "unit", "minister"} or not self.body or not words[at].capital:
            return False
        if self.reader.is_known(at) or names.skip_prefix(words, at) > at or self.title_at(at):
            return False
        end = at + 1
        while end < len(words) and end - at < 4 and words[end].capital and not self.reader.is_known(end):
            end += 1
        above = end + 1 < len(words) and words[end].key in _ABOVE
        if above and names.body_words().get(words[end + 1].key) == "starter":
            return True  # "Pangan dan Agribisnis di Kementerian …"
        return self.body_goes_on(at) or self.stands_before_comma(at)

    def title_at(self, at: int) -> bool:
        """Whether a title of its own begins at the word."""
        match = match_title(self.words, at)
        return match is not None and match[0].kind not in {"unit", "expert"}

    def list_goes_on(self, comma: int) -> bool:
        """ "Pendidikan, Kebudayaan, Riset, dan Teknologi": a list of fields ends with "dan"."""
        for word in self.words[comma + 1 : comma + 10]:
            if word.text in {"dan", "&", "serta", "and"}:
                return True
            fits = (
                word.key in names.body_words()
                or is_english_field(word)
                or (word.capital and self.title.kind in {"unit", "minister", "head"})
            )
            if word.text != "," and (not fits or word.start in self.reader.evidence.names):
                return False
        return False


_OTHER_TITLE: Phrases = phrases(row["form"] for row in table("role_links") if row["kind"] == "same")


def is_spaced_degree(words: Sequence[Word], at: int) -> bool:
    """Whether a degree that is written with a blank begins at the word: "S. Kom", "M. Si".

    >>> from pipeline.normalize.words import split
    >>> is_spaced_degree(split("S. Kom"), 0), is_spaced_degree(split("S. Karman"), 0)
    (True, False)
    """
    if at + 1 >= len(words) or not words[at].initial:
        return False
    first, second = words[at], words[at + 1]
    whole = Word(f"{first.key.upper()}.{second.text}", first.start, second.end, first.line, first.key + second.key)
    return names.is_degree(whole)


def _statement_follows(words: Sequence[Word], at: int) -> bool:
    """Whether what stands behind a name shows that it ends there and is not one of a list."""
    at = names.skip_degrees(words, at) if at < len(words) else at
    if at >= len(words):
        return True
    word = words[at]
    return word.text in {",", ".", "("} or (word.text not in {"dan", "serta", "&"} and not word.capital)
