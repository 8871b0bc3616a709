"""Names of people: the words of a name, and what stands around it (honorifics, ranks, degrees) taken off.

Everything here works on plain text; which words are honorifics, ranks, degrees or no part of a name is in the tables
``honorifics``, ``ranks``, ``degrees``, ``not_names``, ``body_words`` and ``countries``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.lexicon import table
from pipeline.lexicon import words as column
from pipeline.normalize.words import Phrases, Word, match_phrase, phrases, split

MAX_NAME_WORDS = 7
# What may stand in lower case inside a name: "Umar bin Said", "Jan van Dijk".
PARTICLES = frozenset(column("name_particles"))


@cache
def _honorifics() -> Phrases:
    return phrases(column("honorifics"))


@cache
def _ranks() -> Phrases:
    return phrases([row["form"] for row in table("ranks") if row["kind"] != "corps"])


@cache
def _corps() -> Phrases:
    return phrases([row["form"] for row in table("ranks") if row["kind"] == "corps"])


@cache
def _heads() -> frozenset[str]:
    """Titles of one word behind which a name never goes on: Direktur, Ketua, Kepala."""
    kinds = {"body", "head", "unit", "company", "portfolio"}
    return frozenset(row["form"] for row in table("titles") if row["kind"] in kinds and " " not in row["form"])


@cache
def _degrees() -> frozenset[str]:
    return frozenset(form.casefold().replace(".", "") for form in column("degrees"))


@cache
def _barred() -> frozenset[str]:
    """Words that are no part of a name."""
    ranks = (row["form"] for row in table("ranks") if row["kind"] != "corps")
    statuses = (row["form"] for row in table("status_words") if row["position"] == "before")
    return frozenset(column("not_names")) | {
        form for form in (*ranks, *statuses) if " " not in form and form != "mayor"
    }


@cache
def _starters() -> frozenset[str]:
    return frozenset(row["form"] for row in table("body_words") if row["kind"] == "starter")


def skip_prefix(words: Sequence[Word], at: int) -> int:
    """The index behind honorifics, ranks and academic titles that begin at ``at``.

    >>> skip_prefix(split("Letjen TNI (Purn) Dr. H. Budi Santoso"), 0)
    7
    """
    after_rank = False
    while at < len(words):
        end = match_phrase(_ranks(), words, at)
        if end > at and words[at].capital:
            at, after_rank = end, True
            short = rank_end(words, at + 1) if at < len(words) and words[at].text == "(" else at
            at = short + 1 if at < short < len(words) and words[short].text == ")" else at
            continue
        if after_rank:
            end = _skip_corps(words, at)
            if end > at:
                at = end
                continue
        end = match_phrase(_honorifics(), words, at)
        if end == at or not _is_honorific(words, at):
            break
        at = end
        if at < len(words) and words[at].text == "." and words[at - 1].end == words[at].start:
            at += 1
    return at


def rank_end(words: Sequence[Word], at: int) -> int:
    """The index behind a rank of army or police that begins at ``at``, else ``at``."""
    return match_phrase(_ranks(), words, at) if at < len(words) and words[at].capital else at


def begins_rank(words: Sequence[Word], at: int) -> bool:
    """Whether a rank of army or police begins at the word."""
    return words[at].capital and match_phrase(_ranks(), words, at) > at


def is_corps(words: Sequence[Word], at: int) -> bool:
    """Whether the word alone names a corps ("Inf") and a capitalised word follows; acronyms have other meanings."""
    return words[at].key in _corps() and not words[at].acronym and words[at + 1].capital


def _skip_corps(words: Sequence[Word], at: int) -> int:
    if words[at].text == "(":
        end = match_phrase(_corps(), words, at + 1)
        if end == at + 1 and end < len(words) and words[end].initial:
            end += 1
        return end + 1 if at + 1 < end < len(words) and words[end].text == ")" else at
    if words[at].text == "." and words[at - 1].end == words[at].start:
        return at + 1
    return match_phrase(_corps(), words, at) if words[at].capital else at


def _is_honorific(words: Sequence[Word], at: int) -> bool:
    """An honorific needs a name behind it; bare "H" and other single letters need a full word."""
    follower = next((w for w in words[at + 1 : at + 3] if w.text != "."), None)
    return follower is not None and (follower.capital or follower.text == "(")


def is_degree(word: Word) -> bool:
    """Whether the token is an academic degree: S.H., M.Si, SE, PhD.

    >>> [word.text for word in split("Ali, S.H., M.Si di KPU") if is_degree(word)]
    ['S.H.', 'M.Si']
    """
    return (
        word.capital and word.key in _degrees() and (word.acronym or "." in word.text or word.text[1:] != word.key[1:])
    )


def skip_country(words: Sequence[Word], at: int) -> int:
    """The index behind a country that begins at ``at`` with a capitalised word behind it ("Singapura Lee")."""
    end = match_phrase(_countries(), words, at)
    return end if end < len(words) and end > at and words[end].capital and words[end - 1].capital else at


def is_country(words: Sequence[Word], at: int) -> bool:
    """Whether a country's name of one word stands at ``at``."""
    return words[at].capital and match_phrase(_countries(), words, at) == at + 1


@cache
def _countries() -> Phrases:
    return phrases(column("countries"))


def skip_degrees(words: Sequence[Word], at: int) -> int:
    """The index behind degrees, with or without comma before each, that begin at ``at``.

    >>> skip_degrees(split("Ali, S.H., M.Si, dari KPU"), 1)
    5
    """
    while at < len(words):
        end = at + 1 if words[at].text in {",", "."} else at
        behind = _behind_degree(words, end)
        if behind == end and _set_off(words, at):
            behind = end + 1
        if behind == end:
            break
        at = behind
        if at < len(words) and words[at].text == "." and words[at].start == words[at - 1].end and _goes_on(words, at):
            at += 1
    return at


def _set_off(words: Sequence[Word], at: int) -> bool:
    """ "Maya Lestari, RD, pendiri …": a short acronym between commas is a degree, whatever it stands for."""
    if at + 2 >= len(words) or words[at].text != "," or words[at + 2].text != ",":
        return False
    word = words[at + 1]
    return word.acronym and len(word.text) < 5 and not known_word(word)


def _behind_degree(words: Sequence[Word], at: int) -> int:
    """The index behind a degree that begins at ``at``, blanks within it allowed ("S. Kom", "M. Kes"), else ``at``."""
    if at < len(words) and is_degree(words[at]):
        return at + 1
    spaced = at + 1 < len(words) and words[at].initial and words[at].text[-1] == "." and words[at + 1].capital
    return at + 2 if spaced and f"{words[at].key}{words[at + 1].key}" in _degrees() else at


def _goes_on(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and (words[at + 1].text == "," or is_degree(words[at + 1]))


def is_name_word(word: Word) -> bool:
    """Whether the token can be a part of a name: capitalised, and no word that names never have.

    >>> [word.text for word in split("Namun Budi B. Santoso RI Oktober") if is_name_word(word)]
    ['Budi', 'B.', 'Santoso']
    """
    if not word.capital or word.key in _barred() or word.key in _starters() or is_degree(word):
        return False
    if _VERB.fullmatch(word.key) or _CAMEL.search(word.text):
        return False
    return word.initial or (word.text[-1] != "." and not word.acronym) or word.key in name_abbreviations()


@cache
def name_abbreviations() -> frozenset[str]:
    """Shortened given names: Moh, Muh, Abd."""
    return frozenset(column("name_abbreviations"))


def read_name(words: Sequence[Word], at: int) -> int:
    """The index behind the name that begins at ``at`` (honorifics already skipped); ``at`` where none does.

    >>> words = split("Umar bin Said, Ketua KPU")
    >>> [word.text for word in words[: read_name(words, 0)]]
    ['Umar', 'bin', 'Said']
    """
    end, capitals = at, shouted(words, at)
    while end < len(words) and end - at < MAX_NAME_WORDS:
        word = words[end]
        if _behind_degree(words, end) > end or (end > at and not _adjoins(words, end)):
            break
        if end - at > 1 and word.key in {words[at].key, words[end - 2].key} and len(word.key) > 1:
            break  # "Suryo Utomo | Suryo Utomo"
        if end > at and word.key in _heads():
            break  # "Dalimunthe | Direktur Eksekutif"
        if is_name_word(word) or (capitals and _in_capitals(word)) or (end > at and _short_surname(words, end)):
            end += 1
        elif end > at and (_particle(words, end) or _hyphenated(words, end) or _initials(words, end)):
            end += 2
        else:
            break
    while end > at and words[end - 1].initial and end - 1 == at:
        end -= 1
    return end


def _adjoins(words: Sequence[Word], at: int) -> bool:
    """Whether the token follows the one before it on the same line."""
    return words[at].line == words[at - 1].line


def _particle(words: Sequence[Word], at: int) -> bool:
    follower = words[at + 1] if at + 1 < len(words) else None
    return words[at].text in PARTICLES and follower is not None and is_name_word(follower)


def _initials(words: Sequence[Word], at: int) -> bool:
    """ "Maria S.W. Sumarni": initials written without blanks, and the name that goes on behind them."""
    follower = words[at + 1] if at + 1 < len(words) else None
    told = _INITIALS.fullmatch(words[at].text) is not None and not is_degree(words[at])
    return told and follower is not None and follower.line == words[at].line and is_name_word(follower)


def _hyphenated(words: Sequence[Word], at: int) -> bool:
    """ "Al-Ghazali", "Abdul-Aziz": a hyphen after an article; "Prabowo-Gibran" is two people."""
    follower = words[at + 1] if at + 1 < len(words) else None
    return (
        follower is not None
        and words[at].text in {"-", "'", "’"}
        and words[at - 1].key in {"al", "el", "as", "ash", "asy", "ad", "an", "ar", "at", "az", "abdul"}
        and words[at - 1].end == words[at].start
        and words[at].end == follower.start
        and follower.capital
    )


def _short_surname(words: Sequence[Word], at: int) -> bool:
    """ "Mahfud MD": two capitals at the end of a name that are neither degree nor region nor body."""
    word = words[at]
    return word.acronym and len(word.text) == 2 and word.key not in _degrees() | _barred() | _short_forms()


@cache
def _short_forms() -> frozenset[str]:
    return frozenset(w for w in (*column("countries"), *column("body_words")) if len(w) == 2)


def shouted(words: Sequence[Word], at: int) -> bool:
    """Whether a name in capitals begins at ``at``: two or more words of capitals that are no body's."""
    return at + 1 < len(words) and _in_capitals(words[at]) and _in_capitals(words[at + 1])


def _in_capitals(word: Word) -> bool:
    return (word.acronym and len(word.text) > 2 and bool(_VOWELS.search(word.key)) and not known_word(word)) or (
        word.initial and word.key.isalpha()
    )


# "Luncurkan" and "Mengatakan" in headlines; "SpaceX", "iPhone": none is a name's.
_VERB = re.compile(r"[a-z]{4,}kan|me(?:ng|ny|m[bp]|n[dtcj])[a-z]{4,}|di[a-z]{4,}kan")
_CAMEL = re.compile(r"[a-z]{3,}[A-Z]|^[a-z]")
# Nouns that fields are called by ("Pengaturan", "Kecerdasan", "Diskoperindag"); names hardly look so.
_FIELD = re.compile(r"(?:pe|ke|per)[a-z]{4,}an|dis(?:b|d|k|h|p|n|t)[a-z]{2,}")
_VOWELS = re.compile("[aeiou]")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")


def looks_like_field(word: Word) -> bool:
    """Whether a capitalised word has the form of the nouns that bodies are named with.

    >>> [word.text for word in split("Kecerdasan Disdikbud Kelana Perdana") if looks_like_field(word)]
    ['Kecerdasan', 'Disdikbud']
    """
    return word.capital and _FIELD.fullmatch(word.key) is not None


def body_word(word: Word) -> bool:
    """Whether the token is a word that bodies and their fields are named with."""
    return word.key in body_words() or looks_like_field(word)


def known_word(word: Word) -> bool:
    """Whether the token is a word of bodies or one that names never have."""
    return word.key in _barred() or word.key in body_words()


@cache
def body_words() -> dict[str, str]:
    """Words that names of bodies and their fields are made of, and their kind (``starter`` begins a body's name)."""
    return {row["form"]: row["kind"] for row in table("body_words")}


def strip_honorifics(text: str) -> str:
    """The name alone: without honorifics, ranks, clerical titles and degrees; white space made single.

    >>> strip_honorifics("Letjen TNI (Purn) Dr. H. Moh. Ramdhan  Pomanto, S.H., M.Si")
    'Moh. Ramdhan Pomanto'
    >>> strip_honorifics("Pak Firman")
    'Firman'
    """
    words = split(text)
    start = skip_prefix(words, 0)
    if start == len(words):
        return " ".join(text.split())
    end = len(words)
    cut = next((i for i in range(start + 1, len(words)) if skip_degrees(words, i) == len(words)), end)
    while cut > start + 1 and words[cut - 1].text in {",", "."}:
        cut -= 1
    return join(text[words[start].start : words[cut - 1].end])


def join(text: str) -> str:
    """A name as one string: white space made single."""
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def parts(name: str) -> tuple[str, ...]:
    """The words of a name in look-up form, particles and punctuation left out.

    >>> parts("Umar bin M. Said")
    ('umar', 'm', 'said')
    """
    return tuple(
        word.key for word in split(name) if word.key.isalnum() or "'" in word.key if word.text not in PARTICLES
    )


def is_short_form(short: str, full: str) -> bool:
    """Whether ``short`` can name the person whose full name is ``full``: its words, in order, initials allowed.

    >>> is_short_form("Bagja", "Rahmat Bagja"), is_short_form("A. Riza", "Ahmad Riza Patria")
    (True, True)
    >>> is_short_form("Rahmat Hidayat", "Rahmat Bagja")
    False
    """
    wanted, have = parts(short), parts(full)
    if not wanted or len(wanted) > len(have):
        return False
    place = 0
    for word in wanted:
        while place < len(have) and not _same(word, have[place]):
            place += 1
        if place == len(have):
            return False
        place += 1
    return any(len(word) > 1 for word in wanted)


def _same(short: str, full: str) -> bool:
    return short == full or (len(short) == 1 and full.startswith(short)) or (len(full) == 1 and short.startswith(full))
