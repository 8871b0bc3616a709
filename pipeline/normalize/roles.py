"""Titles: from the words of a role to its canonical name, its status and what is known of its body.

The table ``titles`` holds every title form, ``status_words`` what makes a title a former or an acting one. The
*kind* of a title says what follows it: a region (``office``), a country (``state``), a portfolio (``minister``;
complete in ``portfolio``), a field that completes its body's name (``head``, "Dinas" + field), a field and then the
body (``unit``), a body (``body``, ``member``, ``company``, ``expert``), the region that completes its body's name
(``post``, "Polres" + region), or nothing that changes its body (``fixed``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from pipeline.facts import Status
from pipeline.lexicon import LexiconError, table
from pipeline.lexicon import words as column
from pipeline.normalize import bodies
from pipeline.normalize.words import Phrases, Word, match_phrase, phrases, split

Kind = Literal[
    "office", "state", "minister", "portfolio", "head", "unit", "body", "member", "company", "expert", "post", "fixed"
]
_STATUSES: tuple[Status, ...] = get_args(Status)
_MODIFIERS = 6
"""An English title has at most so many words before its noun ("Senior Vice President")."""

STATUS_NAMES: dict[Status, str] = {
    "definitive": "",
    "penjabat": "Penjabat",
    "pjs": "Penjabat Sementara",
    "plt": "Pelaksana Tugas",
    "plh": "Pelaksana Harian",
    "former": "Mantan",
    "candidate": "Calon",
    "elect": "",
    "suspended": "",
}
_BEHIND: dict[Status, str] = {"elect": "Terpilih", "suspended": "Nonaktif"}


@dataclass(frozen=True, slots=True)
class Title:
    """A title as the table has it: canonical ``role``, ``kind``, the body or the noun of its body, where it holds.

    ``level`` is "1" to "4", "kabupaten", "kota", "local" (any regional body), or empty. ``status`` is set where the
    form itself says it ("cagub").
    """

    role: str
    kind: Kind
    organization: str = ""
    level: str = ""
    status: Status | None = None


@cache
def titles() -> dict[tuple[str, ...], Title | None]:
    """All titles by the look-up form of their words; None for what only looks like one ("kepala negara").

    Raises ``LexiconError`` for an unknown kind or status.
    """
    found: dict[tuple[str, ...], Title | None] = {}
    for row in table("titles"):
        key = tuple(word.key for word in split(row["form"]))
        if row["kind"] in {"modifier", "noun"}:
            continue
        if row["kind"] == "none":
            found[key] = None
            continue
        if row["kind"] not in get_args(Kind) or (row["status"] and row["status"] not in _STATUSES):
            raise LexiconError(f"titles.tsv: {row['form']!r} has an unknown kind or status")
        status = next((s for s in _STATUSES if s == row["status"]), None)
        kind = next(k for k in get_args(Kind) if k == row["kind"])
        found[key] = Title(row["role"], kind, row["organization"], row["level"], status)
    return found


@cache
def _title_phrases() -> Phrases:
    return phrases(row["form"] for row in table("titles") if row["kind"] not in {"modifier", "noun"})


@cache
def _english(kind: str) -> dict[str, str]:
    return {row["form"]: row["role"] for row in table("titles") if row["kind"] == kind}


def match_title(words: Sequence[Word], at: int) -> tuple[Title, int] | None:
    """The longest title that begins at ``at`` and the index behind it, or None.

    >>> match_title(split("Kadinkes Kota Bekasi"), 0)
    (Title(role='Kepala Dinas', kind='fixed', organization='Dinas Kesehatan', level='local', status=None), 1)
    >>> match_title(split("Senior Marketing Manager PT Maju"), 0)[0].role
    'Senior Marketing Manager'
    """
    end = match_phrase(_title_phrases(), words, at)
    english = _english_title(words, at)
    if english is not None and english[1] > end:
        return english
    if end == at:
        return None
    title = titles()[tuple(word.key for word in words[at:end])]
    return None if title is None else (title, end)


def _english_title(words: Sequence[Word], at: int) -> tuple[Title, int] | None:
    """ "Senior Marketing Manager", "Head of Communications": modifiers and a noun, then perhaps "of" and modifiers."""
    nouns, modifiers = _english("noun"), _english("modifier")
    end, best = at, 0
    while end < len(words) and end - at <= _MODIFIERS and (words[end].capital or words[end].key in _SMALL):
        if words[end].key in nouns:
            best = end + 1
        elif words[end].key not in modifiers:
            break
        end += 1
    if not best:
        return None
    if best < end and words[best].key == "of" and words[end - 1].key not in _SMALL:
        best = end
    role = " ".join(w.text if w.acronym else nouns.get(w.key) or modifiers[w.key] for w in words[at:best])
    return Title(role, "company"), best


def is_english_field(word: Word) -> bool:
    """Whether a word says the field of an English title ("Corporate", "Communications")."""
    return word.key in _english("modifier")


_SMALL = frozenset({"and", "&", "of"})


@cache
def _statuses(position: str) -> dict[tuple[str, ...], Status]:
    rows = [row for row in table("status_words") if row["position"] == position]
    return {tuple(word.key for word in split(row["form"])): _status(row["status"]) for row in rows}


def _status(name: str) -> Status:
    return next(s for s in _STATUSES if s == name)


@cache
def _status_phrases(position: str) -> Phrases:
    return phrases(row["form"] for row in table("status_words") if row["position"] == position)


def match_status(words: Sequence[Word], at: int, *, position: str = "before") -> tuple[Status, int] | None:
    """The status word that stands at ``at`` and the index behind it, or None.

    ``position`` is "before" (Plt, mantan), "after" (terpilih, nonaktif) or "context" ("saat menjabat").

    >>> match_status(split("Penjabat Sementara Bupati"), 0)
    ('pjs', 2)
    """
    end = match_phrase(_status_phrases(position), words, at)
    if end == at:
        return None
    return _statuses(position)[tuple(word.key for word in words[at:end])], end


def split_post(phrase: str) -> tuple[Status, str, str] | None:
    """Status, canonical role and the rest of a role phrase; None where it begins with no title.

    >>> split_post("Plt. Kadis Kesehatan Kota Bekasi")
    ('plt', 'Kepala Dinas', 'Kesehatan Kota Bekasi')
    >>> split_post("Menkes")
    ('definitive', 'Menteri Kesehatan', '')
    """
    words = split(phrase)
    at, status = 0, None
    while at < len(words) and (found := match_status(words, at)) is not None:
        status = status or found[0]
        at = found[1]
        at += at < len(words) and words[at].text == "."
    match = match_title(words, at)
    if match is None:
        return None
    title, end = match
    rest = phrase[words[end].start :] if end < len(words) else ""
    return status or title.status or "definitive", title.role, rest


def portfolio(words: str) -> str:
    """A minister's field spelled out: acronyms of ministries by the table of bodies, everything else as it stands.

    >>> portfolio("Keuangan"), portfolio("Dalam Negeri (Mendagri) RI"), portfolio("luar negeri Jepang")
    ('Keuangan', 'Dalam Negeri', 'Luar Negeri')
    """
    plain = " ".join(_BRACKETS.sub(" ", words).split("/")[0].split()).strip(" ,")
    found = split(plain)
    countries, at = _countries(), 1
    while at < len(found):
        if match_phrase(countries, found, at) == len(found):
            plain = plain[: found[at].start].strip(" ,")
            break
        at += 1
    if plain == plain.lower():
        plain = " ".join(w if w in {"dan", "&"} else w.capitalize() for w in plain.split())
    return plain


@cache
def _countries() -> Phrases:
    return phrases(column("countries"))


_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_SECRETARIATS = {"setda": "Sekretariat Daerah", "setdakab": "Sekretariat Daerah", "setdaprov": "Sekretariat Daerah"}
_SECRETARIATS |= {"setdako": "Sekretariat Daerah", "setdakot": "Sekretariat Daerah"}


def body_name(words: str) -> str:
    """A body's name as written, without the acronym in brackets behind it; secretariats spelled out.

    >>> body_name("Dinas Kesehatan (Dinkes)"), body_name("Setdakab")
    ('Dinas Kesehatan', 'Sekretariat Daerah')
    """
    plain = " ".join(_BRACKETS.sub(" ", words).split()).strip(" ,/&-.")
    return _SECRETARIATS.get(plain.casefold(), plain)


def head_of(body: str) -> str:
    """The role of the head of a body that is named without "Dinas" or "Badan" before it.

    A regional one has the title that its full name gives; the head of a national body named by acronym is "Kepala".

    >>> head_of("Dispora"), head_of("BPBD"), head_of("BMKG"), head_of("Puskesmas Mawar")
    ('Kepala Dinas', 'Kepala Badan', 'Kepala', 'Kepala')
    """
    first = body.split()[0] if body.split() else ""
    noun = (bodies.expand(first) or "").split(" ")[0]
    regional = noun == "Dinas" or (noun == "Badan" and first.casefold() in _local_bodies())
    return f"Kepala {noun}" if regional else "Kepala"


@cache
def _local_bodies() -> frozenset[str]:
    return frozenset(column("local_bodies"))


# The office says what kind of region it is; "Sekretaris Daerah" and "Ketua DPRD" do not.
_KINDS_IN_TITLES = {
    "Gubernur": ("Provinsi",),
    "Bupati": ("Kabupaten",),
    "Wali Kota": ("Kota",),
    "Camat": ("Kecamatan",),
}


def post(role: str, status: Status, organization: str | None, jurisdiction: str | None) -> str:
    """The whole role phrase, expanded and readable.

    >>> post("Sekretaris Daerah", "penjabat", None, "Kota Makassar")
    'Penjabat Sekretaris Daerah Kota Makassar'
    >>> post("Kepala Dinas", "definitive", "Dinas Kesehatan", "Kota Bekasi")
    'Kepala Dinas Kesehatan Kota Bekasi'
    >>> post("Wakil Bupati", "definitive", None, "Kabupaten Bogor")
    'Wakil Bupati Bogor'
    """
    body = organization or ""
    last = role.split()[-1]
    if body.split()[:1] == [last]:
        body = body[len(last) :].strip()
    region = jurisdiction or ""
    kind, _, rest = region.partition(" ")
    if not body and rest and kind in _KINDS_IN_TITLES.get(role.removeprefix("Wakil "), ()):
        region = rest
    if region and body and region.split()[-1] in body.split():
        region = ""
    parts = (STATUS_NAMES[status], role, _BEHIND.get(status, ""), body, region)
    return " ".join(part for part in parts if part)
