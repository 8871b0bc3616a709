"""Institutions by written form: stable keys, acronyms, spelled-out names. The words stand in ``bodies.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import table
from pipeline.normalize import regions

_PARENTHESIS = re.compile(r"\([^()]{0,80}\)")
_JOINING = re.compile(r"\b(?:dan|serta)\b|&")
_NOISE = re.compile(r"[^0-9a-zà-ÿ]+")
_NATION = re.compile(r"\s(?:R\.?I\.?|Republik Indonesia)$", re.IGNORECASE)
_SHORT = 4
"""Acronyms of up to so many letters that are all capitals count only when written in capitals ("PAN", not "Pan")."""


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body of the table: its key, its usual acronym (or None), its spelled-out name and its kind ("dinas")."""

    key: str
    acronym: str | None
    name: str
    kind: str


def find(name: str) -> KnownBody | None:
    """The known body that a name means, by acronym or spelled-out form, without region and "RI"; None if unknown.

    >>> find("Badan Pengawas Pemilu (Bawaslu) RI").acronym
    'Bawaslu'
    >>> find("Dinas Pendidikan Kota Batam").key, find("Dinas Ajaib")
    ('disdik', None)
    """
    plain = " ".join(_PARENTHESIS.sub(" ", name).split())
    while plain:
        if (body := exact(plain)) is not None:
            return body
        shorter = _without_nation(plain) or _without_region(plain)
        if shorter is None:
            return None
        plain = shorter
    return None


def key_of(name: str) -> str | None:
    """The stable key of the body that a name means, or None.

    >>> key_of("Bawaslu RI"), key_of("Badan Pengawas Pemilu"), key_of("KPU Kota Bekasi"), key_of("Warung Bu Tini")
    ('bawaslu', 'bawaslu', 'kpu', None)
    """
    body = find(name)
    return None if body is None else body.key


def expand(acronym: str) -> str | None:
    """The spelled-out name of an acronym, or None where the table has none.

    >>> expand("Dispora"), expand("BPBD"), expand("Satpol PP")
    ('Dinas Pemuda dan Olahraga', 'Badan Penanggulangan Bencana Daerah', 'Satuan Polisi Pamong Praja')
    """
    body = exact(acronym)
    return body.name if body is not None and body.acronym is not None and form(body.acronym) == form(acronym) else None


def acronym_of(name: str) -> str | None:
    """The usual acronym of a spelled-out name, or None.

    >>> acronym_of("Badan Pusat Statistik")
    'BPS'
    """
    body = find(name)
    return None if body is None else body.acronym


def exact(name: str) -> KnownBody | None:
    """The known body of exactly this acronym or spelled-out form, or None."""
    body = by_form().get(form(name))
    if body is None or body.acronym is None or form(body.acronym) != form(name):
        return body
    written_small = body.acronym.isupper() and len(body.acronym) <= _SHORT and not name.isupper()
    return None if written_small else body


def form(name: str) -> str:
    """The form under which spellings of one name fall together: without spaces, signs, and the word "dan".

    >>> form("Badan Meteorologi, Klimatologi, dan Geofisika") == form("Badan Meteorologi Klimatologi & Geofisika")
    True
    """
    return _NOISE.sub("", _JOINING.sub(" ", name.lower()))


@cache
def by_form() -> dict[str, KnownBody]:
    """All acronyms and spelled-out names of the table by form; of two bodies with one form the first stands."""
    usual: dict[str, tuple[str | None, str]] = {}
    for row in table("bodies"):
        acronym, name = usual.get(row["key"], (None, row["name"]))
        usual[row["key"]] = (acronym or row["acronym"] or None, name)
    found: dict[str, KnownBody] = {}
    for row in table("bodies"):
        written = row["acronym"] or usual[row["key"]][0]
        body = KnownBody(row["key"], written, row["name"], row["kind"])
        found.setdefault(form(row["name"]), body)
        if row["acronym"]:
            found.setdefault(form(row["acronym"]), body)
    return found


def beginnings_of(name: str) -> frozenset[str]:
    """The forms of the first word, the first two words and so on of a name."""
    words = name.split()
    return frozenset(form(" ".join(words[:size])) for size in range(1, len(words) + 1))


@cache
def beginnings() -> frozenset[str]:
    """The beginnings of all acronyms and names of the table; a stretch that is none of them leads to no body."""
    names = (name for row in table("bodies") for name in (row["acronym"], row["name"]) if name)
    return frozenset(beginning for name in names for beginning in beginnings_of(name))


def _without_nation(name: str) -> str | None:
    shorter = _NATION.sub("", name)
    return shorter if shorter != name else None


def _without_region(name: str) -> str | None:
    """The name without the longest region at its end, or None where it ends in none."""
    words = name.split()
    for start in range(max(1, len(words) - regions.MAX_WORDS), len(words)):
        if regions.find(" ".join(words[start:])):
            return " ".join(words[:start])
    return None
